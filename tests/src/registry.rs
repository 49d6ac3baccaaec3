//! A registry of container images and charts on loopback, with nothing in it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::place;
use crate::wait::until;

/// A registry. It ends when this value is dropped.
pub struct Registry {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Registry {
    /// Starts it on a free port.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let settings = folder.path().join("settings.yaml");
        fs::write(
            &settings,
            format!(
                "version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {:?}}}}}\n\
                 http: {{addr: \"127.0.0.1:{port}\"}}\n",
                folder.path().join("data")
            ),
        )?;
        let process = Command::new(place::tool("registry/registry")?)
            .arg("serve")
            .arg(settings)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut registry = Self { process, port, _folder: folder };
        until("the registry", Duration::from_secs(60), || {
            ensure!(registry.process.try_wait()?.is_none(), "the registry has ended");
            Ok(TcpStream::connect(("127.0.0.1", port)).ok())
        })?;
        Ok(registry)
    }

    /// Its host and port.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
