//! The values in the documentation: every block renders, and the findings shown below one are what the core reports.
//!
//! A `yaml` block is a values file, and a `yaml dag` block is a Dagu workflow. A `text` block right after a values file
//! shows its findings; without one there must be none.

use std::fs;

use anyhow::{Result, anyhow, bail, ensure};
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_tests::case;
use dagu_chart_tests::engine::{Engine, Native};
use dagu_chart_tests::expectation;
use dagu_chart_tests::markdown::{self, Block};
use dagu_chart_tests::place;
use serde_json::Value;

/// What every example is merged into: the one value that has no default for all clusters.
const BASE: &str = "persistence:\n  storageClass: nfs-client\n";

/// The finding that a generated password changes with every rendering: it goes away with a cluster.
const WITHOUT_CLUSTER: &str = "warning[D0206]";

/// What each finding begins with.
const SEVERITIES: [&str; 3] = ["error[", "warning[", "note["];

#[test]
fn the_values_of_the_documentation_render() -> Result<()> {
    let mut problems = Vec::new();
    let mut count = 0;
    for page in markdown::pages()? {
        // Later blocks first, so that a block that was written anew does not move the others.
        let mut text = page.text.clone();
        let blocks = page.blocks()?;
        for (index, block) in blocks.iter().enumerate().rev() {
            let problem = match block.info {
                "yaml" => {
                    count += 1;
                    values(&mut text, block, blocks.get(index + 1))
                }
                "yaml dag" => dag(block),
                info if info.starts_with("yaml") => Err(anyhow!("`{info}` is neither `yaml` nor `yaml dag`")),
                _ => Ok(()),
            };
            if let Err(problem) = problem {
                problems.push(format!("{}:{}: {problem:#}", page.path, block.line));
            }
        }
        if text != page.text {
            fs::write(place::at(&page.path), text)?;
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    ensure!(count > 10, "only {count} values files were found");
    Ok(())
}

/// Compares the findings about a values file with those that the page shows, or writes them into the page.
fn values(page: &mut String, block: &Block<'_>, next: Option<&Block<'_>>) -> Result<()> {
    let shown = next.filter(|next| {
        next.info == "text" && SEVERITIES.iter().any(|severity| next.text.starts_with(severity))
    });
    let found = findings(block.text)?;
    let wanted = shown.map_or("", |shown| shown.text);
    if found == wanted {
        return Ok(());
    }
    match shown {
        Some(shown) if expectation::blessing() => {
            page.replace_range(shown.start..shown.start + shown.text.len(), &found);
            Ok(())
        }
        _ => bail!("the findings are\n{found}and the page shows\n{wanted}"),
    }
}

/// What the core reports about a values file.
fn findings(text: &str) -> Result<String> {
    let file = |name: &str, text: &str| ValuesText { name: name.to_owned(), text: text.to_owned() };
    let values = vec![file("base.yaml", BASE), file("values.yaml", text)];
    let entropy = Some(case::ENTROPY.to_owned());
    let answer = Native.render(&RenderRequest { values, entropy, ..RenderRequest::default() })?;
    let mut kept = true;
    let mut findings = String::new();
    for line in answer.text.split_inclusive('\n') {
        if SEVERITIES.iter().any(|severity| line.starts_with(severity)) {
            kept = !line.starts_with(WITHOUT_CLUSTER);
        }
        if kept {
            findings.push_str(line);
        }
    }
    Ok(findings)
}

fn dag(block: &Block<'_>) -> Result<()> {
    let dag: Value = serde_yaml::from_str(block.text)?;
    ensure!(dag.is_object(), "a workflow is a map");
    Ok(())
}
