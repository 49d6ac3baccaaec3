//! The byte ABI: pointers and lengths into the guest's memory, the whole answer in one fixed record.
//!
//! The host makes an instance for one call and drops it afterwards, so nothing here is ever freed.
//! It puts the input into pages that it adds to the memory itself, so there is no allocator to call.

use std::slice;

use dagu_chart::api::{PostRenderOptions, RenderRequest};
use dagu_chart::{Segment, human, post_render, render};

use crate::{panic, report_of_post_render, report_of_render, to_json};

const STRICT: u32 = 1;
const REPORT: u32 = 2;

/// Bytes that live as long as the instance, as a pointer and a length.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    start: *const u8,
    length: usize,
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Self {
        Self { start: bytes.as_ptr(), length: bytes.len() }
    }
}

/// The answer to a call, seven numbers of 32 bits in the guest.
#[repr(C)]
pub struct Answer {
    /// 0: the segments are the stream. 1: there is no stream, and `text` says why.
    status: u32,
    segments: *const Bytes,
    segment_count: usize,
    text: Bytes,
    report: Bytes,
}

#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<Answer>() == 7 * 4);

fn answer(ok: bool, segments: Vec<Bytes>, text: String, report: Vec<u8>) -> *const Answer {
    let segments = segments.leak();
    Box::leak(Box::new(Answer {
        status: u32::from(!ok),
        segments: segments.as_ptr(),
        segment_count: segments.len(),
        text: Bytes::from(&*text.into_bytes().leak()),
        report: Bytes::from(&*report.leak()),
    }))
}

/// Post-renders the stream at `input`; `flags`: 1 is strict, 2 asks for the report.
///
/// # Safety
///
/// `input` points to `length` bytes that nobody changes as long as the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_post_render(input: *const u8, length: usize, flags: u32) -> *const Answer {
    panic::remember_place();
    // SAFETY: this function's own contract.
    let input: &'static [u8] = unsafe { slice::from_raw_parts(input, length) };
    let options = PostRenderOptions { strict: flags & STRICT != 0 };
    let rendered = post_render(input, &options);
    let text = human(&rendered.diagnostics);
    let report = match flags & REPORT {
        0 => Vec::new(),
        _ => json(&report_of_post_render(&rendered)),
    };
    let generated: &'static [u8] = rendered.generated.leak();
    let segments = rendered.segments.into_iter().map(|segment| match segment {
        Segment::Input(range) => Bytes::from(&input[range]),
        Segment::Generated(range) => Bytes::from(&generated[range]),
    });
    answer(rendered.ok, segments.collect(), text, report)
}

/// Renders values; `request` is a [`RenderRequest`] as JSON. The report is always given.
///
/// # Safety
///
/// `request` points to `length` bytes that nobody changes as long as the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_render(request: *const u8, length: usize) -> *const Answer {
    panic::remember_place();
    // SAFETY: this function's own contract.
    let request: &'static [u8] = unsafe { slice::from_raw_parts(request, length) };
    let parsed = serde_json::from_slice(request).map_err(|error| error.to_string());
    let request = match parsed.and_then(|json| RenderRequest::read(&json)) {
        Ok(request) => request,
        Err(error) => {
            let text = format!("the request is not what `dagu_render` reads: {error}\n");
            return answer(false, Vec::new(), text, Vec::new());
        }
    };
    let response = render(&request);
    let text = human(&response.diagnostics);
    let report = json(&report_of_render(&response));
    let manifests: &'static [u8] = response.manifests.into_bytes().leak();
    answer(response.ok, vec![Bytes::from(manifests)], text, report)
}

/// Where the guest panicked, to be asked after a trap.
#[expect(unsafe_code, reason = "the export is called by the host")]
#[unsafe(no_mangle)]
pub extern "C" fn dagu_panic() -> *const Bytes {
    Box::leak(Box::new(Bytes::from(panic::place())))
}

fn json(report: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(&to_json(report)).expect("a report has string keys only");
    json.push(b'\n');
    json
}
