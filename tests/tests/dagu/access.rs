//! Who can log in.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::dagu::http::Request;
use dagu_chart_tests::helm::Helm;

use crate::world::{Access, World};

/// What only people who may get in shall see.
const PRIVATE: [&str; 3] = ["dags", "dag-runs", "workers"];

pub(crate) fn login(world: &mut World) -> Result<()> {
    let password = noted_password(world)?;
    for (password, status) in [(format!("{password}x"), 401), (password, 200)] {
        let answer = world.log_in(&password)?;
        ensure!(answer.status == status, "{} instead of {status}: {}", answer.status, answer.body);
    }
    Ok(())
}

/// What the command in the notes of Helm would print.
fn noted_password(world: &World) -> Result<String> {
    let helm = Helm::four()?;
    let values = world.release.values;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("values.yaml");
    std::fs::write(&file, values)?;
    let mut command = helm.command();
    command.args(["install", "dagu", "chart", "--dry-run=client", "--values"]).arg(&file);
    let output = command.output().context("cannot run Helm")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (_, command) = text.split_once("get secret ").context("the notes name no Secret")?;
    let (name, command) = command.split_once(' ').context("the command has no more words")?;
    let (_, key) = command.split_once("index .data \"").context("the command reads no key")?;
    let (key, _) = key.split_once("\" | base64decode").context("the command decodes nothing")?;
    Ok(world.cluster.secret(name, key)?.to_owned())
}

pub(crate) fn anonymous(world: &mut World) -> Result<()> {
    for path in PRIVATE {
        let answer = world.send(Request::get(&world.path(path)))?;
        ensure!(answer.status == 401, "{path}: {} {}", answer.status, answer.body);
        world.get(path)?;
    }
    Ok(())
}

pub(crate) fn basic(world: &mut World) -> Result<()> {
    let Access::Password { user, password } = world.release.access else {
        anyhow::bail!("the release has no password");
    };
    for path in PRIVATE {
        let path = world.path(path);
        let wrong = format!("{password}x");
        for (request, status) in [
            (Request::get(&path), 401),
            (Request::get(&path).with_password(user, &wrong), 401),
            (Request::get(&path).with_password("admin", password), 401),
            (Request::get(&path).with_password(user, password), 200),
        ] {
            let answer = world.send(request)?;
            ensure!(answer.status == status, "{path}: {} instead of {status}", answer.status);
        }
    }
    Ok(())
}

pub(crate) fn open(world: &mut World) -> Result<()> {
    for path in PRIVATE {
        let answer = world.send(Request::get(&world.path(path)))?;
        ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.body);
        answer.json()?;
    }
    Ok(())
}
