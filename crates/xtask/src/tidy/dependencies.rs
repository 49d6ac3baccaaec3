//! Forbidden dependencies between crates.

use anyhow::Result;

use crate::shell;

/// A crate, its target, and packages that it must not depend on.
struct Edge {
    from: &'static str,
    target: Option<&'static str>,
    never: &'static [&'static str],
    why: &'static str,
}

const EDGES: [Edge; 5] = [
    Edge {
        from: "dagu-chart-api",
        target: Some("wasm32-unknown-unknown"),
        never: &["dagu-chart", "clap", "wasmtime"],
        why: "whoever asks the core or hears from it needs these types, and nothing else with them",
    },
    Edge {
        from: "helm-dagu",
        target: None,
        never: &["dagu-chart"],
        why: "a program asks the core in the guest, whose bytes everybody can compare",
    },
    Edge {
        from: "dagu-chart-wasm",
        target: Some("wasm32-unknown-unknown"),
        never: &["wasmtime", "clap", "clap_builder", "getrandom"],
        why: "the guest runs anywhere and asks nobody",
    },
    Edge {
        from: "dagu-chart-host",
        target: None,
        never: &["dagu-chart", "cranelift-codegen"],
        why: "the host knows bytes, not charts, and ships no compiler",
    },
    Edge {
        from: "xtask",
        target: None,
        never: &["wasmtime"],
        why: "every command waits for xtask to be built",
    },
];

/// Every forbidden dependency that exists.
pub(crate) fn check() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for edge in &EDGES {
        let mut cargo = shell::cargo();
        cargo.args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        cargo.args(["--package", edge.from]);
        if let Some(target) = edge.target {
            cargo.args(["--target", target]);
        }
        let tree = shell::read(&mut cargo)?;
        for package in tree.lines().filter_map(|line| line.split(' ').next()) {
            if edge.never.contains(&package) {
                problems.push(format!("{} depends on {package}: {}", edge.from, edge.why));
            }
        }
    }
    problems.dedup();
    Ok(problems)
}
