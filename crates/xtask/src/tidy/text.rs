//! Checks of each file: trailing white space, machine paths, a first line that says what a Rust file is.

use std::path::Path;

use super::files::Text;

/// Input and output of the cases is data: any content is allowed.
const DATA: [&str; 2] = ["tests/cases/", "tests/snapshots/"];

/// Folders of a developer's machine. Split, so that this file does not contain them.
const MACHINE: [&str; 4] =
    [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];

/// A folder in the containers of Argo CD, where its plugins are.
const CONTAINER: &str = concat!("/ho", "me/argocd/");

/// The problems.
pub(crate) fn check(files: &[Text]) -> Vec<String> {
    files.iter().flat_map(problems).collect()
}

fn problems(file: &Text) -> Vec<String> {
    let mut problems = Vec::new();
    let rust = Path::new(&file.path).extension().is_some_and(|extension| extension == "rs");
    if rust && !file.text.starts_with("//! ") {
        problems.push(format!("{}: must begin with `//! ` and what the file is", file.path));
    }
    for (index, line) in file.text.lines().enumerate() {
        let place = format!("{}:{}", file.path, index + 1);
        let paths = line.replace(CONTAINER, "");
        if MACHINE.iter().any(|folder| paths.contains(folder)) {
            problems.push(format!("{place}: contains a folder of a developer's machine"));
        }
        let data = DATA.iter().any(|folder| file.path.starts_with(folder));
        if !data && line.ends_with([' ', '\t']) {
            problems.push(format!("{place}: ends with white space"));
        }
    }
    problems
}
