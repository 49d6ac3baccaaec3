//! The files that a `--set-file` argument names. Only the core parses the whole argument.

use std::iter::Peekable;
use std::str::Chars;

/// The paths in an argument such as `a.b=FILE,c={FILE,FILE}`, parsed as in the core.
pub(crate) fn paths(argument: &str) -> Vec<String> {
    let mut rest = argument.chars().peekable();
    let mut paths = Vec::new();
    while let (_, Some(_)) = until(&mut rest, &['=']) {
        match rest.peek() {
            None => {}
            Some('{') => {
                rest.next();
                loop {
                    let (path, stop) = until(&mut rest, &[',', '}']);
                    paths.push(path);
                    if stop != Some(',') {
                        break;
                    }
                }
                rest.next_if_eq(&',');
            }
            Some(_) => paths.push(until(&mut rest, &[',']).0),
        }
    }
    paths
}

/// The text before one of the stop characters, and that character; `\` escapes the next one.
fn until(rest: &mut Peekable<Chars<'_>>, stops: &[char]) -> (String, Option<char>) {
    let mut text = String::new();
    while let Some(character) = rest.next() {
        match character {
            '\\' => text.extend(rest.next()),
            stop if stops.contains(&stop) => return (text, Some(stop)),
            character => text.push(character),
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn every_path_is_found() {
        for (argument, expected) in [
            ("a=f", &["f"][..]),
            ("a.b[0]=f,c={g,h i},d=k", &["f", "g", "h i", "k"]),
            (r"a\=b=x\,y,c=\{z}", &["x,y", "{z}"]),
            ("a={f}b=g", &["f", "g"]),
            ("a=,b=f", &["", "f"]),
            ("a", &[]),
            ("", &[]),
            ("a=", &[]),
            ("a={f", &["f"]),
        ] {
            assert_eq!(paths(argument), expected, "{argument}");
        }
    }
}
