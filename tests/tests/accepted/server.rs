//! Applies a rendered release to the API server as a dry run; unknown and duplicate fields are errors.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};
use dagu_chart_tests::dagu::http::{Answer, Request, send};
use serde_json::Value;

const TIMEOUT: Duration = Duration::from_secs(60);

/// The kinds that the values can make, and where they are created.
const KINDS: [(&str, &str); 11] = [
    ("ServiceAccount", "/api/v1/namespaces/default/serviceaccounts"),
    ("PersistentVolumeClaim", "/api/v1/namespaces/default/persistentvolumeclaims"),
    ("Deployment", "/apis/apps/v1/namespaces/default/deployments"),
    ("Service", "/api/v1/namespaces/default/services"),
    ("Secret", "/api/v1/namespaces/default/secrets"),
    ("ConfigMap", "/api/v1/namespaces/default/configmaps"),
    ("Ingress", "/apis/networking.k8s.io/v1/namespaces/default/ingresses"),
    ("NetworkPolicy", "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies"),
    ("PodDisruptionBudget", "/apis/policy/v1/namespaces/default/poddisruptionbudgets"),
    ("HorizontalPodAutoscaler", "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers"),
    ("Pod", "/api/v1/namespaces/default/pods"),
];
/// Why a refusal is not one of the object: it is there already.
const CONFLICT: u16 = 409;

/// Why an object is refused: a field, and the API server's message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cause {
    /// The field, without indexes and keys.
    pub(crate) field: String,
    /// The message, without what differs from file to file.
    pub(crate) says: String,
}

/// The judge, which remembers its verdicts: most objects of most files are equal.
pub(crate) struct Server {
    address: SocketAddr,
    verdicts: Mutex<BTreeMap<String, Vec<Cause>>>,
}

impl Server {
    /// The API server through a proxy with plain HTTP.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self { address, verdicts: Mutex::default() }
    }

    /// Why the objects are refused, the first first; nothing where all are taken.
    pub(crate) fn refuses(&self, objects: &[Value]) -> Result<Vec<Cause>> {
        let mut causes = Vec::new();
        for object in objects {
            causes.extend(self.judge(object)?);
        }
        Ok(causes)
    }

    fn judge(&self, object: &Value) -> Result<Vec<Cause>> {
        let text = object.to_string();
        if let Some(verdict) = self.verdicts.lock().expect("no trial panics here").get(&text) {
            return Ok(verdict.clone());
        }
        let kind = object["kind"].as_str().unwrap_or_default();
        let place = KINDS.iter().find(|(known, _)| *known == kind);
        let (_, path) =
            place.with_context(|| format!("server.rs does not know where a {kind} is created"))?;
        // Helm 3 creates, Helm 4 applies; applying also refuses two items of one name.
        let create = format!("{path}?dryRun=All&fieldValidation=Strict");
        let mut verdict = causes(&send(self.address, &Request::post(&create, object), TIMEOUT)?)?;
        if verdict.is_empty() {
            let name = object["metadata"]["name"].as_str().unwrap_or_default();
            let apply =
                format!("{path}/{name}?dryRun=All&fieldValidation=Strict&fieldManager=helm&force=true");
            verdict = causes(&send(self.address, &Request::apply(&apply, object), TIMEOUT)?)?;
        }
        self.verdicts.lock().expect("no trial panics here").insert(text, verdict.clone());
        Ok(verdict)
    }
}

fn causes(answer: &Answer) -> Result<Vec<Cause>> {
    if answer.status < 300 || answer.status == CONFLICT {
        return Ok(Vec::new());
    }
    let status = answer.json()?;
    let causes: Vec<Cause> = status["details"]["causes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|cause| Cause {
            field: field(cause["field"].as_str().unwrap_or_default()),
            says: says(cause["message"].as_str().unwrap_or_default()),
        })
        .collect();
    if causes.is_empty() {
        let message = status["message"].as_str().unwrap_or_default();
        return Ok(vec![Cause { field: String::new(), says: says(message) }]);
    }
    Ok(causes)
}

/// `spec.template.spec.containers.env.name` of `spec.template.spec.containers[0].env[1].name`.
fn field(path: &str) -> String {
    let mut field = String::new();
    let mut depth = 0;
    for character in path.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 0 => field.push(character),
            _ => {}
        }
    }
    field
}

/// A message with `…` for all that is quoted, and `0` for all numbers.
fn says(message: &str) -> String {
    let mut said = String::new();
    let mut quoted = false;
    let mut characters = message.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if quoted => drop(characters.next()),
            '"' => {
                if !quoted {
                    said.push('…');
                }
                quoted = !quoted;
            }
            _ if quoted => {}
            digit if digit.is_ascii_digit() => {
                if !said.ends_with('0') {
                    said.push('0');
                }
            }
            other => said.push(other),
        }
    }
    said.chars().take(160).collect()
}
