//! What the scanner cuts a text into.

use std::borrow::Cow;
use std::ops::Range;

/// A token and its bytes. Those that only indentation brings are empty.
#[derive(Debug)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind<'t>,
    pub(crate) range: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum TokenKind<'t> {
    StreamEnd,
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    /// `%YAML`
    Version {
        is_known: bool,
    },
    /// `%TAG`
    TagDirective {
        handle: &'t str,
        prefix: String,
    },
    BlockList,
    BlockMap,
    BlockEnd,
    FlowList,
    FlowListEnd,
    FlowMap,
    FlowMapEnd,
    /// `-`
    Item,
    /// `,`
    Comma,
    /// `?`, or nothing in front of a key that needs none.
    Key,
    /// `:`
    Value,
    Alias(&'t str),
    Anchor(&'t str),
    Tag {
        handle: &'t str,
        suffix: String,
    },
    Scalar(Scalar<'t>),
}

/// A scalar. The token's range is what stands for it, quotes included, or the content of a block scalar.
#[derive(Debug)]
pub(crate) struct Scalar<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) style: Style,
    /// Where it begins: for a block scalar that is its `|` or `>`.
    pub(crate) start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    Block,
}

/// Why a text is not YAML, and where.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) message: Cow<'static, str>,
    pub(crate) help: &'static str,
    pub(crate) range: Range<usize>,
}

impl Problem {
    pub(crate) fn at(range: Range<usize>, message: impl Into<Cow<'static, str>>, help: &'static str) -> Self {
        Self { message: message.into(), help, range }
    }
}
