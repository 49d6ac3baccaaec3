//! What is derived from the declarations of keys: answers for editors, the schema, the defaults.

mod answer;
#[cfg(feature = "codegen")]
mod defaults;
#[cfg(feature = "codegen")]
mod json;
#[cfg(test)]
mod tests;

pub use answer::known;
#[cfg(feature = "codegen")]
pub use defaults::values_yaml;
#[cfg(feature = "codegen")]
pub use json::values_schema;
