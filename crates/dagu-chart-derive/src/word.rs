//! An enum without data, which is a word in JSON.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Fields, Result};

use crate::attributes::Attributes;

/// Implements `Typed` by the list of words.
pub(crate) fn derive(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let rule = Attributes::read(&input.attrs, &["rename_all"])?.rename_all;
    if let Some(rule) = rule.as_ref().filter(|rule| rule.value() != "lowercase") {
        return Err(Error::new_spanned(rule, "`Typed` knows `lowercase` for variants"));
    }
    let mut words = Vec::new();
    let mut variants = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a variant with data is more than a word"));
        }
        let name = &variant.ident;
        let word = match Attributes::read(&variant.attrs, &["rename"])?.rename {
            Some(word) => word,
            None if rule.is_some() => name.to_string().to_ascii_lowercase(),
            None => name.to_string(),
        };
        words.push(word);
        variants.push(name);
    }
    let Some(first) = variants.first() else {
        return Err(Error::new_spanned(&input.ident, "there is no word for it"));
    };
    let name = &input.ident;
    let places = 0..variants.len();
    Ok(quote! {
        #[automatically_derived]
        impl crate::typed::Typed for #name {
            fn blank() -> Self {
                Self::#first
            }

            fn read(
                &mut self,
                value: &::serde_json::Value,
                at: &crate::path::Trail<'_>,
                reader: &mut crate::typed::Reader,
            ) {
                *self = match reader.word(value, at, &[#(#words),*]) {
                    #(Some(#places) => Self::#variants,)*
                    _ => return,
                };
            }
        }
    })
}
