//! The core in this binary, compiled ahead of time, and how it is loaded.

use wasmtime::{Engine, Module, Result};

use crate::config;

/// Page-aligned, so that the code can run in place.
#[cfg_attr(target_arch = "x86_64", repr(C, align(4096)))]
#[cfg_attr(not(target_arch = "x86_64"), repr(C, align(65536)))]
struct Paged<T: ?Sized>(T);

static MODULE: &Paged<[u8]> = &Paged(*include_bytes!(concat!(env!("OUT_DIR"), "/dagu_chart.cwasm")));

pub(crate) fn load() -> Result<(Engine, Module)> {
    #[cfg(target_os = "linux")]
    if let Some(loaded) = in_place::load() {
        return Ok(loaded);
    }
    copied()
}

/// Works everywhere, but takes a millisecond longer.
#[expect(unsafe_code, reason = "machine code is trusted")]
fn copied() -> Result<(Engine, Module)> {
    let engine = Engine::new(&config::shared())?;
    // SAFETY: the bytes come from the build script's `precompile_module` and from nowhere else.
    let module = unsafe { Module::deserialize(&engine, &MODULE.0) }?;
    Ok((engine, module))
}

/// Runs the code in the mapped binary. A kernel may forbid that; the caller then copies it.
#[cfg(target_os = "linux")]
mod in_place {
    use std::ffi::c_void;
    use std::ptr::NonNull;
    use std::sync::{Arc, OnceLock};

    use rustix::mm::{MprotectFlags, mprotect};
    use wasmtime::{CustomCodeMemory, Engine, Module, Result};

    use super::MODULE;
    use crate::config;

    /// Wasmtime identifies code by its address: a process can load these pages only once.
    static LOADED: OnceLock<Option<(Engine, Module)>> = OnceLock::new();

    pub(super) fn load() -> Option<(Engine, Module)> {
        LOADED.get_or_init(|| try_load().ok()).clone()
    }

    fn try_load() -> Result<(Engine, Module)> {
        let mut config = config::shared();
        config.with_custom_code_memory(Some(Arc::new(Mapped)));
        let engine = Engine::new(&config)?;
        let module = deserialize(&engine)?;
        Ok((engine, module))
    }

    #[expect(unsafe_code, reason = "machine code is trusted")]
    fn deserialize(engine: &Engine) -> Result<Module> {
        // SAFETY: the bytes come from the build script's `precompile_module`; they are static and never written.
        unsafe { Module::deserialize_raw(engine, NonNull::from(&MODULE.0)) }
    }

    /// Pages of this binary's read-only data.
    struct Mapped;

    impl CustomCodeMemory for Mapped {
        fn required_alignment(&self) -> usize {
            align_of_val(MODULE)
        }

        #[expect(unsafe_code, reason = "changes the protection of mapped pages")]
        fn publish_executable(&self, start: *const u8, length: usize) -> Result<()> {
            let start = start.cast_mut().cast::<c_void>();
            let flags = MprotectFlags::READ | MprotectFlags::EXEC;
            // SAFETY: wasmtime passes whole pages of `MODULE`'s code, and nothing ever writes to them.
            unsafe { mprotect(start, length, flags) }?;
            Ok(())
        }

        /// The module is loaded once and never unloaded.
        fn unpublish_executable(&self, _start: *const u8, _length: usize) -> Result<()> {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = include_str!("../imports.txt");

    #[test]
    fn the_guest_imports_nothing_but_known_glue() {
        let (_, module) = load().unwrap();
        for import in module.imports() {
            let name = import.name();
            // wasm-bindgen appends sixteen hex digits that depend on its version.
            let name = match name.rsplit_once('_') {
                Some((name, hash)) if hash.len() == 16 => name,
                _ => name,
            };
            assert_eq!(import.module(), "./dagu_chart_bg.js", "{name}");
            assert!(GLUE.lines().any(|line| line == name), "`{name}` is not in imports.txt");
        }
    }

    #[test]
    fn a_copied_module_is_as_good() {
        assert!(copied().is_ok());
    }
}
