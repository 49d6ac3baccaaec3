//! The guest, compiled so that it counts its instructions: the same number on every machine.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use dagu_chart_api::{Apply, DiffRequest, RenderRequest, SetArgument, SetKind, ValuesText};
use dagu_chart_tests::case::ENTROPY;
use serde_json::Value;
use wasmtime::{Config, Engine, Linker, Module, Store};

use crate::inputs::Input;

static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/counting.cwasm"));
const PAGE: usize = 1 << 16;

/// The size of the module that is counted, in bytes.
pub(crate) fn module_size() -> Result<u64> {
    Ok(std::fs::metadata(env!("DAGU_CHART_COUNTED"))?.len())
}

pub(crate) struct Counter {
    engine: Engine,
    module: Module,
}

impl Counter {
    #[expect(unsafe_code, reason = "machine code is taken on trust")]
    pub(crate) fn new() -> Result<Self> {
        let engine = Engine::new(Config::new().consume_fuel(true)).map_err(|error| anyhow!("{error:?}"))?;
        // SAFETY: the bytes come from the build script and from nowhere else.
        let module = unsafe { Module::deserialize(&engine, CODE) }.map_err(|error| anyhow!("{error:?}"))?;
        Ok(Self { engine, module })
    }

    /// How many instructions an input takes.
    pub(crate) fn count(&self, input: Input) -> Result<u64> {
        match input {
            Input::Stream(stream) => self.call("dagu_post_render", stream.as_bytes(), true),
            Input::Values(text) => {
                let text = ValuesText { name: "values.yaml".to_owned(), text };
                self.render(RenderRequest { values: vec![text], ..RenderRequest::default() })
            }
            Input::Set(flags) => {
                let set = flags
                    .into_iter()
                    .map(|text| SetArgument { kind: SetKind::Set, text, files: BTreeMap::new() })
                    .collect();
                self.render(RenderRequest { set, ..RenderRequest::default() })
            }
            Input::Manifests(before, after) => {
                let request = DiffRequest { before, after, ..DiffRequest::default() };
                self.call("dagu_diff", &serde_json::to_vec(&request)?, false)
            }
            Input::Live(before, after, live) => {
                let apply = Some(Apply::Server);
                let request =
                    DiffRequest { before, after, live: Some(live), apply, ..DiffRequest::default() };
                self.call("dagu_diff", &serde_json::to_vec(&request)?, false)
            }
        }
    }

    /// How many instructions the check of values takes.
    pub(crate) fn check(&self, values: &Value) -> Result<u64> {
        let text = ValuesText { name: "values.yaml".to_owned(), text: values.to_string() };
        self.render(RenderRequest { values: vec![text], check: true, ..RenderRequest::default() })
    }

    fn render(&self, request: RenderRequest) -> Result<u64> {
        let request = RenderRequest { entropy: Some(ENTROPY.to_owned()), ..request };
        self.call("dagu_render", &serde_json::to_vec(&request)?, false)
    }

    fn call(&self, export: &str, input: &[u8], has_flags: bool) -> Result<u64> {
        self.try_call(export, input, has_flags)
            .map_err(|error| anyhow!("{error:?}"))
            .context(export.to_owned())
    }

    fn try_call(&self, export: &str, input: &[u8], has_flags: bool) -> wasmtime::Result<u64> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(u64::MAX)?;
        let mut linker = Linker::new(&self.engine);
        linker.define_unknown_imports_as_traps(&self.module)?;
        let instance = linker.instantiate(&mut store, &self.module)?;
        let memory = instance.get_memory(&mut store, "memory").expect("the guest has a memory");
        let start = memory.data_size(&store);
        memory.grow(&mut store, input.len().div_ceil(PAGE) as u64)?;
        memory.write(&mut store, start, input)?;
        let before = store.get_fuel()?;
        let (start, length) = (start as u32, input.len() as u32);
        if has_flags {
            let call = instance.get_typed_func::<(u32, u32, u32), u32>(&mut store, export)?;
            call.call(&mut store, (start, length, 2))?;
        } else {
            let call = instance.get_typed_func::<(u32, u32), u32>(&mut store, export)?;
            call.call(&mut store, (start, length))?;
        }
        Ok(before - store.get_fuel()?)
    }
}
