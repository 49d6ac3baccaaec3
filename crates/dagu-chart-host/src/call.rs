//! One call into a new instance: write the input, run the guest within its limits, read the answer.

use std::io::{ErrorKind, Read};

use wasmtime::{Instance, InstancePre, Memory, Store, WasmParams};

use crate::answer::{self, Answer};
use crate::caps::State;
use crate::error::Error;
use crate::large_pages;
use crate::limits::Limits;
use crate::time::within;

const PAGE: usize = 1 << 16;

pub(crate) struct Call {
    store: Store<State>,
    instance: Instance,
    memory: Memory,
    limits: Limits,
    /// Address of the input, in pages that the host added and the guest's allocator does not know.
    input: usize,
    length: usize,
}

impl Call {
    pub(crate) fn new(guest: &InstancePre<State>, limits: Limits) -> Result<Self, Error> {
        let state = State { memory: limits.memory_while_reading(), refused: false };
        let mut store = Store::new(guest.module().engine(), state);
        store.limiter(|state| state);
        let instance = guest
            .instantiate(&mut store)
            .map_err(|error| store.data().met().unwrap_or_else(|| Error::Load(error)))?;
        let memory = instance
            .get_memory(&mut store, "memory")
            .ok_or_else(|| Error::Internal("no memory is exported".to_owned()))?;
        let input = memory.data_size(&store);
        Ok(Self { store, instance, memory, limits, input, length: 0 })
    }

    /// Reads to the end, into pages after the guest's own memory.
    pub(crate) fn read(&mut self, mut input: impl Read) -> Result<(), Error> {
        loop {
            if self.input + self.length == self.memory.data_size(&self.store) {
                self.grow()?;
            }
            let free = &mut self.memory.data_mut(&mut self.store)[self.input + self.length..];
            match input.read(free) {
                Ok(0) => return Ok(()),
                Ok(read) => self.length += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::Read(error)),
            }
        }
    }

    /// Doubles the space, so that a long input takes few steps; pages use memory only once written.
    fn grow(&mut self) -> Result<(), Error> {
        for pages in [self.length / PAGE, 1] {
            if self.memory.grow(&mut self.store, pages.max(1) as u64).is_ok() {
                self.store.data_mut().refused = false;
                large_pages::ask(&mut self.memory.data_mut(&mut self.store)[self.input + self.length..]);
                return Ok(());
            }
        }
        Err(Error::Memory { cap: self.store.data().memory })
    }

    /// Calls an export that takes a request.
    pub(crate) fn request(self, export: &'static str) -> Result<Answer, Error> {
        let (input, length) = (self.input as u32, self.length as u32);
        self.run(export, (input, length))
    }

    /// Calls an export that takes a request or a stream, and a number.
    pub(crate) fn request_with(self, export: &'static str, number: u32) -> Result<Answer, Error> {
        let (input, length) = (self.input as u32, self.length as u32);
        self.run(export, (input, length, number))
    }

    fn run<P>(mut self, export: &'static str, arguments: P) -> Result<Answer, Error>
    where
        P: WasmParams + Send + 'static,
    {
        let limits = self.limits;
        let length = self.length as u64;
        self.store.data_mut().memory = limits.memory_for(length);
        let (mut call, answer) = within(limits.time_for(length), move || {
            let answer = self
                .instance
                .get_typed_func(&mut self.store, export)
                .and_then(|function| function.call(&mut self.store, arguments));
            (self, answer)
        })?;
        let answer: u32 = answer.map_err(|error| call.why(&error))?;

        let input = call.input..call.input + call.length;
        let answer = Answer::read(call.store, call.memory, input, answer)?;
        let cap = limits.output_for(length);
        match answer.output_size() {
            size if size > cap => Err(Error::Output { cap, size }),
            _ => Ok(answer),
        }
    }

    fn why(&mut self, error: &wasmtime::Error) -> Error {
        self.store.data().met().unwrap_or_else(|| {
            let place = self.panic().unwrap_or_default();
            Error::Internal(format!("{error:#} {place}"))
        })
    }

    /// Where the guest panicked; its memory is still readable after a trap.
    fn panic(&mut self) -> Option<String> {
        let panic = self.instance.get_typed_func(&mut self.store, "dagu_panic").ok()?;
        let address: u32 = panic.call(&mut self.store, ()).ok()?;
        answer::text_at(self.memory.data(&self.store), address)
    }
}
