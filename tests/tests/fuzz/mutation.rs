//! Mutations of inputs: of bytes, lines, and tokens of YAML and JSON.

use fastrand::Rng;

/// What opens, closes, names, repeats or ends something, and text that readers stumble over.
const TOKENS: [&str; 44] = [
    "---\n",
    "...\n",
    "- ",
    ": ",
    "? ",
    "&a ",
    "*a",
    "<<: *a",
    "!!binary ",
    "!!str ",
    "!x ",
    "|\n",
    ">-\n",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    "\\",
    "#",
    "\t",
    "\r\n",
    "\n\n",
    ",",
    "null",
    "true",
    "~",
    "1e999",
    "-0",
    "0x1F",
    ".nan",
    "9223372036854775808",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{202e}",
    "\u{1f600}",
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "kind: List\nitems:\n",
    "apiVersion: carrier.dagu.invalid/v1\n",
    "helm.sh/hook: test\n",
];
/// How deep is deeper than any reader follows.
const DEEP: usize = 2000;

/// An input with one to a few changes.
pub(crate) fn mutate(rng: &mut Rng, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut input = pick(rng, corpus).clone();
    for _ in 0..=rng.usize(..4) {
        change(rng, &mut input, corpus);
    }
    input
}

fn pick<'a>(rng: &mut Rng, corpus: &'a [Vec<u8>]) -> &'a Vec<u8> {
    &corpus[rng.usize(..corpus.len())]
}

fn change(rng: &mut Rng, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
    let at = rng.usize(..=input.len());
    let token = TOKENS[rng.usize(..TOKENS.len())];
    match rng.u8(..12) {
        0 => input.truncate(at),
        1 | 2 => {
            let end = (at + rng.usize(..16)).min(input.len());
            input.drain(at..end);
        }
        3 if at < input.len() => input[at] ^= 1 << rng.u8(..8),
        4 if at < input.len() => input[at] = rng.u8(..),
        5 => insert(input, at, token.repeat(rng.usize(1..DEEP)).as_bytes()),
        6 => {
            let other = pick(rng, corpus);
            let start = rng.usize(..=other.len());
            let end = (start + rng.usize(..512)).min(other.len());
            insert(input, at, &other[start..end]);
        }
        7 => line(rng, input, |lines, one, other| lines.swap(one, other)),
        8 => line(rng, input, |lines, one, other| lines.insert(one, lines[other].clone())),
        9 => line(rng, input, |lines, one, _| drop(lines.remove(one))),
        10 => line(rng, input, |lines, one, _| lines[one].splice(0..0, *b"  ").for_each(drop)),
        _ => insert(input, at, token.as_bytes()),
    }
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    input.splice(at..at, bytes.iter().copied());
}

/// Changes lines, two of which are chosen.
fn line(rng: &mut Rng, input: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>, usize, usize)) {
    let mut lines: Vec<Vec<u8>> = input.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if !lines.is_empty() {
        let (one, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
        change(&mut lines, one, other);
        *input = lines.concat();
    }
}
