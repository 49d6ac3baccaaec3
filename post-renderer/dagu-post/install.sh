#!/bin/sh
# The install hook of the Helm 4 plugin `dagu-post`.
#
# Helm 3 and Helm 4 share one folder of plugins, and Helm 3 loads no plugin at all while one of this
# format is in it. So the hook takes back what Helm has just put there, unless the user says that
# Helm 3 is not used. Its failure alone would leave the plugin where it is.
set -eu

[ "${DAGU_HELM4_ONLY:-}" = 1 ] && exit 0

installed=${HELM_PLUGIN_DIR:?is set by Helm}
here=$(cd -P "$(dirname "$0")" && pwd)
target=$(cd -P "$installed" && pwd)

# Nothing but what Helm has made: its link to this folder, or its copy of a packaged one.
if [ "$target" != "$here" ]; then
    echo "$installed is not the folder of this hook, $here: nothing was changed." >&2
    exit 1
elif [ -L "$installed" ]; then
    rm "$installed"
    folder=$(dirname "$here")
elif [ "$(basename "$(dirname "$here")")" = plugins ]; then
    # Moved rather than deleted: whatever else lies in it is not ours to judge.
    folder=$(mktemp -d "$(dirname "$(dirname "$here")")/helm4-plugins.XXXXXX")
    mv "$here" "$folder/dagu-post"
else
    echo "$installed is neither a link nor in a folder of plugins: nothing was changed." >&2
    exit 1
fi

cat >&2 <<TEXT
dagu-post was taken out of the folder of plugins again: Helm 3 reads that folder too, and loads no
plugin at all beside one that is made for Helm 4. Helm 4 finds it, without an install, by

    export HELM_PLUGINS="\$(helm env HELM_PLUGINS):$folder"

Set this for Helm 4 alone; \`helm dagu install\` and \`upgrade\` need none of it. If nobody uses
Helm 3 here, install it with

    DAGU_HELM4_ONLY=1 helm plugin install "$folder/dagu-post"

TEXT
exit 1
