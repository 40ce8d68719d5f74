#!/usr/bin/env bash
# What stands in the archive is what is deployed.
set -euo pipefail
tar xf "$OUT/consimt-aws-$VERSION.tar.gz" -C "$WORK" 
cmp "$WORK/consimt-aws-$VERSION/target/function.zip" target/function.zip
