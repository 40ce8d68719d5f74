#!/usr/bin/env bash
# The archive for AWS: what infra/first-steps.sh needs, in the folders of the clone.
set -euo pipefail
. src/build/release/pack.sh
rm -rf target/function.zip target/pages
maven -Dlambda package
name=consimt-aws-$VERSION
to=$WORK/aws/$name
mkdir -p "$to/target" "$to/infra"
cp target/function.zip "$to/target/"
cp -R target/pages "$to/target/"
cp infra/*.sh infra/template.yaml infra/gateway.json infra/openapi.yaml infra/functions.yaml infra/samconfig.toml infra/README.md "$to/infra/"
cp -R docs LICENSE CHANGELOG.md SECURITY.md "$to/"
cp src/build/release/aws.md "$to/README.md"
ln -s infra/first-steps.sh "$to/first-steps.sh"
tar --create --format=ustar --sort=name --mtime="$TIME" --owner=0 --group=0 --numeric-owner --mode=u+rw,go=u-w \
  --directory "$WORK/aws" "$name" | gzip -n -9 >"$OUT/$name.tar.gz"
mkdir "$WORK/zip"
(cd "$WORK/zip" && "$JAVA_HOME/bin/jar" xf "$to/target/function.zip" lib)
# The text of lit-html is in the scripts of the pages.
{ jars "$WORK/zip/lib"; jq -r '.components[] | select(.name == "lit-html") | "\(.group).\(.name)-\(.version)"' "$WORK/bom.json"; } \
  | sbom consimt-aws
