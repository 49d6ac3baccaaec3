//! What is said of values that do not fit their declaration.

pub(crate) mod misfit;

mod elsewhere;
mod nearest;
mod skew;

pub(crate) use nearest::{is_slip, nearest};
pub(crate) use skew::name_skew;
