#!/bin/sh
# The install and update hook of the Helm plugin `dagu`. It neither downloads nor builds: it uses
# the programs in bin/ or target/release/, or prints the command that builds them.
set -eu

plugin=${HELM_PLUGIN_DIR:-$(dirname "$0")}

built=yes
for program in helm-dagu dagu-post; do
    [ -x "$plugin/bin/$program" ] && continue
    if [ -x "$plugin/target/release/$program" ]; then
        mkdir -p "$plugin/bin"
        # A link, so that the next build is used.
        ln -sf "../target/release/$program" "$plugin/bin/$program"
    else
        built=no
    fi
done
[ "$built" = yes ] && exit 0

cat >&2 <<TEXT
The plugin is installed, but its programs are not built. Build them once, with no second install:

    cd "$(cd -P "$plugin" && pwd)" && cargo xtask build

TEXT
exit 1
