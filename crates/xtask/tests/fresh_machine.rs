//! A machine on which the target of the core, Go or Node.js is missing: programs of those names that only pretend are
//! all that is on the `PATH`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

const BACKTRACES: [&str; 2] = ["1", "full"];

/// Every verb that builds the core.
const VERBS: [&str; 6] = ["core", "build", "test", "bless", "fuzz", "bench"];

/// Says where the target's library would be.
const RUSTC: &str = "#!/bin/sh\necho \"$MACHINE/libdir\"\n";
/// Notes that it was asked, and builds nothing.
const CARGO: &str = "#!/bin/sh\necho cargo \"$@\" >>\"$MACHINE/asked\"\nexit 7\n";
const RUSTUP: &str = "#!/bin/sh\necho rustup \"$@\" >>\"$MACHINE/asked\"\n\
                      /bin/mkdir \"$MACHINE/libdir\" && : >\"$MACHINE/libdir/libcore-0123.rlib\"\n";
const OFFLINE_RUSTUP: &str = "#!/bin/sh\necho 'info: downloading component rust-std' >&2\n\
                              echo 'error: could not download file: no network' >&2\nexit 1\n";
/// Installs for a compiler that is not on the `PATH`.
const OTHER_RUSTUP: &str = "#!/bin/sh\necho 'info: component rust-std is up to date' >&2\n";

struct Machine {
    folder: PathBuf,
    /// Removed when it is dropped.
    _folder: tempfile::TempDir,
}

impl Machine {
    fn with(programs: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let machine = Self { folder: folder.path().to_owned(), _folder: folder };
        fs::create_dir(machine.folder.join("bin")).unwrap();
        for (name, script) in programs {
            let file = machine.folder.join("bin").join(name);
            fs::write(&file, script).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        machine
    }

    fn xtask(&self, verb: &str, backtrace: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg(verb)
            .env_clear()
            .env("PATH", self.folder.join("bin"))
            .env("MACHINE", &self.folder)
            .env("RUSTUP_TOOLCHAIN", "of-the-tests")
            .env("RUST_BACKTRACE", backtrace)
            .output()
            .unwrap()
    }

    /// What was asked of rustup and cargo, a line each.
    fn asked(&self) -> String {
        fs::read_to_string(self.folder.join("asked")).unwrap_or_default()
    }
}

/// The only line on stderr, where everything failed.
#[track_caller]
fn line(output: &Output) -> String {
    assert!(!output.status.success());
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    let line = stderr.trim_end();
    assert!(line.starts_with("error: "), "{line}");
    line.to_owned()
}

#[test]
fn without_rustup_one_line_says_what_to_install() {
    for (verb, backtrace) in VERBS.iter().flat_map(|verb| BACKTRACES.map(|backtrace| (*verb, backtrace))) {
        let machine = Machine::with(&[("rustc", RUSTC), ("cargo", CARGO)]);
        let output = machine.xtask(verb, backtrace);
        let line = line(&output);
        for named in ["wasm32-unknown-unknown is missing", "https://rustup.rs", "libstd-rust-dev-wasm32"] {
            assert!(line.contains(named), "{verb}: {line}");
        }
        assert_eq!(machine.asked(), "", "{verb} builds what cannot be built");
        assert_eq!(output.stdout, b"", "{verb}");
    }
}

#[test]
fn with_rustup_the_target_of_the_toolchain_is_installed_first_and_said_in_one_line() {
    // `test` would go on beside it, and set up what this clone has.
    for verb in VERBS.into_iter().filter(|verb| *verb != "test") {
        let machine = Machine::with(&[("rustc", RUSTC), ("cargo", CARGO), ("rustup", RUSTUP)]);
        let output = machine.xtask(verb, "full");
        let asked = machine.asked();
        let first = asked.lines().next().unwrap();
        assert_eq!(first, "rustup target add --toolchain of-the-tests wasm32-unknown-unknown", "{verb}");
        assert!(asked.lines().nth(1).is_some_and(|line| line.starts_with("cargo ")), "{verb}: {asked}");
        let stdout = str::from_utf8(&output.stdout).unwrap();
        assert!(stdout.starts_with("installing the Rust target wasm32-unknown-unknown"), "{verb}: {stdout}");
        assert_eq!(stdout.matches("installing the Rust target").count(), 1, "{verb}: {stdout}");
    }
}

#[test]
fn rustup_that_fails_is_quoted_in_one_line() {
    let machine = Machine::with(&[("rustc", RUSTC), ("cargo", CARGO), ("rustup", OFFLINE_RUSTUP)]);
    let line = line(&machine.xtask("build", "full"));
    assert!(line.ends_with("error: could not download file: no network"), "{line}");
    assert_eq!(machine.asked(), "");
}

#[test]
fn rustup_of_another_compiler_is_noticed() {
    let machine = Machine::with(&[("rustc", RUSTC), ("cargo", CARGO), ("rustup", OTHER_RUSTUP)]);
    let line = line(&machine.xtask("build", "full"));
    assert!(line.contains("for another compiler than the `rustc` that builds"), "{line}");
    assert_eq!(machine.asked(), "");
}

#[test]
fn a_machine_without_a_compiler_is_told_where_it_is() {
    let line = line(&Machine::with(&[]).xtask("build", "full"));
    assert!(line.contains("cannot start `rustc`: install Rust by https://rustup.rs"), "{line}");
}
