//! What every kind of pods is given, after inheritance: an answer for people, not a step of rendering.

use serde_json::{Map, Value};

use super::locate::Texts;
use crate::api::RenderRequest;
use crate::diagnostic::Diagnostic;
use crate::values;

/// The settings of coordinator, scheduler, UI and each pool, as they count: merged, without what was removed.
///
/// The map has the shape of the values, `workerPools` included, and can be written as a values file.
pub fn resolve(request: &RenderRequest) -> Result<Value, Vec<Diagnostic>> {
    let mut texts = Texts::default();
    let mut diagnostics = Vec::new();
    let Some(raw) = texts.coalesce(request, &mut diagnostics) else { return Err(diagnostics) };
    let values = values::decode(raw).map_err(|mut misfits| {
        texts.locate(&mut misfits);
        misfits
    })?;
    let mut resolved = Map::new();
    for (name, component) in
        [("coordinator", &values.coordinator), ("scheduler", &values.scheduler), ("ui", &values.ui)]
    {
        resolved.insert(name.to_owned(), values.pods(component).resolved());
    }
    let pools: Map<String, Value> = values
        .worker_pools
        .iter()
        .map(|(name, pool)| (name.clone(), values.pool_pods(pool).resolved()))
        .collect();
    resolved.insert("workerPools".to_owned(), pools.into());
    Ok(resolved.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ValuesText;

    #[test]
    fn pools_show_what_they_inherit() {
        let text = "tolerations: [{operator: Exists}]\nworker: {nodeSelector: {disk: ssd}}\nworkerPools: {gpu: {nodeSelector: {gpu: a}}}";
        let request = RenderRequest {
            values: vec![ValuesText { name: "values.yaml".into(), text: text.into() }],
            ..RenderRequest::default()
        };
        let resolved = resolve(&request).expect("these values decode");
        let gpu = &resolved["workerPools"]["gpu"];
        assert_eq!(gpu["nodeSelector"], serde_json::json!({"disk": "ssd", "gpu": "a"}));
        assert_eq!(gpu["tolerations"], resolved["ui"]["tolerations"]);
        assert_eq!(resolved["workerPools"]["general"]["replicas"], 2);
    }
}
