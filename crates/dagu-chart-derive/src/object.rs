//! A struct, which is an object in JSON.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{DeriveInput, Error, Fields, LitStr, Result};

use crate::attributes::Attributes;

/// Implements `Typed` by a table of keys and a place for the value of each.
pub(crate) fn derive(input: &DeriveInput, fields: &Fields) -> Result<TokenStream> {
    let Fields::Named(fields) = fields else {
        return Err(Error::new_spanned(fields, "only named fields have keys"));
    };
    let object = Attributes::read(&input.attrs, &["rename_all", "default", "deny_unknown_fields"])?;
    let mut keys = Vec::new();
    let mut places = Vec::new();
    let mut blanks = Vec::new();
    for (field, name) in fields.named.iter().filter_map(|field| Some((field, field.ident.as_ref()?))) {
        let said = Attributes::read(&field.attrs, &["rename", "default", "skip"])?;
        let required = !(object.default || said.default);
        blanks.push(match said.default || said.skip {
            true => quote! { #name: ::core::default::Default::default() },
            false => quote! { #name: crate::typed::Typed::blank() },
        });
        if !said.skip {
            let key = match said.rename {
                Some(key) => key,
                None => renamed(&name.unraw().to_string(), object.rename_all.as_ref())?,
            };
            keys.push(quote! { crate::typed::Key { name: #key, required: #required } });
            places.push(quote! { &mut self.#name });
        }
    }
    let blank = match object.default {
        true => quote! { ::core::default::Default::default() },
        false => quote! { Self { #(#blanks),* } },
    };
    let unknown = match object.deny_unknown_fields {
        true => quote! { crate::typed::Unknown::Refused },
        false => quote! { crate::typed::Unknown::Ignored },
    };
    let name = &input.ident;
    Ok(quote! {
        #[automatically_derived]
        impl crate::typed::Typed for #name {
            fn blank() -> Self {
                #blank
            }

            fn read(
                &mut self,
                value: &::serde_json::Value,
                at: &crate::path::Trail<'_>,
                reader: &mut crate::typed::Reader,
            ) {
                reader.object(value, at, &[#(#keys),*], #unknown, &mut [#(#places),*]);
            }
        }
    })
}

/// The key of a field.
fn renamed(field: &str, rule: Option<&LitStr>) -> Result<String> {
    let Some(rule) = rule else { return Ok(field.to_owned()) };
    if rule.value() != "camelCase" {
        return Err(Error::new_spanned(rule, "`Typed` knows `camelCase` for fields"));
    }
    let mut words = field.split('_');
    let mut key = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        key.push_str(&first.to_ascii_uppercase());
        key.push_str(rest);
    }
    Ok(key)
}
