//! The values editor on this machine: a web server on loopback that serves the page and one document to one browser.
//!
//! A request has to come from this page in the browser that opened the link; everything else is refused.

mod access;
mod browser;
mod document;
mod page;
mod patience;
mod request;
mod response;
mod server;
mod token;

pub(crate) use browser::Opened;
pub(crate) use document::Document;
pub(crate) use server::Server;
