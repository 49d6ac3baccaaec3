//! A whole number between two bounds, which the schema has from here too.

use serde_json::Value;

use crate::path::Trail;
use crate::typed::{Reader, Typed};

/// A whole number that is neither below nor above its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Whole<const MINIMUM: u16, const MAXIMUM: u16>(pub(crate) u16);

/// A port that a process without rights may listen on.
pub(crate) type OpenPort = Whole<1024, { u16::MAX }>;
/// Any port.
pub(crate) type Port = Whole<1, { u16::MAX }>;

impl<const MINIMUM: u16, const MAXIMUM: u16> Typed for Whole<MINIMUM, MAXIMUM> {
    fn blank() -> Self {
        Self(MINIMUM)
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        // Helm's numbers are floats.
        let number = value.as_f64().filter(|number| number.fract() == 0.0);
        match number.filter(|number| (f64::from(MINIMUM)..=f64::from(MAXIMUM)).contains(number)) {
            Some(number) => self.0 = number as u16,
            None => reader.refuse(at),
        }
    }
}

#[cfg(feature = "codegen")]
impl<const MINIMUM: u16, const MAXIMUM: u16> schemars::JsonSchema for Whole<MINIMUM, MAXIMUM> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("From{MINIMUM}To{MAXIMUM}").into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": MINIMUM, "maximum": MAXIMUM })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::typed;

    #[test]
    fn keeps_to_its_bounds() {
        for (value, port) in [(json!(1024), 1024), (json!(65535), 65535), (json!(8080.0), 8080)] {
            assert_eq!(typed::from_value::<OpenPort>(&value).map(|port| port.0), Ok(port), "{value}");
        }
        for value in [json!(1023), json!(65536), json!(-1), json!(8080.5), json!("8080"), json!(null)] {
            assert!(typed::from_value::<OpenPort>(&value).is_err(), "{value}");
        }
    }
}
