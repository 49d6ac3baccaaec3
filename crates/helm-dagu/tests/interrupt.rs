//! Whoever ends `helm dagu` ends the Helm that it runs, and no file is left.
//!
//! Helm is a script here: it says what it is asked at the start, and then works until it is told to end.
#![cfg(unix)]

mod wait;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use wait::until;

/// Ends with 7 where it is told to end by TERM, as Helm ends with a code of its own.
const HELM: &str = r#"#!/bin/sh
case "$1" in
version) echo v3.22.0; exit ;;
history) echo '[{"revision": 1, "status": "deployed"}]'; exit ;;
status) echo '{"manifest": "", "namespace": "lab", "info": {}}'; exit ;;
esac
trap "$ON_TERM" TERM
touch "$FOLDER/started"
while :; do sleep 0.05; done
"#;
const ENDS: &str = r#"touch "$FOLDER/ended"; exit 7"#;

/// A folder with Helm, and with the place for temporary files.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let helm = folder.path().join("helm");
        fs::write(&helm, HELM).expect("a script");
        fs::set_permissions(&helm, fs::Permissions::from_mode(0o755)).expect("a script that runs");
        fs::create_dir(folder.path().join("tmp")).expect("a folder");
        Self { folder }
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// A command that finds this Helm.
    fn command(&self, program: &Path, on_term: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("HELM_BIN", self.at("helm"))
            .env("PATH", format!("{}:/usr/bin:/bin", self.folder.path().display()))
            .env("TMPDIR", self.at("tmp"))
            .env("FOLDER", self.folder.path())
            .env("ON_TERM", on_term)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// `helm dagu VERB`, once Helm runs.
    fn start(&self, verb: &str, on_term: &str) -> Child {
        // The tests may themselves have been started to ignore an interrupt, as a shell starts what is in the background.
        let mut command = self.command(Path::new("env"), on_term);
        command.arg("--default-signal=INT,HUP,TERM").arg(program());
        let child = command.args([verb, "dagu", "./chart"]).spawn().expect("helm-dagu");
        self.wait_for("started");
        child
    }

    fn wait_for(&self, name: &str) {
        until(name, || self.at(name).exists().then_some(()));
    }

    fn ensure_clean(&self) {
        let left = fs::read_dir(self.at("tmp")).expect("a folder").count();
        assert_eq!(left, 0, "files are left");
    }
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_helm-dagu"))
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it runs");
}

fn end(child: &mut Child) -> ExitStatus {
    until("the end", || child.try_wait().expect("a child"))
}

#[test]
fn every_signal_ends_helm_and_leaves_no_file() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        for verb in ["install", "upgrade", "template", "diff"] {
            let stage = Stage::new();
            let mut child = stage.start(verb, ENDS);
            send(&child, signal);
            let status = end(&mut child);
            assert!(stage.at("ended").exists(), "{verb}: Helm runs on after {signal:?}");
            let expected = if verb == "diff" { 128 + signal.as_raw() } else { 7 };
            assert_eq!(status.code(), Some(expected), "{verb} after {signal:?}");
            stage.ensure_clean();
        }
    }
}

#[test]
fn an_outer_helm_that_is_killed_leaves_no_helm_running() {
    let stage = Stage::new();
    let mut outer = stage.command(Path::new("/bin/sh"), ENDS);
    let script = r#""$0" upgrade dagu ./chart; exit"#;
    let mut outer = outer.args(["-c", script]).arg(program()).spawn().expect("a shell");
    stage.wait_for("started");
    send(&outer, Signal::KILL);
    assert_eq!(end(&mut outer).signal(), Some(Signal::KILL.as_raw()));
    stage.wait_for("ended");
    until("an empty folder", || (fs::read_dir(stage.at("tmp")).ok()?.count() == 0).then_some(()));
}

#[test]
fn a_helm_that_only_asks_and_does_not_end_is_killed() {
    let stage = Stage::new();
    let mut child = stage.start("diff", "touch \"$FOLDER/ended\"");
    send(&child, Signal::TERM);
    assert_eq!(end(&mut child).code(), Some(128 + Signal::TERM.as_raw()));
    assert!(stage.at("ended").exists(), "Helm was not asked first");
    stage.ensure_clean();
}

#[test]
fn a_signal_that_was_to_be_ignored_is() {
    let stage = Stage::new();
    let mut shell = stage.command(Path::new("/bin/sh"), ENDS);
    let script = r#"trap '' HUP; exec "$0" upgrade dagu ./chart"#;
    let mut child = shell.args(["-c", script]).arg(program()).spawn().expect("a shell");
    stage.wait_for("started");
    send(&child, Signal::HUP);
    sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("a child").is_none() && !stage.at("ended").exists(), "HUP ended it");
    send(&child, Signal::TERM);
    assert_eq!(end(&mut child).code(), Some(7));
    stage.ensure_clean();
}
