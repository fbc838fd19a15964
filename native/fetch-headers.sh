#!/bin/sh
# Puts llama.h and ggml's headers of the pinned release under node_modules/.llama-headers, for the test that compares the
# binding with them. They come with the npm package node-llama-cpp of the same version as the libraries (its source bundle);
# only that one package is fetched, and its SHA-512 is pinned in headers.sha512. A second call does nothing.
set -eu
cd "$(dirname "$0")"

version=$(sed -n 's|.*"@node-llama-cpp/linux-x64": "\([^"]*\)".*|\1|p' package.json)
archive="node-llama-cpp-$version.tgz"
target=node_modules/.llama-headers
if [ "$(cat "$target/version" 2>/dev/null)" = "$version" ]; then exit 0; fi

if ! grep -q " $archive\$" headers.sha512; then
  echo "native/headers.sha512 pins no $archive: add its line (npm pack node-llama-cpp@$version; sha512sum)" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --silent --ignore-scripts "node-llama-cpp@$version" --pack-destination "$work" >/dev/null
pins=$PWD/headers.sha512
(cd "$work" && grep " $archive\$" "$pins" | sha512sum --check --quiet -)
tar -xzf "$work/$archive" -C "$work" package/llama/gitRelease.bundle package/llama/binariesGithubRelease.json
git clone --quiet --bare "$work/package/llama/gitRelease.bundle" "$work/llama.git"

rm -rf "$target"
mkdir -p "$target"
git --git-dir "$work/llama.git" archive HEAD include ggml/include | tar -x -C "$target"
cp "$work/package/llama/binariesGithubRelease.json" "$target/release.json"
echo "$version" >"$target/version"
