//! The files of the page in this program, which `build.rs` lists.

/// A file of the page.
struct File {
    /// Its path in the folder of the page.
    name: &'static str,
    /// Its content, compressed.
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/page.rs"));

const INDEX: &str = "index.html";

/// Whether the program is built with the page.
pub(super) fn is_embedded() -> bool {
    !FILES.is_empty()
}

/// The media type and the compressed content of a file, by the path of its URL.
pub(super) fn file(path: &str) -> Option<(&'static str, &'static [u8])> {
    let name = if path == "/" { INDEX } else { path.strip_prefix('/')? };
    let file = FILES.iter().find(|file| file.name == name)?;
    Some((media_type(name), file.gzip))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
