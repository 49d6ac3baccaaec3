//! The values in the documentation: every block renders, the findings shown below one are what the core reports, and the
//! codes and keys in the text exist.
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

#[test]
fn the_codes_and_keys_in_the_documentation_exist() -> Result<()> {
    let diagnostics = fs::read_to_string(place::at("docs/diagnostics.md"))?;
    let sections: Vec<String> = dagu_chart::known("").keys.into_iter().map(|key| key.name).collect();
    let mut problems = Vec::new();
    let mut count = 0;
    for page in markdown::pages()? {
        let prose = page.prose()?;
        // Backticks alternate between start and end of inline code.
        for code in prose.split('`').skip(1).step_by(2) {
            let key = code.split(':').next().unwrap_or(code).replace("<name>", "general");
            let Some((section, _)) = key.split_once('.') else { continue };
            if !key.contains(' ') && sections.iter().any(|name| name == section) {
                count += 1;
                if dagu_chart::known(&key).key.is_none() {
                    problems.push(format!("{}: there is no key `{key}`", page.path));
                }
            }
        }
        for code in prose.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| is_code(word)) {
            count += 1;
            if !diagnostics.contains(&format!("\n## {code} ")) {
                problems.push(format!("{}: there is no code {code}", page.path));
            }
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    ensure!(count > 50, "only {count} codes and keys were found");
    Ok(())
}

/// Whether a word is a code such as `D0102`.
fn is_code(word: &str) -> bool {
    word.len() == 5 && word.starts_with('D') && word[1..].bytes().all(|digit| digit.is_ascii_digit())
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
