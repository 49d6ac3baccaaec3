//! The plugins of Helm.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Check, Status, quoted};
use crate::helm::Helm;

const SUBJECT: &str = "plugins";

/// What a `plugin.yaml` says of itself.
struct Plugin {
    folder: PathBuf,
    name: String,
    version: String,
    /// Whether it is in the format that only Helm 4 loads.
    is_of_helm_4: bool,
}

/// Whether Helm loads its plugins, and `dagu` among them.
pub(crate) fn plugins(helm: &Helm) -> Vec<Check> {
    check(helm.major(), &helm.plugin_folders().unwrap_or_default())
}

fn check(major: u32, folders: &OsStr) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut ours = None;
    for folder in env::split_paths(folders).filter(|folder| !folder.as_os_str().is_empty()) {
        let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
        for plugin in read(&folder) {
            if plugin.is_of_helm_4 && major == 3 {
                checks.push(Check::bad(
                    SUBJECT,
                    Status::Error,
                    format!("Helm 3 loads no plugins: {} has the format of Helm 4", plugin.folder.display()),
                    format!("mkdir -p ~/.helm-4-plugins && mv {} ~/.helm-4-plugins/", quoted(&plugin.folder)),
                ));
            }
            if let Some(other) = names.insert(plugin.name.clone(), plugin.folder.clone()) {
                checks.push(Check::bad(
                    SUBJECT,
                    Status::Error,
                    format!(
                        "Helm loads no plugins: {} has the name of {}",
                        plugin.folder.display(),
                        other.display()
                    ),
                    format!("rm -r {}", quoted(&plugin.folder)),
                ));
            }
            if plugin.name == "dagu" && ours.is_none() {
                ours = Some(plugin);
            }
        }
    }
    checks.push(match ours {
        None => Check::bad(
            SUBJECT,
            Status::Warning,
            "Helm finds no plugin `dagu`: only `helm-dagu` works",
            format!("helm plugin install {}", quoted(&root())),
        ),
        Some(plugin) if plugin.version != env!("CARGO_PKG_VERSION") => Check::bad(
            SUBJECT,
            Status::Warning,
            format!(
                "{} is version {}, this program {}",
                plugin.folder.display(),
                plugin.version,
                env!("CARGO_PKG_VERSION")
            ),
            "helm plugin uninstall dagu && helm plugin install .",
        ),
        Some(plugin) => Check::ok(SUBJECT, format!("`dagu` is in {}", plugin.folder.display())),
    });
    checks
}

/// The plugins in a folder, as Helm finds them: one level deep, also behind links.
fn read(folder: &Path) -> Vec<Plugin> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    let plugin = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("plugin.yaml")).ok()?;
        let field = |key: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
            value.map(|value| value.trim().trim_matches(['"', '\'']).to_owned())
        };
        Some(Plugin {
            name: field("name").unwrap_or_default(),
            version: field("version").unwrap_or_default(),
            is_of_helm_4: field("apiVersion").is_some(),
            folder,
        })
    };
    folders.into_iter().filter_map(plugin).collect()
}

/// The folder of this plugin, if the program is in it or in its `bin`.
fn root() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    let mut folders = program.ancestors().skip(1).take(2);
    folders.find(|folder| folder.join("plugin.yaml").is_file()).map_or_else(|| ".".into(), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The statuses and messages for these plugins, each a folder and its `plugin.yaml`.
    fn checked(major: u32, plugins: &[(&str, &str)]) -> Vec<(Status, String)> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in plugins {
            fs::create_dir(folder.path().join(name)).expect("a folder");
            fs::write(folder.path().join(name).join("plugin.yaml"), text).expect("a file");
        }
        let checks = check(major, folder.path().as_os_str());
        let prefix = format!("{}/", folder.path().display());
        checks.into_iter().map(|check| (check.status, check.message.replace(&prefix, ""))).collect()
    }

    const OURS: &str = concat!("name: dagu\nversion: \"", env!("CARGO_PKG_VERSION"), "\"\n");
    const OF_HELM_4: &str = "apiVersion: v1\ntype: postrenderer/v1\nname: dagu-post\nversion: 0.1.0\n";

    #[test]
    fn a_plugin_of_helm_4_is_an_error_for_helm_3_only() {
        let plugins = [("dagu", OURS), ("post", OF_HELM_4)];
        let found = (Status::Ok, "`dagu` is in dagu".to_owned());
        let error = "Helm 3 loads no plugins: post has the format of Helm 4";
        assert_eq!(checked(3, &plugins), [(Status::Error, error.to_owned()), found.clone()]);
        assert_eq!(checked(4, &plugins), [found]);
    }

    #[test]
    fn two_plugins_of_one_name_and_an_old_or_missing_one_are_found() {
        let twice = checked(4, &[("a", OURS), ("b", OURS)]);
        assert_eq!(twice[0], (Status::Error, "Helm loads no plugins: b has the name of a".to_owned()));
        assert_eq!(checked(4, &[("a", "name: dagu\nversion: 0.0.1\n")])[0].0, Status::Warning);
        assert_eq!(checked(4, &[("post", OF_HELM_4)])[0].0, Status::Warning);
    }
}
