//! The tags that Go's parser supports.

/// The effect of a tag on a scalar. On mappings and lists, Go ignores tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    None,
    /// `!`: always text.
    Any,
    Str,
    Bool,
    Int,
    Float,
    Null,
    Timestamp,
    Binary,
    Merge,
    /// Any other: the scalar stays text.
    Other,
}

impl Tag {
    /// Parses a full tag.
    pub(super) fn read(long: &str) -> Tag {
        if long == "!" {
            return Tag::Any;
        }
        match long.strip_prefix("tag:yaml.org,2002:") {
            Some("str") => Tag::Str,
            Some("bool") => Tag::Bool,
            Some("int") => Tag::Int,
            Some("float") => Tag::Float,
            Some("null") => Tag::Null,
            Some("timestamp") => Tag::Timestamp,
            Some("binary") => Tag::Binary,
            Some("merge") => Tag::Merge,
            _ => Tag::Other,
        }
    }

    /// The short form.
    pub(super) fn shorthand(self) -> &'static str {
        match self {
            Tag::None | Tag::Other => "",
            Tag::Any => "!",
            Tag::Str => "!!str",
            Tag::Bool => "!!bool",
            Tag::Int => "!!int",
            Tag::Float => "!!float",
            Tag::Null => "!!null",
            Tag::Timestamp => "!!timestamp",
            Tag::Binary => "!!binary",
            Tag::Merge => "!!merge",
        }
    }
}
