//! The lines of a test program's output that the summary repeats, so that the end of a log says what failed.

/// How many lines of one stage are repeated.
const MOST: usize = 100;

/// How a line begins that says why a program failed without a failed test.
pub(super) const FAILED: &str = "failed: ";

/// What failed, with its errors.
pub(super) fn of(lines: &[String]) -> Vec<String> {
    let mut is_failure = false;
    let mut remarks: Vec<_> = lines
        .iter()
        .filter(|line| {
            // A Rust test program repeats its failures before the result; Node describes a failed test after its name.
            let begins = *line == "failures:" || line.trim_start().starts_with("not ok ");
            let is_repeated = is_failure || begins;
            is_failure = is_repeated && !line.starts_with("test result: ") && line.trim() != "...";
            is_repeated || line.starts_with(FAILED)
        })
        .cloned()
        .collect();
    if remarks.len() > MOST {
        remarks.truncate(MOST);
        remarks.push("and more: see the output of this stage above".to_owned());
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(output: &str) -> String {
        of(&output.lines().map(str::to_owned).collect::<Vec<_>>()).join("\n")
    }

    #[test]
    fn failures_of_rust_are_repeated() {
        let output = "test a ... ok\ntest b ... FAILED\n\nfailures:\n\n---- b ----\nwhy\n\nfailures:\n    b\n\n\
                      test result: FAILED. 1 passed; 1 failed\nlogs";
        let failures =
            "failures:\n\n---- b ----\nwhy\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed";
        assert_eq!(remarks(output), failures);
        assert_eq!(remarks("test a ... ok\ntest result: ok. 1 passed; 0 failed"), "");
    }

    #[test]
    fn failures_of_node_are_repeated() {
        let output = "ok 1 - a\n  ---\n  ...\nnot ok 2 - b\n  ---\n  error: why\n  ...\nok 3 - c\n# fail 1";
        assert_eq!(remarks(output), "not ok 2 - b\n  ---\n  error: why\n  ...");
    }

    #[test]
    fn many_failures_are_cut() {
        let output = format!("failures:\n{}", "line\n".repeat(1_000));
        assert_eq!(of(&output.lines().map(str::to_owned).collect::<Vec<_>>()).len(), MOST + 1);
    }
}
