//! An inventory: one folder below tests/inventories with objects, and what they consist of.

use anyhow::{Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesText};
use serde::Deserialize;

use crate::engine::{Engine, Native};
use crate::folder::Folder;

const EXPECTED: &str = "expected.json";
const REFUSED: &str = "expected.txt";

/// One inventory.
pub struct Listing(pub Folder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The text of values, whose manifests are listed.
    values: Option<String>,
    /// The manifests, if they are not those of values.
    manifests: Option<String>,
}

/// Every inventory, by name.
pub fn all() -> Result<Vec<Listing>> {
    Ok(Folder::all("tests/inventories")?.into_iter().map(Listing).collect())
}

impl Listing {
    /// Compares the library with what is expected: the inventory, or the reason why there is none.
    pub fn prove(&self) -> Result<()> {
        let manifests = self.manifests()?;
        self.0.refuse_unread(|file| [EXPECTED, REFUSED].contains(&file))?;
        let answer = Native.inventory(&manifests)?;
        let (report, refusal) = (format!("{:#}\n", answer.report), answer.text);
        self.0.hold(EXPECTED, Some(report.as_bytes()).filter(|_| answer.ok))?;
        self.0.hold(REFUSED, Some(refusal.as_bytes()).filter(|_| !answer.ok))
    }

    /// Compares an engine with the library.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let manifests = self.manifests()?;
        Native.inventory(&manifests)?.ensure_same(&engine.inventory(&manifests)?)
    }

    fn manifests(&self) -> Result<String> {
        let File { values, manifests } = self.0.case()?;
        let Some(text) = values else { return Ok(manifests.unwrap_or_default()) };
        let values = vec![ValuesText { name: "values.yaml".to_owned(), text }];
        let rendered = dagu_chart::render(&RenderRequest { values, ..RenderRequest::default() });
        ensure!(rendered.ok, "the values have errors: {:?}", rendered.diagnostics);
        Ok(rendered.manifests)
    }
}
