//! A running `helm dagu ui`, and requests to it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

use flate2::read::GzDecoder;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::wait::{PATIENCE, until};

pub(crate) const VALUES: &str = "# Production\nui:\n  replicas: 2   # one per zone\n";

/// For `env`: the tests may themselves have been started to ignore an interrupt, as a shell starts what is in the
/// background.
pub(crate) const SIGNALS: &str = "--default-signal=INT,HUP,TERM";

/// The server, with its folder, in which `values.yaml` is.
pub(crate) struct Ui {
    pub(crate) child: Child,
    /// The link that it printed.
    pub(crate) link: String,
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// `helm-dagu ui` in a folder with `values.yaml`.
pub(crate) fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    fs::write(folder.path().join("values.yaml"), VALUES).expect("a file");
    let mut command = Command::new("env");
    command.arg(SIGNALS).arg(env!("CARGO_BIN_EXE_helm-dagu")).arg("ui").args(arguments);
    command.current_dir(folder).stdin(Stdio::null()).env_remove("HELM_BIN");
    command
}

impl Ui {
    /// For `values.yaml`.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let command = command(&folder, &["-f", "values.yaml", "--no-browser"]);
        Self::of(folder, command)
    }

    /// For `values.yaml` and another file.
    pub(crate) fn with(other: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(other), text).expect("a file");
        let command = command(&folder, &["-f", "values.yaml", "--values", other, "--no-browser"]);
        Self::of(folder, command)
    }

    /// For the release `dagu`, of which a script in place of Helm prints these values.
    pub(crate) fn of_release(values: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in\n'version '*) echo v4.0.0 ;;\n\
             'get manifest dagu') echo '# Source: dagu/templates/carrier.yaml' ;;\n\
             'get values dagu --output json') echo '{values}' ;;\n*) exit 7 ;;\nesac\n"
        );
        let (text, helm) = (folder.path().join("text"), folder.path().join("helm"));
        fs::write(&text, script).expect("a script");
        // Copied by another process: Linux does not execute a file that a fork of this one may have open for writing.
        let copied = Command::new("install").args(["-m", "755"]).args([&text, &helm]).status();
        assert!(copied.expect("install").success());
        let mut command = command(&folder, &["dagu", "--no-browser"]);
        // As Helm sets them for its plugins.
        command.env("HELM_BIN", helm).env("HELM_NAMESPACE", "prod").env("HELM_KUBECONTEXT", "east");
        Self::of(folder, command)
    }

    fn of(folder: TempDir, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("helm-dagu");
        let mut link = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut link).expect("a line");
        let port =
            link.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split('/').next()?.parse().ok());
        let Some(port) = port else {
            let mut errors = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut errors).expect("text");
            panic!(
                "no link; to build the program with the page: `cargo xtask build`, then DAGU_PAGE=$PWD/www/dist\n{errors}"
            );
        };
        Self { child, link: link.trim_end().to_owned(), port, folder }
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The path of the link, with its token.
    pub(crate) fn entrance(&self) -> &str {
        &self.link[self.link.find("/?").expect("a token")..]
    }

    /// Sends a request of these lines and this body, and nothing that is not given.
    pub(crate) fn send(&self, lines: &[&str], body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let head = format!("{}\r\n\r\n", lines.join("\r\n"));
        stream.write_all(head.as_bytes()).expect("it listens");
        // The server may refuse before it has read everything.
        let _ = stream.write_all(body);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        Reply::parse(&reply)
    }

    /// Uses the link, and returns the cookie.
    pub(crate) fn enter(&self) -> String {
        let line = format!("GET {} HTTP/1.1", self.entrance());
        let reply = self.send(&[&line, &format!("Host: {}", self.host())], b"");
        assert_eq!(reply.status, 200, "{}", reply.body);
        let cookie = reply.headers["set-cookie"].split(';').next().expect("a cookie");
        cookie.to_owned()
    }

    /// A request as the page sends it.
    pub(crate) fn ask(&self, cookie: &str, line: &str, more: &[&str], body: &[u8]) -> Reply {
        let (line, host) = (format!("{line} HTTP/1.1"), format!("Host: {}", self.host()));
        let (cookie, length) = (format!("Cookie: {cookie}"), format!("Content-Length: {}", body.len()));
        let mut lines = vec![&*line, &host, &cookie];
        if !body.is_empty() {
            lines.push(&length);
        }
        lines.extend(more);
        self.send(&lines, body)
    }

    /// The only document, as the page reads it.
    pub(crate) fn load(&self, cookie: &str) -> Value {
        let mut documents = self.load_all(cookie);
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    pub(crate) fn load_all(&self, cookie: &str) -> Vec<Value> {
        let reply = self.ask(cookie, "GET /local.json", &[], b"");
        assert_eq!(reply.status, 200, "{}", reply.body);
        serde_json::from_str(&reply.body).expect("JSON")
    }

    /// Writes a text on top of a document that was loaded, as the page does.
    pub(crate) fn save(&self, cookie: &str, loaded: &Value, text: &str) -> Reply {
        let body = json!({"path": loaded["path"], "version": loaded["version"], "text": text}).to_string();
        let origin = format!("Origin: http://{}", self.host());
        self.ask(cookie, "PUT /local.json", &[&origin, "Content-Type: application/json"], body.as_bytes())
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("values.yaml")
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("a file")
    }

    pub(crate) fn mode(&self) -> u32 {
        fs::metadata(self.file()).expect("a file").permissions().mode() & 0o777
    }

    /// Sends a signal, and waits for the end.
    pub(crate) fn end(&mut self, signal: Signal) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), signal).expect("it runs");
        until("the end", || self.child.try_wait().expect("a child"))
    }
}

impl Drop for Ui {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    fn parse(reply: &[u8]) -> Self {
        let end = reply.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a response");
        let (head, body) = (str::from_utf8(&reply[..end]).expect("text"), &reply[end + 4..]);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers: BTreeMap<_, _> =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let body = match headers.get("content-encoding") {
            Some(_) => std::io::read_to_string(GzDecoder::new(body)).expect("compressed text"),
            None => String::from_utf8(body.to_vec()).expect("text"),
        };
        Self { status, headers, body }
    }
}

/// Whether a program can be started.
pub(crate) fn require(program: impl AsRef<OsStr>) {
    let found = Command::new(&program).arg("--version").stdout(Stdio::null()).status();
    assert!(found.is_ok(), "{:?} is missing", program.as_ref());
}
