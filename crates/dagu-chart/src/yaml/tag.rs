//! The tags that Go's reader knows.

/// What a tag asks of a scalar. On mappings and lists Go ignores tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
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
    /// Reads a tag that the parser has split in two.
    pub(super) fn read(tag: &saphyr_parser::Tag) -> Tag {
        let (prefix, suffix) = (tag.handle.as_str(), tag.suffix.as_str());
        if prefix.is_empty() && suffix == "!" {
            return Tag::Any;
        }
        let long = [prefix, suffix].concat();
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
