//! The settings that must be the same when compiling and running: the build script includes this file too.

use wasmtime::Config;

pub(crate) fn shared() -> Config {
    let mut config = Config::new();
    config
        // Only backtraces need it, and the guest has no names to show.
        .generate_address_map(false)
        .wasm_backtrace_max_frames(None)
        // An image of the memory in a file pays off from the second instance on: a program makes one or two.
        .memory_init_cow(false);
    config
}
