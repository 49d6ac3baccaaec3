//! An entry of `inject`: what to add to a workload of another chart.

use serde_json::Value;

use super::{Injection, Plan, plan};
use crate::context::Context;
use crate::convention::DATA_CLAIM;
use crate::credentials::Credentials;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::invalid::nearest;
use crate::object::map;
use crate::path::ValuePath;
use crate::shown::{listed, shown};
use crate::values::{Inject, WorkloadKind};

/// The entry is incomplete.
pub(crate) const MALFORMED: Rule = Rule {
    code: "D0601",
    name: "inject-malformed",
    severity: Severity::Error,
    doc: doc!(
        "An entry of `inject` names a workload and what to add to it: `auth: true`, `persistence.mountPath`, or both."
    ),
};

/// The container is not in the workload.
pub(crate) const CONTAINER: Rule = Rule {
    code: "D0604",
    name: "inject-container",
    severity: Severity::Error,
    doc: doc!(
        "Credentials and the volume are added to one container. Name it with `container`, unless the pod has only one."
    ),
};

/// The workload already has an entry of the same name.
pub(crate) const CONFLICT: Rule = Rule {
    code: "D0605",
    name: "inject-conflict",
    severity: Severity::Error,
    doc: doc!(
        "The workload already has the environment variable, mount path or volume name that this entry would add. What its own chart sets is never replaced."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&MALFORMED, &CONTAINER, &CONFLICT];

/// More names than these are not listed.
const MOST_LISTED: usize = 10;

/// What to add to one workload.
pub(crate) struct Request {
    /// The path of the entry in the values.
    pub(crate) path: ValuePath,
    /// The kind of the workload.
    pub(crate) target: TargetKind,
    /// The workload's name.
    pub(crate) name: String,
    container: Option<String>,
    injection: Injection,
}

/// A kind of workload, and where its pod template is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetKind {
    /// The kind, as in the document.
    pub(crate) kind: &'static str,
    /// Its API group; empty for the core group.
    pub(crate) group: &'static str,
    /// The JSON pointer to its pod template.
    pub(crate) template: &'static str,
    /// Whether its pods can restart if a credential changes.
    restarts: bool,
}

impl TargetKind {
    fn of(kind: WorkloadKind) -> Self {
        let (kind, group, template, restarts) = match kind {
            WorkloadKind::Deployment => ("Deployment", "apps", "/spec/template", true),
            WorkloadKind::StatefulSet => ("StatefulSet", "apps", "/spec/template", true),
            WorkloadKind::DaemonSet => ("DaemonSet", "apps", "/spec/template", true),
            // The template of a Job is immutable, and each run of a CronJob starts a pod of its own.
            WorkloadKind::Job => ("Job", "batch", "/spec/template", false),
            WorkloadKind::CronJob => ("CronJob", "batch", "/spec/jobTemplate/spec/template", false),
            WorkloadKind::Pod => ("Pod", "", "", false),
        };
        Self { kind, group, template, restarts }
    }
}

/// All valid entries of `inject`; the others are reported.
pub(crate) fn requests(
    context: Context<'_>,
    credentials: &Credentials,
    claim: &str,
    diagnostics: &mut Findings,
) -> Vec<Request> {
    let list = ValuePath::of("inject");
    let mut requests = Vec::new();
    for (index, entry) in context.values.inject.iter().enumerate() {
        match request(context, credentials, claim, entry, list.index(index)) {
            Ok(request) => requests.push(request),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    requests
}

fn request(
    context: Context<'_>,
    credentials: &Credentials,
    claim: &str,
    entry: &Inject,
    path: ValuePath,
) -> Result<Request, Finding> {
    let name = given(&entry.target.name);
    let (Some(kind), Some(name)) = (entry.target.kind, name) else {
        let help = "set `kind` and `name`";
        return Err(MALFORMED.at(path.key("target"), "the workload has no `kind` or no `name`", help));
    };
    let target = TargetKind::of(kind);
    let mut injection = Injection::default();
    if let Some(mount) = mount(context, entry, &path)? {
        let claim = map([("claimName", claim.into())]);
        injection.volumes.push(map([("name", mount["name"].clone()), ("persistentVolumeClaim", claim)]));
        injection.mounts.push(mount);
    }
    if entry.auth == Some(true) {
        injection.env = credentials.references();
        if injection.env.is_empty() {
            let help = "remove `auth` here, or set credentials in the top-level `auth`";
            let message = "this release has no server credentials to inject";
            return Err(MALFORMED.at(path.key("auth"), message, help));
        }
        let checksum = credentials.server_checksum().filter(|_| target.restarts);
        let key = || format!("checksum/{}", context.name("auth"));
        injection.annotations.extend(checksum.map(|checksum| (key().into(), checksum.to_owned())));
    }
    if injection.env.is_empty() && injection.mounts.is_empty() {
        let help = "set `auth: true` or `persistence.mountPath`, or remove the entry";
        return Err(MALFORMED.at(&path, "this entry injects nothing", help));
    }
    let container = given(&entry.container).map(str::to_owned);
    Ok(Request { path, target, name: name.to_owned(), container, injection })
}

/// The entry of `volumeMounts`, if the entry requests the volume.
fn mount(context: Context<'_>, entry: &Inject, path: &ValuePath) -> Result<Option<Value>, Finding> {
    let persistence = &entry.persistence;
    let path = path.key("persistence");
    let sub_path = given(&persistence.sub_path);
    let Some(mount_path) = given(&persistence.mount_path) else {
        if sub_path.is_none() && persistence.read_only.is_none() {
            return Ok(None);
        }
        let help = "add `mountPath`, the path of the volume in the container";
        return Err(MALFORMED.at(&path, "the volume has no `mountPath`", help));
    };
    if !mount_path.starts_with('/') || mount_path.contains(':') {
        let help = "use an absolute path without `:`";
        let message = format!("`{}` is not a valid mount path", shown(mount_path));
        return Err(MALFORMED.at(path.key("mountPath"), message, help));
    }
    // A volume name must be a DNS label, which the name of a claim need not be.
    let volume = context.name(DATA_CLAIM).replace('.', "-");
    let mut mount = map([("mountPath", mount_path.into()), ("name", volume.into())]);
    if persistence.read_only == Some(true) {
        mount["readOnly"] = true.into();
    }
    if let Some(sub_path) = sub_path {
        if sub_path.starts_with('/') || sub_path.split('/').any(|part| part == "..") {
            let help = "use a relative path without `..`";
            let message = format!("`{}` is outside of the volume", shown(sub_path));
            return Err(MALFORMED.at(path.key("subPath"), message, help));
        }
        mount["subPath"] = sub_path.into();
    }
    Ok(Some(mount))
}

impl Request {
    /// Changes the workload, or reports why it cannot.
    pub(crate) fn apply(&self, object: &mut Value) -> Result<(), Finding> {
        let template = object.pointer_mut(self.target.template);
        let Some(template) = template.filter(|template| template.pointer("/spec/containers").is_some())
        else {
            let message = format!("{} `{}` has no containers", self.target.kind, shown(&self.name));
            return Err(CONTAINER.at(
                self.path.key("target"),
                message,
                "name a workload that has a pod template",
            ));
        };
        let container = self.container(template)?;
        let injection = Injection { container: container.into(), ..self.injection.clone() };
        if let Some(conflict) = plan::conflict(template, &injection) {
            return Err(CONFLICT.at(
                &self.path,
                format!("{} `{}` already has {conflict}", self.target.kind, shown(&self.name)),
                "remove or rename it in the chart of that workload, or change this entry",
            ));
        }
        match Plan::of(template, &injection).map(|plan| plan.apply(template)) {
            Some(Ok(())) => Ok(()),
            _ => {
                let message =
                    format!("the pod template of {} `{}` is invalid", self.target.kind, shown(&self.name));
                Err(CONTAINER.at(self.path.key("target"), message, "correct the pod template in its chart"))
            }
        }
    }

    /// The name of the container to change.
    fn container(&self, template: &Value) -> Result<String, Finding> {
        let names = || plan::containers(template).map(|(_, _, name)| name);
        let path = self.path.key("container");
        let target = format!("{} `{}`", self.target.kind, shown(&self.name));
        let Some(wanted) = &self.container else {
            let mut main = plan::containers(template).filter(|(list, _, _)| *list == "containers");
            return match (main.next(), main.next()) {
                (Some((_, _, only)), None) => Ok(only.to_owned()),
                _ => Err(CONTAINER.at(
                    &path,
                    format!("{target} has several containers"),
                    format!("set `container` to one of {}", listed(names().take(MOST_LISTED).map(shown))),
                )),
            };
        };
        if names().any(|name| name == wanted) {
            return Ok(wanted.clone());
        }
        let help = match nearest(wanted, names()) {
            Some(near) => format!("did you mean `{}`?", shown(near)),
            None => format!("set `container` to one of {}", listed(names().take(MOST_LISTED).map(shown))),
        };
        Err(CONTAINER.at(&path, format!("{target} has no container `{}`", shown(wanted)), help))
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}
