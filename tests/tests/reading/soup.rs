//! Random sequences of YAML tokens: most are invalid, and Go decides which are valid.

use fastrand::Rng;

const PIECES: [&str; 76] = [
    "a",
    "b",
    "c",
    "kind",
    "x y",
    "é",
    "1",
    "0x1F",
    "1.5",
    "yes",
    "no",
    "~",
    "null",
    "-",
    "--",
    ":",
    ": ",
    ":\t",
    "a: ",
    "b: ",
    "c:\n",
    "  a: 1\n",
    " b: x\n",
    "\n  ",
    "\n    ",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    " ",
    "  ",
    "\t",
    " \t",
    "- ",
    "- ",
    "-\t",
    "? ",
    "?",
    ", ",
    ",",
    "[",
    "]",
    "{",
    "}",
    "[a, b]",
    "{a: b}",
    "'",
    "\"",
    "''",
    "\"x\"",
    "'y z'",
    "\\n",
    "\\",
    "\\\n",
    "| ",
    "|\n",
    ">\n",
    "|-\n  ",
    ">+\n   ",
    "|2\n",
    "#",
    " # c\n",
    "&a ",
    "*a",
    "*a ",
    "<<: *a\n",
    "!!str ",
    "!!int ",
    "! ",
    "!x ",
    "---",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
];

/// A text of pieces.
pub(crate) fn text(rng: &mut Rng) -> String {
    let mut text = String::new();
    if rng.bool() {
        text.push_str("a: ");
    }
    for _ in 0..rng.usize(1..14) {
        text.push_str(rng.choice(PIECES).expect("there are pieces"));
    }
    if rng.bool() {
        text.push('\n');
    }
    text
}
