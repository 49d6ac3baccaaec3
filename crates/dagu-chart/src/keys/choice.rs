//! A value that is one of several choices.

/// Declares the choices of a key as an enum.
macro_rules! choice {
    (
        $(#[doc = $about:literal])*
        pub(crate) enum $name:ident {
            $(#[doc = $first_doc:literal])* $first:ident = $first_text:literal,
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)*
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
            /// The choice as it is written in values, Kubernetes or Dagu.
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl $crate::keys::Read for Option<$name> {
            const HOLDS: $crate::keys::Holds =
                $crate::keys::Holds::Kind(concat!("=", $first_text $(, ",", $text)*));

            fn read(value: Option<::serde_json::Value>) -> Self {
                match value?.as_str()? {
                    $first_text => Some($name::$first),
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use choice;
