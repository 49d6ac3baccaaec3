//! Where the guest panicked, for the bug report. Without the message, which can contain a credential.

use std::panic::set_hook;
use std::sync::OnceLock;

static PLACE: OnceLock<String> = OnceLock::new();

pub(crate) fn remember_place() {
    set_hook(Box::new(|panic| {
        if let Some(location) = panic.location() {
            let _ = PLACE.set(location.to_string());
        }
    }));
}

/// As `file:line:column`; empty if there was no panic.
pub(crate) fn place() -> &'static [u8] {
    PLACE.get().map_or(b"", |place| place.as_bytes())
}
