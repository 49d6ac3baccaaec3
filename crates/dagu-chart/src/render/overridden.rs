//! The values of a text that have no effect, because a later text or a flag overrides them.

use dagu_chart_api::{Overridden, Text, ValuesText};
use serde_json::Value;

use super::texts::{Texts, span};
use crate::path::ValuePath;
use crate::yaml::{Area, Location};

/// All of them, in the order of the texts.
pub(super) fn overridden(texts: &Texts<'_>) -> Vec<Overridden> {
    let mut found = Vec::new();
    for (at, (_, _, document)) in texts.documents.iter().enumerate() {
        for (key, value) in &document.value {
            let all = texts.documents.iter().enumerate();
            let others = all.filter(|(other, _)| *other != at);
            let others = others.filter_map(|(at, (_, _, document))| Some((at, document.value.get(key)?)));
            add(texts, at, &ValuePath::root().key(key), value, &others.collect::<Vec<_>>(), &mut found);
        }
    }
    found
}

/// Adds a value of the text `at`, or what is overridden below it. `others` has what the other texts have in its place.
fn add(
    texts: &Texts<'_>,
    at: usize,
    path: &ValuePath,
    value: &Value,
    others: &[(usize, &Value)],
    found: &mut Vec<Overridden>,
) {
    let is_scalar = !value.is_object() && !value.is_array();
    let flag = texts.flags.find(path.as_str()).filter(|_| is_scalar);
    // Between two maps anything else has an effect: without it Helm would merge them.
    let parts =
        !value.is_object() && others.iter().any(|(other, earlier)| *other < at && earlier.is_object());
    let by = others
        .iter()
        .rev()
        .find(|(other, later)| *other > at && !(later.is_object() && (value.is_object() || parts)));
    if flag.is_some() || by.is_some() {
        let by = by.filter(|_| flag.is_none()).and_then(|(by, _)| place(texts, *by, path));
        let by = by.map(|(index, text, place)| span(index, text, place.key.unwrap_or(place.value)));
        // What an anchor writes is written for other keys too.
        if let Some((index, text, place)) = place(texts, at, path).filter(|(.., place)| !place.shared) {
            let area = Area { end: place.whole.end, ..place.key.unwrap_or(place.whole) };
            let span = span(index, text, area);
            found.push(Overridden { path: path.to_string(), span, by, flag: flag.map(Text::from) });
        }
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let others = others.iter().filter_map(|(at, other)| Some((*at, other.get(key)?)));
                add(texts, at, &path.key(key), value, &others.collect::<Vec<_>>(), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                add(texts, at, &path.index(index), value, &[], found);
            }
        }
        _ => {}
    }
}

/// Where the text `at` has the value at a path.
fn place<'r>(texts: &Texts<'r>, at: usize, path: &ValuePath) -> Option<(usize, &'r ValuesText, Location)> {
    let (index, text, document) = texts.documents.get(at)?;
    Some((*index, *text, document.find(path.as_str())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagu_chart_api::{RenderRequest, SetArgument, SetKind, ValuesView};

    /// What is overridden as it is written, and where it is overridden.
    fn found(texts: &[&str], set: &[&str]) -> Vec<String> {
        let values = texts
            .iter()
            .enumerate()
            .map(|(index, text)| ValuesText { name: format!("{index}.yaml"), text: (*text).to_owned() });
        let set = set.iter().map(|text| SetArgument {
            kind: SetKind::Set,
            text: (*text).to_owned(),
            files: Default::default(),
        });
        let request =
            RenderRequest { values: values.collect(), set: set.collect(), ..RenderRequest::default() };
        let (shown, _) = super::super::shown_values(&request, ValuesView::Merged);
        assert!(shown.ok, "{:?}", shown.diagnostics);
        let found = shown.overridden.iter().map(|Overridden { span, by, flag, .. }| {
            let text = &texts[span.file as usize][span.start as usize..span.end as usize];
            let by = by.as_ref().map(|by| format!("{}:{}", by.name, by.line));
            format!(
                "{}: {text} <- {}",
                span.name,
                by.or(flag.clone().map(Text::into_owned)).unwrap_or_default()
            )
        });
        found.collect()
    }

    #[test]
    fn the_last_text_overrides_a_scalar_and_merges_a_map() {
        let texts = [
            "ui: {replicas: 1, nodeSelector: {a: b}}",
            "ui: {replicas: 2}",
            "# last\nui: {replicas: 3, nodeSelector: {c: d}}",
        ];
        assert_eq!(
            found(&texts, &[]),
            ["0.yaml: replicas: 1 <- 2.yaml:2", "1.yaml: replicas: 2 <- 2.yaml:2"]
        );
    }

    #[test]
    fn a_list_and_what_is_removed_are_overridden_as_a_whole() {
        let texts = [
            "tolerations:\n- operator: Exists\n- key: gpu\nworkerPools:\n  gpu:\n    labels: {a: b}\n",
            "workerPools:\n  gpu: null\ntolerations: []\n",
        ];
        assert_eq!(
            found(&texts, &[]),
            [
                "0.yaml: tolerations:\n- operator: Exists\n- key: gpu <- 1.yaml:3",
                "0.yaml: gpu:\n    labels: {a: b} <- 1.yaml:2",
            ]
        );
    }

    #[test]
    fn a_null_between_two_maps_has_an_effect() {
        let texts = ["ui: {nodeSelector: {a: b}}", "ui: {nodeSelector: null}", "ui: {nodeSelector: {c: d}}"];
        assert_eq!(found(&texts, &[]), ["0.yaml: nodeSelector: {a: b} <- 1.yaml:1"]);
        assert_eq!(found(&texts[1..], &[]), ["0.yaml: nodeSelector: null <- 1.yaml:1"]);
    }

    #[test]
    fn a_flag_overrides_a_value_and_an_item() {
        let texts = ["ui: {replicas: 1}\ntolerations: [{key: a}, {key: b}]"];
        let set = ["ui.replicas=2", "tolerations[1].key=c"];
        assert_eq!(found(&texts, &set), ["0.yaml: key: b <- --set", "0.yaml: replicas: 1 <- --set"]);
    }

    #[test]
    fn a_text_overrides_nothing_of_its_own() {
        assert!(found(&["ui: {replicas: 1}", "workerPools: {gpu: {replicas: 1}}"], &[]).is_empty());
    }
}
