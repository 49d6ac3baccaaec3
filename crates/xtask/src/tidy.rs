//! `cargo xtask tidy`: checks that neither compiler, formatter nor linter makes.

mod dependencies;
mod expectations;
mod files;
mod layers;
mod links;
mod text;
mod tricks;
mod versions;

use anyhow::{Result, bail};

/// Fails if any check finds a problem.
pub(crate) fn run() -> Result<()> {
    let files = files::all()?;
    let problems = [
        text::check(&files),
        links::check(&files),
        expectations::check(&files),
        tricks::check(&files),
        versions::check()?,
        dependencies::check()?,
        layers::check(&files)?,
    ]
    .concat();
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        count => bail!("{count} problems"),
    }
}
