//! `#[derive(Typed)]`: how a type of the core is read from JSON, from the attributes that serde has for it.
//!
//! They are serde's because the schema and the types of the page are generated from the same ones.

mod attributes;
mod object;
mod word;

use proc_macro::TokenStream;
use proc_macro2::Span;
use syn::{Data, DeriveInput, Error};

/// Implements `Typed` for a struct with named fields, or for an enum whose variants are words.
#[proc_macro_derive(Typed, attributes(serde))]
pub fn typed(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    let derived = match &input.data {
        Data::Struct(data) => object::derive(&input, &data.fields),
        Data::Enum(data) => word::derive(&input, data),
        Data::Union(_) => Err(Error::new(Span::call_site(), "a union has no JSON")),
    };
    derived.unwrap_or_else(Error::into_compile_error).into()
}
