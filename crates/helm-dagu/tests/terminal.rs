//! `helm dagu` on a terminal: colors, width, questions and their answers, Ctrl-C, and the line about what it waits for.
//!
//! Helm is a shell script here. `script` of util-linux opens the terminal: the crates that open one change the features of
//! libc or rustix, and wasmtime, which uses both, would be built a second time for the tests.
#![cfg(target_os = "linux")]

mod wait;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tempfile::TempDir;

use wait::until;

const HELM: &str = r#"#!/bin/sh
case "$1" in
version) echo v3.22.0 ;;
history) sleep "${SLOW:-0}"; echo '[{"revision": 1, "status": "superseded"}, {"revision": 2, "status": "deployed"}]' ;;
status) cat "$FOLDER/status.json" ;;
uninstall | rollback) echo "$*" > "$FOLDER/changed" ;;
esac
"#;

const STATUS: &str = r#"{"namespace": "lab", "info": {}, "config": {}, "manifest":
"---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: dagu-data}\nspec: {storageClassName: nfs}\n"}"#;

const INVALID: &str = "image: {tag: 2.15}\nworkerPools: {gpu: {replicaz: 2}}\n";

const CONTROL_C: &str = "\u{3}";
const CONTROL_D: &str = "\u{4}";
const QUESTION: &str = "[y/N] ";
const WAITING: &str = "waiting for `helm history` ...";

/// A folder with Helm and with values.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn new() -> Self {
        let stage = Self { folder: tempfile::tempdir().expect("a folder") };
        for (name, text) in [("helm", HELM), ("status.json", STATUS), ("values.yaml", INVALID)] {
            fs::write(stage.at(name), text).expect("a file");
        }
        fs::set_permissions(stage.at("helm"), fs::Permissions::from_mode(0o755)).expect("a script that runs");
        stage
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the command asked Helm to change.
    fn changed(&self) -> Option<String> {
        fs::read_to_string(self.at("changed")).ok()
    }

    /// `helm dagu LINE` on a terminal. The environment is only that of the test.
    fn terminal(&self, columns: u16, line: &str, environment: &[(&str, &str)]) -> Terminal {
        // The tests may have been started to ignore an interrupt, as a shell starts what is in the background.
        let program = format!("env --default-signal=INT,HUP,TERM {}", env!("CARGO_BIN_EXE_helm-dagu"));
        let inner = format!("stty cols {columns} rows 24; exec {program} {line}");
        let mut command = Command::new("script");
        command.args(["--quiet", "--flush", "--return", "--command", &inner, "/dev/null"]);
        self.environment(&mut command, environment);
        Terminal::start(&mut command)
    }

    /// The same without a terminal.
    fn piped(&self, line: &str, environment: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_helm-dagu"));
        self.environment(command.args(line.split(' ')), environment);
        let output = command.stdin(Stdio::null()).output().expect("helm-dagu");
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8")).concat()
    }

    fn environment(&self, command: &mut Command, more: &[(&str, &str)]) {
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HELM_BIN", self.at("helm"))
            .env("FOLDER", self.folder.path())
            .env("TERM", "xterm-256color")
            .envs(more.iter().copied());
    }

    /// Runs a command that asks nothing on a terminal of 80 columns.
    fn shown(&self, line: &str, environment: &[(&str, &str)]) -> String {
        self.terminal(80, line, environment).end().1
    }
}

/// A program on a terminal.
struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    shown: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

impl Terminal {
    fn start(command: &mut Command) -> Self {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` of util-linux");
        let keyboard = child.stdin.take().expect("a keyboard");
        let screen = child.stdout.take().expect("a screen");
        let shown = Arc::new(Mutex::new(String::new()));
        let reader = thread::spawn({
            let shown = Arc::clone(&shown);
            move || read(screen, &shown)
        });
        Self { child, keyboard, shown, reader }
    }

    fn wait_for(&self, text: &str) {
        until(text, || self.shown.lock().expect("the reader lives").contains(text).then_some(()));
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).and_then(|()| self.keyboard.flush()).expect("a terminal");
    }

    /// How the program ended, and everything that the terminal showed.
    fn end(mut self) -> (ExitStatus, String) {
        let status = until("the end", || self.child.try_wait().expect("a child"));
        self.reader.join().expect("the reader ends with the program");
        let shown = self.shown.lock().expect("the reader ended").replace("\r\n", "\n");
        (status, shown)
    }
}

fn read(mut screen: ChildStdout, shown: &Mutex<String>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = screen.read(&mut buffer) {
        shown.lock().expect("the test lives").push_str(&String::from_utf8_lossy(&buffer[..count]));
    }
}

fn is_colored(text: &str) -> bool {
    text.contains("\u{1b}[")
}

#[test]
fn colors_are_for_terminals() {
    let stage = Stage::new();
    let lint = "lint -f values.yaml";
    assert!(is_colored(&stage.shown(lint, &[])));
    for plain in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = stage.shown(lint, &[plain]);
        assert!(shown.contains("replicaz") && !is_colored(&shown), "{plain:?}: {shown:?}");
    }
    assert!(!is_colored(&stage.shown(&format!("--color never {lint}"), &[])));
    assert!(is_colored(&stage.shown(&format!("--color always {lint}"), &[("NO_COLOR", "1")])));
    assert!(!is_colored(&stage.piped(lint, &[])));
    assert!(is_colored(&stage.piped(&format!("--color always {lint}"), &[])));
}

#[test]
fn a_line_has_the_width_of_the_terminal() {
    let stage = Stage::new();
    let widest = |columns, environment: &[(&str, &str)]| {
        let (_, shown) = stage.terminal(columns, "docs", environment).end();
        shown.lines().map(|line| line.chars().count()).max().unwrap_or_default()
    };
    assert!((70..=100).contains(&widest(100, &[])), "{}", widest(100, &[]));
    assert!((100..=160).contains(&widest(160, &[])), "{}", widest(160, &[]));
    assert!(widest(160, &[("COLUMNS", "100")]) <= 100, "COLUMNS says how wide it is");
}

#[test]
fn helm_changes_what_was_confirmed() {
    for (line, helm) in [("uninstall dagu", "uninstall dagu\n"), ("rollback dagu 1", "rollback dagu 1\n")] {
        for answer in ["y\n", "Yes\n"] {
            let stage = Stage::new();
            let mut terminal = stage.terminal(80, line, &[]);
            terminal.wait_for(QUESTION);
            assert_eq!(stage.changed(), None, "{line} does not wait for the answer");
            terminal.press(answer);
            let (status, shown) = terminal.end();
            assert!(status.success(), "{line}: {shown}");
            assert_eq!(stage.changed().as_deref(), Some(helm), "{answer:?}");
        }
        for answer in ["n\n", "\n", "yes please\n", CONTROL_D] {
            let stage = Stage::new();
            let mut terminal = stage.terminal(80, line, &[]);
            terminal.wait_for(QUESTION);
            terminal.press(answer);
            let (status, shown) = terminal.end();
            assert_eq!((status.code(), stage.changed()), (Some(2), None), "{line}, {answer:?}: {shown}");
            assert!(shown.ends_with("error: nothing was changed\n"), "{shown}");
        }
    }
}

#[test]
fn control_c_at_the_question_changes_nothing() {
    for line in ["uninstall dagu", "rollback dagu 1"] {
        let stage = Stage::new();
        let mut terminal = stage.terminal(80, line, &[]);
        terminal.wait_for(QUESTION);
        terminal.press(CONTROL_C);
        let (status, shown) = terminal.end();
        assert_eq!((status.code(), stage.changed()), (Some(130), None), "{line}: {shown}");
    }
}

#[test]
fn a_slow_helm_is_told_on_a_terminal() {
    let stage = Stage::new();
    let (line, slow) = ("uninstall dagu --yes", ("SLOW", "1.5"));
    let shown = stage.shown(line, &[slow]);
    let (_, behind) = shown.split_once(WAITING).expect("what it waits for");
    assert!(behind.starts_with("\r\u{1b}[K"), "the line stays: {behind:?}");
    for (slow, term) in [("0", "xterm-256color"), ("1.5", "dumb")] {
        let shown = stage.shown(line, &[("SLOW", slow), ("TERM", term)]);
        assert!(!shown.contains("waiting"), "slow: {slow}, TERM: {term}: {shown}");
    }
    assert!(!stage.piped(line, &[slow]).contains("waiting"), "a pipe has no such line");
}
