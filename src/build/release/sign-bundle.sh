#!/usr/bin/env bash
# Signs each file of a bundle for Maven Central by gpg's default key, as Central asks. The signed bundle takes its place.
#
# usage: sign-bundle.sh BUNDLE
set -euo pipefail
bundle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
jar --extract --file "$bundle"
find . -type f ! -name '*.md5' ! -name '*.sha1' -exec gpg --batch --yes --armor --detach-sign {} \;
jar --create --no-manifest --file "$bundle" io
