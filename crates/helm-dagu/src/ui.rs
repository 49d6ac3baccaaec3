//! The values editor on this machine: a web server on loopback that serves the page and its documents to one browser.
//!
//! A request has to come from this page in the browser that opened the link; everything else is refused.

mod access;
mod browser;
mod document;
mod documents;
mod page;
mod patience;
mod request;
mod response;
mod server;
mod token;

pub(crate) use browser::Opened;
pub(crate) use documents::Documents;
pub(crate) use server::Server;
