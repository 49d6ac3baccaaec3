//! Markdown tables, and the comparison of a number with its budget.

/// A table of text, printed as Markdown.
pub(crate) struct Table {
    lines: Vec<String>,
}

impl Table {
    pub(crate) fn new(title: &str, columns: &[&str]) -> Self {
        let rule = vec!["---"; columns.len()].join(" | ");
        Self {
            lines: vec![
                format!("\n### {title}\n"),
                format!("| {} |", columns.join(" | ")),
                format!("| {rule} |"),
            ],
        }
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.lines.push(format!("| {} |", cells.join(" | ")));
    }

    pub(crate) fn print(self) {
        for line in self.lines {
            println!("{line}");
        }
    }
}

/// The budget, and whether the value is within it.
pub(crate) fn verdict(value: f64, budget: f64) -> String {
    let met = if value <= budget { "met" } else { "**missed**" };
    match budget < 1.0 {
        true => format!("{}: {met}", ratio(budget)),
        false => format!("{budget}: {met}"),
    }
}

/// Such as `1/15` or `1.30`.
pub(crate) fn ratio(ratio: f64) -> String {
    match ratio < 0.5 {
        true => format!("1/{:.0}", 1.0 / ratio),
        false => format!("{ratio:.2}"),
    }
}
