//! The wasmtime embedding of the core: it is compiled ahead of time, capped in what it may use, and called once per instance.
//!
//! This crate knows bytes, caps and traps. What is in the bytes is the business of `dagu_chart`.

mod answer;
mod call;
mod caps;
mod config;
mod error;
mod large_pages;
mod limits;
mod module;
mod quantity;
mod time;

use std::io::Read;

use wasmtime::{InstancePre, Linker};

pub use answer::Answer;
pub use error::Error;
pub use limits::Limits;
pub use quantity::{ByteSize, Seconds};

use call::Call;
use caps::State;

/// How a stream is post-rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Warnings count as errors.
    pub strict: bool,
    /// The answer's report is wanted.
    pub report: bool,
}

impl Flags {
    fn bits(self) -> u32 {
        u32::from(self.strict) | u32::from(self.report) << 1
    }
}

/// The loaded core. Every call gets an instance and a memory of its own.
pub struct Host {
    guest: InstancePre<State>,
}

impl Host {
    /// Loads the core that is embedded in this binary.
    pub fn new() -> Result<Self, Error> {
        let (engine, module) = module::load().map_err(Error::Load)?;
        let mut linker = Linker::new(&engine);
        // The imports are the JavaScript glue's: nothing that can be reached from here calls them.
        linker.define_unknown_imports_as_traps(&module).map_err(Error::Load)?;
        let guest = linker.instantiate_pre(&module).map_err(Error::Load)?;
        Ok(Self { guest })
    }

    /// Post-renders the manifest stream that `input` yields; it is read straight into the guest's memory.
    pub fn post_render(&self, input: impl Read, flags: Flags, limits: &Limits) -> Result<Answer, Error> {
        let mut call = Call::new(&self.guest, *limits)?;
        call.read(input)?;
        call.post_render(flags.bits())
    }

    /// Renders values, without Helm; `request` is the JSON of a `RenderRequest`.
    pub fn render(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_render", request, limits)
    }

    /// Gives the values as they count, as YAML; `request` is the JSON of a `RenderRequest`.
    pub fn values(&self, request: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_values", request, limits)
    }

    /// Compares two sets of objects, as text and in the report as JSON; `question` is the JSON of a `diff::Question`.
    pub fn diff(&self, question: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_diff", question, limits)
    }

    /// Tells what is known of a place in the values, in the report as JSON; `path` is as `workerPools.gpu.labels`, and
    /// empty for all of them. There is no such key where the answer is not ok.
    pub fn keys(&self, path: &str, limits: &Limits) -> Result<Answer, Error> {
        self.request("dagu_keys", path, limits)
    }

    fn request(&self, export: &'static str, request: &str, limits: &Limits) -> Result<Answer, Error> {
        let mut call = Call::new(&self.guest, *limits)?;
        call.read(request.as_bytes())?;
        call.request(export)
    }
}

/// The sha256 of the core in hex: equal wherever the same core runs, in this binary or in the page.
pub fn core_sha256() -> &'static str {
    env!("DAGU_CHART_SHA256")
}
