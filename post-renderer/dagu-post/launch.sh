#!/bin/sh
# Starts dagu-post for Helm 4: the one in this folder (a packaged plugin), the one built in the
# project around it, or else the one on PATH.

here=$(cd -P "$(dirname "$0")" && pwd) || exit 1
project=${here%/post-renderer/dagu-post}

if [ -x "$here/bin/dagu-post" ]; then
    exec "$here/bin/dagu-post" "$@"
fi
# Elsewhere the folders above are not ours, and what lies in them is not to be trusted.
if [ "$project" != "$here" ]; then
    for built in "$project/bin/dagu-post" "$project/target/release/dagu-post"; do
        [ -x "$built" ] && exec "$built" "$@"
    done
fi
if command -v dagu-post >/dev/null; then
    exec dagu-post "$@"
fi

# Helm 4 hides the stderr of a post-renderer and the reason of its failure. A document that is a bare
# text can never be applied, and Helm shows it in full.
cat <<'TEXT'
|
  dagu-post is not built: run `cargo xtask build` in the project's folder,
  or `cargo install --path crates/dagu-post`
TEXT
