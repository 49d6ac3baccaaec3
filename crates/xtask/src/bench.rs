//! `cargo xtask bench`: time and memory compared with other tools, as tables of ratios.
//!
//! Whole processes run alternately (A B A B), so that other load on the machine affects all of them.

mod contest;
mod peers;
pub(crate) mod process;
mod stream;
mod table;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::Args;

use crate::{build, root, shell};
use contest::{Contest, Contestant};
use table::Table;

/// The pools of the two large streams.
const POOLS: [usize; 2] = [1_000, 10_000];

const MIB: u64 = 1 << 20;

/// Arguments of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Compare whole renderings of 1 to 10,000 pools with Go templates, yq and kustomize instead
    #[arg(long)]
    peers: bool,
    /// Another chart that takes these values, for `--peers`
    #[arg(long, value_name = "DIR", requires = "peers")]
    go_template_chart: Option<PathBuf>,
}

/// Builds, measures, prints.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    build::program()?;
    shell::run(
        build::cargo()
            .args(["build", "--release", "--package", "dagu-chart-host"])
            .args(["--example", "native"]),
    )?;
    let bench = Bench {
        folder: root::at("target/bench"),
        dagu_post: root::at("bin/dagu-post"),
        native: root::release().join("examples/native"),
        yq: tools::yq()?,
        kustomize: tools::kustomize()?,
    };
    fs::create_dir_all(&bench.folder)?;
    if arguments.peers {
        return peers::run(&bench, arguments.go_template_chart.as_deref());
    }
    bench.sizes()?;
    bench.start_up()?;
    bench.lint()?;
    let thousand = bench.pools(POOLS[0])?;
    let ten_thousand = bench.pools(POOLS[1])?;
    println!(
        "\nTime per pool at {} over that at {}: {:.2} (budget 1.20)",
        POOLS[1],
        POOLS[0],
        ten_thousand / thousand,
    );
    bench.untouched()
}

/// The programs to compare, and the folder of their input.
struct Bench {
    folder: PathBuf,
    dagu_post: PathBuf,
    native: PathBuf,
    yq: PathBuf,
    kustomize: PathBuf,
}

impl Bench {
    fn sizes(&self) -> Result<()> {
        let wasm = root::at("target/artefact/dagu_chart.wasm");
        let zipped = Command::new("gzip").args(["-9", "-c"]).arg(&wasm).output();
        let zipped = zipped.context("gzip is needed: install it with your system's package manager")?;
        let zipped = zipped.stdout.len() as u64;
        let mut table = Table::new("Sizes", &["what", "KiB", "budget"]);
        for (what, size, budget) in [
            ("core, wasm", fs::metadata(&wasm)?.len(), None),
            ("core, wasm, gzip", zipped, Some(400 << 10)),
            ("helm-dagu, stripped", fs::metadata(&self.dagu_post)?.len(), Some(8 * MIB)),
        ] {
            let budget = budget.map(|budget| table::verdict(size as f64 / 1024.0, budget as f64 / 1024.0));
            table.row([what.to_owned(), format!("{:.0}", size as f64 / 1024.0), budget.unwrap_or_default()]);
        }
        table.print();
        Ok(())
    }

    /// The default chart, and where its milliseconds go: each line includes the line above.
    fn start_up(&self) -> Result<()> {
        let stream = self.folder.join("default.yaml");
        fs::write(&stream, stream::of_defaults(&self.yq)?)?;
        let foreign = self.folder.join("foreign.yaml");
        fs::write(&foreign, "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n")?;
        let contest = Contest::new(101)
            .with(Contestant::new("cat", "cat").stdin(&stream))
            .with(Contestant::new("dagu-post --version", &self.dagu_post).arguments(&["--version"]))
            .with(Contestant::new("dagu-post, nothing to do", &self.dagu_post).stdin(&foreign))
            .with(Contestant::new("dagu-post, default chart", &self.dagu_post).stdin(&stream));
        let results = contest.run()?;
        let cat = results[0].cpu_ms;
        let mut table =
            Table::new("The default chart", &["what", "CPU ms", "more than cat, ms", "peak MiB", "budget"]);
        for result in &results {
            let more = result.cpu_ms - cat;
            let budget = match result.name.ends_with("default chart") {
                true => table::verdict(more, 0.4),
                false => String::new(),
            };
            table.row([
                result.name.clone(),
                format!("{:.2}", result.cpu_ms),
                format!("{more:.2}"),
                result.peak_mib(),
                budget,
            ]);
        }
        table.print();
        Ok(())
    }

    /// 10,000 lines of values, as few large pools and as many small ones.
    fn lint(&self) -> Result<()> {
        const LINES: usize = 10_000;
        let mut contest = Contest::new(11);
        for (name, lines) in [("200 pools of 50 lines", 50), ("2,500 pools of 4 lines", 4)] {
            let values = self.folder.join(format!("pools-of-{lines}.yaml"));
            let labels: String = (2..lines).map(|label| format!("      label-{label}: a\n")).collect();
            let pools: String =
                (0..LINES / lines).map(|pool| format!("  pool-{pool}:\n    labels:\n{labels}")).collect();
            fs::write(&values, format!("persistence: {{storageClass: nfs}}\nworkerPools:\n{pools}"))?;
            let lint = Contestant::new(name, root::at("bin/helm-dagu"));
            contest = contest.with(lint.arguments(&["lint", "-f"]).argument(&values));
        }
        let mut table = Table::new("helm dagu lint", &["10,000 lines", "CPU ms", "peak MiB", "budget"]);
        for result in &contest.run()? {
            let budget = table::verdict(result.cpu_ms, 150.0);
            table.row([result.name.clone(), format!("{:.0}", result.cpu_ms), result.peak_mib(), budget]);
        }
        table.print();
        Ok(())
    }

    /// Returns the CPU time of `dagu-post` per pool.
    fn pools(&self, pools: usize) -> Result<f64> {
        let folder = self.folder.join(pools.to_string());
        fs::create_dir_all(&folder)?;
        let stream = folder.join("stream.yaml");
        fs::write(&stream, stream::of_pools(&self.yq, pools)?)?;
        let manifests = folder.join("manifests.yaml");
        self.render(&stream, &manifests)?;
        fs::write(folder.join("kustomization.yaml"), KUSTOMIZATION)?;

        let mut contest = Contest::new(11)
            .with(Contestant::new("dagu-post", &self.dagu_post).stdin(&stream))
            .with(Contestant::new("the same core, native", &self.native).stdin(&stream))
            .with(Contestant::new("cat, over the manifests", "cat").stdin(&manifests))
            .with(Contestant::new(YQ, &self.yq).arguments(&["."]).stdin(&manifests));
        if pools == POOLS[0] {
            // At ten thousand, each run would take minutes.
            contest = contest
                .with(Contestant::new(KUSTOMIZE, &self.kustomize).arguments(&["build"]).argument(&folder));
        }
        let results = contest.run()?;
        let ours = &results[0];
        let mut table =
            Table::new(&format!("{pools} pools"), &["what", "CPU ms", "dagu-post is", "peak MiB", "budget"]);
        for result in &results {
            let ratio = ours.cpu_ms / result.cpu_ms;
            let budget = match result.name.as_str() {
                "dagu-post" => table::verdict(
                    ours.peak as f64 / MIB as f64,
                    if pools == POOLS[0] { 64.0 } else { 256.0 },
                ),
                "the same core, native" => table::verdict(ratio, 1.3),
                YQ => table::verdict(ratio, 1.0 / 15.0),
                KUSTOMIZE => table::verdict(ratio, 1.0 / 200.0),
                _ => String::new(),
            };
            table.row([
                result.name.clone(),
                format!("{:.1}", result.cpu_ms),
                table::ratio(ratio),
                result.peak_mib(),
                budget,
            ]);
        }
        table.print();
        println!("\nLines per Deployment: {:.1}", lines_per_deployment(&fs::read_to_string(manifests)?));
        Ok(ours.cpu_ms / pools as f64)
    }

    /// Writes the program's output for a stream.
    fn render(&self, stream: &Path, manifests: &Path) -> Result<()> {
        let (stream, manifests) = (fs::File::open(stream)?, fs::File::create(manifests)?);
        shell::run(Command::new(&self.dagu_post).stdin(stream).stdout(manifests).stderr(Stdio::null()))
    }

    /// A hundred megabytes of other documents and one carrier, through pipes.
    fn untouched(&self) -> Result<()> {
        let stream = self.folder.join("untouched.yaml");
        let text = stream::of_defaults(&self.yq)? + &stream::untouched(100 * MIB as usize);
        let most = text.len() as f64 / MIB as f64 + 64.0;
        fs::write(&stream, text)?;
        let pipe = |name: &str, program: &Path| {
            let line = format!("cat | {} | cat", program.display());
            Contestant::new(name, "sh").arguments(&["-c", &line]).stdin(&stream)
        };
        let results = Contest::new(11)
            .with(pipe("cat", Path::new("cat")))
            .with(pipe("dagu-post", &self.dagu_post))
            .run()?;
        let columns = ["what", "wall ms", "of cat's", "budget", "peak MiB", "budget"];
        let mut table = Table::new("100 MB of other documents and one carrier, through pipes", &columns);
        for result in &results {
            let ratio = result.wall_ms / results[0].wall_ms;
            let ours = result.name == "dagu-post";
            let budget = |value, most| if ours { table::verdict(value, most) } else { String::new() };
            table.row([
                result.name.clone(),
                format!("{:.0}", result.wall_ms),
                table::ratio(ratio),
                budget(ratio, 2.0),
                result.peak_mib(),
                budget(result.peak as f64 / MIB as f64, most),
            ]);
        }
        table.print();
        Ok(())
    }
}

const YQ: &str = "yq ., over the manifests";
const KUSTOMIZE: &str = "kustomize build, one patch on every Deployment";

const KUSTOMIZATION: &str = "resources: [manifests.yaml]
patches:
  - target: {kind: Deployment}
    patch: '[{\"op\": \"add\", \"path\": \"/spec/revisionHistoryLimit\", \"value\": 3}]'
";

fn lines_per_deployment(manifests: &str) -> f64 {
    let (mut deployments, mut lines) = (0, 0);
    for document in manifests.split("\n---\n") {
        if document.contains("\nkind: Deployment\n") {
            deployments += 1;
            lines += document.lines().filter(|line| !line.starts_with('#')).count();
        }
    }
    lines as f64 / f64::from(deployments)
}
