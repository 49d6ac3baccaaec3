//! Settings of pods: those of all, of a component, of workers, of a pool.

use serde_json::{Value, json};

use crate::choice::Choice;

/// What the pods have to keep to.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// The restricted level.
    pub(crate) restricted: bool,
    /// Whether workers can have separate volumes.
    pub(crate) own_data: bool,
}

/// Whose settings they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    All,
    Component,
    Worker,
    Pool,
}

/// A section with settings.
pub(crate) fn section(choice: &mut Choice<'_>, bounds: Bounds, of: Of) -> Value {
    let mut values = json!({});
    if choice.once_in(3) {
        return values;
    }
    settings(choice, bounds, of, &mut values);
    choice.maybe(&mut values, "replicas", 2, |choice| match choice.once_in(6) {
        true => Value::Null,
        false => json!(choice.number(1, 5)),
    });
    choice.maybe(&mut values, "resources", 2, resources);
    lifetime(choice, &mut values);
    placement(choice, &mut values);
    choice
        .maybe(&mut values, "initContainers", 8, |choice| choice.some(2, |choice| container(choice, bounds)));
    choice.maybe(&mut values, "sidecars", 8, |choice| choice.some(2, |choice| container(choice, bounds)));
    choice.maybe(&mut values, "envFrom", 6, |choice| {
        choice.some(2, |choice| json!({"configMapRef": {"name": choice.name()}, "prefix": "P_"}))
    });
    if matches!(of, Of::Worker | Of::Pool) {
        if bounds.own_data {
            choice.maybe(&mut values, "dataVolume", 6, |choice| json!({"sizeLimit": choice.memory()}));
        }
        choice.maybe(&mut values, "maxActiveRuns", 6, |choice| json!(choice.number(1, 100)));
        choice
            .maybe(&mut values, "shutdownTimeout", 6, |choice| json!(format!("{}s", choice.number(0, 9999))));
    }
    values
}

/// The settings that are allowed in all sections.
pub(crate) fn settings(choice: &mut Choice<'_>, bounds: Bounds, of: Of, values: &mut Value) {
    // The whole file has these less often than one of many sections.
    let times = if of == Of::All { 4 } else { 6 };
    choice.maybe(values, "nodeSelector", times, |choice| json!({choice.name(): choice.name()}));
    choice.maybe(values, "podAnnotations", times, Choice::odd_map);
    choice.maybe(values, "podLabels", times, |choice| json!({choice.name(): choice.name()}));
    choice.maybe(values, "imagePullSecrets", times, |choice| {
        choice.some(2, |choice| json!({"name": choice.name()}))
    });
    choice.maybe(values, "tolerations", times, |choice| choice.some(3, toleration));
    choice.maybe(values, "affinity", times, affinity);
    choice.maybe(values, "extraEnv", times, |choice| choice.some(4, variable));
    if choice.once_in(times) {
        let name = choice.name();
        values["extraVolumes"] = json!([volume(choice, &name)]);
        values["extraVolumeMounts"] = json!([{"name": name, "mountPath": format!("/mnt/{}", choice.name())}]);
    }
    choice.maybe(values, "podSecurityContext", times, |choice| json!({"fsGroup": choice.number(1, 5000)}));
    if !bounds.restricted {
        let drop = json!({"capabilities": {"drop": ["NET_RAW"]}});
        choice.maybe(values, "containerSecurityContext", times, |_| drop);
    }
}

fn resources(choice: &mut Choice<'_>) -> Value {
    let limit = format!("{}Gi", choice.number(4, 64));
    json!({"requests": {"memory": choice.memory()}, "limits": {"memory": limit}})
}

fn lifetime(choice: &mut Choice<'_>, values: &mut Value) {
    choice.maybe(values, "minReadySeconds", 8, |choice| json!(choice.number(0, 60)));
    choice.maybe(values, "terminationGracePeriodSeconds", 8, |choice| json!(choice.number(1, 3600)));
    choice.maybe(values, "livenessProbe", 8, |choice| json!({"periodSeconds": choice.number(1, 60)}));
    choice.maybe(values, "readinessProbe", 8, |choice| json!({"failureThreshold": choice.number(1, 60)}));
    choice.maybe(
        values,
        "lifecycle",
        8,
        |choice| json!({"preStop": {"exec": {"command": ["sh", "-c", choice.odd()]}}}),
    );
}

fn placement(choice: &mut Choice<'_>, values: &mut Value) {
    choice.maybe(values, "priorityClassName", 8, |choice| json!(choice.name()));
    choice.maybe(values, "runtimeClassName", 8, |choice| json!(choice.name()));
    choice.maybe(values, "schedulerName", 8, |choice| json!(choice.name()));
    choice.maybe(values, "serviceAccount", 8, |choice| json!({"name": choice.name()}));
    choice.maybe(values, "dnsPolicy", 8, |choice| json!(choice.of(&["ClusterFirst", "Default"])));
    choice.maybe(
        values,
        "hostAliases",
        8,
        |choice| json!([{"ip": "10.0.0.1", "hostnames": [choice.name()]}]),
    );
    choice.maybe(values, "topologySpreadConstraints", 8, |choice| {
        json!([{"maxSkew": choice.number(1, 5), "topologyKey": choice.name(),
            "whenUnsatisfiable": "ScheduleAnyway"}])
    });
}

fn toleration(choice: &mut Choice<'_>) -> Value {
    match choice.once_in(2) {
        true => json!({"key": choice.name(), "operator": "Exists", "effect": "NoSchedule"}),
        false => {
            json!({"key": choice.name(), "operator": "Equal", "value": choice.name(), "effect": "NoExecute",
            "tolerationSeconds": choice.number(0, 600)})
        }
    }
}

fn affinity(choice: &mut Choice<'_>) -> Value {
    let expression = json!({"key": choice.name(), "operator": "In",
        "values": [choice.name(), choice.name()]});
    let terms = json!({"nodeSelectorTerms": [{"matchExpressions": [expression]}]});
    json!({"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}})
}

/// A variable, odd where it may be.
pub(crate) fn variable(choice: &mut Choice<'_>) -> Value {
    let name = choice.variable();
    match choice.number(0, 3) {
        0 => json!({"name": name, "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}),
        1 => json!({"name": name, "valueFrom": {"configMapKeyRef": {"name": choice.name(), "key": "k"}}}),
        _ => json!({"name": name, "value": choice.odd()}),
    }
}

/// A volume that every pod can have.
pub(crate) fn volume(choice: &mut Choice<'_>, name: &str) -> Value {
    match choice.number(0, 2) {
        0 => json!({"name": name, "emptyDir": {}}),
        1 => json!({"name": name, "configMap": {"name": choice.name()}}),
        _ => json!({"name": name, "secret": {"secretName": choice.name(), "defaultMode": 256}}),
    }
}

fn container(choice: &mut Choice<'_>, bounds: Bounds) -> Value {
    let mut container =
        json!({"name": choice.name(), "image": "busybox:1.37.0", "command": ["sh", "-c", choice.odd()]});
    if bounds.restricted {
        container["securityContext"] =
            json!({"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}});
    }
    container
}
