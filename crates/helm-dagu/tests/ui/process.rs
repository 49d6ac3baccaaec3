//! The program: how it starts, opens a browser and ends.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::client::{SIGNALS, Ui, VALUES, command, require};
use crate::wait::until;

#[test]
fn a_signal_ends_it_with_the_code_of_the_signal() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut ui = Ui::start();
        ui.enter();
        assert_eq!(ui.end(signal).code(), Some(128 + signal.as_raw()), "{signal:?}");
        let mut of_release = Ui::of_release("{}");
        assert_eq!(of_release.end(signal).code(), Some(128 + signal.as_raw()), "{signal:?} with a release");
    }
}

#[test]
fn a_port_that_is_taken_is_an_error() {
    let ui = Ui::start();
    let folder = tempfile::tempdir().unwrap();
    let port = ui.port.to_string();
    let output = command(&folder, &["--port", &port, "--no-browser"]).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    let expected = format!("error: cannot listen on port {port} of 127.0.0.1: ");
    assert!(errors.starts_with(&expected) && errors.contains("--port"), "{errors}");
}

#[test]
fn on_a_terminal_with_a_display_the_browser_opens_a_page_that_only_the_user_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let (text, opener) = (folder.path().join("text"), folder.path().join("xdg-open"));
    fs::write(&text, "#!/bin/sh\necho \"$1\" >opened.new && mv opened.new opened\n").unwrap();
    let installed = Command::new("install").args(["-m", "755"]).args([&text, &opener]).status();
    assert!(installed.unwrap().success());
    for (display, flag) in [(":0", ""), ("", ""), (":0", "--no-browser")] {
        let mut terminal = Terminal::start(&folder, display, flag);
        let link = terminal.link();
        let mut left = None;
        let opened = folder.path().join("opened");
        if flag.is_empty() && !display.is_empty() {
            let given = until("the browser", || fs::read_to_string(&opened).ok());
            let page = PathBuf::from(given.trim_end());
            assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600, "{given}");
            let text = fs::read_to_string(&page).unwrap();
            assert!(text.contains(&format!("content=\"0; url={link}\"")), "{text}");
            fs::remove_file(&opened).unwrap();
            left = Some(page);
        }
        assert_eq!(terminal.interrupt().code(), Some(130));
        assert!(!left.is_some_and(|page| page.exists()), "the link stays in a file");
        assert!(!opened.exists(), "a browser was opened");
    }
}

/// The program on a terminal, which `script` makes.
struct Terminal {
    child: Child,
    /// What the terminal shows.
    log: PathBuf,
}

impl Terminal {
    fn start(folder: &TempDir, display: &str, flag: &str) -> Self {
        require("script");
        let log = folder.path().join(format!("log{display}{flag}"));
        fs::write(folder.path().join("values.yaml"), VALUES).unwrap();
        let line = format!("{} ui -f values.yaml {flag}", env!("CARGO_BIN_EXE_helm-dagu"));
        let mut command = Command::new("env");
        command.args([SIGNALS, "script", "--quiet", "--return", "--flush", "--command", &line]).arg(&log);
        command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null());
        command.env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()));
        command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY");
        Self { child: command.spawn().unwrap(), log }
    }

    fn link(&self) -> String {
        until("the link", || {
            let shown = fs::read_to_string(&self.log).ok()?;
            let line = shown.split_inclusive('\n').find(|line| line.starts_with("http://"))?;
            line.strip_suffix("\r\n").map(str::to_owned)
        })
    }

    /// Presses Ctrl-C.
    fn interrupt(&mut self) -> ExitStatus {
        let mut keyboard = self.child.stdin.take().unwrap();
        keyboard.write_all(&[3]).unwrap();
        drop(keyboard);
        until("the end", || self.child.try_wait().unwrap())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
