//! Tables that fit the width of a terminal. A line is broken between words, and never inside one: a table whose words are
//! too wide for its columns becomes a list.

use dagu_chart_report::lines;

/// Spaces between two columns.
const GAP: usize = 2;

pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|title| (*title).to_owned()).collect()] }
    }

    /// Adds a row with as many cells as the head.
    pub(crate) fn add(&mut self, row: Vec<String>) {
        debug_assert_eq!(row.len(), self.rows[0].len());
        let dashed = |cell: String| if cell.is_empty() { "-".to_owned() } else { cell };
        self.rows.push(row.into_iter().map(dashed).collect());
    }

    /// The table as text. If it is too wide, the cells of the widest columns get several lines, or each row becomes an entry
    /// of a list.
    pub(crate) fn fit(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(usize::MAX);
        let widths = self.widths(width);
        if sum(&widths) > width { self.list(width) } else { self.columns(&widths) }
    }

    /// Each row as lines of a title and a cell.
    fn list(&self, width: usize) -> String {
        let Some((head, rows)) = self.rows.split_first() else { return String::new() };
        let titles = head.iter().map(|title| title.trim_start());
        let indent = titles.clone().map(str::len).max().unwrap_or_default() + GAP;
        let entry = |row: &Vec<String>| {
            let mut text = String::new();
            for (title, cell) in titles.clone().zip(row) {
                let lines = lines(cell.trim_start(), width.saturating_sub(indent));
                let cell = lines.join(&format!("\n{}", " ".repeat(indent)));
                text.push_str(&format!("{title:indent$}{cell}\n"));
            }
            text
        };
        rows.iter().map(entry).collect::<Vec<_>>().join("\n")
    }

    fn columns(&self, widths: &[usize]) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let cells: Vec<Vec<String>> =
                row.iter().zip(widths).map(|(cell, width)| broken(cell, *width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or_default();
            for line in 0..height {
                let mut columns = String::new();
                for (cell, width) in cells.iter().zip(widths) {
                    let part = cell.get(line).map_or("", |part| part);
                    columns.push_str(part);
                    columns.extend(std::iter::repeat_n(' ', width - part.chars().count() + GAP));
                }
                text.push_str(columns.trim_end());
                text.push('\n');
            }
        }
        text
    }

    /// The widths of the columns: the widest shrinks, but not below its longest word, until all fit.
    fn widths(&self, width: usize) -> Vec<usize> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let of = |measure: fn(&str) -> usize| -> Vec<usize> {
            (0..columns)
                .map(|at| self.rows.iter().map(|row| measure(&row[at])).max().unwrap_or_default())
                .collect()
        };
        let mut widths = of(|cell| cell.chars().count());
        let least = of(|cell| cell.split(' ').map(|word| word.chars().count()).max().unwrap_or_default());
        while sum(&widths) > width {
            let shrinkable = (0..columns).filter(|at| widths[*at] > least[*at]);
            let Some(widest) = shrinkable.max_by_key(|at| widths[*at]) else { break };
            widths[widest] -= 1;
        }
        widths
    }
}

/// The width of columns with the gaps between them.
fn sum(widths: &[usize]) -> usize {
    widths.iter().map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
}

/// `a=1 b=2`.
pub(crate) fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    pairs.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
}

/// A cell as lines of whole words.
fn broken(cell: &str, width: usize) -> Vec<String> {
    // The spaces at the start are the indentation of a row.
    let (indent, words) = cell.split_at(cell.len() - cell.trim_start().len());
    let lines = lines(words, width.saturating_sub(indent.len()));
    lines.into_iter().map(|line| format!("{indent}{line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        let mut table = Table::new(&["POOL", "LABELS"]);
        table.add(vec!["gpu".to_owned(), "a-long-label=true zone=a disk=ssd".to_owned()]);
        table.add(vec!["general".to_owned(), String::new()]);
        table
    }

    #[test]
    fn a_table_without_a_width_has_one_line_a_row() {
        assert_eq!(
            table().fit(None),
            "POOL     LABELS\ngpu      a-long-label=true zone=a disk=ssd\ngeneral  -\n"
        );
    }

    #[test]
    fn a_narrow_table_breaks_between_words() {
        let text = table().fit(Some(28));
        assert_eq!(
            text,
            "POOL     LABELS\ngpu      a-long-label=true\n         zone=a disk=ssd\ngeneral  -\n"
        );
    }

    #[test]
    fn a_table_that_is_too_narrow_for_its_words_is_a_list() {
        assert_eq!(
            table().fit(Some(25)),
            "POOL    gpu\nLABELS  a-long-label=true\n        zone=a disk=ssd\n\nPOOL    general\nLABELS  -\n"
        );
        assert!(table().fit(Some(5)).contains("LABELS  a-long-label=true\n"), "a word is never broken");
    }
}
