//! Finds the workload that an entry of `inject` names.

use memchr::memmem;
use serde_json::Value;

use crate::diagnostic::{Finding, Rule, Severity};
use crate::inject::Request;
use crate::invalid::nearest;
use crate::object::group;
use crate::shown::shown;
use crate::stream::Document;
use crate::yaml;

/// The workload is not in the stream.
pub(super) const TARGET: Rule = Rule {
    code: "D0602",
    name: "inject-target",
    severity: Severity::Error,
    doc: doc!(
        "`inject` can change a workload of another chart only if Helm renders it together with this release, as a document of its own and in the same namespace: a pod cannot use a Secret or claim of another namespace."
    ),
};

/// The index of the workload's document in `documents`.
pub(super) fn workload(
    input: &[u8],
    documents: &[Document],
    request: &Request,
    namespace: &str,
) -> Result<usize, Finding> {
    let mut seen = Seen::default();
    for (index, document) in documents.iter().enumerate() {
        let body = document.body(input);
        if memmem::find(body, request.target.kind.as_bytes()).is_none() {
            continue;
        }
        let Some(head) = yaml::head(body) else { continue };
        if head.kind.ends_with("List") {
            seen.listed = seen.listed || lists(body, request);
        }
        if head.kind != request.target.kind || group(&head.api_version) != request.target.group {
            continue;
        }
        let name = head.name.unwrap_or_default();
        let its_own = head.namespace.filter(|own| !own.is_empty() && own != namespace);
        match its_own {
            _ if name != request.name => seen.others.push(name),
            Some(own) => seen.elsewhere = Some(own),
            None => return Ok(index),
        }
    }
    Err(missing(request, namespace, &seen))
}

/// What the search found instead of the workload.
#[derive(Default)]
struct Seen {
    /// Names of other workloads of the same kind.
    others: Vec<String>,
    /// Another namespace with a workload of this name.
    elsewhere: Option<String>,
    /// Whether it is an item of a List.
    listed: bool,
}

/// The diagnostic for a workload that was not found.
fn missing(request: &Request, namespace: &str, seen: &Seen) -> Finding {
    let target = format!("{} `{}`", request.target.kind, shown(&request.name));
    let (message, help) = if let Some(own) = &seen.elsewhere {
        let help = "install both in one namespace: a pod cannot use a Secret or claim of another namespace"
            .to_owned();
        let (own, namespace) = (shown(own), shown(namespace));
        (format!("{target} is in namespace `{own}`, but the release is in `{namespace}`"), help)
    } else if seen.listed {
        let help = "make its chart render it as a document of its own".to_owned();
        (format!("{target} is inside a List"), help)
    } else {
        let help = match nearest(&request.name, seen.others.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{}`?", shown(near)),
            None => "name a workload of another chart; to change a workload of this chart, use `patches`"
                .to_owned(),
        };
        (format!("no other chart renders {target}"), help)
    };
    TARGET.at(request.path.key("target"), message, help)
}

/// Whether the workload is an item of a List.
fn lists(body: &[u8], request: &Request) -> bool {
    let document = std::str::from_utf8(body).ok().and_then(|text| yaml::read(text).ok());
    let items = document.as_ref().and_then(|document| document.value.get("items")).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .any(|item| item["kind"] == request.target.kind && item["metadata"]["name"] == request.name.as_str())
}
