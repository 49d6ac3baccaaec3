//! `helm dagu pools`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Pool, Pools as Answer, human};
use dagu_chart_host::{Host, Limits};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::json_output::JsonFlags;
use crate::output;
use crate::release_values::ReleaseFlags;
use crate::request::{ValuesFlags, json};
use crate::table::{Table, pairs};
use crate::terminal::columns;

/// Show the worker pools, with what they inherit
///
/// Reads values files and flags, or the values of a release. Needs no cluster unless you name a release.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu pools -f values.yaml
  helm dagu pools -f values.yaml --settings")]
pub(crate) struct Pools {
    #[command(flatten)]
    release: ReleaseFlags,

    #[command(flatten)]
    values: ValuesFlags,

    /// Also list the settings of each pool, and the section that sets them
    #[arg(long)]
    settings: bool,

    #[command(flatten)]
    output: JsonFlags,
}

impl Pools {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { release, values, settings, output } = self;
        let answer = release.request(values).and_then(|request| {
            let answer = Host::new()?.pools(&json(&request)?, &Limits::default())?;
            serde_json::from_str::<Answer>(answer.report()).map_err(Failure::Report)
        });
        let answer = answer.inspect_err(|failure| {
            // The failure is reported on stderr anyway.
            let _ = output.put_failure(&failure.to_string());
        })?;
        if !answer.ok {
            if output.is_json() {
                output.put("", &answer)?;
            } else {
                output::stderr(&human(&answer.diagnostics));
            }
            return Ok(Exit::Findings.into());
        }
        let width = columns().filter(|_| output.is_for_terminal());
        let mut text = table(&answer.pools).fit(width);
        if settings {
            for pool in &answer.pools {
                text.push_str(&format!("\n{}\n{}", pool.name, sources(pool).fit(width)));
            }
        }
        text.push_str(&format!("\nDagu {}, {}\n", answer.version, summary(&answer.pools)));
        output.put(&text, &answer)?;
        Ok(Exit::Success.into())
    }
}

fn table(pools: &[Pool]) -> Table {
    let mut table = Table::new(["POOL", "REPLICAS", "LABELS", "REQUESTS", "LIMITS", "NODES"]);
    for pool in pools {
        let text = |map: &serde_json::Map<String, serde_json::Value>| {
            pairs(map.iter().map(|(key, value)| {
                (&**key, value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            }))
        };
        table.add([
            pool.name.clone(),
            pool.replicas.map_or_else(|| "auto".to_owned(), |replicas| replicas.to_string()),
            pairs(pool.labels.iter().map(|(key, value)| (&**key, value.clone()))),
            text(&pool.requests),
            text(&pool.limits),
            text(&pool.node_selector),
        ]);
    }
    table
}

fn sources(pool: &Pool) -> Table {
    let mut table = Table::new(["  SETTING", "FROM"]);
    for setting in &pool.settings {
        table.add([format!("  {}", setting.key), setting.from.join(" over ")]);
    }
    table
}

/// `2 pools, 5 workers`.
fn summary(pools: &[Pool]) -> String {
    let workers: u32 = pools.iter().filter_map(|pool| pool.replicas).sum();
    let open = pools.iter().filter(|pool| pool.replicas.is_none()).count();
    let plural = |number: usize| if number == 1 { "" } else { "s" };
    let mut text =
        format!("{} pool{}, {workers} worker{}", pools.len(), plural(pools.len()), plural(workers as usize));
    if open > 0 {
        text.push_str(&format!(", and {open} pool{} with an automatic number of workers", plural(open)));
    }
    text
}
