//! Every constraint of the schema, violated alone: what Helm refuses with the schema, the core refuses without it.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::Stream;
use dagu_chart_tests::engine::Native;
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::place;
use dagu_chart_tests::probe::{self, Probe};
use serde_json::{Value, json};

use crate::world::World;

/// The core's findings about what violates the schema: unknown keys, types, choices and ranges.
const CODES: [&str; 3] = ["D0102", "D0103", "D0104"];
/// Helm loads the chart once for each values file; so many at a time.
const TOGETHER: usize = 250;

/// An umbrella chart contains the chart many times, each with other values: Helm lists those that the schema refuses.
pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let schema = fs::read_to_string(place::at("chart/values.schema.json"))?;
    let probes = probe::all(&serde_json::from_str(&schema)?)?;
    // Helm loads the chart for each of them: what fits is tried often enough by the cases.
    let broken: Vec<&Probe> = probes.iter().filter(|probe| !probe.fits).collect();
    ensure!(broken.len() > 100, "too few constraints were found");
    let mut wrong = Vec::new();
    for probes in broken.chunks(TOGETHER) {
        let refused = refused_by_helm(world, helm, probes)?;
        let taken = probes.iter().enumerate().filter(|(index, _)| !refused.contains(index));
        wrong.extend(taken.map(|(_, probe)| format!("{}: Helm takes it", probe.what)));
    }
    for probe in &probes {
        for (way, is_refused) in refused_by_core(world, probe) {
            // The carrier does not contain `global`, so a post-renderer cannot see it.
            if way == "post_render" && probe.values.get("global").is_some() {
                continue;
            }
            let fits = probe.fits && !probe.is_misplaced();
            if is_refused == fits {
                let verb = if is_refused { "refuses" } else { "takes" };
                wrong.push(format!("{}: {way} {verb} it", probe.what));
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The places in the list of what Helm refuses.
fn refused_by_helm(world: &World, helm: &Helm, probes: &[&Probe]) -> Result<BTreeSet<usize>> {
    let umbrella = tempfile::tempdir()?;
    let at = |name: &str| umbrella.path().join(name);
    let mut command = Command::new("cp");
    fs::create_dir(at("charts"))?;
    helm::print(command.arg("-R").arg(place::at("chart")).arg(at("charts/dagu")))?;
    let names = (0..probes.len()).map(|index| format!("c{index}"));
    let dependencies: Vec<Value> =
        names.map(|name| json!({"name": "dagu", "version": "*", "alias": name})).collect();
    let chart =
        json!({"apiVersion": "v2", "name": "umbrella", "version": "1.0.0", "dependencies": dependencies});
    fs::write(at("Chart.yaml"), chart.to_string())?;
    let values: Value =
        probes.iter().enumerate().map(|(index, probe)| (format!("c{index}"), probe.values.clone())).collect();
    fs::write(at("values.yaml"), values.to_string())?;
    let outcome = helm::run(world.template(helm).arg("all").arg(umbrella.path()))?;
    ensure!(!outcome.ok, "Helm refuses none of the values");
    let names = outcome.stderr.lines().filter_map(|line| line.strip_prefix('c')?.strip_suffix(':'));
    let refused: BTreeSet<usize> = names.filter_map(|index| index.parse().ok()).collect();
    ensure!(!refused.is_empty(), "Helm failed for another reason: {}", outcome.stderr);
    Ok(refused)
}

/// The core's two ways in, and whether each refuses the values for a reason of the schema's.
fn refused_by_core(world: &World, probe: &Probe) -> [(&'static str, bool); 2] {
    let request = RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text: probe.values.to_string() }],
        ..RenderRequest::default()
    };
    let rendered = dagu_chart::render(&request).diagnostics;
    let stream = Stream::of_values(&world.chart, &probe.values);
    let posted = Native::post_rendered(&stream.bytes, false).diagnostics;
    [("render", rendered), ("post_render", posted)].map(|(way, diagnostics)| {
        let mut codes = diagnostics.iter().map(|diagnostic| &*diagnostic.code);
        (way, codes.any(|code| CODES.contains(&code)))
    })
}
