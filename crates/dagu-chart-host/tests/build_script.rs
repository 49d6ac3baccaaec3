//! What the build script says where the guest cannot be built.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// A compiler whose library for the guest's target would be in a folder that is not there.
const RUSTC: &str = "#!/bin/sh\necho /nowhere/lib\n";

#[test]
fn a_missing_target_is_one_line_without_a_backtrace() {
    let folder = tempfile::tempdir().unwrap();
    let rustc = folder.path().join("rustc");
    fs::write(&rustc, RUSTC).unwrap();
    fs::set_permissions(&rustc, fs::Permissions::from_mode(0o755)).unwrap();
    for backtrace in ["1", "full"] {
        let output = Command::new(Path::new(env!("DAGU_CHART_BUILD_SCRIPT")))
            .env_clear()
            .env("PATH", folder.path())
            .env("RUSTC", &rustc)
            .env("RUST_BACKTRACE", backtrace)
            .env("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR"))
            .env("OUT_DIR", folder.path())
            .env("TARGET", "x86_64-unknown-linux-gnu")
            .output()
            .unwrap();
        assert!(!output.status.success());
        let (stdout, stderr) =
            (str::from_utf8(&output.stdout).unwrap(), str::from_utf8(&output.stderr).unwrap());
        assert_eq!((stdout.lines().count(), stderr), (1, ""), "{stdout}");
        let line = "cargo::error=the Rust target wasm32-unknown-unknown is missing: install Rust by https://rustup.rs";
        assert!(stdout.starts_with(line), "{stdout}");
    }
}
