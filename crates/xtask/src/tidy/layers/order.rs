//! The order of modules that a crate declares, in the file `layers.txt` beside its Cargo.toml.
//!
//! A line is a layer, the lowest first; its modules use those of the lines above it in the file, and not each other.
//! `except a -> b: reason` permits one use more.

use anyhow::{Context, Result, bail};

/// The declared layers of a crate.
#[derive(Debug, Default)]
pub(super) struct Order {
    layers: Vec<Vec<String>>,
    exceptions: Vec<(String, String)>,
}

impl Order {
    /// Reads the text of a declaration.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut order = Self::default();
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
            match line.strip_prefix("except ") {
                Some(exception) => order.exceptions.push(read_exception(exception)?),
                None if line.is_empty() => {}
                None => order.layers.push(line.split_whitespace().map(str::to_owned).collect()),
            }
        }
        Ok(order)
    }

    /// How high a module stands.
    pub(super) fn height(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.iter().any(|name| name == module))
    }

    /// Every module, from low to high.
    pub(super) fn modules(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().flatten().map(String::as_str)
    }

    /// The uses that are permitted all the same.
    pub(super) fn exceptions(&self) -> &[(String, String)] {
        &self.exceptions
    }
}

fn read_exception(line: &str) -> Result<(String, String)> {
    let (edge, reason) = line.split_once(": ").with_context(|| format!("`{line}` gives no reason"))?;
    let Some((from, to)) = edge.split_once(" -> ") else { bail!("`{edge}` is not `a -> b`") };
    if reason.trim().is_empty() {
        bail!("`{line}` gives no reason");
    }
    Ok((from.trim().to_owned(), to.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_stand_from_low_to_high_and_exceptions_have_reasons() {
        let order = Order::read("# low\na b # two\n\nc\nexcept a -> c: one day\n").expect("a declaration");
        assert_eq!(order.modules().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!((order.height("b"), order.height("c"), order.height("d")), (Some(0), Some(1), None));
        assert_eq!(order.exceptions(), [("a".to_owned(), "c".to_owned())]);
        assert!(Order::read("except a -> c").is_err());
        assert!(Order::read("except a -> c: ").is_err());
        assert!(Order::read("except a c: why").is_err());
    }
}
