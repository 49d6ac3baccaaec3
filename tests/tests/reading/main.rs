//! The core reads random texts as Go does, value or refusal, and its edits of them have the intended meaning.
//!
//! The seed is printed; `DAGU_SEED=<seed>` repeats the texts, and `DAGU_READINGS=<count>` sets their number for each trial.
//! A text with a difference is reduced and printed.
#![expect(clippy::print_stderr, reason = "what was compared is shown whenever a run is looked at")]

mod change;
mod corpus;
mod layout;
mod mutation;
mod shrink;
mod soup;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart::reading;
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::seed;
use fastrand::Rng;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Map, Value};

/// How many texts a trial reads within `cargo xtask test`.
const COUNT: usize = 3_000;

/// What Go accepts and the core refuses: start and end of the core's message.
const ON_PURPOSE: [(&str, &str); 6] = [
    ("the character U+", " is a line break for Helm, but not for every YAML parser"),
    ("the character U+FEFF", " is not allowed in YAML"),
    ("a second YAML document begins here", ""),
    ("text follows the end of the document", ""),
    ("mappings and lists are nested too deeply", ""),
    ("aliases ", ""),
];

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let seed = seed::announced()?;
    let count = match env::var("DAGU_READINGS") {
        Ok(count) => count.parse().context("DAGU_READINGS is a number")?,
        Err(_) => COUNT,
    };
    let judge = Arc::new(Judge::start()?);
    let corpus = Arc::new(corpus::load()?);
    let trial = |name: &'static str, run: fn(&World) -> Result<()>| {
        let world = World { judge: Arc::clone(&judge), corpus: Arc::clone(&corpus), seed, count };
        Trial::test(name, move || run(&world).map_err(|error| Failed::from(format!("{error:#}"))))
    };
    let trials = vec![
        trial("soup", |world| world.read(soup::text)),
        trial("layouts", |world| world.read(layout::text)),
        trial("mutations", |world| world.read(|rng| mutation::text(rng, &world.corpus))),
        trial("edits", World::edit),
    ];
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// What all trials share.
struct World {
    judge: Arc<Judge>,
    corpus: Arc<Vec<String>>,
    seed: u64,
    count: usize,
}

impl World {
    fn read(&self, make: impl Fn(&mut Rng) -> String) -> Result<()> {
        let mut rng = Rng::with_seed(self.seed);
        let (mut taken, mut refused) = (0, 0);
        for _ in 0..self.count {
            let text = make(&mut rng);
            if self.disagreement(&text).is_some() {
                let short = shrink::shrink(&text, |text| self.disagreement(text).is_some());
                bail!("{}\n{short:?}", self.disagreement(&short).unwrap_or_default());
            }
            match reading::values(&text) {
                Ok(_) => taken += 1,
                Err(_) => refused += 1,
            }
        }
        eprintln!("{taken} texts taken, {refused} refused");
        ensure!(
            taken * 20 > self.count && refused * 20 > self.count,
            "a trial that sees one side only proves little"
        );
        Ok(())
    }

    /// How Go reads a text otherwise than the core.
    fn disagreement(&self, text: &str) -> Option<String> {
        compare(reading::values(text), self.judge.values(text))
            .or_else(|| compare(reading::manifest(text), self.judge.manifest(text)))
    }

    /// If the core makes a change in a text, Go reads the changed value from the result.
    fn edit(&self) -> Result<()> {
        let mut rng = Rng::with_seed(self.seed);
        let (mut edited, mut given_up) = (0, 0);
        while edited + given_up < self.count {
            let text =
                if rng.bool() { layout::text(&mut rng) } else { mutation::text(&mut rng, &self.corpus) };
            let Ok(value) = reading::manifest(&text) else { continue };
            if value.is_empty() || reading::has_duplicates(&text) {
                continue;
            }
            let wanted = change::changed(&mut rng, &value);
            let Some(new) = reading::edited(&text, &wanted) else {
                given_up += 1;
                continue;
            };
            edited += 1;
            let read = self.judge.manifest(&new).with_context(|| format!("{text:?}\nbecame\n{new:?}"))?;
            ensure!(read == Value::Object(wanted), "{text:?}\nbecame\n{new:?}\nwhich says {read}");
        }
        eprintln!("{edited} texts edited, {given_up} given up");
        ensure!(given_up * 50 < self.count, "{given_up} of {} texts could not be edited", self.count);
        Ok(())
    }
}

fn compare(ours: Result<Map<String, Value>, String>, go: Result<Value>) -> Option<String> {
    // Helm reads values into a map; nothing is an empty one.
    let go = match go {
        Ok(Value::Object(map)) => Ok(map),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(other) => Err(format!("no mapping but {other}")),
        Err(error) => Err(error.to_string()),
    };
    match (ours, go) {
        (Ok(ours), Ok(go)) if ours == go => None,
        (Err(_), Err(_)) => None,
        (Err(ours), Ok(_))
            if ON_PURPOSE.iter().any(|(start, end)| ours.starts_with(start) && ours.ends_with(end)) =>
        {
            None
        }
        (ours, go) => Some(format!("the core: {ours:?}\nGo: {go:?}")),
    }
}
