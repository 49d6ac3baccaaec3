//! Changes that a patch must not make to an object.

use json_patch::PatchOperation;
use serde_json::Value;

use super::Owner;
use crate::credentials::{self, Guarded};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::path::ValuePath;
use crate::shown::shown;

/// The patch turns the object into another object or a hook.
pub(super) const PROTECTED: Rule = Rule {
    code: "D0704",
    name: "patch-protected",
    severity: Severity::Error,
    doc: doc!(
        "A patch cannot turn an object into a different object or into a Helm hook. It cannot change `apiVersion`, `kind`, `metadata.name`, `metadata.namespace` or annotations that start with `helm.sh/hook`."
    ),
};

/// The selector of the workload no longer matches its pods.
pub(super) const SELECTOR: Rule = Rule {
    code: "D0705",
    name: "patch-selector",
    severity: Severity::Error,
    doc: doc!(
        "The selector of a workload is immutable, and it must match the labels of the workload's pod template."
    ),
};

/// A credential would be exposed.
pub(super) const CREDENTIAL: Rule = Rule {
    code: "D0706",
    name: "patch-credential",
    severity: Severity::Error,
    doc: doc!(
        "Credentials are set in `auth`, stored in Secrets and read by reference. Workers never get them, because every step of a workflow could read them."
    ),
};

/// The fields that identify an object.
const IDENTITY: [&str; 4] = ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"];
/// The content of a Secret.
const SECRET: [&str; 3] = ["/data", "/stringData", "/immutable"];
/// Kinds with an immutable selector that has to match the pod template.
const SELECTING: [&str; 5] = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"];

/// The parts of an object that patches must not change.
pub(super) struct Guard {
    identity: [Option<Value>; 4],
    selector: Option<Value>,
    secret: [Option<Value>; 3],
    /// Whether patches must not expose a credential: not for objects of other charts, nor if one was exposed before.
    keeps_credentials: bool,
}

/// A change that patches must not make.
pub(super) struct Broken {
    rule: &'static Rule,
    message: String,
    help: &'static str,
}

impl Broken {
    /// The finding, at the patch that made the change.
    pub(super) fn at(self, path: &ValuePath) -> Finding {
        self.rule.at(path, self.message, self.help)
    }
}

impl Guard {
    pub(super) fn over(object: &Value, owner: Owner, guarded: &Guarded) -> Self {
        let kind = object["kind"].as_str().unwrap_or_default();
        let secret = if kind == "Secret" {
            SECRET.map(|pointer| object.pointer(pointer).cloned())
        } else {
            [const { None }; 3]
        };
        Self {
            identity: IDENTITY.map(|pointer| object.pointer(pointer).cloned()),
            selector: object.pointer("/spec/selector").filter(|_| SELECTING.contains(&kind)).cloned(),
            secret,
            keeps_credentials: owner == Owner::Release && leak(object, guarded).is_none(),
        }
    }

    /// Kind and name of the object, as text.
    pub(super) fn described(&self) -> String {
        let [_, kind, name, _] =
            self.identity.each_ref().map(|part| part.as_ref().and_then(Value::as_str).unwrap_or_default());
        format!("{} `{}`", shown(kind), shown(name))
    }

    fn is(&self, kind: &str) -> bool {
        self.identity[1].as_ref().is_some_and(|found| found == kind)
    }

    /// Rejects operations that could move data out of a Secret.
    pub(super) fn check_operations(
        &self,
        operations: &[PatchOperation],
        path: &ValuePath,
    ) -> Result<(), Finding> {
        let takes = |operation: &PatchOperation| {
            matches!(operation, PatchOperation::Move(_) | PatchOperation::Copy(_))
        };
        match operations.iter().position(takes) {
            Some(index) if self.is("Secret") => Err(CREDENTIAL.at(
                path.key("json6902").index(index),
                "a patch of a Secret cannot use `move` or `copy`, which could expose a credential",
                "use `add` with the value",
            )),
            _ => Ok(()),
        }
    }

    /// Checks the object after the patches.
    pub(super) fn check(&self, object: &Value, guarded: &Guarded) -> Result<(), Broken> {
        self.same_object(object)?;
        if self.is("Secret")
            && SECRET.iter().zip(&self.secret).any(|(at, before)| object.pointer(at) != before.as_ref())
        {
            return Err(Broken {
                rule: &CREDENTIAL,
                message: format!("a patch cannot change the data of {}", self.described()),
                help: "set the credential in `auth`, or name your own Secret there",
            });
        }
        self.same_selector(object)?;
        match self.keeps_credentials.then(|| leak(object, guarded)).flatten() {
            Some((message, help)) => {
                Err(Broken { rule: &CREDENTIAL, message: format!("{} {message}", self.described()), help })
            }
            None => Ok(()),
        }
    }

    fn same_object(&self, object: &Value) -> Result<(), Broken> {
        let refused = |message, help| Err(Broken { rule: &PROTECTED, message, help });
        let changed =
            IDENTITY.iter().zip(&self.identity).find(|(at, before)| object.pointer(at) != before.as_ref());
        if let Some((pointer, _)) = changed {
            let field = pointer[1..].replace('/', ".");
            let message = format!("a patch cannot change `{field}` of {}", self.described());
            return refused(
                message,
                "remove this field from the patch; to change names, use `nameOverride` or `fullnameOverride`",
            );
        }
        for pointer in ["/metadata/annotations", "/metadata/labels"] {
            let shaped = object.pointer(pointer).is_none_or(|value| value.is_object() || value.is_null());
            if !shaped {
                let message = format!(
                    "a patch cannot replace `{pointer}` of {} with something other than a map",
                    self.described()
                );
                return refused(message, "add keys to the map instead");
            }
        }
        let annotations = object.pointer("/metadata/annotations").and_then(Value::as_object);
        if annotations.is_some_and(|all| all.keys().any(|key| key.starts_with("helm.sh/hook"))) {
            let message = format!("a patch cannot turn {} into a Helm hook", self.described());
            let help = "remove the annotation: Helm does not track hooks and would stop updating the object";
            return refused(message, help);
        }
        Ok(())
    }

    fn same_selector(&self, object: &Value) -> Result<(), Broken> {
        let Some(before) = &self.selector else { return Ok(()) };
        let refused = |message, help| Err(Broken { rule: &SELECTOR, message, help });
        if object.pointer("/spec/selector") != Some(before) {
            let message = format!("a patch cannot change the selector of {}", self.described());
            return refused(message, "remove `spec.selector` from the patch");
        }
        let labels = object.pointer("/spec/template/metadata/labels");
        let wanted = before.get("matchLabels").and_then(Value::as_object).into_iter().flatten();
        for (key, value) in wanted {
            if labels.and_then(|labels| labels.get(key)) != Some(value) {
                let message = format!(
                    "the patch changes the pod label `{}`, which the selector of {} requires",
                    shown(key),
                    self.described()
                );
                return refused(message, "remove this label from the patch");
            }
        }
        Ok(())
    }
}

/// A credential in plain text, or one that a component other than the server would get.
fn leak(object: &Value, guarded: &Guarded) -> Option<(String, &'static str)> {
    if let Some(message) = credentials::reach(object, guarded) {
        return Some((message, AWAY));
    }
    let is_in_clear = |(name, entry): &(&str, &Value)| {
        let value = entry.get("value").and_then(Value::as_str);
        credentials::is_credential(name) && value.is_some_and(|value| !value.is_empty())
    };
    let (name, _) = credentials::variables(object.pointer("/spec/template/spec")?).find(is_in_clear)?;
    Some((format!("would contain the credential `{}` in plain text", shown(name)), REFER))
}

const AWAY: &str = "remove it, because every step of a workflow can read what its worker can read";
const REFER: &str = "set the credential in `auth`, which stores it in a Secret";
