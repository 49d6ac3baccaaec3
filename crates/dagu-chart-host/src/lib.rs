//! The wasmtime embedding of the core: compiled ahead of time, with limits, one instance per call.
//!
//! This crate handles bytes, limits and traps. `dagu_chart` decides what the bytes mean.

mod answer;
mod call;
mod caps;
mod config;
mod error;
mod large_pages;
mod limits;
mod module;
mod origin;
mod quantity;
mod time;

use std::io::Read;

use wasmtime::{InstancePre, Linker};

pub use answer::Answer;
pub use error::Error;
pub use limits::Limits;
pub use origin::{Document, origin};
pub use quantity::{ByteSize, Seconds};

use call::Call;
use caps::State;

/// Options for post-rendering a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Treat warnings as errors.
    pub strict: bool,
    /// Request the report.
    pub report: bool,
}

impl Flags {
    fn bits(self) -> u32 {
        u32::from(self.strict) | u32::from(self.report) << 1
    }
}

/// The loaded core. Each call gets a new instance with its own memory.
pub struct Host {
    guest: InstancePre<State>,
}

impl Host {
    /// Loads the core that is embedded in this binary.
    pub fn new() -> Result<Self, Error> {
        let (engine, module) = module::load().map_err(Error::Load)?;
        let mut linker = Linker::new(&engine);
        // The imports belong to the JavaScript bindings: the exports used here never call them.
        linker.define_unknown_imports_as_traps(&module).map_err(Error::Load)?;
        let guest = linker.instantiate_pre(&module).map_err(Error::Load)?;
        Ok(Self { guest })
    }

    /// Post-renders a manifest stream; it is read directly into the guest's memory.
    pub fn post_render(&self, input: impl Read, flags: Flags, limits: &Limits) -> Result<Answer, Error> {
        let mut call = Call::new(&self.guest, *limits)?;
        call.read(input)?;
        call.request_with("dagu_post_render", flags.bits())
    }

    /// Renders values without Helm; `request` is the JSON of a `RenderRequest`.
    pub fn render(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_render", request, limits)
    }

    /// Shows values as YAML, and in the report as JSON; `request` is the JSON of a `RenderRequest`, `view` the number of
    /// a `ValuesView`.
    pub fn values(&self, request: &str, view: u32, limits: &Limits) -> Result<Answer, Error> {
        let mut call = Call::new(&self.guest, *limits)?;
        call.read(request.as_bytes())?;
        call.request_with("dagu_values", view)
    }

    /// Shows the values in a carrier, in the report as JSON.
    pub fn carried_values(&self, document: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_carried_values", document, limits)
    }

    /// Changes values in a text; `request` is the JSON of an `EditRequest`. If the answer is not ok, its text is the
    /// reason.
    pub fn edit(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_edit", request, limits)
    }

    /// Compares two sets of objects, as text and in the report as JSON; `request` is the JSON of a `DiffRequest`.
    pub fn diff(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_diff", request, limits)
    }

    /// Lists what objects consist of, in the report as JSON; `manifests` is a manifest stream. If the answer is not ok,
    /// its text is the reason.
    pub fn inventory(&self, manifests: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_inventory", manifests, limits)
    }

    /// Describes a key of the values, in the report as JSON; `path` is a path such as `workerPools.gpu.labels`, or empty
    /// for all keys. The answer is not ok if there is no such key.
    pub fn keys(&self, path: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_keys", path, limits)
    }

    /// Describes the worker pools, in the report as JSON; `request` is the JSON of a `RenderRequest`.
    pub fn pools(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_pools", request, limits)
    }

    /// Reports where DAGs run, in the report as JSON; `request` is the JSON of a `RouteRequest`.
    pub fn route(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_route", request, limits)
    }

    fn request(&self, export: &'static str, request: &str, limits: &Limits) -> Result<Answer, Error> {
        let mut call = Call::new(&self.guest, *limits)?;
        call.read(request.as_bytes())?;
        call.request(export)
    }
}

/// The sha256 of the core in hex: the same in the programs and on the web page.
pub fn core_sha256() -> &'static str {
    env!("DAGU_CHART_SHA256")
}
