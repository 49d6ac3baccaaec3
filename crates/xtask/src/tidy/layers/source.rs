//! The modules that a Rust file declares, the names that it imports and the paths that it uses.
//!
//! It reads tokens, not syntax, so that paths in the arguments of macros are included. Tests are left
//! out: they may use everything.

use anyhow::{Context, Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Segments, such as `["crate", "yaml", "read"]`.
pub(super) type Path = Vec<String>;

/// The content of a module.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Source {
    /// The modules below it, each with its body if that is in this file.
    pub(super) children: Vec<(String, Option<Source>)>,
    /// What its `use` items import: the name here and its path.
    pub(super) names: Vec<(String, Path)>,
    /// Every path, including those of `use` items.
    pub(super) paths: Vec<Path>,
}

impl Source {
    /// Reads the text of a file.
    pub(super) fn read(text: &str) -> Result<Self> {
        let tokens: TokenStream = text.parse().map_err(|error| anyhow!("{error}")).context("no Rust")?;
        let mut source = Self::default();
        source.add(tokens);
        Ok(source)
    }

    fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = match first {
                TokenTree::Punct(punct) if punct.as_char() == '#' => attribute(after),
                TokenTree::Ident(word) if word == "mod" => self.add_child(after),
                TokenTree::Ident(word) if word == "use" => {
                    let end = after.iter().position(|token| is(token, ';')).unwrap_or(after.len());
                    self.add_use(&Vec::new(), &after[..end]);
                    &after[end..]
                }
                TokenTree::Ident(_) => {
                    let (path, after) = path(rest);
                    if path.len() > 1 {
                        self.paths.push(path);
                    }
                    after
                }
                TokenTree::Group(group) => {
                    self.add(group.stream());
                    after
                }
                _ => after,
            };
        }
    }

    fn add_child<'t>(&mut self, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        match tokens {
            [TokenTree::Ident(name), end, rest @ ..] if is(end, ';') => {
                self.children.push((name.to_string(), None));
                rest
            }
            [TokenTree::Ident(name), TokenTree::Group(body), rest @ ..] => {
                let mut source = Self::default();
                source.add(body.stream());
                self.children.push((name.to_string(), Some(source)));
                rest
            }
            _ => tokens,
        }
    }

    /// One tree of a `use` item, below its prefix.
    fn add_use(&mut self, before: &Path, tokens: &[TokenTree]) {
        let (segments, rest) = path(tokens);
        let mut whole = before.clone();
        whole.extend(segments);
        match rest {
            [TokenTree::Group(group), ..] => {
                let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                let trees = trees.split(|token| is(token, ',')).filter(|tree| !tree.is_empty());
                trees.for_each(|tree| self.add_use(&whole, tree));
            }
            [TokenTree::Ident(_as), TokenTree::Ident(name), ..] => self.bring(name.to_string(), whole),
            [star, ..] if is(star, '*') => self.paths.push(whole),
            _ => {
                // `a::{self}` imports `a`.
                if whole.len() > 1 && whole.last().is_some_and(|last| last == "self") {
                    whole.pop();
                }
                if let Some(name) = whole.last().cloned() {
                    self.bring(name, whole);
                }
            }
        }
    }

    fn bring(&mut self, name: String, path: Path) {
        self.paths.push(path.clone());
        self.names.push((name, path));
    }
}

/// Skips an attribute, and the item after it if that is only for tests.
fn attribute(tokens: &[TokenTree]) -> &[TokenTree] {
    let tokens = match tokens {
        [bang, rest @ ..] if is(bang, '!') => rest,
        _ => tokens,
    };
    let [TokenTree::Group(group), rest @ ..] = tokens else { return tokens };
    if !is_test(group) {
        return rest;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is(token, ';'),
    };
    let end = rest.iter().position(ends).map_or(rest.len(), |end| end + 1);
    &rest[end..]
}

fn is_test(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "cfg(test)"
}

/// The path at the beginning, and what follows it.
fn path(tokens: &[TokenTree]) -> (Path, &[TokenTree]) {
    let mut path = Path::new();
    let mut rest = tokens;
    while let [TokenTree::Ident(word), after @ ..] = rest {
        path.push(word.to_string());
        match after {
            [first, second, after @ ..] if is(first, ':') && is(second, ':') => rest = after,
            _ => return (path, after),
        }
    }
    (path, rest)
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Source::read(text).expect("Rust").paths.iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn paths_stand_in_imports_code_and_the_arguments_of_macros() {
        assert_eq!(
            paths("use crate::a::{self, b::C, d as e, f::*,}; fn g() -> super::H { i!(crate::j::K) }"),
            ["crate::a", "crate::a::b::C", "crate::a::d", "crate::a::f", "super::H", "crate::j::K"]
        );
    }

    #[test]
    fn what_is_there_in_tests_only_is_left_out() {
        assert_eq!(
            paths(
                "#[cfg(test)] use crate::a::B; #[cfg(test)] mod tests { use crate::c::D; } fn e() { f::g() }"
            ),
            ["f::g"]
        );
        assert_eq!(
            paths("#[cfg(any(test, unix))] use crate::a::B; #[doc = \"crate::c::d\"] fn e() {}").len(),
            1
        );
    }

    #[test]
    fn names_stand_for_the_paths_that_bring_them() {
        let source =
            Source::read("use a::{b as c, d::{self, E}}; mod f; mod g { use super::h::I; }").expect("Rust");
        let names: Vec<String> =
            source.names.iter().map(|(name, path)| format!("{name}={}", path.join("::"))).collect();
        assert_eq!(names, ["c=a::b", "d=a::d", "E=a::d::E"]);
        assert_eq!(source.children[0], ("f".to_owned(), None));
        assert!(source.children[1].1.as_ref().is_some_and(|inline| inline.paths.len() == 1));
    }
}
