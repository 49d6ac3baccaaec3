//! The values that cause a change, found by rendering: a value causes what is different without it.

use dagu_chart_api::{ChangedValues, Diff, DiffRequest, ObjectName, RenderRequest, ValuesText};
use serde_json::{Map, Value};

use super::objects::Objects;
use super::{compare, is_below};
use crate::path::ValuePath;
use crate::render::render;

/// How many bytes of manifests are rendered at most: above that no causes are found. Rendering them takes about
/// 100 ms.
const BUDGET: usize = 1_000_000;

/// Generated credentials are the same in every rendering, so that they are not a difference.
const ENTROPY: &str = "00000000000000000000000000000000";

/// What is different without one changed value.
struct Effect {
    value: String,
    diff: Diff,
}

/// How the effect of a value is found.
#[derive(Clone, Copy)]
enum Way {
    /// Only this value is taken back.
    Undo,
    /// Only this value is changed.
    Add,
}

/// Adds the values that cause each change, as far as they are found.
pub(super) fn explain(diff: &mut Diff, request: &DiffRequest) {
    for values in &request.values {
        let mut changed = Vec::new();
        let [before, after] = [&values.before, &values.after].map(mapping);
        differences(&mut Vec::new(), Some(&before), Some(&after), &mut changed);
        // A value that overrides another changed one has no effect when it is taken back alone: it is then added alone.
        attribute(diff, &effects(values, &request.namespace, &changed, [&before, &after], Way::Undo));
        if has_unexplained(diff) {
            attribute(diff, &effects(values, &request.namespace, &changed, [&before, &after], Way::Add));
        }
    }
}

/// Helm prints `null` for values that override nothing.
fn mapping(values: &Value) -> Value {
    if values.is_object() { values.clone() } else { Map::new().into() }
}

/// The paths of the values that differ. A mapping on one side only is one value.
fn differences(
    path: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<Vec<String>>,
) {
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(added) {
                path.push(key.clone());
                differences(path, before.get(key), after.get(key), found);
                path.pop();
            }
        }
        _ if before == after => {}
        _ => found.push(path.clone()),
    }
}

/// What each changed value does to the manifests.
fn effects(
    values: &ChangedValues,
    namespace: &str,
    changed: &[Vec<String>],
    [before, after]: [&Value; 2],
    way: Way,
) -> Vec<Effect> {
    let (base, other) = match way {
        Way::Undo => (after, before),
        Way::Add => (before, after),
    };
    let Some(text) = manifests(values, namespace, base) else { return Vec::new() };
    if changed.len() * text.len() > BUDGET {
        return Vec::new();
    }
    let read = |text: &str| Objects::read("", text, "").ok();
    let Some(of_base) = read(&text) else { return Vec::new() };
    let request = DiffRequest::default();
    let effect = |path: &Vec<String>| {
        let mut turned = base.clone();
        set(&mut turned, path, at(other, path));
        let of_turned = read(&manifests(values, namespace, &turned)?)?;
        let (before, after) = match way {
            Way::Undo => (of_turned, of_base.clone()),
            Way::Add => (of_base.clone(), of_turned),
        };
        let diff = compare(&request, before, after);
        let set = as_it_was_set(path, at(base, path).or_else(|| at(other, path)));
        let set = values.alias.iter().chain(&set);
        let value = set.fold(ValuePath::root(), |path, key| path.key(key)).to_string();
        Some(Effect { value, diff })
    };
    changed.iter().filter_map(effect).collect()
}

/// The manifests of these values; none if they are refused.
fn manifests(values: &ChangedValues, namespace: &str, overrides: &Value) -> Option<String> {
    let mut overrides = overrides.clone();
    // Helm names a subchart by its alias.
    if let (Some(alias), Some(overrides)) = (values.alias.last(), overrides.as_object_mut()) {
        overrides.entry("nameOverride").or_insert_with(|| alias.clone().into());
    }
    let response = render(&RenderRequest {
        values: vec![ValuesText { name: "values".to_owned(), text: overrides.to_string() }],
        release_name: Some(values.release.clone()),
        namespace: Some(namespace.to_owned()),
        entropy: Some(ENTROPY.to_owned()),
        ..RenderRequest::default()
    });
    response.ok.then_some(response.manifests)
}

/// The path further down, while each mapping has a single key: `--set image.tag=2.4.3` is known by this path, also where
/// there was no `image` before. A pool is one value, since all of it comes and goes.
fn as_it_was_set(path: &[String], mut value: Option<&Value>) -> Vec<String> {
    let mut path = path.to_vec();
    while let Some(Value::Object(map)) = value
        && let (1, Some((key, inside))) = (map.len(), map.iter().next())
        && !matches!(&*path, [pools, _pool] if pools == "workerPools")
    {
        path.push(key.clone());
        value = Some(inside);
    }
    path
}

fn at<'a>(value: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// Sets or removes the value at a path.
fn set(value: &mut Value, path: &[String], new: Option<&Value>) {
    let Some((last, parents)) = path.split_last() else { return };
    let parent = parents.iter().try_fold(value, |value, key| value.get_mut(key));
    let Some(parent) = parent.and_then(Value::as_object_mut) else { return };
    match new {
        Some(new) => {
            parent.insert(last.clone(), new.clone());
        }
        None => {
            parent.remove(last);
        }
    }
}

/// Adds the values to what has none yet.
fn attribute(diff: &mut Diff, effects: &[Effect]) {
    for changed in &mut diff.changed {
        for field in changed.fields.iter_mut().filter(|field| field.values.is_empty()) {
            let causes = effects.iter().filter(|effect| changes(&effect.diff, &changed.object, &field.path));
            field.values = causes.map(|effect| effect.value.clone()).collect();
        }
    }
    let Diff { workloads, changed, .. } = diff;
    for workload in workloads {
        let object = &workload.object;
        let caused = |effect: &&Effect| match (&workload.before, &workload.after) {
            (None, _) => effect.diff.created.iter().any(|created| is_same(created, object)),
            (_, None) => effect.diff.removed.iter().any(|removed| is_same(&removed.object, object)),
            _ => false,
        };
        let fields =
            changed.iter().filter(|changed| changed.object == *object).flat_map(|changed| &changed.fields);
        let fields = fields.filter(|field| workload.fields.contains(&field.path));
        let causes = effects.iter().filter(caused).map(|effect| &effect.value);
        for cause in causes.chain(fields.flat_map(|field| &field.values)) {
            if !workload.values.contains(cause) {
                workload.values.push(cause.clone());
            }
        }
    }
}

fn changes(diff: &Diff, object: &ObjectName, path: &str) -> bool {
    let changed = diff.changed.iter().filter(|changed| is_same(&changed.object, object));
    let mut fields = changed.flat_map(|changed| &changed.fields);
    fields.any(|field| is_below(&field.path, path) || is_below(path, &field.path))
}

/// One of both may omit the namespace.
fn is_same(one: &ObjectName, other: &ObjectName) -> bool {
    let namespaces = [&one.namespace, &other.namespace];
    one.kind == other.kind
        && one.name == other.name
        && (one.namespace == other.namespace || namespaces.iter().any(|namespace| namespace.is_empty()))
}

fn has_unexplained(diff: &Diff) -> bool {
    let mut fields = diff.changed.iter().flat_map(|changed| &changed.fields);
    fields.any(|field| field.values.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diff::answer;

    /// The values that a comparison of both renderings reports for the pods of the pool `gpu`.
    fn causes(values: &ChangedValues) -> Vec<String> {
        let [before, after] =
            [&values.before, &values.after].map(|side| manifests(values, "lab", side).expect("valid values"));
        let values = vec![values.clone()];
        let request =
            DiffRequest { before, after, namespace: "lab".into(), values, ..DiffRequest::default() };
        let diff = answer(&request).expect("manifests");
        let gpu = diff.workloads.into_iter().find(|workload| workload.component == "gpu");
        gpu.expect("a pool").values
    }

    fn values(before: Value, after: Value) -> ChangedValues {
        ChangedValues { release: "r".into(), alias: Vec::new(), before, after }
    }

    #[test]
    fn values_of_a_subchart_are_named_from_the_top() {
        let side = |zone: &str| json!({"persistence": {"storageClass": "nfs"}, "workerPools": {"gpu": {"labels": {"zone": zone}}}});
        let alias = vec!["tools".to_owned(), "flow".to_owned()];
        let found = causes(&ChangedValues { alias, ..values(side("a"), side("b")) });
        assert_eq!(found, ["tools.flow.workerPools.gpu.labels.zone"]);
    }

    #[test]
    fn a_value_in_new_mappings_is_named_as_it_was_set() {
        let side = |mut more: Value| {
            let mut side = json!({"persistence": {"storageClass": "nfs"}});
            side.as_object_mut().expect("a mapping").append(more.as_object_mut().expect("a mapping"));
            side
        };
        let pools = json!({"workerPools": {"gpu": {"replicas": 3}}});
        assert_eq!(causes(&values(side(json!({})), side(pools.clone()))), ["workerPools.gpu"]);
        let image = json!({"image": {"tag": "2.4.3"}, "workerPools": pools["workerPools"]});
        assert_eq!(causes(&values(side(pools), side(image))), ["image.tag"]);
    }

    #[test]
    fn too_many_changed_values_have_no_causes() {
        let side = |tag: &str, pools: usize| {
            let pools = (0..pools).map(|pool| (format!("p{pool}"), json!({"labels": {"zone": tag}})));
            let pools: Map<_, _> =
                pools.chain([("gpu".to_owned(), json!({"labels": {"zone": tag}}))]).collect();
            json!({"persistence": {"storageClass": "nfs"}, "workerPools": pools})
        };
        assert_eq!(causes(&values(side("a", 3), side("b", 3))).len(), 1);
        assert!(causes(&values(side("a", 60), side("b", 60))).is_empty());
    }
}
