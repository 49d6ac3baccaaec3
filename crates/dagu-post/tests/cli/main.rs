//! The whole process: what goes in by stdin and flags, what comes out by stdout, stderr and exit code.

mod krm;
mod process;
#[cfg(unix)]
mod then;

use std::fs;
use std::io::Write;
use std::process::Output;

use dagu_chart_host::core_sha256;

use process::{dagu_post, started, text};

const STREAM: &[u8] = b"---\n# Source: c/templates/a.yaml\r\nkind: ConfigMap\nx: \xff\n---\n# no newline";

/// Shown by Helm 3: exit code 1, the text on stderr, nothing on stdout.
#[track_caller]
fn assert_refused(output: &Output, what: &str) {
    assert_stopped(output, 1, what);
}

/// Wrong usage has the exit code that it has everywhere.
#[track_caller]
fn assert_wrong_usage(output: &Output, what: &str) {
    assert_stopped(output, 2, what);
}

#[track_caller]
fn assert_stopped(output: &Output, code: i32, what: &str) {
    assert_eq!(output.status.code(), Some(code));
    assert_eq!(text(&output.stdout), "");
    assert!(text(&output.stderr).contains(what), "{}", text(&output.stderr));
}

/// Shown by Helm 4: exit code 0, the text as a bare block scalar.
#[track_caller]
fn assert_refused_by_helm4(output: &Output, what: &str) {
    assert_eq!(output.status.code(), Some(0));
    let stdout = text(&output.stdout);
    assert!(stdout.starts_with("|\n  ") && stdout.ends_with('\n'), "{stdout}");
    assert!(stdout.contains(what), "{stdout}");
    for line in stdout.lines() {
        assert_eq!(line, line.trim_end());
    }
    assert!(text(&output.stderr).contains(what));
}

#[test]
fn a_stream_without_a_carrier_goes_through_untouched() {
    for arguments in [&[][..], &["--helm4"], &["--strict"]] {
        let output = dagu_post(arguments, STREAM);
        assert!(output.status.success());
        assert_eq!(output.stdout, STREAM);
        assert_eq!(text(&output.stderr), "");
    }
}

#[test]
fn an_empty_stream_is_an_error_unless_helm_4_may_send_it() {
    for input in [&b""[..], b" \n\n"] {
        assert_refused(&dagu_post(&[], input), "--output-dir");
        let output = dagu_post(&["--helm4"], input);
        assert!(output.status.success());
        assert_eq!(text(&output.stdout), "# dagu: no resources\n");
    }
}

#[test]
fn caps_are_flags() {
    for (flag, value, cap) in [
        ("--max-memory", "64Ki", "memory limit of 64Ki"),
        ("--max-output", "10", "output limit of 10 bytes"),
        ("--timeout", "0s", "time limit of 0s"),
    ] {
        for told in [flag, cap] {
            assert_refused(&dagu_post(&[flag, value], STREAM), told);
            assert_refused_by_helm4(&dagu_post(&["--helm4", flag, value], STREAM), told);
        }
    }
}

#[test]
fn wrong_usage_reaches_the_user_of_either_helm() {
    assert_wrong_usage(&dagu_post(&["--stirct"], STREAM), "--strict");
    assert_refused_by_helm4(&dagu_post(&["--stirct", "--helm4"], STREAM), "--strict");
    assert_wrong_usage(&dagu_post(&["--max-memory", "much"], STREAM), "64Mi");
}

#[test]
fn the_version_names_the_core() {
    let output = dagu_post(&["--version"], b"");
    assert!(output.status.success());
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(text(&output.stdout), format!("dagu-post {version}\ncore sha256:{}\n", core_sha256()),);
    assert!(text(&dagu_post(&["--help"], b"").stdout).contains("--post-renderer dagu-post"));
}

#[test]
fn the_report_is_written_with_and_without_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let report = path.to_str().unwrap();

    assert!(dagu_post(&["--report", report], STREAM).status.success());
    assert!(fs::read_to_string(report).unwrap().contains(r#""ok": true"#));

    dagu_post(&["--report", report, "--timeout", "0"], STREAM);
    let written = fs::read_to_string(report).unwrap();
    assert!(written.contains(r#""ok": false"#) && written.contains("--timeout"));
}

#[test]
fn the_report_has_a_format() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    let report = path.to_str().unwrap();
    let written = |arguments: &[&str]| {
        dagu_post(&[&["--report", report, "--report-format"], arguments].concat(), STREAM);
        fs::read_to_string(report).unwrap()
    };

    assert!(written(&["sarif"]).contains(r#""version": "2.1.0""#));
    let said = dagu_post(&["--timeout", "0"], STREAM).stderr;
    assert_eq!(written(&["human", "--timeout", "0"]), text(&said));
    assert!(!said.is_empty());
    let annotation = written(&["github", "--timeout", "0"]);
    assert!(annotation.starts_with("::error ") && annotation.contains("--timeout"), "{annotation}");
    assert_wrong_usage(&dagu_post(&["--report-format", "sarif"], STREAM), "--report <FILE>");
}

#[test]
fn a_report_that_cannot_be_written_is_an_error_before_anything_is_printed() {
    assert_refused(&dagu_post(&["--report", "/no/such/folder/x"], STREAM), "/no/such/folder/x");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut process = started(&[]);
    drop(process.stdout.take());
    let stream = b"kind: ConfigMap\n---\n".repeat(100_000);
    process.stdin.take().unwrap().write_all(&stream).unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "");
}
