//! What every build for another target needs: the target itself, and flags that keep paths of the machine out.
//!
//! `rust-toolchain.toml` names the guest's target, but rustup installs it only where automatic installation is on, and
//! without rustup nobody does.

mod paths;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail, ensure};

pub use paths::remapped;

/// What the guest is built for.
pub const GUEST: &str = "wasm32-unknown-unknown";

/// The variable in which rustup names the toolchain to the programs that it starts.
const TOOLCHAIN: &str = "RUSTUP_TOOLCHAIN";

/// What every standard library has, `std` or not.
const LIBRARY: &str = "libcore-";

/// Makes sure that the standard library of a target is there, by rustup where it is missing.
///
/// `workspace` is where the compiler is started, so that its `rust-toolchain.toml` counts. `say` gets a line
/// before anything is installed; an error is one line that names what to install.
pub fn ensure(workspace: &Path, target: &str, say: impl FnOnce(&str)) -> Result<()> {
    if installed(workspace, target)? {
        return Ok(());
    }
    let mut rustup = rustup(workspace, target);
    let Ok(running) = rustup.spawn() else {
        bail!("the Rust target {target} is missing: {}", by_hand(target))
    };
    say(&format!("installing the Rust target {target}: `{}`", display(&rustup)));
    let output = running.wait_with_output().context("rustup does not end")?;
    ensure!(
        output.status.success(),
        "the Rust target {target} is missing, and `{}` failed: {}",
        display(&rustup),
        reason(&output)
    );
    ensure!(
        installed(workspace, target)?,
        "the Rust target {target} is missing: rustup installed it for another compiler than the `{}` that builds; \
         put the folder of rustup's programs first on PATH, or {}",
        rustc().display(),
        by_hand(target)
    );
    Ok(())
}

/// What a person can do without our help.
fn by_hand(target: &str) -> String {
    let rustup = "install Rust by https://rustup.rs, or the package that adds the target to your Rust";
    if target != GUEST {
        return rustup.to_owned();
    }
    format!("{rustup} (`libstd-rust-dev-wasm32` on Debian and Ubuntu, `rust-std-static-{target}` on Fedora)")
}

/// Whether the compiler finds a standard library for the target.
fn installed(workspace: &Path, target: &str) -> Result<bool> {
    let mut question = Command::new(rustc());
    question.current_dir(workspace).args(["--print", "target-libdir", "--target", target]);
    let output = question.stdin(Stdio::null()).output();
    let output = output.with_context(|| {
        format!("cannot start `{}`: install Rust by https://rustup.rs", rustc().display())
    })?;
    ensure!(output.status.success(), "`{}` failed: {}", display(&question), reason(&output));
    let folder = String::from_utf8(output.stdout).context("the name of a folder is no UTF-8")?;
    let mut files = fs::read_dir(folder.trim_end()).into_iter().flatten().flatten();
    Ok(files.any(|file| file.file_name().to_string_lossy().starts_with(LIBRARY)))
}

/// The compiler that builds: Cargo names it to build scripts, and otherwise takes the first one on `PATH`.
fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn rustup(workspace: &Path, target: &str) -> Command {
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace).args(["target", "add"]);
    rustup.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(toolchain) = env::var_os(TOOLCHAIN) {
        rustup.arg("--toolchain").arg(toolchain);
    }
    rustup.arg(target);
    rustup
}

/// The last line of what a program said, which is where rustup and rustc say why.
fn reason(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().rfind(|line| !line.trim().is_empty());
    line.map_or_else(|| format!("it ended with {}", output.status), |line| line.trim().to_owned())
}

/// A command as a person would type it.
fn display(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    let words: Vec<_> = std::iter::once(command.get_program().to_string_lossy()).chain(arguments).collect();
    words.join(" ")
}
