//! A value that is one of a few words.

/// Declares the words that a key takes, as an enum.
macro_rules! choice {
    (
        $(#[doc = $about:literal])*
        pub(crate) enum $name:ident {
            $(#[doc = $first_doc:literal])* $first:ident = $first_word:literal,
            $($(#[doc = $doc:literal])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $(#[doc = $first_doc])* $first,
            $($(#[doc = $doc])* $variant,)*
        }

        impl $name {
            #[allow(dead_code, reason = "not every choice is written out again")]
            /// The word of the values, which is that of Kubernetes or Dagu.
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl $crate::keys::Read for Option<$name> {
            const HOLDS: $crate::keys::Holds =
                $crate::keys::Holds::Kind(concat!("=", $first_word $(, ",", $word)*));

            fn read(value: Option<::serde_json::Value>) -> Self {
                match value?.as_str()? {
                    $first_word => Some($name::$first),
                    $($word => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use choice;
