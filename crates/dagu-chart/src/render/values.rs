//! The values of a release for display: what templates get, what pods inherit, what differs from the defaults.

use dagu_chart_api::{Origin, RenderRequest, ShownValues, Text, ValuesView};
use serde_json::{Map, Value};

use super::defaults;
use super::locate::{located, place};
use super::overridden::overridden;
use super::texts::{Texts, span};
use crate::diagnostic::Findings;
use crate::emit;
use crate::keys::{Holds, Object};
use crate::path::ValuePath;
use crate::post_render::separate;
use crate::values::{self, Values, coalesce};

/// The values of the texts and flags, and the same as YAML.
///
/// The credentials of `auth` are empty, because the output may be shared. The effective values have no nulls.
pub fn shown_values(request: &RenderRequest, view: ValuesView) -> (ShownValues, String) {
    let mut texts = Texts::default();
    let mut diagnostics = Findings::default();
    let user = texts.merge(request, &mut diagnostics);
    let shown = user.ok_or(diagnostics).and_then(|user| {
        let merged = coalesce::coalesce(&defaults::values(), user.clone());
        show(&texts, user, merged, view)
    });
    let mut shown = answer(&texts, shown);
    let mut text = Vec::new();
    if shown.ok {
        if view != ValuesView::Effective {
            shown.overridden = overridden(&texts);
        }
        let values = Value::Object(shown.values);
        emit::object(&values, &mut text);
        shown.values = map(values);
    }
    (shown, String::from_utf8_lossy(&text).into_owned())
}

/// The values in a carrier, as Helm merged them.
pub fn carried_values(document: &[u8]) -> ShownValues {
    let texts = Texts::default();
    let mut diagnostics = Findings::default();
    let (mut carriers, _) = separate(document, &mut diagnostics);
    let merged = carriers.first_mut().map(|carrier| map(carrier.release.values.take()));
    let shown = merged.ok_or(diagnostics).and_then(|merged| {
        // What the user set is not known.
        show(&texts, Map::new(), merged, ValuesView::Merged)
    });
    answer(&texts, shown)
}

/// The values of all texts and flags, as Helm merges them before it adds the defaults. The first error, if there is one.
pub fn user_values(request: &RenderRequest) -> Result<Map<String, Value>, String> {
    let mut diagnostics = Findings::default();
    let user = Texts::default().merge(request, &mut diagnostics);
    user.ok_or_else(|| {
        let first = diagnostics.by_severity(false).into_iter().next();
        first.map(|finding| finding.diagnostic.message).unwrap_or_default()
    })
}

type Shown = Result<(Map<String, Value>, Vec<Origin>), Findings>;

fn answer(texts: &Texts<'_>, shown: Shown) -> ShownValues {
    let answer = ShownValues { format: ShownValues::FORMAT, ..ShownValues::default() };
    match shown {
        Ok((values, origins)) => ShownValues { ok: true, values, origins, ..answer },
        Err(found) => ShownValues { diagnostics: located(texts, found.into()), ..answer },
    }
}

/// `merged` is what the user set, over the defaults.
fn show(texts: &Texts<'_>, user: Map<String, Value>, merged: Map<String, Value>, view: ValuesView) -> Shown {
    let decoded = values::decode(merged.clone().into())?;
    let mut shown = merged;
    if view == ValuesView::Delta {
        shown.clone_from(&user);
        shown.remove("global");
        remove_defaults(&mut shown, &defaults::values());
    }
    hide_credentials(&Values::OBJECT, &mut shown);
    values::drop_anchors(&mut shown);
    let mut origins = Vec::new();
    if view == ValuesView::Effective {
        coalesce::drop_nulls(&mut shown);
        put_pods(&decoded, &mut shown);
    } else {
        for (key, value) in &shown {
            add_origins(texts, &ValuePath::root().key(key), value, user.get(key), &mut origins);
        }
    }
    Ok((shown, origins))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Replaces what is declared as a credential by an empty text.
fn hide_credentials(object: &Object, values: &mut Map<String, Value>) {
    for key in object.keys {
        match (key.holds, values.get_mut(key.name)) {
            (_, Some(value)) if key.credential => *value = "".into(),
            (Holds::Object(below), Some(Value::Object(values))) => hide_credentials(below, values),
            _ => {}
        }
    }
}

/// Removes what the defaults set too. A null stays: it removes a default, or what a pool inherits.
fn remove_defaults(values: &mut Map<String, Value>, defaults: &Map<String, Value>) {
    values.retain(|key, value| match (value, defaults.get(key)) {
        (Value::Object(values), Some(Value::Object(defaults))) => {
            remove_defaults(values, defaults);
            !values.is_empty()
        }
        (value, default) => Some(&*value) != default,
    });
}

/// Adds the origin of each value that is not a map or a list. `user` is what the texts and flags have in this place.
fn add_origins(
    texts: &Texts<'_>,
    path: &ValuePath,
    value: &Value,
    user: Option<&Value>,
    origins: &mut Vec<Origin>,
) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let user = user.and_then(|user| user.get(key));
                add_origins(texts, &path.key(key), value, user, origins);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                let user = user.and_then(|user| user.get(index));
                add_origins(texts, &path.index(index), value, user, origins);
            }
        }
        value => {
            let flag = user.and_then(|_| texts.flags.find(path.as_str()));
            let place = user.filter(|_| flag.is_none()).and_then(|_| place(texts, path.as_str()));
            origins.push(Origin {
                path: path.to_string(),
                value: value.clone(),
                span: place.map(|(index, text, place)| span(index, text, place.key.unwrap_or(place.value))),
                flag: flag.map(Text::from),
            });
        }
    }
}

/// Adds the merged settings of pods to their sections, which can have other keys.
fn put_pods(values: &Values, resolved: &mut Map<String, Value>) {
    for (name, component) in
        [("coordinator", &values.coordinator), ("scheduler", &values.scheduler), ("ui", &values.ui)]
    {
        let section = resolved.entry(name).or_insert_with(|| Map::new().into());
        if let (Value::Object(section), Value::Object(settings)) =
            (section, values.pods(component).resolved())
        {
            section.extend(settings);
        }
    }
    let mut pools = Map::new();
    for (name, pool) in &values.worker_pools {
        pools.insert(name.clone(), values.pool_pods(pool).resolved());
    }
    resolved.insert("workerPools".to_owned(), pools.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagu_chart_api::ValuesText;

    #[test]
    fn no_credential_is_shown() {
        let text = "auth: {basic: {username: operator, password: typed}, builtin: {admin: {username: root, password: typed}, token: {secret: typed}}}";
        let request = RenderRequest {
            values: vec![ValuesText { name: "values.yaml".into(), text: text.into() }],
            ..RenderRequest::default()
        };
        for view in [ValuesView::Effective, ValuesView::Merged, ValuesView::Delta] {
            let (shown, text) = shown_values(&request, view);
            let shown = serde_json::json!(shown).to_string() + &text;
            assert!(!shown.contains("typed") && !shown.contains("operator"), "{view:?}: {shown}");
            assert!(shown.contains("root"), "{view:?}: the name of the first administrator is no credential");
        }
    }

    #[test]
    fn pools_show_what_they_inherit() {
        let text = "tolerations: [{operator: Exists}]\nworker: {nodeSelector: {disk: ssd}}\nworkerPools: {gpu: {nodeSelector: {gpu: a}}}";
        let request = RenderRequest {
            values: vec![ValuesText { name: "values.yaml".into(), text: text.into() }],
            ..RenderRequest::default()
        };
        let (_, resolved) = shown_values(&request, ValuesView::Effective);
        let resolved: Value = serde_yaml::from_str(&resolved).expect("the emitter prints YAML");
        let gpu = &resolved["workerPools"]["gpu"];
        assert_eq!(gpu["nodeSelector"], serde_json::json!({"disk": "ssd", "gpu": "a"}));
        assert_eq!(gpu["tolerations"], resolved["ui"]["tolerations"]);
        assert_eq!(resolved["workerPools"]["general"]["replicas"], 2);
        assert_eq!(resolved["ui"]["service"]["port"], 8080);
    }
}
