//! Argo CD's own cmp-server with docs/gitops/argocd/plugin.yaml, asked as its repo-server asks it.
//!
//! The trial `gitops-argocd` always runs the commands of the plugin.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm, Outcome};
use dagu_chart_tests::place;
use dagu_chart_tests::wait::until;
use tempfile::TempDir;

use crate::gitops::{NAMESPACE, VALUES, rendered};
use crate::kustomize::{objects, same};
use crate::world::World;

/// How long the server may take to start.
const STARTED: Duration = Duration::from_secs(60);

/// The application, named as the release, and the Kubernetes version as Argo CD writes it.
const APPLICATION: [&str; 3] =
    ["ARGOCD_APP_NAME=team-dagu", "ARGOCD_APP_NAMESPACE=workflows", "KUBE_VERSION=1.37.2"];

/// It finds the folders of the chart, and its objects are those of Helm.
pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    ensure!(APPLICATION[1].ends_with(NAMESPACE), "another namespace");
    let server = Server::start()?;
    let repository = tempfile::tempdir()?;
    let folder = |name: &str, file: &str, text: &str| -> Result<PathBuf> {
        let folder = repository.path().join(name);
        fs::create_dir(&folder)?;
        fs::write(folder.join(file), text)?;
        Ok(folder)
    };
    let values = fs::read_to_string(place::at(VALUES))?;
    let application = folder("team", "dagu-values.yaml", &values)?;
    let printed = server.ask(repository.path(), &application, &[])?.printed()?;
    same(&rendered(world, helm, "team-dagu")?, &objects(world, &printed)?)?;
    let parameter = "PARAM_DAGU_VERSION=2.4.3";
    let other = server.ask(repository.path(), &application, &[parameter])?.printed()?;
    // The server prints each object as JSON.
    let version = r#""app.kubernetes.io/version":"2.4.3""#;
    ensure!(other.contains(version), "the parameter has no effect");

    let generated = folder("generated", "dagu-values.yaml", "persistence: {storageClass: nfs-client}\n")?;
    let refused = server.ask(repository.path(), &generated, &[])?;
    ensure!(!refused.ok && refused.stderr.contains("D0206"), "{}", refused.stderr);

    let foreign = folder("foreign", "values.yaml", &values)?;
    let unknown = server.ask(repository.path(), &foreign, &[])?;
    ensure!(!unknown.ok && unknown.stderr.contains("could not find plugin"), "{}", unknown.stderr);
    Ok(())
}

/// The running server. It is stopped when this is dropped.
struct Server {
    program: PathBuf,
    home: TempDir,
    child: Child,
}

impl Server {
    fn start() -> Result<Self> {
        let program = place::tool("argocd/argocd").context("run `cargo xtask setup argocd`")?;
        let home = tempfile::tempdir()?;
        fs::create_dir(home.path().join("sockets"))?;
        fs::create_dir(home.path().join("work"))?;
        let mut command = command(&program, home.path());
        command.arg("--config-dir-path").arg(place::at("docs/gitops/argocd"));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start it")?;
        let server = Self { program, home, child };
        let socket = server.home.path().join("sockets/dagu.sock");
        until("Argo CD's cmp-server", STARTED, || Ok(socket.exists().then_some(())))?;
        Ok(server)
    }

    /// What it generates for the folder of an application.
    fn ask(&self, repository: &Path, application: &Path, more: &[&str]) -> Result<Outcome> {
        let mut command = command(&self.program, self.home.path());
        command.arg("ask").arg(repository).arg(application).args(APPLICATION).args(more);
        helm::run(&mut command)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", home).env("TMPDIR", home);
    command.env("PATH", format!("{}:/usr/bin:/bin", place::at("bin").display()));
    command
        .env("ARGOCD_PLUGINSOCKFILEPATH", home.join("sockets"))
        .env("ARGOCD_CMP_WORKDIR", home.join("work"));
    command
}
