#!/usr/bin/env bash
# Makes the packages of the guards: npm's tarball, wheel and sdist, and for Maven Central a bundle, which is a repository in
# a zip. The bundle has no signatures yet: sign-bundle.sh adds them. The same bytes each time.
# Needs npm, and python3 with flit_core (python3-flit, flit).
#
# VERSION, MVN, OUT, WORK, TIME and SOURCE_DATE_EPOCH are those of release.sh. REPOSITORY is the address of the repository.
set -euo pipefail
cd "$(dirname "$0")/../../.."
umask 022
export LC_ALL=C TZ=UTC
home=https://github.com/consimt/consimt
sdk=$(sed -n 's|.*<aws-sdk.version>\(.*\)</aws-sdk.version>.*|\1|p' pom.xml)
stage=$WORK/guards
rm -rf "$stage"
mkdir -p "$stage"

# Copies a guard, with the version and the address of the repository.
staged() { # folder, its files with a version or an address
  cp -R "src/guards/$1" "$stage/$1"
  cp LICENSE "$stage/$1/"
  local folder=$stage/$1 file
  shift
  for file; do
    sed -e "s|0\.0\.0|$VERSION|; s|2\.0\.0|$sdk|; s|$home|${REPOSITORY:-$home}|g" "$folder/$file" >"$folder/filled"
    mv "$folder/filled" "$folder/$file"
  done
  chmod -R u=rwX,go=rX "$folder"
}

staged javascript package.json README.md
(cd "$stage/javascript" && npm pack --silent --pack-destination "$OUT" >/dev/null)

staged python pyproject.toml README.md
rm -rf "$stage/python/consimt_guard/__pycache__"
# The registry of Python knows a version that is under way by another name.
sed -i.before 's/-SNAPSHOT"/.dev0"/' "$stage/python/pyproject.toml"
rm "$stage/python/pyproject.toml.before"
python=$(for each in python3 /usr/bin/python3; do "$each" -c 'import flit_core' 2>/dev/null && echo "$each" && break; done) ||
  { echo "The wheel needs a python3 with flit_core." >&2 && exit 1; }
(cd "$stage/python" &&
  PYTHONDONTWRITEBYTECODE=1 "$python" -c 'import sys; from flit_core.buildapi import *; [build(sys.argv[1]) for build in (build_wheel, build_sdist)]' "$OUT")
chmod 644 "$OUT"/*.whl

staged java pom.xml
main=$stage/java/src/main
mkdir -p "$main/java" "$main/resources/consimt/guard" "$main/resources/META-INF"
mv "$stage/java/consimt" "$main/java/"
mv "$stage/java/LICENSE" "$main/resources/META-INF/"
cp src/guards/operations.json "$main/resources/consimt/guard/"
"$MVN" -B -q -ntp -f "$stage/java/pom.xml" -Dproject.build.outputTimestamp="$TIME" package

bundle=$stage/bundle
folder=$bundle/io/github/consimt/consimt-guard/$VERSION
mkdir -p "$folder"
cp "$stage/java/pom.xml" "$folder/consimt-guard-$VERSION.pom"
cp "$stage/java/target/"*.jar "$folder/"
for file in "$folder"/*; do
  md5sum "$file" | cut -d ' ' -f 1 >"$file.md5"
  sha1sum "$file" | cut -d ' ' -f 1 >"$file.sha1"
done
(cd "$bundle" && find io -type f | sort >../names &&
  "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --no-manifest --date "$TIME" --file "$OUT/consimt-guard-$VERSION-bundle.zip" @../names)
