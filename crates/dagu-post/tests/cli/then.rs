//! `--then`: other post-renderers behind this one.

use crate::process::{dagu_post, text};

const STREAM: &[u8] = b"---\nkind: ConfigMap\nname: one\n";

#[track_caller]
fn assert_stopped(command: &str, code: i32, stderr: &str) {
    let output = dagu_post(&["--then", command], STREAM);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(text(&output.stderr), stderr);

    let output = dagu_post(&["--then", command, "--helm4"], STREAM);
    assert_eq!(output.status.code(), Some(0), "Helm 4 shows the document, and hides stderr");
    assert!(text(&output.stdout).starts_with("|\n  "));
    for line in stderr.lines() {
        assert!(text(&output.stdout).contains(line.trim_end()), "{line}");
    }
}

#[test]
fn each_command_reads_what_the_one_before_it_printed() {
    let arguments = ["--then", "sed 's/one/t w o/'", "--then", "sed s/o/0/"];
    for arguments in [&arguments[..], &[&arguments[..], &["--helm4"]].concat()] {
        let output = dagu_post(arguments, STREAM);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "---\nkind: C0nfigMap\nname: t w 0\n");
    }
}

#[test]
fn what_a_command_prints_on_stderr_is_kept() {
    let output = dagu_post(&["--then", "sh -c 'cat; echo note >&2'"], STREAM);
    assert!(output.status.success());
    assert_eq!(output.stdout, STREAM);
    assert_eq!(text(&output.stderr), "note\n");
}

#[test]
fn a_command_that_fails_is_an_error_with_its_exit_code() {
    let stderr =
        "no\nerror: the command `sh -c 'echo no >&2; cat; exit 7'` of --then failed with exit code 7\n";
    assert_stopped("sh -c 'echo no >&2; cat; exit 7'", 7, stderr);
}

#[test]
fn a_command_that_is_killed_is_an_error() {
    let command = "sh -c 'cat; kill -9 $$'";
    let how = "was terminated: signal: 9 (SIGKILL)";
    assert_stopped(command, 128 + 9, &format!("error: the command `{command}` of --then {how}\n"));
}

#[test]
fn a_command_that_prints_no_manifests_is_an_error() {
    for command in ["true", "sh -c 'cat >&2; echo'", "grep -o -- ---", "echo '# nothing'"] {
        let output = dagu_post(&["--then", command], STREAM);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert_eq!(text(&output.stdout), "", "{command}");
        assert!(text(&output.stderr).contains("printed no manifests"), "{command}");
    }
}

#[test]
fn another_output_than_manifests_is_an_error() {
    for (command, beginning) in [
        ("echo '<html><body>502 Bad Gateway</body></html>'", "<html><body>502 Bad Gateway</body></html>"),
        ("base64 --wrap=0", "LS0tCmtpbmQ6IENvbmZpZ01hcApuYW1lOiBvbmUK"),
        ("sh -c 'echo ---; echo; echo \"no such file\"'", "no such file"),
    ] {
        let why = format!("printed no manifests, but an output that begins with `{beginning}`");
        assert_stopped(command, 1, &format!("error: the command `{command}` of --then {why}\n"));
    }
}

#[test]
fn no_command_runs_after_one_that_failed() {
    let output = dagu_post(&["--then", "false", "--then", "sh -c 'echo ran >&2'"], STREAM);
    assert_eq!(output.status.code(), Some(1));
    assert!(!text(&output.stderr).contains("ran"));
}

#[test]
fn a_command_that_does_not_exist_is_an_error() {
    let output = dagu_post(&["--then", "./no-such-program x"], STREAM);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot be started"), "{}", text(&output.stderr));
}

#[test]
fn a_command_that_cannot_be_split_is_wrong_usage() {
    for command in ["", "sed 's/a"] {
        assert_eq!(dagu_post(&["--then", command], STREAM).status.code(), Some(2), "{command}");
    }
}

#[test]
fn a_release_without_objects_may_stay_empty() {
    let output = dagu_post(&["--helm4", "--then", "cat"], b"");
    assert!(output.status.success());
    assert_eq!(text(&output.stdout), "# dagu: no resources\n");
}

#[test]
fn manifests_that_are_longer_than_a_pipe_go_through() {
    let stream = STREAM.repeat(100_000);
    let output = dagu_post(&["--then", "cat", "--then", "cat"], &stream);
    assert!(output.status.success() && output.stdout == stream);
    // This one stops to read early.
    let output = dagu_post(&["--then", "head -n 3"], &stream);
    assert!(output.status.success() && output.stdout == STREAM);
}
