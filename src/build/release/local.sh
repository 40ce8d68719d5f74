#!/usr/bin/env bash
# The local server: what quarkus:dev serves, started by java -jar, with what it reads beside it, in the folders of the clone.
set -euo pipefail
. src/build/release/pack.sh
maven -Dserver package
name=consimt-local-$VERSION
to=$WORK/local/$name
mkdir -p "$to/infra" "$to/docs" "$to/src/local/resources/consimt"
cp target/server/consimt-"$VERSION"-runner.jar "$to/consimt-local.jar"
cp -R target/server/lib "$to/"
cp infra/template.yaml infra/openapi.yaml "$to/infra/"
cp docs/tour.md "$to/docs/"
mkdir -p "$to/src/local/npm"
cp src/local/npm/.npmrc src/local/npm/package.json src/local/npm/package-lock.json "$to/src/local/npm/"
cp -R src/local/resources/consimt/local "$to/src/local/resources/consimt/"
cp -R src/pages "$to/src/"
cp LICENSE "$to/"
cp src/build/release/local.md "$to/README.md"
packed "$OUT/$name.zip" "$WORK/local"
jars "$to/lib" | sbom consimt-local
