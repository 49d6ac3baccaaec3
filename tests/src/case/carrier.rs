//! The carrier as chart/templates/carrier.yaml renders it, implemented independently.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{Lookup, Release};
use crate::chart::Chart;

/// The entropy of every case: credentials that are generated must not differ from run to run.
pub const ENTROPY: &str = "EntropyOfTheTests0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK";

/// The parts of the names of the chart's Secrets.
const SECRETS: [&str; 3] = ["auth", "admin", "token"];

/// What surrounds the values.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'a> {
    pub(super) release: &'a Release,
    pub(super) kube_version: &'a str,
    pub(super) lookup: &'a Lookup,
}

/// A carrier before it is printed.
pub(super) struct Carrier {
    pub(super) name: String,
    pub(super) chart: String,
    pub(super) payload: Value,
}

impl Circumstances<'_> {
    /// The carrier of these values, which are coalesced.
    pub(super) fn carrier(&self, chart: &Chart, values: Value) -> Carrier {
        let name = |part| chart.name(&values, &self.release.name, part);
        let enabled = values["lookup"].as_bool().unwrap_or(true);
        let mut secrets = Map::new();
        let mut generated = true;
        for part in SECRETS {
            let found = self.lookup.secrets.get(part).filter(|_| enabled);
            generated &= found.is_some() || part == "auth";
            secrets.insert(
                name(part),
                found.map_or(Value::Null, |data| {
                    data.iter()
                        .map(|(key, text)| (key.clone(), STANDARD.encode(text).into()))
                        .collect::<Map<_, _>>()
                        .into()
                }),
            );
        }
        let fullname = name("");
        let release = self.release;
        let looks = enabled && release.upgrade;
        let previous = if looks { self.lookup.previous_version.as_str() } else { "" };
        let mut payload = json!({
            "format": 1,
            "fullname": fullname,
            "release": {
                "name": release.name,
                "namespace": release.namespace,
                "revision": release.revision,
                "isInstall": !release.upgrade,
                "isUpgrade": release.upgrade,
                "service": "Helm",
            },
            "chart": {
                "name": chart.metadata.name,
                "version": chart.metadata.version,
                "appVersion": chart.metadata.app_version,
            },
            "capabilities": {"kubeVersion": self.kube_version},
            "lookup": {
                "enabled": enabled,
                "answered": enabled && self.lookup.answered,
                "secrets": secrets,
                "previousVersion": previous,
            },
        });
        if !generated {
            payload["entropy"] = ENTROPY.into();
        }
        payload["values"] = values;
        if let Some(values) = payload["values"].as_object_mut() {
            values.remove("global");
        }
        Carrier { name: fullname, chart: chart.metadata.name.clone(), payload }
    }
}

/// Which Helm brings the carrier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Helm {
    /// A `# Source:` line in front.
    #[default]
    Helm3,
    /// An annotation with the file name, and no separator in front of the first document.
    Helm4,
}

impl Carrier {
    /// The path of its template, as Helm prints it.
    fn source(&self) -> String {
        format!("{}/templates/carrier.yaml", self.chart)
    }

    /// The document with `data` in it, as `helm` brings it.
    pub(super) fn document(&self, data: &str, helm: Helm) -> String {
        let annotation = match helm {
            Helm::Helm3 => String::new(),
            Helm::Helm4 => {
                format!("  annotations:\n    postrenderer.helm.sh/postrender-filename: '{}'\n", self.source())
            }
        };
        format!(
            "apiVersion: carrier.dagu.invalid/v1\n\
             kind: \"Dagu (not a CRD: run this command again with --post-renderer dagu-post)\"\n\
             metadata:\n  name: \"{}\"\n{annotation}data: \"{data}\"\n",
            self.name
        )
    }

    /// What `helm` puts in front of the document.
    pub(super) fn header(&self, helm: Helm) -> String {
        match helm {
            Helm::Helm3 => format!("---\n# Source: {}\n", self.source()),
            Helm::Helm4 => String::new(),
        }
    }
}
