//! `cargo xtask bench --peers`: whole renderings with Helm, with this chart and with Go templates, and the
//! programs that people run after Helm, from one pool to ten thousand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::contest::{Contest, Contestant, Medians};
use super::table::{self, Table};
use super::{Bench, KUSTOMIZATION, stream};
use crate::{root, shell};

/// Numbers of pools, each with the number of runs.
const SIZES: [(usize, usize); 5] = [(1, 11), (10, 11), (100, 11), (1_000, 11), (10_000, 3)];
/// From here on, each run of kustomize takes minutes.
const TOO_MANY_FOR_KUSTOMIZE: usize = 10_000;
/// The number of pools at which all objects are decoded and compared, which is quick there.
const COMPARED: usize = 10;

const OURS: &str = "helm template, our chart and dagu-post";
const GO: &str = "helm template, Go templates";
const PRINTED: &str = "helm template, a chart that prints its values";
const OTHER: &str = "helm template, the other chart";

/// Prints a table for each number of pools, then the numbers that have a budget.
pub(super) fn run(bench: &Bench, other: Option<&Path>) -> Result<()> {
    let peers = Peers { bench, helm: tool("helm3", "helm")?, kubectl: tool("kubectl", "kubectl")?, other };
    let charts = peers.charts()?;
    let mut smaller: Option<(usize, Vec<Medians>)> = None;
    for (pools, turns) in SIZES {
        let contest = peers.contest(&charts, pools, turns)?;
        if pools == COMPARED {
            peers.compare(&contest)?;
        }
        let results = contest.run()?;
        print(pools, &results, smaller.as_ref());
        verdicts(pools, &results);
        smaller = Some((pools, results));
    }
    Ok(())
}

struct Peers<'b> {
    bench: &'b Bench,
    helm: PathBuf,
    kubectl: PathBuf,
    /// Another chart to compare with.
    other: Option<&'b Path>,
}

/// Charts for the comparison.
struct Charts {
    go_templates: PathBuf,
    printing: PathBuf,
    unchecked: PathBuf,
}

impl Peers<'_> {
    /// Every chart has our schema, which costs Helm about ten milliseconds, except the one that shows this.
    fn charts(&self) -> Result<Charts> {
        let from = root::at("crates/xtask/src/bench/go-template-chart");
        let chart = |name: &str, schema: bool| -> Result<PathBuf> {
            let folder = self.bench.folder.join(name);
            fs::create_dir_all(folder.join("templates"))?;
            fs::copy(from.join("Chart.yaml"), folder.join("Chart.yaml"))?;
            fs::copy(root::at("chart/values.yaml"), folder.join("values.yaml"))?;
            if schema {
                fs::copy(root::at("chart/values.schema.json"), folder.join("values.schema.json"))?;
            }
            Ok(folder)
        };
        let go_templates = chart("go-template-chart", true)?;
        for template in fs::read_dir(from.join("templates"))? {
            let template = template?;
            fs::copy(template.path(), go_templates.join("templates").join(template.file_name()))?;
        }
        let printing = chart("printing-chart", true)?;
        let unchecked = chart("printing-chart-without-schema", false)?;
        for chart in [&printing, &unchecked] {
            fs::write(chart.join("templates/values.yaml"), PRINTING)?;
        }
        Ok(Charts { go_templates, printing, unchecked })
    }

    fn contest(&self, charts: &Charts, pools: usize, turns: usize) -> Result<Contest> {
        let folder = self.bench.folder.join(format!("peers-{pools}"));
        fs::create_dir_all(&folder)?;
        let (values, stream, manifests) =
            (folder.join("values.yaml"), folder.join("stream.yaml"), folder.join("manifests.yaml"));
        let mut given = stream::values(&self.bench.yq, pools)?;
        fs::write(&stream, stream::carrier(&given))?;
        // A generated password would make each rendering different.
        given["auth"]["builtin"]["admin"]["password"] = "set-for-the-benchmark".into();
        given["workerPools"]["general"] = Value::Null;
        fs::write(&values, given.to_string())?;
        self.bench.render(&stream, &manifests)?;
        fs::write(folder.join("kustomization.yaml"), KUSTOMIZATION)?;

        let mut contest = Contest::new(turns)
            .with(Contestant::new("cat, over the manifests", "cat").stdin(&manifests))
            .with(Contestant::new("dagu-post, behind Helm", &self.bench.dagu_post).stdin(&stream))
            .with(
                self.template(OURS, &root::at("chart"), &values)
                    .arguments(&["--post-renderer"])
                    .argument(&self.bench.dagu_post),
            )
            .with(self.template(GO, &charts.go_templates, &values))
            .with(self.template(PRINTED, &charts.printing, &values))
            .with(self.template("the same without a schema", &charts.unchecked, &values));
        if let Some(chart) = self.other {
            contest = contest.with(self.template(OTHER, chart, &values));
        }
        contest =
            contest.with(Contestant::new(super::YQ, &self.bench.yq).arguments(&["."]).stdin(&manifests));
        if pools < TOO_MANY_FOR_KUSTOMIZE {
            let build = |name, program: &Path, verb| {
                Contestant::new(name, program).arguments(&[verb]).argument(&folder)
            };
            contest = contest.with(build(super::KUSTOMIZE, &self.bench.kustomize, "build")).with(build(
                "kubectl kustomize, the same",
                &self.kubectl,
                "kustomize",
            ));
        }
        Ok(contest)
    }

    fn template(&self, name: &str, chart: &Path, values: &Path) -> Contestant {
        Contestant::new(name, &self.helm)
            .arguments(&["template", "dagu"])
            .argument(chart)
            .arguments(&["--skip-tests", "--values"])
            .argument(values)
            // The plugins of the user's own Helm must not be measured.
            .variable("HELM_PLUGINS", &self.bench.folder.join("no-plugins"))
    }

    /// The charts must make the same objects, or their times cannot be compared.
    fn compare(&self, contest: &Contest) -> Result<()> {
        let ours = self.objects(&contest.output(OURS)?)?;
        let go = self.objects(&contest.output(GO)?)?;
        if let Some(name) = ours.keys().chain(go.keys()).find(|name| ours.get(*name) != go.get(*name)) {
            bail!("the Go templates make a different {name} than our chart");
        }
        println!("\nThe Go templates make the same {} objects at {COMPARED} pools.", ours.len());
        if self.other.is_some() {
            let other = self.objects(&contest.output(OTHER)?)?;
            let equal = ours.iter().filter(|(name, object)| other.get(*name) == Some(object)).count();
            println!("The other chart makes {} objects, {equal} of them equal to ours.", other.len());
        }
        Ok(())
    }

    /// Decoded objects, by kind and name.
    fn objects(&self, manifests: &[u8]) -> Result<BTreeMap<String, Value>> {
        let file = self.bench.folder.join("compared.yaml");
        fs::write(&file, manifests)?;
        let mut read = Command::new(&self.bench.yq);
        read.args(["-o=json", "-I=0", "select(. != null)"]).arg(&file).stderr(Stdio::inherit());
        let mut objects = BTreeMap::new();
        for line in shell::read(&mut read)?.lines() {
            let object: Value = serde_json::from_str(line)?;
            let kind = object["kind"].as_str().context("an object without a kind")?;
            let name = object["metadata"]["name"].as_str().context("an object without a name")?;
            objects.insert(format!("{kind} {name}"), object);
        }
        Ok(objects)
    }
}

const PRINTING: &str = "apiVersion: v1
kind: ConfigMap
metadata:
  name: values
data:
  values.json: {{ .Values | toJson | quote }}
";

fn tool(folder: &str, name: &str) -> Result<PathBuf> {
    let program = root::tool(folder).join(name);
    match program.is_file() {
        true => Ok(program),
        false => bail!("{} is missing: run `cargo xtask setup`", program.display()),
    }
}

fn print(pools: usize, results: &[Medians], smaller: Option<&(usize, Vec<Medians>)>) {
    let columns = ["what", "CPU ms", "wall ms", "peak MiB", "CPU µs for each further pool"];
    let mut table = Table::new(&format!("{pools} pools"), &columns);
    for result in results {
        let before = smaller.and_then(|(fewer, results)| {
            let same = results.iter().find(|other| other.name == result.name)?;
            Some((*fewer, same.cpu_ms))
        });
        let growth = before.map(|(fewer, cpu_ms)| (result.cpu_ms - cpu_ms) * 1e3 / (pools - fewer) as f64);
        table.row([
            result.name.clone(),
            format!("{:.1}", result.cpu_ms),
            format!("{:.1}", result.wall_ms),
            result.peak_mib(),
            growth.map(|growth| format!("{growth:.0}")).unwrap_or_default(),
        ]);
    }
    table.print();
}

fn verdicts(pools: usize, results: &[Medians]) {
    let cpu = |name| results.iter().find(|result| result.name == name).map(|result| result.cpu_ms);
    let (Some(ours), Some(go), Some(printed)) = (cpu(OURS), cpu(GO), cpu(PRINTED)) else { return };
    match pools {
        10 => println!("\nOur chart over the Go templates: {}", table::verdict(ours / go, 1.0)),
        1_000 => {
            let share = (ours - printed) / (go - printed);
            println!(
                "\nAbove a chart that prints its values: ours {:.0} ms, the Go templates {:.0} ms, {} ({})",
                ours - printed,
                go - printed,
                table::ratio(share),
                table::verdict(share, 1.0 / 20.0),
            );
        }
        _ => {}
    }
}
