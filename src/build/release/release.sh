#!/usr/bin/env bash
# Fills target/release with all that a release has, the same bytes each time: ./mvnw -Prelease verify calls it. Each part
# below makes its files there; the try of a part then uses them as a newcomer does.
#
# usage: release.sh VERSION MVN    MVN is Maven's program
set -euo pipefail
cd "$(dirname "$0")/../../.."
export VERSION=$1 MVN=$2 OUT=$PWD/target/release WORK=$PWD/target/release-parts LC_ALL=C TZ=UTC
# Every time in every artefact is that of the commit.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
TIME=$(date -u -d "@$SOURCE_DATE_EPOCH" +%FT%TZ 2>/dev/null || date -u -r "$SOURCE_DATE_EPOCH" +%FT%TZ)
export SOURCE_DATE_EPOCH TIME
rm -rf "$OUT" "$WORK"
mkdir -p "$OUT" "$WORK"

cp target/release-build/bom.json "$WORK/"
cp infra/openapi.yaml "$OUT/"
for part in cli aws local guards; do
  echo "Makes $part." >&2
  "src/build/release/$part.sh"
done
(cd "$OUT" && sha256sum -- * >"$WORK/SHA256SUMS" && mv "$WORK/SHA256SUMS" .)
for part in cli aws local guards; do
  echo "Tries $part." >&2
  "src/build/release/try-$part.sh"
done
