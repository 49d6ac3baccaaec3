//! This program, and the `dagu-post` that Helm 3 and pipes find on PATH.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dagu_chart_host::core_sha256;

use super::{Check, Status, quoted};

const SUBJECT: &str = "dagu-post";

/// The version of this program, and whether the `dagu-post` on PATH has its core. `major` is Helm's version.
pub(crate) fn programs(major: Option<u32>) -> Vec<Check> {
    let ours = core_sha256();
    let version = format!("version {}, core sha256:{ours}", env!("CARGO_PKG_VERSION"));
    vec![Check::ok("helm-dagu", version), post_renderer(ours, major)]
}

fn post_renderer(ours: &str, major: Option<u32>) -> Check {
    let name = format!("{}{}", dagu_post::NAME, env::consts::EXE_SUFFIX);
    let on_path = env::var_os("PATH").unwrap_or_default();
    let Some(found) = env::split_paths(&on_path).map(|folder| folder.join(&name)).find(|file| file.is_file())
    else {
        if major == Some(4) {
            return Check::ok(
                SUBJECT,
                "not on PATH: Helm 4 and `helm dagu` do not need it there, only pipes do",
            );
        }
        return Check::bad(
            SUBJECT,
            Status::Warning,
            "not on PATH: `helm dagu` works, but Helm 3 cannot find it for `--post-renderer dagu-post`",
            put_on_path(&name),
        );
    };
    let difference = match told_core(&found) {
        Some(theirs) if theirs == ours => {
            return Check::ok(SUBJECT, format!("{} has the same core", found.display()));
        }
        Some(theirs) => format!("has another core, sha256:{theirs}"),
        None => "does not report its core".to_owned(),
    };
    Check::bad(SUBJECT, Status::Error, format!("{} {difference}", found.display()), put_on_path(&name))
}

/// The command after which `dagu-post` is this program.
fn put_on_path(name: &str) -> String {
    let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("helm-dagu"));
    let folder = program.parent().unwrap_or(Path::new("."));
    let export = format!("export PATH={}:\"$PATH\"", quoted(folder));
    if folder.join(name).is_file() {
        return export;
    }
    format!("ln -s {} {} && {export}", quoted(&program), quoted(&folder.join(name)))
}

/// The sha256 of a program's core in hex, if it reports one.
fn told_core(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().find_map(|word| word.strip_prefix("sha256:")).map(str::to_owned)
}
