//! The browser of the user.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, thread};

use tempfile::{Builder, NamedTempFile};

/// A link that a browser was asked to open, and the file that leads there, which exists as long as this value.
pub(crate) struct Opened {
    _file: NamedTempFile,
}

impl Opened {
    /// Opens a link, if a person is there to see it. `None` if there is no terminal, no display or no browser.
    pub(crate) fn start(link: &str) -> Option<Self> {
        if !io::stderr().is_terminal() || !has_display() {
            return None;
        }
        let file = leading_to(link).ok()?;
        spawn(file.path()).ok()?;
        Some(Self { _file: file })
    }
}

/// A page that leads to a link. Other users of the machine can see the arguments of the browser, but not this file.
fn leading_to(link: &str) -> io::Result<NamedTempFile> {
    let mut file = Builder::new().prefix("helm-dagu-ui-").suffix(".html").tempfile()?;
    writeln!(
        file,
        "<!doctype html><meta name=\"referrer\" content=\"no-referrer\">\
         <meta http-equiv=\"refresh\" content=\"0; url={link}\">\
         <title>Dagu chart: values editor</title><a href=\"{link}\">Open the values editor</a>"
    )?;
    Ok(file)
}

fn spawn(page: &Path) -> io::Result<()> {
    let mut command = opener();
    command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C in the terminal must not end a browser that this starts.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    thread::spawn(move || child.wait());
    Ok(())
}

fn opener() -> Command {
    if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    }
}

fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
