//! The order of modules that a crate declares, in the file `layers.txt` next to its Cargo.toml.
//!
//! A line is a layer, the lowest first; its modules use those of the lines above it in the file, and not each other.
//! `except a -> b: reason` allows another use, `never a -> b: reason` forbids one.

use anyhow::{Context, Result, bail};

/// The declared layers of a crate.
#[derive(Debug, Default)]
pub(super) struct Order {
    layers: Vec<Vec<String>>,
    exceptions: Vec<Edge>,
    prohibitions: Vec<Edge>,
}

/// A use of one module by another in the declaration, with its reason.
#[derive(Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: String,
}

impl Order {
    /// Reads the text of a declaration.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut order = Self::default();
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
            match line.split_once(' ') {
                Some(("except", edge)) => order.exceptions.push(Edge::read(edge)?),
                Some(("never", edge)) => order.prohibitions.push(Edge::read(edge)?),
                _ if line.is_empty() => {}
                _ => order.layers.push(line.split_whitespace().map(str::to_owned).collect()),
            }
        }
        Ok(order)
    }

    /// The layer of a module.
    pub(super) fn height(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.iter().any(|name| name == module))
    }

    /// All modules, from low to high.
    pub(super) fn modules(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().flatten().map(String::as_str)
    }

    /// The upward uses that are allowed.
    pub(super) fn exceptions(&self) -> &[Edge] {
        &self.exceptions
    }

    /// The downward uses that are forbidden.
    pub(super) fn prohibitions(&self) -> &[Edge] {
        &self.prohibitions
    }
}

impl Edge {
    fn read(line: &str) -> Result<Self> {
        let (edge, reason) = line
            .split_once(": ")
            .with_context(|| format!("`{line}` has no reason: write `a -> b: reason`"))?;
        let Some((from, to)) = edge.split_once(" -> ") else { bail!("`{edge}` is not `a -> b`") };
        let [from, to, reason] = [from, to, reason].map(|text| text.trim().to_owned());
        if reason.is_empty() {
            bail!("`{line}` has no reason: write `a -> b: reason`");
        }
        Ok(Self { from, to, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_from_low_to_high_and_exceptions_have_reasons() {
        let order = Order::read("# low\na b # two\n\nc\nexcept a -> c: one day\nnever c -> a: it must not\n")
            .expect("a declaration");
        assert_eq!(order.modules().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!((order.height("b"), order.height("c"), order.height("d")), (Some(0), Some(1), None));
        let edge = Edge { from: "a".into(), to: "c".into(), reason: "one day".into() };
        assert_eq!((order.exceptions(), order.prohibitions().len()), ([edge].as_slice(), 1));
        assert!(Order::read("except a -> c").is_err());
        assert!(Order::read("except a -> c: ").is_err());
        assert!(Order::read("except a c: why").is_err());
    }
}
