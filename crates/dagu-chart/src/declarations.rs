//! What is derived from the declarations of keys: answers for editors, and the schema.

mod answer;
#[cfg(feature = "codegen")]
mod json;
#[cfg(test)]
mod tests;

pub use answer::known;
#[cfg(feature = "codegen")]
pub use json::values_schema;
