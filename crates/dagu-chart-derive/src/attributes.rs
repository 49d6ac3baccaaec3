//! What `#[serde(…)]` says. Nothing that serde understands and this does not is passed over.

use syn::{Attribute, LitStr, Result};

/// What it says of a type, a field or a variant.
#[derive(Default)]
pub(crate) struct Attributes {
    /// The key or word, where it does not follow from the name.
    pub(crate) rename: Option<String>,
    /// How all keys or words follow from the names.
    pub(crate) rename_all: Option<LitStr>,
    /// It may be absent. Unlike for serde, an `Option` may not be without it.
    pub(crate) default: bool,
    /// It is not read.
    pub(crate) skip: bool,
    /// A key that is no field does not fit.
    pub(crate) deny_unknown_fields: bool,
}

impl Attributes {
    /// Reads those that are `known` in this place.
    pub(crate) fn read(attributes: &[Attribute], known: &[&str]) -> Result<Self> {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
                match name.as_str() {
                    name if !known.contains(&name) => return Err(meta.error("`Typed` does not know this")),
                    "rename" => read.rename = Some(meta.value()?.parse::<LitStr>()?.value()),
                    "rename_all" => read.rename_all = Some(meta.value()?.parse()?),
                    "default" => read.default = true,
                    "skip" => read.skip = true,
                    _ => read.deny_unknown_fields = true,
                }
                Ok(())
            })?;
        }
        Ok(read)
    }
}
