//! The modules of a crate and which uses which.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::source::{Path, Source};

/// How many re-exports are followed.
const DEPTH: u32 = 16;

/// The modules of one crate, each by its path below the root; the root's is empty.
#[derive(Default)]
pub(super) struct Graph(BTreeMap<Path, Module>);

struct Module {
    file: String,
    names: Vec<(String, Path)>,
    paths: Vec<Path>,
}

/// One module that uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// The file with the use.
    pub(super) file: String,
    /// The module that uses.
    pub(super) from: Path,
    /// The module whose item is used.
    pub(super) to: Path,
}

impl Graph {
    /// Follows the declarations of modules from a crate's root file.
    pub(super) fn of(root: &str, text_of: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let mut graph = Self::default();
        let source = read(root, text_of)?;
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        graph.add(Path::new(), source, root, folder, text_of)?;
        Ok(graph)
    }

    fn add(
        &mut self,
        path: Path,
        source: Source,
        file: &str,
        folder: &str,
        text_of: &dyn Fn(&str) -> Option<String>,
    ) -> Result<()> {
        let Source { children, names, paths } = source;
        self.0.insert(path.clone(), Module { file: file.to_owned(), names, paths });
        for (name, inline) in children {
            let below = format!("{folder}/{name}");
            let (source, file) = match inline {
                Some(source) => (source, file.to_owned()),
                None => {
                    let file = format!("{below}.rs");
                    (read(&file, text_of)?, file)
                }
            };
            let mut path = path.clone();
            path.push(name);
            self.add(path, source, &file, &below, text_of)?;
        }
        Ok(())
    }

    /// The names of the modules right below the root.
    pub(super) fn top(&self) -> impl Iterator<Item = &str> {
        self.0.keys().filter(|path| path.len() == 1).filter_map(|path| path.first()).map(String::as_str)
    }

    /// Every use of one module by another, once for each file.
    ///
    /// Uses between a module and the modules below it are left out. An item that a module only re-exports
    /// belongs to the module that defines it.
    pub(super) fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        for (from, module) in &self.0 {
            for path in &module.paths {
                let Some(to) = self.resolve(from, path, DEPTH) else { continue };
                let is_family = from.starts_with(&to) || to.starts_with(from);
                if !is_family || to.is_empty() && !from.is_empty() {
                    uses.push(Use { file: module.file.clone(), from: from.clone(), to });
                }
            }
        }
        uses.sort();
        uses.dedup();
        uses
    }

    /// The module that defines the item of a path, seen from a module; none for items of other crates.
    fn resolve(&self, from: &Path, path: &Path, depth: u32) -> Option<Path> {
        let depth = depth.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let (at, rest) = match first.as_str() {
            "crate" => (Path::new(), rest),
            "self" => (from.clone(), rest),
            "super" => (from[..from.len().checked_sub(1)?].to_vec(), rest),
            name => (self.step(from, name, depth)?, rest),
        };
        self.descend(at, rest, depth)
    }

    fn descend(&self, at: Path, segments: &[String], depth: u32) -> Option<Path> {
        let Some((first, rest)) = segments.split_first() else { return Some(at) };
        if first == "super" {
            return self.descend(at[..at.len().checked_sub(1)?].to_vec(), rest, depth);
        }
        match self.step(&at, first, depth) {
            Some(next) => self.descend(next, rest, depth),
            None => Some(at),
        }
    }

    /// The module that a name in a module refers to: one below it, or the one that defines the import.
    fn step(&self, at: &Path, name: &str, depth: u32) -> Option<Path> {
        let mut below = at.clone();
        below.push(name.to_owned());
        if self.0.contains_key(&below) {
            return Some(below);
        }
        let (_, path) = self.0.get(at)?.names.iter().find(|(known, _)| known == name)?;
        // A name that refers to itself, such as another crate, belongs to no module.
        (path.first().is_none_or(|first| first != name)).then(|| self.resolve(at, path, depth))?
    }
}

fn read(file: &str, text_of: &dyn Fn(&str) -> Option<String>) -> Result<Source> {
    let text = text_of(file).with_context(|| format!("there is no {file}"))?;
    Source::read(&text).with_context(|| format!("cannot read {file}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(files: &[(&str, &str)]) -> Vec<String> {
        let text_of =
            |wanted: &str| files.iter().find(|(file, _)| *file == wanted).map(|(_, text)| (*text).to_owned());
        let graph = Graph::of("src/lib.rs", &text_of).expect("a crate");
        graph
            .uses()
            .iter()
            .map(|used| format!("{} -> {}", used.from.join("::"), used.to.join("::")))
            .collect()
    }

    #[test]
    fn an_item_belongs_to_the_module_that_has_it() {
        let files = [
            ("src/lib.rs", "mod a; mod b; pub use a::Handed;"),
            ("src/a.rs", "mod deep; pub use deep::Handed; use std::fmt::Write;"),
            ("src/a/deep.rs", "pub struct Handed;"),
            ("src/b.rs", "use crate::a::Handed; fn f() { Handed::new(); crate::g(); serde::h() }"),
        ];
        assert_eq!(uses(&files), ["b -> ", "b -> a::deep"]);
    }

    #[test]
    fn a_module_and_those_below_it_are_one_family() {
        let files = [
            ("src/lib.rs", "mod a;"),
            ("src/a.rs", "mod b; mod c; fn f() { b::f(); }"),
            ("src/a/b.rs", "use super::f; use super::c::G;"),
            ("src/a/c.rs", "mod d { use super::super::b; }"),
        ];
        assert_eq!(uses(&files), ["a::b -> a::c", "a::c::d -> a::b"]);
    }
}
