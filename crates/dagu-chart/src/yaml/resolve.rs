//! Resolves scalars like Go's go.yaml.in/yaml/v2, which deviates from YAML 1.1 in some cases.

use std::borrow::Cow;

use super::number;
use super::scalar::Scalar;
use super::tag::Tag;
use crate::binary;

/// Resolves a scalar. `plain` is false for quoted and block scalars.
///
/// The error is Go's.
pub(super) fn resolve<'a>(text: &'a str, tag: Tag, plain: bool) -> Result<Scalar<'a>, String> {
    match tag {
        Tag::None if !plain => return Ok(Scalar::Text(Cow::Borrowed(text))),
        Tag::Any | Tag::Str | Tag::Merge | Tag::Other => return Ok(Scalar::Text(Cow::Borrowed(text))),
        Tag::Binary => return binary(text),
        Tag::Timestamp if number::is_timestamp(text) => {
            return Ok(Scalar::Text(Cow::Borrowed(text)));
        }
        _ => {}
    }
    let scalar = implicit(text);
    let fits = matches!(
        (&scalar, tag),
        (_, Tag::None)
            | (Scalar::Null, Tag::Null)
            | (Scalar::Bool(_), Tag::Bool)
            | (Scalar::Int(_) | Scalar::UInt(_), Tag::Int)
            | (Scalar::Int(_) | Scalar::Float(_), Tag::Float)
    );
    if !fits {
        let shown: String = text.chars().take(40).collect();
        return Err(format!("cannot decode `{shown}` as a {}", tag.shorthand()));
    }
    Ok(scalar)
}

/// Whether a text without quotes is a string.
pub(super) fn is_text(text: &str) -> bool {
    matches!(implicit(text), Scalar::Text(_))
}

/// The value of a scalar without a tag.
fn implicit(text: &str) -> Scalar<'_> {
    let word = match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Scalar::Null),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "true" | "True" | "TRUE" => {
            Some(Scalar::Bool(true))
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "false" | "False" | "FALSE" => {
            Some(Scalar::Bool(false))
        }
        ".nan" | ".NaN" | ".NAN" => Some(Scalar::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(Scalar::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => Some(Scalar::Float(f64::NEG_INFINITY)),
        _ => None,
    };
    word.or_else(|| number::read(text)).unwrap_or(Scalar::Text(Cow::Borrowed(text)))
}

/// Decodes `!!binary`. Each byte that is not UTF-8 becomes U+FFFD, as in Go's JSON encoder.
fn binary(text: &str) -> Result<Scalar<'static>, String> {
    let bytes = binary::decode(text).ok_or("!!binary value contains invalid base64 data")?;
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Ok(Scalar::Text(Cow::Owned(decoded)))
}
