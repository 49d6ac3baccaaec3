//! Documents from the cases, with their layout changed at random.

use fastrand::Rng;

const MARKS: [&str; 34] = [
    "\t", " ", "  ", "\n", "\r\n", "\r", "\n\n", "# c\n", " # c\n", "[", "]", "{", "}", ",", ":", ": ", "- ",
    "? ", "'", "\"", "|\n", ">-\n", "|2\n", "&a ", "*a", "!!str ", "!x ", "---\n", "...\n", "\\", "<<: ",
    "~", "\"x\"", "%",
];

/// A document with one to a few changes.
pub(crate) fn text(rng: &mut Rng, corpus: &[String]) -> String {
    let mut text = rng.choice(corpus).expect("there are documents").clone();
    for _ in 0..=rng.usize(..3) {
        text = changed(rng, &text);
    }
    text
}

fn changed(rng: &mut Rng, text: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let at = rng.usize(..lines.len());
    let line = lines[at].clone();
    let content = line.trim_start_matches(' ');
    let indent = line.len() - content.len();
    match rng.u8(..13) {
        0 => lines[at] = [&" ".repeat(rng.usize(..indent + 4)), content].concat(),
        1 => lines[at] = ["\t".repeat(rng.usize(..2)), " ".repeat(indent), content.to_owned()].concat(),
        2 => {
            lines[at] = line.replacen(
                ": ",
                rng.choice([":\t", ":  ", " : ", ":", ":\n", ": # c\n "]).expect("some"),
                1,
            )
        }
        3 => {
            lines[at] = line.replacen("- ", rng.choice(["-\t", "-  ", "-", "-\n", "- - "]).expect("some"), 1)
        }
        4 => {
            lines[at] = line.replace(
                '\n',
                rng.choice(["\r\n", "\r", " \n", "\t\n", "\n\n", "\n\t\n", " # c\n", "#c\n"]).expect("some"),
            )
        }
        5 => drop(lines.remove(at)),
        6 => {
            let other = rng.usize(..lines.len());
            lines.swap(at, other);
        }
        7 => lines.insert(at, lines[rng.usize(..lines.len())].clone()),
        // A value in another style.
        8 | 9 => {
            if let Some((key, value)) = line.trim_end().split_once(": ") {
                let styled = match rng.u8(..9) {
                    0 => format!("\"{value}\""),
                    1 => format!("'{value}'"),
                    2 => format!("[{value}]"),
                    3 => format!("{{{value}}}"),
                    4 => format!("|\n{}{value}", " ".repeat(indent + 2)),
                    5 => format!(">-\n{}{value}", " ".repeat(rng.usize(..indent + 4))),
                    6 => format!("[\n{value}\n]"),
                    7 => format!("\"{}\"", value.replace(' ', "\n")),
                    _ => format!("\n{}{value}", " ".repeat(rng.usize(..indent + 4))),
                };
                lines[at] = format!("{key}: {styled}\n");
            }
        }
        _ => {
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
            let place = places[rng.usize(..places.len())];
            if rng.bool() {
                lines[at].insert_str(place, rng.choice(MARKS).expect("there are marks"));
            } else {
                lines[at].remove(place);
            }
        }
    }
    lines.concat()
}
