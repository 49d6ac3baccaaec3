//! The costs of the core that are the same on every machine: instructions of the guest, allocations, sizes.
//!
//! They are committed, so that the diff of a commit shows what it costs.

use std::fs;

use anyhow::Result;
use dagu_chart::PostRenderOptions;
use dagu_chart_tests::{expectation, place};
use serde_json::{Map, Value, json};

use crate::allocations;
use crate::inputs::{Input, carrier};
use crate::work::{self, Counter};

const LEDGER: &str = "tests/ledger.txt";
const HEAD: &str = "\
# Written by `cargo xtask bless growth`: what the core costs, whatever the machine. Instructions are those of the guest in
# thousands, allocations those of the library without optimisation, sizes are in KiB.
";

/// Holds the numbers against the committed ones.
pub(crate) fn check(counter: &Counter) -> Result<()> {
    let mut ledger = HEAD.to_owned();
    for (name, pools) in [("one pool", None), ("100 pools", Some(100)), ("1,000 pools", Some(1000))] {
        let stream = carrier(&values(pools));
        let instructions = counter.count(Input::Stream(stream.clone()))? / 1000;
        let (count, bytes) = allocations::during(|| {
            dagu_chart::post_render(stream.as_bytes(), &PostRenderOptions::default());
        });
        ledger.push_str(&format!(
            "{name}: {instructions} instructions, {count} allocations of {} KiB\n",
            bytes >> 10
        ));
    }
    let checked = counter.check(&values(Some(1000)))? / 1000;
    ledger.push_str(&format!("a check of 1,000 pools: {checked} instructions\n"));
    let module = work::module_size()?;
    let schema = fs::metadata(place::at("chart/values.schema.json"))?.len();
    for (name, size) in [("the core as wasm", module), ("the schema", schema)] {
        ledger.push_str(&format!("{name}: {} KiB\n", size >> 10));
    }
    expectation::file(&place::at(LEDGER), Some(ledger.as_bytes()))
}

fn values(pools: Option<usize>) -> Value {
    let Some(pools) = pools else { return json!({}) };
    let pools: Map<String, Value> = (0..pools)
        .map(|pool| (format!("pool-{pool}"), json!({"labels": {"pool": pool.to_string()}})))
        .collect();
    json!({ "workerPools": pools })
}
