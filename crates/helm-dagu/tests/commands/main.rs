//! Runs every file in `tests/cli`: a command, its input files, and what it prints. tests/README.md describes the format.

mod schema;
mod transcript;
mod workspace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};

use transcript::Transcript;
use workspace::Workspace;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for path in files() {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        trials.push(Trial::test(name, move || check(&path)));
    }
    trials.push(Trial::test("examples", examples));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The root of the project.
fn project() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package is in crates/").to_owned()
}

/// The files in tests/cli, by name.
fn files() -> Vec<PathBuf> {
    let folder = project().join("tests/cli");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("tests/cli can be read")
        .map(|entry| entry.expect("tests/cli can be read").path())
        .collect();
    files.sort();
    files
}

/// Runs the command of a file and compares what happened with what the file expects, or writes it there.
fn check(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let expected = Transcript::parse(&text)?;
    let workspace = Workspace::new(&expected)?;
    let actual = expected.with(workspace.run(&expected.command)?);
    if expected.prints_json() {
        schema::check(&expected, &actual)?;
    }
    let actual = actual.to_string();
    if actual == text {
        return Ok(());
    }
    if env::var_os("DAGU_BLESS").is_some() {
        fs::write(path, actual)?;
        return Ok(());
    }
    let difference = similar::TextDiff::from_lines(&*text, &*actual);
    let difference = difference.unified_diff().context_radius(3).header("expected", "actual").to_string();
    Err(format!("{}: run with DAGU_BLESS=1 to accept this:\n{difference}", path.display()).into())
}

/// Every example in the help of a command is the command of a file, and every command has one.
fn examples() -> Result<(), Failed> {
    let commands: Vec<String> = files()
        .iter()
        .map(|path| Ok(Transcript::parse(&fs::read_to_string(path)?)?.command))
        .collect::<Result<_, Failed>>()?;
    let reference = fs::read_to_string(project().join("docs/cli.md"))?;
    let mut problems = Vec::new();
    for section in reference.split("\n## `helm dagu ").skip(1) {
        let name = section.split('`').next().unwrap_or_default();
        let mut lines = section.lines().skip_while(|line| !line.starts_with("Example"));
        if lines.next().is_none() {
            problems.push(format!("`helm dagu {name} --help` has no example"));
        }
        for example in lines.map(str::trim).filter(|line| line.starts_with("helm dagu ")) {
            if !commands.iter().any(|command| command.contains(example)) {
                problems.push(format!("no file in tests/cli runs `{example}`"));
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}
