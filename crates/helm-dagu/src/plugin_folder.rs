//! A temporary folder with a plugin that starts the post-renderer, for one command of Helm 4.
//!
//! It is used instead of an installed plugin, so that Helm starts exactly this program.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

const PLUGIN: &str = concat!(
    r#"apiVersion: v1
type: postrenderer/v1
name: dagu-post
version: ""#,
    env!("CARGO_PKG_VERSION"),
    r#""
runtime: subprocess
runtimeConfig:
  platformCommand:
    - command: ${HELM_DAGU_POST}
      args: ["post-render", "--helm4"]
"#
);

/// A plugin folder that only this user can write to. It is deleted when this value is dropped.
pub(crate) struct PluginFolder {
    folder: TempDir,
}

impl PluginFolder {
    /// The environment variable that holds the path of the program.
    ///
    /// Helm splits a command at spaces and expands variables afterwards, so that a path in a variable may contain
    /// spaces.
    pub(crate) const PROGRAM: &str = "HELM_DAGU_POST";

    pub(crate) fn new() -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("helm-dagu-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir()?;
        let plugin = folder.path().join("dagu-post");
        fs::create_dir(&plugin)?;
        fs::write(plugin.join("plugin.yaml"), PLUGIN)?;
        Ok(Self { folder })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post_renderer::SUBCOMMAND;

    #[test]
    fn the_plugin_starts_the_program_of_the_variable() {
        assert!(PLUGIN.contains(&format!("command: ${{{}}}", PluginFolder::PROGRAM)));
        assert!(PLUGIN.contains(&format!("args: [\"{SUBCOMMAND}\", ")));
    }
}
