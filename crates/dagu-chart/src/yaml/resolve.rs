//! What a scalar means to Go's go.yaml.in/yaml/v2, which is YAML 1.1 with its own ideas.

use std::borrow::Cow;

use super::number;
use super::scalar::Scalar;
use super::tag::Tag;
use crate::binary;

/// Resolves a scalar. `plain` is false for quoted and block scalars.
///
/// The error says what Go says.
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

/// Whether a text stays one without quotes.
pub(super) fn is_text(text: &str) -> bool {
    matches!(implicit(text), Scalar::Text(_))
}

/// What a scalar is by its looks alone.
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

/// The text that `!!binary` stands for. What is not UTF-8 in it becomes U+FFFD, byte by byte, as in Go's JSON.
fn binary(text: &str) -> Result<Scalar<'static>, String> {
    let bytes = binary::decode(text).ok_or("!!binary value contains invalid base64 data")?;
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Ok(Scalar::Text(Cow::Owned(decoded)))
}
