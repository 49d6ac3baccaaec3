//! The tags that Go's reader knows.

/// What a tag asks of a scalar. On mappings and lists Go ignores tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tag {
    #[default]
    None,
    /// `!`: text, whatever it looks like.
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
    /// Reads a tag that is written out.
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

    /// As it is written.
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
