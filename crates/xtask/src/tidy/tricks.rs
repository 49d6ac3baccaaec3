//! Code that is there only for speed or size: docs/benchmarks.md lists it with what it saves.

use super::files::Text;

const PAGE: &str = "docs/benchmarks.md";
const HEADING: &str = "## Tricks";

/// The crates that make the guest and load it.
const CRATES: [&str; 4] = [
    "crates/dagu-chart/src/",
    "crates/dagu-chart-wasm/src/",
    "crates/dagu-chart-host/src/",
    "crates/dagu-chart-artefact/src/",
];

/// What only a trick contains: hints for the compiler and the kernel, and functions in place of the compiler's.
const MARKS: [&str; 8] =
    ["#[inline", "#[cold]", "_unchecked(", "madvise", "mprotect", "llvm-args", "fn memcmp", "\"dagu_copy\""];

/// Every row of the table without a number or a file, and every trick that is not in the table.
pub(crate) fn check(files: &[Text]) -> Vec<String> {
    let Some(page) = files.iter().find(|file| file.path == PAGE) else {
        return vec![format!("{PAGE} is missing")];
    };
    let (_, table) = page.text.split_once(HEADING).unwrap_or_default();
    let table = table.split("\n## ").next().unwrap_or_default();
    let rows: Vec<Vec<&str>> = table.lines().filter_map(cells).collect();
    let mut problems: Vec<String> = rows.iter().flat_map(|row| wrong(row, files)).collect();
    for file in files.iter().filter(|file| CRATES.iter().any(|folder| file.path.starts_with(folder))) {
        let place = format!("`{}`", file.path);
        let mark = MARKS.iter().find(|mark| file.text.contains(**mark));
        if let Some(mark) = mark.filter(|_| !rows.iter().any(|row| row[1] == place)) {
            problems.push(format!("{}: `{mark}` is a trick that {PAGE} does not list", file.path));
        }
    }
    problems
}

/// The trick, its file and what it saves; none for the head of the table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
    (cells.len() == 3 && cells[1].starts_with('`')).then_some(cells)
}

fn wrong(row: &[&str], files: &[Text]) -> Option<String> {
    let (trick, place, saves) = (row[0], row[1].trim_matches('`'), row[2]);
    if !files.iter().any(|file| file.path == place) {
        return Some(format!("{PAGE}: there is no file {place} with the trick: {trick}"));
    }
    let has_number = saves.bytes().any(|byte| byte.is_ascii_digit());
    (!has_number).then(|| format!("{PAGE}: no number says what this saves: {trick}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(saves: &str, place: &str, code: &str) -> Vec<String> {
        let table = format!(
            "# Benchmarks\n\n{HEADING}\n\n| trick | where | saves |\n| --- | --- | --- |\n| large pages | `{place}` | {saves} |\n\n## Next\n"
        );
        let file = |path: &str, text: &str| Text { path: path.to_owned(), text: text.to_owned() };
        check(&[file(PAGE, &table), file("crates/dagu-chart-host/src/pages.rs", code)])
    }

    #[test]
    fn a_trick_has_a_row_with_a_number() {
        let place = "crates/dagu-chart-host/src/pages.rs";
        assert_eq!(problems("31 of 181 ms", place, "madvise"), [""; 0]);
        assert_eq!(problems("a lot of time", place, "madvise").len(), 1);
        assert_eq!(problems("31 of 181 ms", "crates/gone.rs", "fn plain() {}").len(), 1);
        assert_eq!(problems("31 of 181 ms", "Cargo.toml", "#[inline(never)]").len(), 2);
    }
}
