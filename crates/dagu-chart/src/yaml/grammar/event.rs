//! The events of the grammar.

use std::borrow::Cow;
use std::ops::Range;

use crate::yaml::scan::{Problem, Style};
use crate::yaml::tag::Tag;

#[derive(Debug)]
pub(crate) enum Event<'t> {
    DocumentStart,
    DocumentEnd,
    Scalar {
        node: NodeStart<'t>,
        text: Cow<'t, str>,
        style: Style,
        tag: Tag,
    },
    ListStart(NodeStart<'t>),
    MapStart(NodeStart<'t>),
    /// The end of the innermost list or mapping, with the end of its bracket if it has one.
    End {
        bracket: Option<usize>,
    },
    Alias {
        name: &'t str,
        range: Range<usize>,
    },
}

/// Where a node starts, and its anchor.
#[derive(Debug)]
pub(crate) struct NodeStart<'t> {
    /// Its bytes without anchor and tag; for a block scalar its content, for a collection its start.
    pub(crate) range: Range<usize>,
    /// Its start without anchor and tag: before `range` for a block scalar.
    pub(crate) start: usize,
    /// The start of its anchor or tag, or of itself.
    pub(crate) outer: usize,
    pub(crate) anchor: Option<&'t str>,
}

/// Anchor and tag before a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Properties<'t> {
    pub(super) anchor: Option<&'t str>,
    pub(super) tag: Tag,
}

/// Receives events.
pub(crate) trait Listener<'t> {
    fn hear(&mut self, event: Event<'t>) -> Result<(), Halt>;
}

/// Why the grammar stopped before the end of the text.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The listener needs no more events.
    Enough,
    Wrong(Problem),
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Halt::Wrong(problem)
    }
}
