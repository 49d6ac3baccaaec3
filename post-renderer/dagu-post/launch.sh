#!/bin/sh
# Starts dagu-post for Helm 4: from this folder (a packaged plugin), from the surrounding plugin or
# checkout, or from the PATH.

here=$(cd -P "$(dirname "$0")" && pwd) || exit 1
project=${here%/post-renderer/dagu-post}

if [ -x "$here/bin/dagu-post" ]; then
    exec "$here/bin/dagu-post" "$@"
fi
# Elsewhere, the parent folders are not ours: do not run programs from them.
if [ "$project" != "$here" ]; then
    for built in "$project/helm-dagu" "$project/bin/helm-dagu" "$project/target/release/helm-dagu"; do
        [ -x "$built" ] && exec "$built" post-render "$@"
    done
fi
if command -v dagu-post >/dev/null; then
    exec dagu-post "$@"
elif command -v helm-dagu >/dev/null; then
    exec helm-dagu post-render "$@"
fi

# Helm 4 hides the stderr of a post-renderer. A document that is a plain text cannot be applied, and
# Helm prints it in full.
cat <<'TEXT'
|
  dagu-post is not built: run `cargo xtask build` in the project's folder,
  or `cargo install --path crates/dagu-post`
TEXT
