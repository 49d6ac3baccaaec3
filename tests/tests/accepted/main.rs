//! Kubernetes accepts what the core accepts: random values files, and a real API server as the judge.
//!
//! The seed is printed; `DAGU_SEED=<seed>` repeats the files, and `DAGU_FILES=<number>` sets their number.
#![expect(clippy::print_stderr, reason = "what was tried, and what was found, is told in both cases")]

mod drift;
mod generator;
mod kinds;
mod openapi;
mod places;
mod server;
mod words;

use std::env;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::ENTROPY;
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::document::Generated;
use dagu_chart_tests::seed;
use dagu_chart_tests::shrink;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

use generator::Generator;
use kinds::Kinds;
use openapi::OpenApi;
use server::{Cause, Server};

/// The default number of files in a run.
const FILES: usize = 200;
/// How long a run makes files. The share that runs everywhere ends sooner.
const LONGEST: Duration = Duration::from_secs(1800);
/// Of so many accepted files, one may be refused. In a small share chance weighs more than in the long run.
const AT_LEAST_ACCEPTED: [(usize, usize); 2] = [(1000, 100), (0, 33)];

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let trial = |name: &str, prove: fn() -> Result<()>| {
        Trial::test(name, move || prove().map_err(|error| Failed::from(format!("{error:#}"))))
    };
    let drift = || drift::prove(&Cluster::start()?);
    Ok(libtest_mimic::run(&arguments, vec![trial("types", drift), trial("files", prove)]).exit_code())
}

fn prove() -> Result<()> {
    let seed = seed::announced()?;
    let files = env::var("DAGU_FILES").ok().map(|files| files.parse()).transpose()?.unwrap_or(FILES);
    let mut cluster = Cluster::start()?;
    places::ensure_all_known()?;
    let (api, fields) = (OpenApi::of(&cluster)?, places::fields());
    let server = Server::at(cluster.proxy()?);
    let mut kinds = Kinds::default();
    let start = Instant::now();
    let mut made = 0;
    while made < files && start.elapsed() < LONGEST {
        let values = Generator::new(&api, &fields, seed.wrapping_add(made as u64)).values()?;
        made += 1;
        let Some(cause) = refused(&server, &values, &mut kinds.accepted)? else { continue };
        if kinds.add(cause.clone()) {
            let fails = |values: &Value| {
                refused(&server, values, &mut 0).is_ok_and(|found| found.as_ref() == Some(&cause))
            };
            let least = shrink::least(values, &fails);
            kinds.show(&cause, least);
        }
    }
    let (unknown, table) = kinds.table()?;
    eprintln!(
        "{made} files in {} s, {} accepted by the core, {} of these refused by Kubernetes {}, in {unknown} unknown kinds\n{table}",
        start.elapsed().as_secs(),
        kinds.accepted,
        kinds.refused,
        cluster.version(),
    );
    let (_, one_in) = AT_LEAST_ACCEPTED.into_iter().find(|(least, _)| files >= *least).context("a limit")?;
    ensure!(kinds.refused * one_in <= kinds.accepted + one_in, "more than 1 in {one_in} is refused");
    Ok(())
}

/// Why Kubernetes refuses the objects of a file; none if the core refuses the file.
fn refused(server: &Server, values: &Value, accepted: &mut usize) -> Result<Option<Cause>> {
    let request = RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text: values.to_string() }],
        entropy: Some(ENTROPY.to_owned()),
        ..RenderRequest::default()
    };
    let rendered = dagu_chart::render(&request);
    if !rendered.ok {
        return Ok(None);
    }
    *accepted += 1;
    let documents = Generated::all(rendered.manifests.as_bytes())?;
    let objects: Vec<Value> = documents.into_iter().map(|document| document.value).collect();
    Ok(server.refuses(&objects)?.into_iter().next())
}
