//! The targets: the source of their inputs, and the properties of each.

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::{Case, ENTROPY};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::check::untouched;
use dagu_chart_tests::engine::{Engine, Native, Wasmtime};
use dagu_chart_tests::judge::Judge;
use memchr::memmem::find;
use serde_json::Value;

/// The input that a case has for a target, if it has one.
type Input = Option<Vec<u8>>;

/// What all targets share.
pub(crate) struct World {
    pub(crate) engine: Wasmtime,
    pub(crate) judge: Judge,
}

/// One way in.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// The input that a case gives.
    pub(crate) seed: fn(&Case, &Judge, &Chart) -> Result<Input>,
    /// Whether the input was accepted; an error is a property that does not hold.
    pub(crate) holds: fn(&World, &[u8]) -> Result<bool>,
}

pub(crate) const TARGETS: [Target; 5] = [
    Target { name: "stream", seed: stream, holds: streams },
    Target { name: "carrier", seed: payload, holds: payloads },
    Target { name: "values", seed: values, holds: texts },
    Target { name: "patches", seed: patches, holds: texts_unjudged },
    Target { name: "injection", seed: injection, holds: streams },
];

/// What every carrier's API group is.
const GROUP: &[u8] = b"carrier.dagu.invalid";
/// The line of a carrier with its payload.
const DATA: &str = "data: \"";

fn stream(case: &Case, judge: &Judge, chart: &Chart) -> Result<Input> {
    Ok(case.stream(judge, chart)?.map(|stream| stream.bytes))
}

fn injection(case: &Case, judge: &Judge, chart: &Chart) -> Result<Input> {
    if case.name.starts_with("inject-") { stream(case, judge, chart) } else { Ok(None) }
}

fn payload(case: &Case, judge: &Judge, chart: &Chart) -> Result<Input> {
    let stream = case.stream(judge, chart)?;
    let data = stream.as_ref().and_then(|stream| {
        let (_, rest) = stream.carriers.first()?.split_once(DATA)?;
        STANDARD.decode(rest.split_once('"')?.0).ok()
    });
    Ok(data)
}

fn values(case: &Case, _: &Judge, _: &Chart) -> Result<Input> {
    Ok(case.values().filter(|text| !is_free(text)).map(|text| text.as_bytes().to_vec()))
}

fn patches(case: &Case, _: &Judge, _: &Chart) -> Result<Input> {
    Ok(case.values().filter(|text| is_free(text)).map(|text| text.as_bytes().to_vec()))
}

/// The core does not check patches and the user's objects against a schema, so Kubernetes may refuse the result.
fn is_free(text: &str) -> bool {
    text.contains("patches:") || text.contains("extraObjects:")
}

fn streams(world: &World, input: &[u8]) -> Result<bool> {
    let wanted = Native.post_render(input, false)?;
    ensure!(wanted == world.engine.post_render(input, false)?, "wasmtime differs");
    ensure!(wanted.ok || wanted.stream.is_empty(), "an error and a part of the stream");
    foreign_untouched(input)?;
    if find(input, GROUP).is_some() {
        foreign_untouched(&between_foreign(input))?;
    }
    Ok(wanted.ok)
}

/// The payload in the carrier of a stream between two documents of others.
fn payloads(world: &World, input: &[u8]) -> Result<bool> {
    let carrier = format!(
        "---\napiVersion: carrier.dagu.invalid/v1\n\
         kind: \"Dagu (not a CRD: run this command again with --post-renderer dagu-post)\"\n\
         metadata:\n  name: \"dagu\"\n{DATA}{}\"\n",
        STANDARD.encode(input)
    );
    let stream = between_foreign(carrier.as_bytes());
    let wanted = Native.post_render(&stream, false)?;
    ensure!(wanted == world.engine.post_render(&stream, false)?, "wasmtime differs");
    foreign_untouched(&stream)?;
    Ok(wanted.ok)
}

/// The stream between documents that are no concern of any case's values, written as only their authors would.
fn between_foreign(stream: &[u8]) -> Vec<u8> {
    const BEFORE: &[u8] = b"---\nkind: Before\nmetadata: {name: 0x1F} # kept\n";
    const BEHIND: &[u8] = b"\n---\r\nkind:  Behind\nmetadata: {name: yes}\n";
    let separator: &[u8] = if stream.starts_with(b"---") { b"" } else { b"---\n" };
    [BEFORE, separator, stream, BEHIND].concat()
}

/// If the input is accepted, every document that is not a carrier and that no value names passes through.
fn foreign_untouched(stream: &[u8]) -> Result<()> {
    let is_carrier = |text: &[u8]| find(text, GROUP).is_some();
    let rendered = Native::post_rendered(stream, false);
    if !rendered.ok {
        return Ok(());
    }
    if !is_carrier(stream) {
        ensure!(rendered.concat(stream) == stream, "a stream without a carrier was changed");
    }
    untouched(&rendered, stream, &carried(stream), &is_carrier)
}

/// The values of everything in a stream that could be the payload of a carrier.
fn carried(stream: &[u8]) -> Vec<Value> {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let texts = stream.split(|byte| !is_base64(byte)).filter(|text| !text.is_empty());
    let payloads =
        texts.filter_map(|text| serde_json::from_slice::<Value>(&STANDARD.decode(text).ok()?).ok());
    payloads.filter_map(|mut payload| Some(payload.get_mut("values")?.take())).collect()
}

fn texts(world: &World, input: &[u8]) -> Result<bool> {
    let answer = render(world, input)?;
    if let Some(stream) = answer.as_deref() {
        world.judge.decode(str::from_utf8(stream)?).context("the judge")?;
    }
    Ok(answer.is_some())
}

fn texts_unjudged(world: &World, input: &[u8]) -> Result<bool> {
    Ok(render(world, input)?.is_some())
}

fn render(world: &World, input: &[u8]) -> Result<Option<Vec<u8>>> {
    let request = RenderRequest {
        release_name: Some("dagu".to_owned()),
        values: vec![ValuesText {
            name: "values.yaml".to_owned(),
            text: String::from_utf8_lossy(input).into_owned(),
        }],
        entropy: Some(ENTROPY.to_owned()),
        ..RenderRequest::default()
    };
    let wanted = Native.render(&request)?;
    ensure!(wanted == world.engine.render(&request)?, "wasmtime differs");
    Ok(wanted.ok.then_some(wanted.stream))
}
