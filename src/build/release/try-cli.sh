#!/usr/bin/env bash
# The command line says its version, and has the licences of what it contains.
set -euo pipefail
says=$("$OUT/consimt" --version)
[ "$says" = "consimt $VERSION" ] || { echo "consimt --version says: $says" >&2; exit 1; }
names=$("$JAVA_HOME/bin/jar" tf "$OUT/consimt-$VERSION.jar")
grep -q '^META-INF/licenses/jackson-core-.*/LICENSE' <<<"$names"
