//! The ServiceAccount of the pods. It needs no permissions, because Dagu itself does not call the Kubernetes API.

use serde_json::Value;

use crate::context::Context;
use crate::metadata::{annotate, metadata};
use crate::object::map;

pub(super) fn service_account(context: Context<'_>) -> Option<Value> {
    let settings = &context.values.service_account;
    if !settings.is_created() {
        return None;
    }
    let mut account = map([
        ("apiVersion", "v1".into()),
        ("automountServiceAccountToken", false.into()),
        ("kind", "ServiceAccount".into()),
        ("metadata", metadata(context, "", None, None)),
    ]);
    account["metadata"]["name"] = settings.name(context.fullname).into();
    annotate(&mut account, &settings.annotations);
    Some(account)
}
