//! This program as the post-renderer that Helm runs.
//!
//! One program, so that Helm and the other commands cannot have different cores.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The subcommand that makes this program `dagu-post`, where it does not have that name. It is not in the help: Helm
/// types it, not people.
pub(crate) const SUBCOMMAND: &str = "post-render";

/// The arguments of `dagu-post`, if a command line starts it: by the name of the program, or by the subcommand.
pub(crate) fn arguments(line: &[OsString]) -> Option<&[OsString]> {
    let (program, arguments) = line.split_first()?;
    if Path::new(program).file_stem() == Some(OsStr::new(dagu_post::NAME)) {
        return Some(arguments);
    }
    let (subcommand, arguments) = arguments.split_first()?;
    (subcommand == SUBCOMMAND).then_some(arguments)
}

/// The file of this program.
pub(crate) fn program() -> Result<PathBuf, Failure> {
    env::current_exe().map_err(Failure::Unfound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_or_the_subcommand_decides() {
        let post = |line: &str| {
            let line: Vec<OsString> = line.split(' ').map(Into::into).collect();
            arguments(&line).map(|arguments| arguments.len())
        };
        assert_eq!(post("dagu-post"), Some(0));
        assert_eq!(post("/opt/bin/dagu-post.exe --strict"), Some(1));
        assert_eq!(post("helm-dagu post-render --helm4 --strict"), Some(2));
        for other in
            ["helm-dagu", "helm-dagu render post-render", "dagu-poster", "dagu-post-1/helm-dagu lint"]
        {
            assert_eq!(post(other), None, "{other}");
        }
    }
}
