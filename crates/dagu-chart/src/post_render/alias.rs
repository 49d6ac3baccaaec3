//! Adds the alias of this chart in an umbrella chart to paths and keys in findings.

use std::borrow::Cow;

use crate::diagnostic::Findings;
use crate::invalid::UNKNOWN_KEY;
use crate::keys::{Holds, Object};
use crate::values::Values;

/// Adds the alias to paths and keys.
pub(super) fn name_chart(findings: &mut Findings, chart: &str) {
    for diagnostic in findings.iter_mut().map(|finding| &mut finding.diagnostic) {
        diagnostic.path = match diagnostic.path.as_str() {
            "" => chart.to_owned(),
            path => format!("{chart}.{path}"),
        };
        // That help lists keys next to the wrong one, whose path has the alias.
        if diagnostic.code != UNKNOWN_KEY.code {
            diagnostic.help = spelled(&diagnostic.help, chart);
        }
    }
}

/// A help with the alias before every key between backticks.
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
    let is_end = rest.is_empty() || rest.starts_with(['.', '[', ':', '=']);
    // Also a key of a section: without a path it is a key next to the one of the finding.
    let is_meant = || rest.starts_with('.') || !has_key_below(&Values::OBJECT, first);
    if is_end && Values::OBJECT.key(first).is_some() && is_meant() {
        format!("{flag}{alias}.{key}").into()
    } else {
        code.into()
    }
}

/// Whether a map below this one has a key with this name.
fn has_key_below(object: &Object, name: &str) -> bool {
    object.all().any(|key| {
        let mut holds = key.holds;
        loop {
            match holds {
                Holds::Object(below) => return below.key(name).is_some() || has_key_below(below, name),
                Holds::List(of) | Holds::Map(of) => holds = *of,
                Holds::Kind(_) => return false,
            }
        }
    })
}

#[cfg(test)]
mod tests {
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
}
