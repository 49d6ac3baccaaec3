#!/bin/sh
# Installs helm-dagu and dagu-post from a release, without Helm's plugins:
#
#     sh install.sh ADDRESS [FOLDER]
#
# ADDRESS is the address of the files of the release, FOLDER a folder on the PATH (~/.local/bin by
# default). Nothing is installed unless the archive has the sum in the release's SHA256SUMS.
set -eu

address=${1:?the address of the files of a release is missing: sh install.sh ADDRESS [FOLDER]}
address=${address%/}
folder=${2:-$HOME/.local/bin}
# The script changes its own folder, to one that it deletes.
case $folder in
/*) ;;
*) folder=$PWD/$folder ;;
esac

case $(uname -s)-$(uname -m) in
Linux-x86_64) platform=linux-amd64 ;;
Linux-aarch64 | Linux-arm64) platform=linux-arm64 ;;
Darwin-x86_64) platform=darwin-amd64 ;;
Darwin-arm64) platform=darwin-arm64 ;;
*)
    echo "error: there is no release for $(uname -s) on $(uname -m)" >&2
    exit 1
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

curl --fail --silent --show-error --location --output SHA256SUMS "$address/SHA256SUMS"
line=$(grep "  dagu-plugin-.*-$platform\.tgz\$" SHA256SUMS) || {
    echo "error: the release has no archive for $platform" >&2
    exit 1
}
archive=${line##* }
curl --fail --silent --show-error --location --output "$archive" "$address/$archive"
if command -v sha256sum >/dev/null; then
    sum=$(sha256sum "$archive")
else
    sum=$(shasum -a 256 "$archive")
fi
if [ "${sum%% *}" != "${line%% *}" ]; then
    echo "error: $archive is not what SHA256SUMS says: nothing was installed" >&2
    exit 1
fi

tar -xzf "$archive" helm-dagu
mkdir -p "$folder"
mv helm-dagu "$folder/helm-dagu"
ln -sf helm-dagu "$folder/dagu-post"
"$folder/helm-dagu" version

case :$PATH: in
*":$folder:"*) ;;
*) echo "Put $folder on your PATH: export PATH=\"$folder:\$PATH\"" ;;
esac
