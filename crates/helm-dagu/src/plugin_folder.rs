//! The folder that shows Helm 4 the post-renderer as a plugin, for the time of one command.
//!
//! It is made anew rather than taken from the installed plugin, so that Helm starts the very program
//! that was found, wherever the two lie.

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
      args: ["--helm4"]
"#
);

/// A folder of plugins that nobody else can write to, gone with this value.
pub(crate) struct PluginFolder {
    folder: TempDir,
}

impl PluginFolder {
    /// The environment variable that holds the path of the program.
    ///
    /// Helm splits a command at blanks and replaces variables afterwards: in a variable, a path may
    /// have blanks.
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

    #[test]
    fn the_plugin_starts_the_program_of_the_variable() {
        assert!(PLUGIN.contains(&format!("command: ${{{}}}", PluginFolder::PROGRAM)));
    }
}
