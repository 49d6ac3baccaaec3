//! The values that Helm passes to each Dagu chart in a chart: `helm template` prints them in carriers.

use std::collections::BTreeMap;
use std::ffi::OsString;

use dagu_chart_api::ShownValues;
use dagu_chart_host::{Host, Limits};

use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::{Flag, named};
use crate::place::Place;

/// The flags of `helm upgrade` that `helm template` has too, and that decide which chart is rendered with which values.
const FLAGS: [&str; 22] = [
    "ca-file",
    "cert-file",
    "dependency-update",
    "devel",
    "enable-dns",
    "insecure-skip-tls-verify",
    "key-file",
    "keyring",
    "pass-credentials",
    "password",
    "plain-http",
    "repo",
    "set",
    "set-file",
    "set-json",
    "set-literal",
    "set-string",
    "skip-schema-validation",
    "username",
    "values",
    "verify",
    "version",
];

/// The values by the path of their chart in an umbrella chart, which is empty for the chart itself. `template` is the
/// command without the flags that are given for an upgrade.
pub(crate) fn carried_values(
    helm: &Helm,
    mut template: Vec<OsString>,
    given: &[Flag],
) -> Result<BTreeMap<String, ShownValues>, Failure> {
    template.extend(named(given, &FLAGS));
    let manifest = helm.answer(&template)?;
    let host = Host::new()?;
    let shown = |place: &Place| {
        let carrier = place.documents(&manifest).next().unwrap_or_default();
        let answer = host.carried_values(carrier, &Limits::default())?;
        let shown = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
        Ok((place.alias(), shown))
    };
    Place::all(&manifest).iter().map(shown).collect()
}
