#!/usr/bin/env bash
# The command line: one jar, with the licences of what it contains, and a script that finds Java.
set -euo pipefail
. src/build/release/pack.sh
maven -Dcli package
whole=target/cli/cli
while read -r jar; do
  name=$(basename "$jar" .jar)
  mkdir -p "$whole/META-INF/licenses/$name"
  (cd "$whole/META-INF/licenses/$name" && "$JAVA_HOME/bin/jar" xf "$jar" META-INF \
    && find META-INF -type f \( -iname '*license*' -o -iname '*notice*' \) -exec mv {} . \;
    rm -rf META-INF)
done <target/cli/cli.txt
find "$whole/META-INF/licenses" -type d -empty -delete
cp LICENSE "$whole/META-INF/LICENSE"
rm -f "$whole/META-INF/NOTICE"* "$whole/META-INF/LICENSE.txt"
(cd "$whole" && "$JAVA_HOME/bin/jar" xf "$PWD/../../consimt.jar" META-INF/MANIFEST.MF)
packed "$OUT/consimt-$VERSION.jar" "$PWD/$whole"
sed "s/@VERSION@/$VERSION/" src/build/release/consimt >"$OUT/consimt"
chmod +x "$OUT/consimt"
sed -E 's|.*/repository/(.*)/([^/]+)/([^/]+)/[^/]+\.jar$|\1/\2-\3|; s|/|.|g' target/cli/cli.txt | sbom consimt
