# shellcheck shell=bash disable=SC2154
# Functions of the parts. VERSION, MVN, OUT, WORK, TIME and SOURCE_DATE_EPOCH are those of release.sh.

# Runs Maven for one artefact, whose times are those of the commit.
maven() { # arguments
  "$MVN" -B -q -ntp -Dproject.build.outputTimestamp="$TIME" "$@"
}

# Packs a folder's files by name, without the folder itself. What has a manifest begins with it.
packed() { # zip or jar, folder
  local manifest=--no-manifest
  [ ! -e "$2/META-INF/MANIFEST.MF" ] || manifest=--manifest=META-INF/MANIFEST.MF
  (cd "$2" && find . -type f ! -path ./META-INF/MANIFEST.MF | sed 's|^\./||' | sort | sed 's/.*/"&"/') >"$WORK/names"
  (cd "$2" && "$JAVA_HOME/bin/jar" --create --file "$1" --date "$TIME" "$manifest" "@$WORK/names")
}

# Lists what is inside by CycloneDX, from the tree of all libraries. A jar that the tree lacks is an error.
sbom() { # artefact; on standard input a line for each library: group.artifact-version, and the hash of its jar, or nothing
  jq -Rn --slurpfile all "$WORK/bom.json" --arg name "$1" --arg version "$VERSION" '
    ($all[0].components | map({key: "\(.group).\(.name)-\(.version)", value: .}) | from_entries) as $known
    | [inputs / " " | . as [$jar, $hash] | ($known[$jar] // error("the tree has no " + $jar))
       | if $hash then .hashes = [{alg: "SHA-256", content: $hash}] else . end]
    | {bomFormat: "CycloneDX", specVersion: $all[0].specVersion, version: 1,
       metadata: {timestamp: env.TIME, component: {type: "application", group: "io.github.consimt", name: $name, version: $version,
         licenses: [{license: {id: "Apache-2.0"}}]}},
       components: unique_by(.purl)}' >"$OUT/$1-$VERSION.cdx.json"
}

# The jars of a folder as sbom reads them.
jars() { # folder
  (cd "$1" && sha256sum -- *.jar) | sed -E 's/^([0-9a-f]+) [ *](modified-)?(.*)\.jar$/\3 \1/'  # Quarkus calls one so that it has changed.
}
