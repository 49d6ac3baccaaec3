//! What a person may type next, for words that Helm does not know: codes, keys of the values, pools and releases.

mod keys;
mod line;
mod releases;

use std::fmt::{self, Display, Formatter};

use clap::Command;
use dagu_chart_report::pages;

use line::{Line, Slot};

/// The words that may follow, and what the shell does with them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidates {
    pub(crate) words: Vec<Candidate>,
    pub(crate) then: Then,
}

/// A word, with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) word: String,
    pub(crate) about: String,
}

/// How a shell continues: a directive of cobra.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Then {
    /// It completes the names of files if there are no words.
    #[default]
    Files = 0,
    /// It adds a space.
    Space = 4,
    /// It adds nothing: the word continues.
    Nothing = 6,
}

/// The candidates for `word`, which follows the words `before`.
pub(crate) fn candidates(cli: &Command, before: &[String], word: &str) -> Candidates {
    let line = Line::new(cli, before, word);
    let mut found = match &line.slot {
        Slot::Keys(word) => keys::assignments(word, &line),
        Slot::Path(word) => keys::paths(word, &line),
        Slot::Codes(word) => codes(word),
        Slot::Choices(choices) => Candidates::of(choices.iter().map(|word| Candidate::new(word, ""))),
        Slot::Release(word) => releases::named(word),
        Slot::Other => Candidates::default(),
    };
    // What is typed before the part that is completed: `--set=` and earlier elements of a list.
    for candidate in &mut found.words {
        candidate.word.insert_str(0, line.typed);
    }
    found
}

/// The codes that start as a word does.
fn codes(word: &str) -> Candidates {
    let pages = pages().filter_map(|page| page.lines().next()?.split_once(' '));
    let pages = pages.filter(|(code, _)| code.starts_with(word));
    Candidates::of(pages.map(|(code, rule)| Candidate::new(code, rule)))
}

impl Candidates {
    fn of(words: impl Iterator<Item = Candidate>) -> Self {
        Self { words: words.collect(), then: Then::Space }
    }
}

impl Candidate {
    fn new(word: &str, about: &str) -> Self {
        Self { word: word.to_owned(), about: about.to_owned() }
    }
}

impl Display for Candidates {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Candidate { word, about } in &self.words {
            let tab = if about.is_empty() { "" } else { "\t" };
            writeln!(f, "{word}{tab}{about}")?;
        }
        writeln!(f, ":{}", self.then as u8)
    }
}
