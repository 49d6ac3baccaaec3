//! Converts a tree to JSON: Go's scalars, keys, merges and aliases.

use serde_json::{Map, Value};

use super::key::key_text;
use super::lines::Lines;
use super::resolve::resolve;
use super::scalar::Scalar;
use super::tree::{Node, NodeId, NodeKind, Tree};
use super::{DEEPEST, Error, Integers, KeyPlace, Noted, number};
use crate::path::{Step, ValuePath};

/// The maximum size that aliases may add, in bytes: more than any values file needs, less than the guest's memory.
const ALIAS_BUDGET: usize = 8 << 20;
/// The size of a node in addition to its text.
const NODE_COST: usize = 64;
/// The maximum number of duplicate keys that are reported, and of renamed ones.
const MOST_NOTED: usize = 50;

/// Converts a document whose top level is a mapping or nothing.
pub(super) fn construct(
    text: &str,
    tree: &Tree,
    integers: Integers,
) -> Result<(Map<String, Value>, Noted), Error> {
    let mut resolver = Resolver {
        text,
        tree,
        integers,
        noted: Noted::default(),
        trail: Vec::new(),
        lines: None,
        aliases: 0,
        budget: ALIAS_BUDGET,
    };
    let Some(root) = tree.root() else {
        return Ok((Map::new(), Noted::default()));
    };
    let found = match resolver.value(root, 0)? {
        Value::Object(map) => return Ok((map, resolver.noted)),
        Value::Null => return Ok((Map::new(), resolver.noted)),
        Value::Array(_) => "a list",
        _ => "a single value",
    };
    let message = format!("expected a mapping at the top level, found {found}");
    Err(resolver.error(root, message, "write `key: value` lines"))
}

struct Resolver<'t> {
    text: &'t str,
    tree: &'t Tree,
    integers: Integers,
    noted: Noted,
    /// The keys and indexes on the path to the current node.
    trail: Vec<Step<'t>>,
    lines: Option<Lines>,
    /// Aliases around the current node.
    aliases: usize,
    budget: usize,
}

impl<'t> Resolver<'t> {
    fn value(&mut self, id: NodeId, depth: usize) -> Result<Value, Error> {
        let node = self.node(id, depth)?;
        match &node.kind {
            NodeKind::Scalar { text, tag, plain, .. } => {
                let scalar = resolve(text, *tag, *plain);
                let scalar = scalar.map_err(|message| self.error(id, message, WRONG_TAG))?;
                self.json(id, scalar)
            }
            NodeKind::List(items) => self.list(items, depth),
            NodeKind::Map(pairs) => {
                let mut map = Map::new();
                self.fill(pairs, &mut map, depth)?;
                Ok(Value::Object(map))
            }
            NodeKind::Alias(target) => {
                self.aliases += 1;
                let value = self.value(*target, depth);
                self.aliases -= 1;
                value
            }
        }
    }

    /// The node, after checking depth and size.
    fn node(&mut self, id: NodeId, depth: usize) -> Result<&'t Node, Error> {
        let tree = self.tree;
        let Some(node) = tree.get(id) else {
            return Err(self.error(id, "a value is missing", "write a value"));
        };
        if depth > DEEPEST {
            return Err(self.error(id, "aliases are nested too deeply", "nest at most 100 levels"));
        }
        if self.aliases > 0 {
            let text = match &node.kind {
                NodeKind::Scalar { text, .. } => text.len(),
                _ => 0,
            };
            let Some(budget) = self.budget.checked_sub(NODE_COST + text) else {
                return Err(self.error(id, "aliases expand to too many values", "write out the values"));
            };
            self.budget = budget;
        }
        Ok(node)
    }

    fn json(&self, id: NodeId, scalar: Scalar<'_>) -> Result<Value, Error> {
        #[expect(clippy::cast_precision_loss, reason = "every number in Helm's values is a float64")]
        let float = match scalar {
            Scalar::Null => return Ok(Value::Null),
            Scalar::Bool(flag) => return Ok(Value::Bool(flag)),
            Scalar::Text(text) => return Ok(Value::String(text.into_owned())),
            Scalar::Int(int) if self.integers == Integers::Exact => return Ok(int.into()),
            Scalar::UInt(int) if self.integers == Integers::Exact => return Ok(int.into()),
            Scalar::Int(int) => int as f64,
            Scalar::UInt(int) => int as f64,
            Scalar::Float(float) => float,
        };
        let number = number::json(float);
        number.map(Value::Number).ok_or_else(|| {
            self.error(
                id,
                "Helm values are JSON, which has no infinity and no NaN",
                "put it in quotes if it is text",
            )
        })
    }

    fn list(&mut self, items: &[NodeId], depth: usize) -> Result<Value, Error> {
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.trail.push(Step::Index(index));
            list.push(self.value(*item, depth + 1)?);
            self.trail.pop();
        }
        Ok(Value::Array(list))
    }

    /// Adds the entries of a mapping over existing ones, in the order of the text, as Go does.
    fn fill(
        &mut self,
        pairs: &'t [(NodeId, NodeId)],
        map: &mut Map<String, Value>,
        depth: usize,
    ) -> Result<(), Error> {
        let merges = pairs.iter().any(|(key, _)| self.tree.is_merge(*key));
        let mut own: Map<String, Value> = Map::new();
        for (key, value) in pairs {
            if self.tree.is_merge(*key) {
                self.merge(*value, map, depth + 1)?;
                continue;
            }
            let key_node = *key;
            self.node(key_node, depth)?;
            let key =
                key_text(self.tree, key_node).map_err(|message| self.error(key_node, message, WRONG_KEY))?;
            self.trail.push(Step::Key(key.clone()));
            if self.is_renamed(key_node, &key) && self.noted.renamed.len() < MOST_NOTED {
                let place = self.place(key_node);
                self.noted.renamed.extend(place);
            }
            let value = self.value(*value, depth + 1)?;
            let replaced = map.insert(key.clone().into_owned(), value).is_some();
            // A key from a merge can be set again; a key of the same mapping cannot.
            if replaced
                && (!merges || own.contains_key(&*key))
                && self.aliases == 0
                && self.noted.duplicates.len() < MOST_NOTED
            {
                let place = self.place(key_node);
                self.noted.duplicates.extend(place);
            }
            if merges {
                own.insert(key.into_owned(), Value::Null);
            }
            self.trail.pop();
        }
        Ok(())
    }

    fn merge(&mut self, value: NodeId, map: &mut Map<String, Value>, depth: usize) -> Result<(), Error> {
        let node = self.node(value, depth)?;
        match &node.kind {
            NodeKind::Map(pairs) => self.fill(pairs, map, depth),
            NodeKind::Alias(_) => self.merge_alias(value, map, depth),
            // Backwards: an earlier mapping overrides a later one.
            NodeKind::List(items) => items.iter().rev().try_for_each(|item| {
                let node = self.node(*item, depth)?;
                match &node.kind {
                    NodeKind::Map(pairs) => self.fill(pairs, map, depth),
                    NodeKind::Alias(_) => self.merge_alias(*item, map, depth),
                    _ => Err(self.error(*item, NOT_MERGEABLE, WRONG_MERGE)),
                }
            }),
            NodeKind::Scalar { .. } => Err(self.error(value, NOT_MERGEABLE, WRONG_MERGE)),
        }
    }

    fn merge_alias(
        &mut self,
        alias: NodeId,
        map: &mut Map<String, Value>,
        depth: usize,
    ) -> Result<(), Error> {
        let tree = self.tree;
        let Some(NodeKind::Map(pairs)) = tree.target(alias).map(|node| &node.kind) else {
            return Err(self.error(alias, NOT_MERGEABLE, WRONG_MERGE));
        };
        self.aliases += 1;
        let filled = self.fill(pairs, map, depth);
        self.aliases -= 1;
        filled
    }

    /// Whether a key that is a number has another text than the document: `007` is `7`.
    fn is_renamed(&self, key: NodeId, text: &str) -> bool {
        let written = self.tree.get(key).map(|node| &node.kind);
        let Some(NodeKind::Scalar { text: written, .. }) = written else { return false };
        self.aliases == 0 && written != text && !["true", "false"].contains(&text)
    }

    /// The place of a key at the end of the trail.
    fn place(&mut self, key: NodeId) -> Option<KeyPlace> {
        let path = self.trail.iter().fold(ValuePath::root(), |path, step| match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(*index),
        });
        let range = &self.tree.get(key)?.range;
        let lines = self.lines.get_or_insert_with(|| Lines::of(self.text));
        Some(KeyPlace { path, area: lines.area(self.text, range) })
    }

    fn error(&self, id: NodeId, message: impl Into<String>, help: &'static str) -> Error {
        let range = self.tree.get(id).map_or(0..0, |node| node.range.clone());
        Error::at(self.text, &range, message, help)
    }
}

const WRONG_TAG: &str = "correct the value or remove the tag";
const WRONG_KEY: &str = "write the key as a string, in quotes if necessary";
const NOT_MERGEABLE: &str = "`<<` takes a mapping or a list of mappings";
const WRONG_MERGE: &str = "use an alias of a mapping, such as `<<: *defaults`";
