//! A question about DAGs: one folder below tests/routes with values, DAGs, and where they run.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_api::{DagFile, RenderRequest, RouteRequest, ValuesText};
use serde::Deserialize;
use serde_json::Value;

use crate::engine::{Engine, Native};
use crate::{expectation, place};

const CASE: &str = "case.yaml";
const POOLS: &str = "expected.pools.json";
const ROUTES: &str = "expected.routes.json";

/// One question.
pub struct Question {
    /// Name of its folder.
    pub name: String,
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    reason: String,
    /// The text of the values.
    values: String,
    /// The version of Dagu; the image's otherwise.
    dagu_version: Option<String>,
    /// The base configuration.
    base: Option<Value>,
    dags: Vec<DagFile>,
}

/// Every question, by name.
pub fn all() -> Result<Vec<Question>> {
    let folders = place::folders("tests/routes")?;
    Ok(folders.into_iter().map(|(name, folder)| Question { name, folder }).collect())
}

impl Question {
    /// Holds the library against what is expected.
    pub fn prove(&self) -> Result<()> {
        let request = self.request()?;
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.file_name();
            if ![CASE, POOLS, ROUTES].iter().any(|known| file == *known) {
                bail!("nothing reads {}", file.display());
            }
        }
        for (name, answer) in [(POOLS, Native.pools(&request.values)?), (ROUTES, Native.route(&request)?)] {
            let report = format!("{:#}\n", answer.report);
            expectation::file(&self.folder.join(name), Some(report.as_bytes()))?;
        }
        Ok(())
    }

    /// Holds an engine against the library.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let request = self.request()?;
        Native.pools(&request.values)?.ensure_same(&engine.pools(&request.values)?).context("pools")?;
        Native.route(&request)?.ensure_same(&engine.route(&request)?).context("route")
    }

    fn request(&self) -> Result<RouteRequest> {
        let text = fs::read_to_string(self.folder.join(CASE)).context(CASE)?;
        let File { reason, values, dagu_version, base, dags } = serde_yaml::from_str(&text)?;
        ensure!(!reason.trim().is_empty(), "the reason in {CASE} says why the question exists");
        let values = vec![ValuesText { name: "values.yaml".to_owned(), text: values }];
        Ok(RouteRequest {
            values: RenderRequest { values, dagu_version, ..RenderRequest::default() },
            dags,
            base,
        })
    }
}
