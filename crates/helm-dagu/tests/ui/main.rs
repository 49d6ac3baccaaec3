//! `helm dagu ui`, asked over real sockets as a browser and an attacker would.
#![cfg(unix)]

mod access;
mod client;
mod document;
mod process;
#[path = "../wait/mod.rs"]
mod wait;
