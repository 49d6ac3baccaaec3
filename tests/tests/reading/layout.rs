//! Values in random layouts, some of them invalid: Go decides.

use fastrand::Rng;

const SCALARS: [&str; 30] = [
    "a",
    "word",
    "two words",
    "nginx:1.27",
    "1",
    "007",
    "1.50",
    "1e3",
    "true",
    "yes",
    "no",
    "~",
    "null",
    "a: b",
    "- a",
    "# a",
    "é",
    "x#y",
    "a\nb",
    "a\n\n  b\n",
    " a",
    "a ",
    "",
    "[",
    "{a}",
    "it's",
    "\"q\"",
    "100m",
    "2024-01-01",
    "<<",
];

/// A document in a layout.
pub(crate) fn text(rng: &mut Rng) -> String {
    let mut writer =
        Writer { crlf: rng.u8(..8), text: String::new(), anchors: 0, odd: rng.u8(..3) == 0, rng };
    if writer.rng.u8(..10) == 0 {
        let frame = [
            "---\n",
            "# c\n",
            "%YAML 1.1\n---\n",
            "--- # c\n",
            "\u{feff}",
            "\n\n",
            "%TAG !e! tag:e,1:\n---\n",
        ];
        let frame = writer.pick(&frame);
        writer.text.push_str(frame);
    }
    writer.map(0, 0);
    if writer.rng.u8(..10) == 0 {
        let frame = writer.pick(&["...\n", "---\n", "# c", "\n\n", " \t\n", "...\n# c\n", "\t"]);
        writer.text.push_str(frame);
    }
    let text = writer.text;
    match writer.crlf {
        0 => text.replace('\n', "\r\n"),
        1 => text.replace('\n', "\r"),
        _ => text,
    }
}

struct Writer<'r> {
    rng: &'r mut Rng,
    text: String,
    crlf: u8,
    anchors: usize,
    /// Whether white space, line breaks and marks may be in unusual places.
    odd: bool,
}

impl Writer<'_> {
    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.rng.usize(..from.len())]
    }

    fn chance(&mut self, of: u8) -> bool {
        self.rng.u8(..of) == 0
    }

    /// Blanks in a place where there is one, or none.
    fn gap(&mut self, usual: &str) {
        let gap = if self.odd && self.chance(4) {
            self.pick(&["", " ", "  ", "\t", " \t", "\n", "\n  ", " # c\n  ", "\n\t", "#c\n"])
        } else {
            usual
        };
        self.text.push_str(gap);
    }

    fn indent(&mut self, depth: usize) {
        let depth = if self.odd && self.chance(12) { self.rng.usize(..depth + 3) } else { depth };
        self.text.push_str(&" ".repeat(depth));
        if self.odd && self.chance(30) {
            self.text.push('\t');
        }
    }

    fn end(&mut self) {
        let end = if self.chance(8) {
            self.pick(&[" # c\n", " \n", "\t# c\n", "\n\n", "\n# c\n", "\n      # c\n", "\n\t\n", "#c\n"])
        } else {
            "\n"
        };
        self.text.push_str(end);
    }

    fn key(&mut self) {
        let key = self.pick(&["a", "b", "c", "\"d\"", "'e'", "f g", "é", "yes", "1", "a.b/c", "<<"]);
        self.text.push_str(key);
    }

    fn map(&mut self, indent: usize, depth: usize) {
        for _ in 0..self.rng.usize(1..4) {
            self.indent(indent);
            if self.chance(30) {
                self.text.push_str("? ");
                self.key();
                self.end();
                self.indent(indent);
            } else {
                self.key();
            }
            let colon = if self.odd && self.chance(20) { " :" } else { ":" };
            self.text.push_str(colon);
            self.value(indent, depth);
        }
    }

    fn list(&mut self, indent: usize, depth: usize) {
        for _ in 0..self.rng.usize(1..4) {
            self.indent(indent);
            self.text.push('-');
            if depth < 4 && self.chance(4) {
                // The first entry on the line of the dash.
                self.gap(" ");
                self.key();
                self.text.push(':');
                self.value(indent + 2, depth + 1);
                if self.rng.bool() {
                    self.map(indent + 2, depth + 1);
                }
            } else {
                self.value(indent, depth);
            }
        }
    }

    fn properties(&mut self) {
        if self.chance(12) {
            self.gap(" ");
            self.anchors += 1;
            let anchor = ["&a", "&b"][self.anchors % 2];
            self.text.push_str(anchor);
        }
        if self.chance(12) {
            self.gap(" ");
            let tag = self.pick(&[
                "!!str",
                "!",
                "!x",
                "!!map",
                "!!int",
                "!<tag:x,1:y>",
                "!!null",
                "!!binary",
                "!e!x",
            ]);
            self.text.push_str(tag);
        }
    }

    /// A value after a colon or a dash, with what ends it.
    fn value(&mut self, indent: usize, depth: usize) {
        self.properties();
        match self.rng.u8(..12) {
            0 | 1 if depth < 4 => {
                self.end();
                let deeper = indent + self.rng.usize(1..4);
                self.map(deeper, depth + 1);
            }
            2 | 3 if depth < 4 => {
                self.end();
                let deeper = indent + self.rng.usize(..3);
                self.list(deeper, depth + 1);
            }
            4 => self.block(indent),
            5 | 6 => {
                self.gap(" ");
                self.flow(indent, depth);
                self.end();
            }
            7 if self.anchors > 0 => {
                self.gap(" ");
                let alias = self.pick(&["*a", "*b"]);
                self.text.push_str(alias);
                self.end();
            }
            8 => self.end(),
            _ => {
                self.gap(" ");
                self.scalar(indent);
                self.end();
            }
        }
    }

    fn block(&mut self, indent: usize) {
        let header = self.pick(&[
            " |", " >", " |-", " >-", " |+", " >+", " |2", " >1-", " |-2", " |# c", " | # c", " >\t",
        ]);
        self.text.push_str(header);
        self.text.push('\n');
        let deeper = indent + self.rng.usize(1..4);
        for _ in 0..self.rng.usize(..5) {
            let line =
                self.pick(&["x", "two words", "", " more", "\tt", "# no comment", "- a", "a: b", "é", "  "]);
            if !line.is_empty() {
                self.indent(deeper);
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn flow(&mut self, indent: usize, depth: usize) {
        let is_map = self.rng.bool();
        self.text.push(if is_map { '{' } else { '[' });
        let broken = self.chance(3);
        for index in 0..self.rng.usize(..4) {
            if index > 0 {
                self.text.push(',');
            }
            if broken {
                self.text.push('\n');
                let column = self.rng.usize(..indent + 4);
                self.text.push_str(&" ".repeat(column));
            } else {
                self.gap(" ");
            }
            if is_map || self.chance(12) {
                self.key();
                let colon = if self.odd { self.pick(&[":", ": ", " :", " : ", ":\t", ""]) } else { ": " };
                self.text.push_str(colon);
            }
            match self.rng.u8(..6) {
                0 if depth < 4 => self.flow(indent, depth + 1),
                1 => {}
                _ => self.scalar(indent),
            }
            self.gap("");
        }
        if broken {
            self.text.push('\n');
            let column = self.rng.usize(..indent + 2);
            self.text.push_str(&" ".repeat(column));
        }
        if !self.odd || !self.chance(20) {
            self.text.push(if is_map { '}' } else { ']' });
        }
    }

    fn scalar(&mut self, indent: usize) {
        let scalar = self.pick(&SCALARS);
        let written = match self.rng.u8(..4) {
            0 => format!(
                "\"{}\"",
                self.broken(&scalar.replace('\\', "\\\\").replace('"', "\\\""), indent, true)
            ),
            1 => format!("'{}'", self.broken(&scalar.replace('\'', "''"), indent, false)),
            _ => self.broken(scalar, indent, false),
        };
        self.text.push_str(&written);
    }

    /// A scalar whose blanks may be line breaks, with lines in any column.
    fn broken(&mut self, scalar: &str, indent: usize, escapes: bool) -> String {
        let mut broken = String::new();
        for character in scalar.chars() {
            match character {
                ' ' | '\n' if self.chance(3) => {
                    let lines = self.pick(&["\n", "\n", "\n\n", " \n", "\n\t", "\n\n\n", "\n \t"]);
                    broken.push_str(if escapes && self.chance(3) { "\\\n" } else { lines });
                    let column = self.rng.usize(..indent + 4);
                    broken.push_str(&" ".repeat(column));
                }
                '\n' => broken.push_str(if escapes { "\\n" } else { "\n      " }),
                character => broken.push(character),
            }
        }
        broken
    }
}
