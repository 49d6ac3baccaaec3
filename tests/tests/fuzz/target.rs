//! What is fuzzed: where its inputs come from, and what must hold of each.

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dagu_chart::Segment;
use dagu_chart::api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::{Case, ENTROPY};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::engine::{Answer, Engine, Native, Wasmtime};
use dagu_chart_tests::judge::Judge;
use memchr::memmem::find;

/// What a case gives a target, where it gives something.
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
    /// Whether the input was accepted; an error is a property that does not hold. Go judges when asked to.
    pub(crate) holds: fn(&World, &[u8], bool) -> Result<bool>,
}

pub(crate) const TARGETS: [Target; 5] = [
    Target { name: "stream", seed: stream, holds: streams },
    Target { name: "carrier", seed: payload, holds: payloads },
    Target { name: "values", seed: values, holds: texts },
    Target { name: "patches", seed: patches, holds: texts_unjudged },
    Target { name: "injection", seed: injection, holds: streams },
];

/// The line of a carrier that holds its payload.
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

/// The core holds patches and objects of the user's against no schema, so that Kubernetes may refuse what comes of them.
fn is_free(text: &str) -> bool {
    text.contains("patches:") || text.contains("extraObjects:")
}

fn streams(world: &World, input: &[u8], _: bool) -> Result<bool> {
    let rendered = Native::post_rendered(input, false);
    let mut end = 0;
    for segment in &rendered.segments {
        if let Segment::Input(range) = segment {
            ensure!(end <= range.start && range.end <= input.len(), "{range:?} behind {end}");
            end = range.end;
        }
    }
    let wanted = Native.post_render(input, false)?;
    ensure!(wanted == world.engine.post_render(input, false)?, "wasmtime differs");
    ensure!(wanted.ok || wanted.stream.is_empty(), "an error and a part of the stream");
    if find(input, b".invalid").is_some() {
        let stream = between_foreign(input);
        kept(&Native.post_render(&stream, false)?)?;
    } else if wanted.ok {
        ensure!(wanted.stream == input, "a stream without a carrier was changed");
    }
    Ok(wanted.ok)
}

/// Documents that are no concern of any case's values, written as only their authors would.
const BEFORE: &str = "---\nkind: Before\nmetadata: {name: 0x1F} # kept\n";
const BEHIND: &str = "---\r\nkind:  Behind\nmetadata: {name: yes}\n";

fn between_foreign(stream: &[u8]) -> Vec<u8> {
    [BEFORE.as_bytes(), stream, b"\n", BEHIND.as_bytes()].concat()
}

/// Both leave as they came and in their order, separators aside: those may be written anew.
fn kept(answer: &Answer) -> Result<()> {
    if answer.ok {
        let before = BEFORE.split_once('\n').map_or(BEFORE, |(_, rest)| rest);
        let at = find(&answer.stream, before.as_bytes()).context("the document before was changed")?;
        let behind = BEHIND.split_once('\n').map_or(BEHIND, |(_, rest)| rest);
        find(&answer.stream[at..], behind.as_bytes()).context("the document behind was changed")?;
    }
    Ok(())
}

/// The payload in the carrier of a stream between two documents, which leave as they came.
fn payloads(world: &World, input: &[u8], _: bool) -> Result<bool> {
    let carrier = format!(
        "---\napiVersion: carrier.dagu.invalid/v1\n\
         kind: \"Dagu (not a CRD: run this command again with --post-renderer dagu-post)\"\n\
         metadata:\n  name: \"dagu\"\n{DATA}{}\"\n",
        STANDARD.encode(input)
    );
    let stream = between_foreign(carrier.as_bytes());
    let wanted = Native.post_render(&stream, false)?;
    ensure!(wanted == world.engine.post_render(&stream, false)?, "wasmtime differs");
    kept(&wanted)?;
    Ok(wanted.ok)
}

fn texts(world: &World, input: &[u8], judged: bool) -> Result<bool> {
    let answer = render(world, input)?;
    if let Some(stream) = answer.as_deref().filter(|_| judged) {
        world.judge.decode(str::from_utf8(stream)?).context("the judge")?;
    }
    Ok(answer.is_some())
}

fn texts_unjudged(world: &World, input: &[u8], _: bool) -> Result<bool> {
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
