//! The macros that declare keys.

/// Declares keys as the fields of a struct: each with a comment, the key, the field with its type, and other
/// properties.
///
/// With `in`, the map also takes the settings of pods of that section; their table, `SETTINGS`, has to be in scope.
/// The kind of a key follows from its type, unless `holds` sets a narrower one.
macro_rules! keys {
    (
        $(#[doc = $about:literal])*
        pub(crate) struct $name:ident $(in $section:ident)? {
            $($(#[doc = $doc:literal])* $key:literal $field:ident: $type:ty $({ $($fact:ident: $value:expr),* $(,)? })?;)*
        }
        $(beside { $($(#[doc = $also_doc:literal])* $also:ident: $also_type:ty;)* })?
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            $($(#[doc = $doc])* pub(crate) $field: $type,)*
            $($($(#[doc = $also_doc])* pub(crate) $also: $also_type,)*)?
        }

        impl $name {
            /// The keys, as they are declared.
            pub(crate) const OBJECT: $crate::keys::Object = $crate::keys::Object {
                name: stringify!($name),
                keys: &[$($crate::keys::Key {
                    $($($fact: $value,)*)?
                    ..$crate::keys::Key::new($key, <$type as $crate::keys::Read>::HOLDS, &[$($doc),*])
                }),*],
                settings: $crate::keys::keys!(@settings $($section)?),
            };
        }

        impl $crate::keys::Declared for $name {}

        impl $crate::keys::Read for $name {
            const HOLDS: $crate::keys::Holds = $crate::keys::Holds::Object(&Self::OBJECT);

            fn read(value: Option<::serde_json::Value>) -> Self {
                #[allow(unused_mut, unused_variables, reason = "a struct may have no key of its own")]
                let mut map = match value {
                    Some(::serde_json::Value::Object(map)) => map,
                    _ => ::serde_json::Map::new(),
                };
                Self {
                    $($field: $crate::keys::Read::read(map.remove($key)),)*
                    $($($also: Default::default(),)*)?
                }
            }
        }
    };
    (@settings) => { None };
    (@settings $section:ident) => {
        Some($crate::keys::PodSettings {
            table: &SETTINGS,
            section: $crate::keys::Section::$section,
        })
    };
}

/// Declares the keys of a map in the settings of pods that has no type of its own: each with a comment, the key and its
/// kind.
macro_rules! object {
    (
        $(#[doc = $about:literal])*
        pub(crate) struct $name:ident {
            $($(#[doc = $doc:literal])* $key:literal $holds:expr;)*
        }
    ) => {
        $(#[doc = $about])*
        pub(crate) struct $name;

        impl $name {
            /// The keys, as they are declared.
            pub(crate) const OBJECT: $crate::keys::Object = $crate::keys::Object {
                name: stringify!($name),
                keys: &[$($crate::keys::Key::new($key, $holds, &[$($doc),*])),*],
                settings: None,
            };
        }
    };
}

pub(crate) use {keys, object};
