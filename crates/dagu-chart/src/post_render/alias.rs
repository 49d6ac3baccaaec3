//! The keys in a finding's help as the values of an umbrella chart spell them: behind the alias of this chart.

use std::borrow::Cow;

use crate::diagnostic::Findings;
use crate::schema::misfit::UNKNOWN_KEY;

/// The keys at the top of the values.
const TOP: [&str; 35] = [
    "affinity",
    "auth",
    "config",
    "containerSecurityContext",
    "coordinator",
    "daguVersion",
    "deploymentMode",
    "extraEnv",
    "extraObjects",
    "extraVolumeMounts",
    "extraVolumes",
    "fullnameOverride",
    "global",
    "image",
    "imagePullSecrets",
    "ingress",
    "inject",
    "license",
    "lookup",
    "nameOverride",
    "nodeSelector",
    "patches",
    "persistence",
    "podAnnotations",
    "podLabels",
    "podSecurityContext",
    "scheduler",
    "security",
    "serviceAccount",
    "test",
    "tolerations",
    "ui",
    "worker",
    "workerPools",
    "enabled",
];

/// Those that are keys of sections too: alone they are meant beside what a finding is about.
const ELSEWHERE_TOO: [&str; 16] = [
    "affinity",
    "auth",
    "containerSecurityContext",
    "enabled",
    "extraEnv",
    "extraVolumeMounts",
    "extraVolumes",
    "image",
    "imagePullSecrets",
    "nodeSelector",
    "persistence",
    "podAnnotations",
    "podLabels",
    "podSecurityContext",
    "serviceAccount",
    "tolerations",
];

/// Spells paths and keys as the values of an umbrella chart have them: behind the name under which it holds this chart.
pub(super) fn name_chart(findings: &mut Findings, chart: &str) {
    for diagnostic in findings.iter_mut() {
        diagnostic.path = match diagnostic.path.as_str() {
            "" => chart.to_owned(),
            path => format!("{chart}.{path}"),
        };
        // That help lists keys beside the wrong one, which has its path.
        if diagnostic.code != UNKNOWN_KEY.code {
            diagnostic.help = spelled(&diagnostic.help, chart);
        }
    }
}

/// A help with the alias before every key that stands between backticks.
fn spelled(help: &str, alias: &str) -> String {
    let parts = help.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => Cow::Borrowed(part),
        _ => code(part, alias),
    });
    parts.collect::<Vec<_>>().join("`")
}

fn code<'c>(code: &'c str, alias: &str) -> Cow<'c, str> {
    let (flag, key) = match code.strip_prefix("--set ") {
        Some(key) => ("--set ", key),
        None => ("", code),
    };
    let end = key.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(key.len());
    let (first, rest) = key.split_at(end);
    let is_path = rest.starts_with('.') || !ELSEWHERE_TOO.contains(&first);
    let is_end = rest.is_empty() || rest.starts_with(['.', '[', ':', '=']);
    if TOP.contains(&first) && is_path && is_end {
        format!("{flag}{alias}.{key}").into()
    } else {
        code.into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    #[test]
    fn keys_are_spelled_behind_the_alias() {
        for (help, expected) in [
            ("set `auth.mode: none`, or `lookup`", "set `flow.auth.mode: none`, or `flow.lookup`"),
            ("run `--set workerPools.a[0]=b`", "run `--set flow.workerPools.a[0]=b`"),
            ("did you mean `replicas`?", "did you mean `replicas`?"),
            ("remove `auth: true` or `extraEnv`", "remove `auth: true` or `extraEnv`"),
            (
                "as `https://ui`, `ui/x` and `dagu.example.com`",
                "as `https://ui`, `ui/x` and `dagu.example.com`",
            ),
            ("no key at all", "no key at all"),
        ] {
            assert_eq!(spelled(help, "flow"), expected);
        }
    }

    #[test]
    fn the_keys_are_those_of_the_schema() {
        fn nested<'s>(schema: &'s Value, keys: &mut BTreeSet<&'s str>) {
            for schema in schema.as_object().into_iter().flat_map(|map| map.values()) {
                keys.extend(
                    schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str()),
                );
                nested(schema, keys);
            }
            schema.as_array().into_iter().flatten().for_each(|item| nested(item, keys));
        }
        let schema: Value =
            serde_json::from_str(include_str!("../../../../chart/values.schema.json")).unwrap();
        let top = schema["properties"].as_object().unwrap();
        assert_eq!(BTreeSet::from(TOP), top.keys().map(String::as_str).collect());
        let mut keys = BTreeSet::new();
        nested(&schema["properties"], &mut keys);
        let elsewhere: BTreeSet<&str> =
            top.keys().map(String::as_str).filter(|key| keys.contains(key)).collect();
        assert_eq!(BTreeSet::from(ELSEWHERE_TOO), elsewhere);
    }
}
