#!/bin/sh
# The install and update hook of the Helm plugin `dagu`. It neither downloads nor builds: it uses the
# program of the archive, of bin/ or of target/release/, or prints the command that builds it.
set -eu

plugin=${HELM_PLUGIN_DIR:-$(dirname "$0")}

if [ -x "$plugin/helm-dagu" ]; then
    # From an archive, which has no folders: Helm 3 does not unpack a folder a second time.
    folder=$plugin
    mkdir -p "$plugin/post-renderer/dagu-post"
    for file in plugin.yaml install.sh launch.sh; do
        mv "$plugin/post-renderer.$file" "$plugin/post-renderer/dagu-post/$file"
    done
else
    folder=$plugin/bin
    if [ ! -x "$folder/helm-dagu" ]; then
        if [ ! -x "$plugin/target/release/helm-dagu" ]; then
            cat >&2 <<TEXT
The plugin is installed, but its program is not built. Build it once, with no second install:

    cd "$(cd -P "$plugin" && pwd)" && cargo xtask build

TEXT
            exit 1
        fi
        mkdir -p "$folder"
        # A link, so that the next build is used.
        ln -sf ../target/release/helm-dagu "$folder/helm-dagu"
    fi
fi
# The same program, under the name that `--post-renderer` expects. Archives of plugins cannot contain links.
ln -sf helm-dagu "$folder/dagu-post"
