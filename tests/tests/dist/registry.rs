//! A registry on loopback, and the chart in it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};
use dagu_chart_tests::{helm, place, wait};
use tempfile::TempDir;

use crate::home::{Helm, Home};
use crate::{release, server};

/// A registry with nothing in it. It ends when this value is dropped.
pub(crate) struct Registry {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Registry {
    pub(crate) fn start() -> Result<Self> {
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
        wait::until("the registry", Duration::from_secs(60), || {
            ensure!(registry.process.try_wait()?.is_none(), "the registry has ended");
            Ok(TcpStream::connect(("127.0.0.1", port)).ok())
        })?;
        Ok(registry)
    }

    /// Its host and port.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The chart is pushed, and rendered from the registry as from the archive; what is pulled is what was pushed.
pub(crate) fn prove(helm: Helm) -> Result<()> {
    let registry = Registry::start()?;
    let home = Home::new(helm)?;
    home.install(&format!("{}/{}", server::start()?, release::plugin()))?;
    let charts = format!("oci://{}/charts", registry.address());
    let archive = release::folder().join(release::chart());
    helm::print(home.helm()?.arg("push").arg(&archive).args([&charts, "--plain-http"]))?;

    let chart = format!("{charts}/dagu");
    let source = ["--version", release::VERSION, "--plain-http"];
    home.print(&[&["pull", &chart], &source[..]].concat())?;
    ensure!(fs::read(home.path(&release::chart()))? == fs::read(&archive)?, "another archive was pulled");

    let values = ["--set", "persistence.storageClass=nfs-client", "--set", "auth.mode=none"];
    let template = |chart: &str, source: &[&str]| {
        home.print(&[&["dagu", "template", "dagu", chart], source, &values[..]].concat())
    };
    let remote = template(&chart, &source)?;
    ensure!(remote.contains("\nkind: Deployment\n"), "{remote}");
    ensure!(
        remote == template(&archive.to_string_lossy(), &[])?,
        "the chart of the registry renders otherwise"
    );
    Ok(())
}
