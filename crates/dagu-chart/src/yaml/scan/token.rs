//! The tokens of the scanner.

use std::borrow::Cow;
use std::ops::Range;

/// A token and its bytes, which are empty for tokens that follow from indentation.
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
    /// `?`, or nothing before a key that needs none.
    Key,
    /// `:`
    Value,
    Alias(&'t str),
    Anchor(&'t str),
    Tag {
        handle: &'t str,
        suffix: String,
    },
    Scalar(ScalarText<'t>),
}

/// The text of a scalar. The range of the token includes quotes; for a block scalar it is the content.
#[derive(Debug)]
pub(crate) struct ScalarText<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) style: Style,
    /// Its start: for a block scalar its `|` or `>`.
    pub(crate) start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    Block,
}

/// A syntax error and its range.
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
