//! What a scalar stands for.

use std::borrow::Cow;

/// A scalar that Go has made up its mind about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// Above the range of `Int`; as a key Go refuses it.
    UInt(u64),
    Float(f64),
    Text(Cow<'a, str>),
}
