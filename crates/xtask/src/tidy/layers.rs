//! Which module may use which: no use goes up in the declared order, and there are no cycles.

mod graph;
mod order;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::files::Text;
use graph::{Graph, Use};
use order::{Edge, Order};

/// The file with the order of a crate's modules, next to its Cargo.toml.
const DECLARATION: &str = "layers.txt";
/// The name of a crate's root file in messages.
const ROOT: &str = "the root";

/// Every forbidden use between modules, in all crates.
pub(crate) fn check(files: &[Text]) -> Result<Vec<String>> {
    let texts: BTreeMap<&str, &str> =
        files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    let text_of = |path: &str| texts.get(path).map(|text| (*text).to_owned());
    let mut problems = Vec::new();
    let is_root = |path: &&&str| {
        (path.starts_with("crates/") || path.starts_with("tests/src/"))
            && (path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs"))
    };
    for root in texts.keys().filter(is_root) {
        let Some((folder, _)) = root.rsplit_once("/src/") else { continue };
        let order = text_of(&format!("{folder}/{DECLARATION}"));
        let order = order.map(|text| Order::read(&text)).transpose();
        let order = order.with_context(|| format!("cannot read {folder}/{DECLARATION}"))?;
        let graph = Graph::of(root, &text_of)?;
        problems.extend(
            problems_of(&graph, order.as_ref()).into_iter().map(|problem| format!("{folder}: {problem}")),
        );
    }
    Ok(problems)
}

fn problems_of(graph: &Graph, order: Option<&Order>) -> Vec<String> {
    let mut uses = graph.uses();
    let mut problems = Vec::new();
    for Edge { from, to, .. } in order.map(Order::exceptions).unwrap_or_default() {
        let before = uses.len();
        uses.retain(|used| !(is_within(&used.from, from) && is_within(&used.to, to)));
        if uses.len() == before {
            problems.push(format!("{from} does not use {to}: remove the exception from {DECLARATION}"));
        }
    }
    if let Some(order) = order.filter(|order| order.modules().next().is_some()) {
        problems.extend(undeclared(graph, order));
        problems.extend(uses.iter().filter_map(|used| upward(used, order)));
        problems.extend(uses.iter().filter_map(|used| prohibited(used, order)));
    }
    problems.extend(cycles(&uses));
    problems.dedup();
    problems
}

fn is_within(path: &[String], module: &str) -> bool {
    if module == "crate" {
        return path.is_empty();
    }
    let mut path = path.iter();
    module.split("::").all(|segment| path.next().is_some_and(|name| name == segment))
}

/// Modules that the declaration does not have, and names in it that are not modules.
fn undeclared(graph: &Graph, order: &Order) -> Vec<String> {
    let modules: BTreeSet<&str> = graph.top().collect();
    let declared: BTreeSet<&str> = order.modules().collect();
    let missing = modules.difference(&declared).map(|name| format!("{DECLARATION} does not have {name}"));
    let gone =
        declared.difference(&modules).map(|name| format!("{DECLARATION} has {name}, which is not a module"));
    missing.chain(gone).collect()
}

/// A use of a module that is not lower.
fn upward(used: &Use, order: &Order) -> Option<String> {
    let from = used.from.first()?;
    let Use { file, .. } = used;
    let Some(to) = used.to.first() else {
        return Some(format!("{file}: {from} uses an item of {ROOT} of the crate, which is above it"));
    };
    let (own, other) = (order.height(from)?, order.height(to)?);
    (from != to && other >= own).then(|| format!("{file}: {from} uses {to}, which is not below it"))
}

/// A use that the declaration forbids.
fn prohibited(used: &Use, order: &Order) -> Option<String> {
    let is_meant = |edge: &&Edge| is_within(&used.from, &edge.from) && is_within(&used.to, &edge.to);
    let Edge { from, to, reason } = order.prohibitions().iter().find(is_meant)?;
    Some(format!("{}: {from} uses {to}: {reason}", used.file))
}

/// Modules in the same layer that use each other, directly or through others.
fn cycles(uses: &[Use]) -> Vec<String> {
    let mut levels: BTreeMap<&[String], BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for used in uses {
        let shared = used.from.iter().zip(&used.to).take_while(|(from, to)| from == to).count();
        if let (Some(from), Some(to)) = (used.from.get(shared), used.to.get(shared)) {
            levels.entry(&used.from[..shared]).or_default().entry(from).or_default().insert(to);
        }
    }
    let mut problems = Vec::new();
    for (folder, edges) in &levels {
        let mut told = BTreeSet::new();
        for module in edges.keys() {
            let members: Vec<&str> = reachable(edges, module)
                .into_iter()
                .filter(|other| reachable(edges, other).contains(module))
                .collect();
            if !members.is_empty() && told.insert(members.clone()) {
                let place = if folder.is_empty() { ROOT.to_owned() } else { folder.join("::") };
                problems.push(format!("below {place}, {} use each other in a cycle", members.join(", ")));
            }
        }
    }
    problems
}

fn reachable<'e>(edges: &BTreeMap<&'e str, BTreeSet<&'e str>>, from: &str) -> BTreeSet<&'e str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(edges.get(module).into_iter().flatten());
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<Text> = files
            .iter()
            .map(|(path, text)| Text { path: format!("crates/x/{path}"), text: (*text).to_owned() })
            .collect();
        check(&files).expect("readable")
    }

    #[test]
    fn a_use_that_goes_up_is_found_wherever_it_stands() {
        let root = ("src/lib.rs", "mod low; mod high; pub struct Item;");
        let high = ("src/high.rs", "use crate::low::A;");
        let order = ("layers.txt", "low\nhigh\n");
        assert_eq!(problems(&[root, high, order, ("src/low.rs", "")]), [""; 0]);
        for (text, to) in [
            ("use crate::high::B;", "high, which is not below it"),
            ("fn f() { vec![crate::high::g()] }", "high, which is not below it"),
            ("use crate::Item;", "an item of the root of the crate, which is above it"),
        ] {
            let found = problems(&[root, high, order, ("src/low.rs", text)]);
            let up = format!("crates/x: crates/x/src/low.rs: low uses {to}");
            assert!(found.contains(&up), "{text}: {found:?}");
        }
        assert_eq!(
            problems(&[root, high, order, ("src/low.rs", "#[cfg(test)] mod tests { use crate::high::B; }")]),
            [""; 0]
        );
    }

    #[test]
    fn modules_of_one_layer_do_not_use_each_other() {
        let files = [
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::C;"),
            ("src/b.rs", ""),
            ("layers.txt", "a b"),
        ];
        assert_eq!(problems(&files), ["crates/x: crates/x/src/a.rs: a uses b, which is not below it"]);
    }

    #[test]
    fn a_cycle_inside_of_a_folder_is_found() {
        let root = ("src/main.rs", "mod a;");
        let parent = ("src/a.rs", "mod b; mod c; mod d; pub struct Shared;");
        let files =
            [("src/a/b.rs", "use super::c::X; use super::Shared;"), ("src/a/c.rs", "use crate::a::d::Y;")];
        let harmless = ("src/a/d.rs", "use super::Shared;");
        assert_eq!(problems(&[root, parent, files[0], files[1], harmless]), [""; 0]);
        let closing = ("src/a/d.rs", "fn f() { super::b::g() }");
        assert_eq!(
            problems(&[root, parent, files[0], files[1], closing]),
            ["crates/x: below a, b, c, d use each other in a cycle"]
        );
    }

    #[test]
    fn an_exception_holds_as_long_as_it_is_needed() {
        let files = |low: &'static str| {
            let order = "low\nhigh\nexcept low::deep -> high: it is a test\n";
            [
                ("src/lib.rs", "mod low; mod high;"),
                ("src/high.rs", ""),
                ("src/low.rs", "mod deep;"),
                ("src/low/deep.rs", low),
                ("layers.txt", order),
            ]
        };
        assert_eq!(problems(&files("use crate::high::B;")), [""; 0]);
        assert_eq!(
            problems(&files("")),
            ["crates/x: low::deep does not use high: remove the exception from layers.txt"]
        );
    }

    #[test]
    fn a_use_that_must_never_be_is_found_though_it_goes_down() {
        let order = ("layers.txt", "low\nhigh\nnever high -> low: they are strangers\n");
        let files = [("src/lib.rs", "mod low; mod high;"), ("src/low.rs", "use std::fmt;"), order];
        let strange = ("src/high.rs", "use crate::low::A;");
        assert_eq!(problems(&[files[0], files[1], ("src/high.rs", ""), order]), [""; 0]);
        assert_eq!(
            problems(&[files[0], files[1], strange, order]),
            ["crates/x: crates/x/src/high.rs: high uses low: they are strangers"]
        );
    }

    #[test]
    fn the_declaration_names_every_module() {
        let files = [("src/lib.rs", "mod a;"), ("src/a.rs", ""), ("layers.txt", "b")];
        assert_eq!(
            problems(&files),
            ["crates/x: layers.txt does not have a", "crates/x: layers.txt has b, which is not a module"]
        );
    }
}
