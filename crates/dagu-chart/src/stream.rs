//! A manifest stream: documents as ranges of its bytes, parsed no further than needed.

mod assemble;
mod carrier;
mod document;
mod objects;
mod occurrences;
mod order;
mod reference;

pub use assemble::Segment;

pub(crate) use assemble::{Written, assemble};
#[cfg(any(feature = "docs", test))]
pub(crate) use carrier::RULES;
pub(crate) use carrier::{Carrier, carrier_marks, read_carrier};
pub(crate) use document::{Document, split};
pub(crate) use objects::{each_object, read_objects};
pub(crate) use order::{Rank, rank};
pub(crate) use reference::{ObjectReference, ObjectReferences};
