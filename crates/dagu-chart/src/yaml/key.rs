//! Converts keys to text like Go.

use std::borrow::Cow;

use super::number;
use super::resolve::resolve;
use super::scalar::Scalar;
use super::tree::{NodeId, NodeKind, Tree};

/// The string to which sigs.k8s.io/yaml converts a key.
pub(super) fn key_text(tree: &Tree, key: NodeId) -> Result<Cow<'_, str>, String> {
    let Some(NodeKind::Scalar { text, tag, plain, .. }) = tree.target(key).map(|node| &node.kind) else {
        return Err("a mapping or a list cannot be a key".to_owned());
    };
    Ok(match resolve(text, *tag, *plain)? {
        Scalar::Text(text) => text,
        Scalar::Bool(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
        Scalar::Int(int) => Cow::Owned(int.to_string()),
        Scalar::Float(float) => Cow::Owned(number::float_key(float)),
        Scalar::Null => return Err("a key is empty or null".to_owned()),
        Scalar::UInt(_) => return Err("a number this large cannot be a key".to_owned()),
    })
}
