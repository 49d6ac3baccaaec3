//! The streams that Helm makes from the chart, made without Helm.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use crate::{root, shell};

/// The default chart, on a storage class.
pub(crate) fn of_defaults(yq: &Path) -> Result<String> {
    Ok(carrier(&defaults(yq)?))
}

/// The default chart with this many pools.
pub(crate) fn of_pools(yq: &Path, count: usize) -> Result<String> {
    Ok(carrier(&values(yq, count)?))
}

/// The default values with this many pools, each like the default pool but with its own labels.
pub(crate) fn values(yq: &Path, count: usize) -> Result<Value> {
    let mut values = defaults(yq)?;
    let mut pool =
        values.pointer("/workerPools/general").context("values.yaml has a pool `general`")?.clone();
    let mut pools = Map::new();
    for number in 0..count {
        pool["labels"] = json!({"pool": format!("p{number}"), "gpu": "true"});
        pools.insert(format!("pool-{number:05}"), pool.clone());
    }
    values["workerPools"] = pools.into();
    Ok(values)
}

/// At least this many bytes of other objects.
pub(crate) fn untouched(bytes: usize) -> String {
    const DOCUMENT: &str = "---\n# Source: c/templates/configmap.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  labels:\n    app.kubernetes.io/name: c\ndata:\n  settings.ini: |\n    [server]\n    listen = 0.0.0.0:8080\n    workers = 4\n    [log]\n    level = info\n    format = json\n  motd: \"A line of some length that says nothing and is here to be passed through.\"\n";
    DOCUMENT.repeat(bytes.div_ceil(DOCUMENT.len()))
}

fn defaults(yq: &Path) -> Result<Value> {
    let mut read = Command::new(yq);
    let text = shell::read(read.arg("-o=json").arg(root::at("chart/values.yaml")))?;
    let mut values: Value = serde_json::from_str(&text)?;
    values["persistence"]["storageClass"] = json!("nfs-client");
    Ok(values)
}

/// The output of chart/templates/carrier.yaml for an install into a cluster.
pub(crate) fn carrier(values: &Value) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let payload = json!({
        "format": 1,
        "fullname": "dagu",
        "values": values,
        "release": {
            "name": "dagu", "namespace": "default", "revision": 1,
            "isInstall": true, "isUpgrade": false, "service": "Helm",
        },
        "chart": {"name": "dagu", "version": version, "appVersion": "2.4"},
        "capabilities": {"kubeVersion": "v1.35.0"},
        "lookup": {
            "enabled": true, "answered": true,
            "secrets": {"dagu-auth": null, "dagu-admin": null, "dagu-token": null},
        },
        "entropy": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01",
    });
    let data = BASE64_STANDARD.encode(payload.to_string());
    format!(
        "---\n# Source: dagu/templates/carrier.yaml\napiVersion: carrier.dagu.invalid/v1\nkind: \"Dagu (not a CRD: run this command again with --post-renderer dagu-post)\"\nmetadata:\n  name: \"dagu\"\ndata: \"{data}\"\n"
    )
}
