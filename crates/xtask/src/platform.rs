//! The platforms that the program is released for.

use std::env::consts;

/// A system and an architecture.
pub(crate) struct Platform {
    /// Go's names of both, as in the names of archives.
    pub(crate) name: &'static str,
    /// The target of the Rust toolchain. On Linux the static one: it runs on every distribution, and starts in half the
    /// time.
    pub(crate) target: &'static str,
    /// As [`consts::OS`] and [`consts::ARCH`] say it.
    machine: (&'static str, &'static str),
}

/// All of them.
pub(crate) const PLATFORMS: [Platform; 5] = [
    Platform { name: "linux-amd64", target: "x86_64-unknown-linux-musl", machine: ("linux", "x86_64") },
    Platform { name: "linux-arm64", target: "aarch64-unknown-linux-musl", machine: ("linux", "aarch64") },
    Platform { name: "darwin-amd64", target: "x86_64-apple-darwin", machine: ("macos", "x86_64") },
    Platform { name: "darwin-arm64", target: "aarch64-apple-darwin", machine: ("macos", "aarch64") },
    Platform { name: "windows-amd64", target: "x86_64-pc-windows-gnu", machine: ("windows", "x86_64") },
];

impl Platform {
    /// The platform of this machine, if programs are released for it.
    pub(crate) fn host() -> Option<&'static Self> {
        PLATFORMS.iter().find(|platform| platform.is_host())
    }

    /// Whether this machine is one.
    pub(crate) fn is_host(&self) -> bool {
        self.machine == (consts::OS, consts::ARCH)
    }

    /// Whether its programs end in `.exe`, and it has no shell for the hooks of plugins.
    pub(crate) fn is_windows(&self) -> bool {
        self.machine.0 == "windows"
    }

    /// The oldest macOS that Rust's standard library supports. Zig links for a newer one unless it is told.
    pub(crate) fn oldest_macos(&self) -> Option<&'static str> {
        match self.machine {
            ("macos", "x86_64") => Some("10.12"),
            ("macos", _) => Some("11.0"),
            _ => None,
        }
    }

    /// The file name of a program.
    pub(crate) fn program(&self, name: &str) -> String {
        let suffix = if self.is_windows() { ".exe" } else { "" };
        format!("{name}{suffix}")
    }
}
