//! What the grammar tells.

use std::borrow::Cow;
use std::ops::Range;

use crate::yaml::scan::{Problem, Style};
use crate::yaml::tag::Tag;

#[derive(Debug)]
pub(crate) enum Event<'t> {
    DocumentStart,
    DocumentEnd,
    Scalar {
        node: Node<'t>,
        text: Cow<'t, str>,
        style: Style,
        tag: Tag,
    },
    ListStart(Node<'t>),
    MapStart(Node<'t>),
    /// The end of the innermost list or mapping, and where its bracket ends if it has one.
    End {
        bracket: Option<usize>,
    },
    Alias {
        name: &'t str,
        range: Range<usize>,
    },
}

/// Where a node stands, and what it is called.
#[derive(Debug)]
pub(crate) struct Node<'t> {
    /// Its bytes without anchor and tag, of a block scalar its content; of a collection where it begins.
    pub(crate) range: Range<usize>,
    /// Where it begins without anchor and tag: before `range` for a block scalar.
    pub(crate) start: usize,
    /// Where its anchor or tag begins, else where it begins itself.
    pub(crate) outer: usize,
    pub(crate) anchor: Option<&'t str>,
}

/// What stands in front of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Properties<'t> {
    pub(super) anchor: Option<&'t str>,
    pub(super) tag: Tag,
}

/// Takes events.
pub(crate) trait Listener<'t> {
    fn hear(&mut self, event: Event<'t>) -> Result<(), Halt>;
}

/// Why the grammar stops before the end of the text.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The listener has heard enough.
    Enough,
    Wrong(Problem),
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Halt::Wrong(problem)
    }
}
