//! The byte ABI: pointers and lengths into the guest's memory, with the whole answer in one fixed record.
//!
//! The host creates an instance for each call and drops it afterwards, so no memory is ever freed.
//! It writes the input to memory pages that it adds itself, so the guest exports no allocator.

use std::slice;

use dagu_chart::json::read;
use dagu_chart::{PostRenderOptions, Segment, diff, post_render, render};
use dagu_chart_api::{DiffRequest, RenderRequest, Report, ShownValues, ValuesView, human};
use serde::de::DeserializeOwned;

use crate::{json, panic};

const STRICT: u32 = 1;
const REPORT: u32 = 2;

/// Pointer and length of bytes that live as long as the instance.
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

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self::from(&*text.into_bytes().leak())
    }
}

/// The answer to a call, seven numbers of 32 bits in the guest.
#[repr(C)]
pub struct Answer {
    /// 0: the segments are the stream. 1: there is no stream, and `text` has the reason.
    status: u32,
    segments: *const Bytes,
    segment_count: usize,
    text: Bytes,
    report: Bytes,
}

#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<Answer>() == 7 * 4);

fn answer(ok: bool, segments: Vec<Bytes>, text: String, report: String) -> *const Answer {
    let segments = segments.leak();
    Box::leak(Box::new(Answer {
        status: u32::from(!ok),
        segments: segments.as_ptr(),
        segment_count: segments.len(),
        text: Bytes::from(text),
        report: Bytes::from(report),
    }))
}

/// Post-renders the stream at `input`; `flags`: 1 is strict, 2 asks for the report.
///
/// # Safety
///
/// `input` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_post_render(input: *const u8, length: usize, flags: u32) -> *const Answer {
    // SAFETY: this function's own contract.
    let input = unsafe { input_at(input, length) };
    let options = PostRenderOptions { strict: flags & STRICT != 0 };
    let rendered = post_render(input, &options);
    let text = human(&rendered.diagnostics);
    let report = match flags & REPORT {
        0 => String::new(),
        _ => json(&Report::new(rendered.ok, rendered.objects, rendered.diagnostics)),
    };
    let generated: &'static [u8] = rendered.generated.leak();
    let segments = rendered.segments.into_iter().map(|segment| match segment {
        Segment::Input(range) => Bytes::from(&input[range]),
        Segment::Generated(range) => Bytes::from(&generated[range]),
    });
    answer(rendered.ok, segments.collect(), text, report)
}

/// Renders values; `request` is a [`RenderRequest`] as JSON. The answer always has a report.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_render(request: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request: RenderRequest = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let response = render(&request);
    let text = human(&response.diagnostics);
    let report = Report::new(response.ok, response.objects, response.diagnostics);
    answer(response.ok, one(response.manifests), text, json(&report))
}

/// Shows values; `request` is a [`RenderRequest`] as JSON, `view` the number of a [`ValuesView`]. The segment is the
/// values as YAML, the report a [`ShownValues`] as JSON.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_values(request: *const u8, length: usize, view: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request: RenderRequest = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let view = ValuesView::ALL.get(view).copied().unwrap_or_default();
    let (shown, text) = dagu_chart::shown_values(&request, view);
    shown_answer(&shown, one(text))
}

/// Shows the values in the carrier at `input`. The report is a [`ShownValues`] as JSON.
///
/// # Safety
///
/// `input` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_carried_values(input: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let shown = dagu_chart::carried_values(unsafe { input_at(input, length) });
    shown_answer(&shown, Vec::new())
}

fn shown_answer(shown: &ShownValues, segments: Vec<Bytes>) -> *const Answer {
    answer(shown.ok, segments, human(&shown.diagnostics), json(shown))
}

/// Changes values in a text; `request` is an [`EditRequest`](dagu_chart_api::EditRequest) as JSON. The segment is the
/// new text; status 1 means that the changes are not possible, with the reason as text.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_edit(request: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    match dagu_chart::edit(&request) {
        Ok(text) => answer(true, one(text), String::new(), String::new()),
        Err(error) => answer(false, Vec::new(), error + "\n", String::new()),
    }
}

/// Compares two sets of objects; `request` is a [`DiffRequest`] as JSON. The segment is the difference as a person
/// reads it, the report the same as JSON.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_diff(request: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request: DiffRequest = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    match diff::answer(&request) {
        Ok(difference) => answer(true, one(diff::human(&difference)), String::new(), json(&difference)),
        Err(error) => answer(false, Vec::new(), error + "\n", String::new()),
    }
}

/// Lists what objects consist of; `manifests` is a stream, UTF-8. The report is an
/// [`Inventory`](dagu_chart_api::Inventory) as JSON; status 1 means that the stream cannot be parsed, with the reason as
/// text.
///
/// # Safety
///
/// `manifests` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_inventory(manifests: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let manifests = unsafe { input_at(manifests, length) };
    match dagu_chart::inventory(&String::from_utf8_lossy(manifests)) {
        Ok(inventory) => answer(true, Vec::new(), String::new(), json(&inventory)),
        Err(error) => answer(false, Vec::new(), error + "\n", String::new()),
    }
}

/// Tells what is known of a place in the values; `path` is as `workerPools.gpu.labels`, UTF-8, or empty. The report is
/// a [`Known`](dagu_chart_api::Known) as JSON; status 1 means that the chart has no such key.
///
/// # Safety
///
/// `path` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_keys(path: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let path = unsafe { input_at(path, length) };
    let known = dagu_chart::known(&String::from_utf8_lossy(path));
    answer(path.is_empty() || known.key.is_some(), Vec::new(), String::new(), json(&known))
}

/// Describes the worker pools; `request` is a [`RenderRequest`] as JSON. The report is a
/// [`Pools`](dagu_chart_api::Pools) as JSON; status 1 means that the values have errors.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_pools(request: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let pools = dagu_chart::pools(&request);
    answer(pools.ok, Vec::new(), human(&pools.diagnostics), json(&pools))
}

/// Tells where DAGs run; `request` is a [`RouteRequest`](dagu_chart_api::RouteRequest) as JSON. The report is a
/// [`Routes`](dagu_chart_api::Routes) as JSON; status 1 means that the values have errors or that a DAG runs nowhere.
///
/// # Safety
///
/// `request` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the export is called by the host, with a pointer")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dagu_route(request: *const u8, length: usize) -> *const Answer {
    // SAFETY: this function's own contract.
    let request = match unsafe { request_at(request, length) } {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    let routes = dagu_chart::route(&request);
    answer(routes.ok, Vec::new(), human(&routes.diagnostics), json(&routes))
}

/// Where the guest panicked, for the host to call after a trap.
#[expect(unsafe_code, reason = "the export is called by the host")]
#[unsafe(no_mangle)]
pub extern "C" fn dagu_panic() -> *const Bytes {
    Box::leak(Box::new(Bytes::from(panic::place())))
}

/// The input at a pointer. Every call of the host starts here.
///
/// # Safety
///
/// `start` points to `length` bytes that do not change while the instance lives.
#[expect(unsafe_code, reason = "the host passes a pointer")]
unsafe fn input_at(start: *const u8, length: usize) -> &'static [u8] {
    panic::remember_place();
    // SAFETY: this function's own contract.
    unsafe { slice::from_raw_parts(start, length) }
}

/// The request in the JSON at a pointer, or the answer that says why there is none.
///
/// # Safety
///
/// That of [`input_at`].
#[expect(unsafe_code, reason = "the host passes a pointer")]
unsafe fn request_at<T: DeserializeOwned>(start: *const u8, length: usize) -> Result<T, *const Answer> {
    // SAFETY: this function's own contract.
    let request = unsafe { input_at(start, length) };
    read(request).map_err(|error| {
        answer(false, Vec::new(), format!("the request cannot be read: {error}\n"), String::new())
    })
}

/// An answer with a text as its only segment.
fn one(text: String) -> Vec<Bytes> {
    vec![Bytes::from(text)]
}
