//! The effective values, with the settings that pods inherit. For display, not part of rendering.

use dagu_chart_api::{Diagnostic, RenderRequest};
use serde_json::{Map, Value};

use super::locate::located;
use super::texts::Texts;
use crate::diagnostic::{Findings, internal};
use crate::emit;
use crate::values::{self, Values, coalesce};

/// The paths of credentials in the values.
const CREDENTIALS: [&str; 3] =
    ["/auth/basic/password", "/auth/builtin/admin/password", "/auth/builtin/token/secret"];

/// The effective values as YAML: the texts merged over the defaults, with the inherited settings in every component and
/// pool.
///
/// Removed keys are absent, and the credentials of `auth` are empty, because the output may be shared.
pub fn effective_values(request: &RenderRequest) -> Result<String, Vec<Diagnostic>> {
    let mut texts = Texts::default();
    let mut diagnostics = Findings::default();
    let Some(mut raw) = texts.coalesce(request, &mut diagnostics) else {
        return Err(located(&texts, diagnostics.into()));
    };
    let values = values::decode(raw.clone()).map_err(|findings| located(&texts, findings.into()))?;
    for path in CREDENTIALS {
        if let Some(credential) = raw.pointer_mut(path) {
            *credential = "".into();
        }
    }
    let mut resolved = match raw {
        Value::Object(raw) => raw,
        _ => Map::new(),
    };
    coalesce::drop_nulls(&mut resolved);
    values::drop_anchors(&mut resolved);
    put_pods(&values, &mut resolved);
    let mut text = Vec::new();
    emit::object(&resolved.into(), &mut text);
    String::from_utf8(text).map_err(|_| vec![internal::error("the values are not UTF-8").into()])
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
    fn pools_show_what_they_inherit() {
        let text = "tolerations: [{operator: Exists}]\nworker: {nodeSelector: {disk: ssd}}\nworkerPools: {gpu: {nodeSelector: {gpu: a}}}";
        let request = RenderRequest {
            values: vec![ValuesText { name: "values.yaml".into(), text: text.into() }],
            ..RenderRequest::default()
        };
        let resolved = effective_values(&request).expect("these values decode");
        let resolved: Value = serde_yaml::from_str(&resolved).expect("the emitter prints YAML");
        let gpu = &resolved["workerPools"]["gpu"];
        assert_eq!(gpu["nodeSelector"], serde_json::json!({"disk": "ssd", "gpu": "a"}));
        assert_eq!(gpu["tolerations"], resolved["ui"]["tolerations"]);
        assert_eq!(resolved["workerPools"]["general"]["replicas"], 2);
        assert_eq!(resolved["ui"]["service"]["port"], 8080);
    }
}
