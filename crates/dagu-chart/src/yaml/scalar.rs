//! The value of a scalar.

use std::borrow::Cow;

/// A resolved scalar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// Above the range of `Int`; Go rejects it as a key.
    UInt(u64),
    Float(f64),
    Text(Cow<'a, str>),
}
