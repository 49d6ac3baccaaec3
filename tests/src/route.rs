//! A question about DAGs: one folder below tests/routes with values, DAGs, and where they run.

use anyhow::{Context, Result};
use dagu_chart_api::{DagFile, RenderRequest, RouteRequest, ValuesText};
use serde::Deserialize;
use serde_json::Value;

use crate::engine::{Engine, Native};
use crate::folder::Folder;

const POOLS: &str = "expected.pools.json";
const ROUTES: &str = "expected.routes.json";

/// One question.
pub struct Question(pub Folder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
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
    Ok(Folder::all("tests/routes")?.into_iter().map(Question).collect())
}

impl Question {
    /// Holds the library against what is expected.
    pub fn prove(&self) -> Result<()> {
        let request = self.request()?;
        self.0.refuse_unread(|file| [POOLS, ROUTES].contains(&file))?;
        for (name, answer) in [(POOLS, Native.pools(&request.values)?), (ROUTES, Native.route(&request)?)] {
            let report = format!("{:#}\n", answer.report);
            self.0.hold(name, Some(report.as_bytes()))?;
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
        let File { values, dagu_version, base, dags } = self.0.case()?;
        let values = vec![ValuesText { name: "values.yaml".to_owned(), text: values }];
        Ok(RouteRequest {
            values: RenderRequest { values, dagu_version, ..RenderRequest::default() },
            dags,
            base,
        })
    }
}
