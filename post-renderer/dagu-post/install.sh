#!/bin/sh
# The install hook of the Helm 4 plugin `dagu-post`.
#
# Helm 3 and Helm 4 share one folder of plugins, and Helm 3 stops loading all plugins if one in this
# format is in it. So the hook removes what Helm has just installed, unless the user states that
# Helm 3 is not used. A failing hook alone would leave the plugin in place.
set -eu

[ "${DAGU_HELM4_ONLY:-}" = 1 ] && exit 0

installed=${HELM_PLUGIN_DIR:?is set by Helm}
here=$(cd -P "$(dirname "$0")" && pwd)
target=$(cd -P "$installed" && pwd)

# Remove only what Helm has created: its link to this folder, or its copy of a packaged plugin.
if [ "$target" != "$here" ]; then
    echo "$installed is not the folder of this hook, $here: nothing was changed." >&2
    exit 1
elif [ -L "$installed" ]; then
    rm "$installed"
    folder=$(dirname "$here")
elif [ "$(basename "$(dirname "$here")")" = plugins ]; then
    # Moved, not deleted: the user may have added files to it.
    folder=$(mktemp -d "$(dirname "$(dirname "$here")")/helm4-plugins.XXXXXX")
    mv "$here" "$folder/dagu-post"
else
    echo "$installed is neither a link nor in a folder of plugins: nothing was changed." >&2
    exit 1
fi

cat >&2 <<TEXT
dagu-post was removed from the plugin folder again. Helm 3 reads that folder too, and stops loading
all plugins if a plugin for Helm 4 is in it. To use dagu-post with Helm 4 without installing it, run

    export HELM_PLUGINS="\$(helm env HELM_PLUGINS):$folder"

Set this for Helm 4 only; \`helm dagu install\` and \`upgrade\` do not need it. If Helm 3 is not used
on this machine, install the plugin with

    DAGU_HELM4_ONLY=1 helm plugin install "$folder/dagu-post"

TEXT
exit 1
