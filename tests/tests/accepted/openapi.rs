//! The types of Kubernetes as the API server itself describes them.

use anyhow::{Context, Result};
use dagu_chart_tests::cluster::Cluster;
use serde_json::Value;

/// The API server's descriptions of the kinds that the values can make, with all types in them.
const DOCUMENTS: [&str; 9] = [
    "/openapi/v3/api/v1",
    "/openapi/v3/apis/apps/v1",
    "/openapi/v3/apis/autoscaling/v2",
    "/openapi/v3/apis/batch/v1",
    "/openapi/v3/apis/networking.k8s.io/v1",
    "/openapi/v3/apis/policy/v1",
    "/openapi/v3/apis/rbac.authorization.k8s.io/v1",
    "/openapi/v3/apis/scheduling.k8s.io/v1",
    "/openapi/v3/apis/storage.k8s.io/v1",
];

/// The schemas of these groups.
pub(crate) struct OpenApi {
    schemas: Vec<(String, Value)>,
}

impl OpenApi {
    /// Asks the API server.
    pub(crate) fn of(cluster: &Cluster) -> Result<Self> {
        let mut all = Vec::new();
        for document in DOCUMENTS {
            let document: Value = serde_json::from_str(&cluster.ask(&["get", "--raw", document])?)?;
            let schemas =
                document["components"]["schemas"].as_object().context("a document without schemas")?;
            all.extend(schemas.iter().map(|(name, schema)| (name.clone(), schema.clone())));
        }
        Ok(Self { schemas: all })
    }

    /// A type by the last part of its name.
    pub(crate) fn named(&self, short: &str) -> Result<&Value> {
        let found = self.schemas.iter().find(|(name, _)| name.rsplit('.').next() == Some(short));
        found.map(|(_, schema)| schema).with_context(|| format!("Kubernetes has no type {short}"))
    }

    /// The schema of a field, by its owner's short name.
    pub(crate) fn field(&self, owner: &str, field: &str) -> Result<&Value> {
        let schema = self.named(owner)?["properties"].get(field);
        schema.with_context(|| format!("{owner} has no field {field}"))
    }
}

/// The short name of the type that a schema refers to.
pub(crate) fn reference(schema: &Value) -> Option<&str> {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str())?;
    reference.rsplit(['.', '/']).next()
}
