#!/usr/bin/env bash
# Installs each package of the guards into an empty folder, and runs a sample by it: one person is refused, and the message to
# another arrives. Looks at the packages as their registries do. What a missing program leaves out is said.
set -euo pipefail
cd "$(dirname "$0")/../../.."
root=$PWD
try=$WORK/try-guards
rm -rf "$try"
mkdir -p "$try"
refused=+40755500001 other=+40755500002

leftOut() { echo "Left out: $*" >&2; }
fail() {
  echo "$*" >&2
  exit 1
}

python3 src/test/samples/stand-in.py "$refused" >"$try/address" 2>"$try/arrived" &
stand=$!
trap 'kill "$stand"; rm -rf "$try/gnupg"' EXIT
until [ -s "$try/address" ]; do kill -0 "$stand"; done
CONSIMT_URL=$(cat "$try/address")
export CONSIMT_URL CONSIMT_TOKEN=token AWS_ENDPOINT_URL=$CONSIMT_URL AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 \
  AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_EC2_METADATA_DISABLED=true

# A sample is right if it says so of both, and nothing but the message to the other person arrived.
holds() { # name of the package, command
  local name=$1 said
  shift
  : >"$try/arrived"
  said=$("$@" | tr '\n' ' ')
  [ "$said" = "MARKETING_OPTED_OUT sent " ] || fail "The sample of $name says: $said"
  [ "$(grep -c 40755500002 "$try/arrived")/$(grep -c . "$try/arrived")" = 1/1 ] || fail "By $name arrived: $(cat "$try/arrived")"
  echo "$name: one refused, one sent." >&2
}

if [ -d src/test/npm/node_modules/@aws-sdk/client-sns ]; then
  tools=$root/src/test/npm/node_modules/.bin
  mkdir "$try/npm" "$try/bundled"
  cp src/test/samples/sample.mjs "$try/npm/"
  (cd "$try/npm" && echo {} >package.json && npm install --silent --no-audit --no-fund --offline "$OUT/consimt-guard-$VERSION.tgz" &&
    ln -s "$root/src/test/npm/node_modules/@aws-sdk" node_modules/)
  holds npm node "$try/npm/sample.mjs" "$refused" "$other"
  # How most functions of Lambda are packed.
  "$tools/esbuild" "$try/npm/sample.mjs" --bundle --platform=node --format=esm --log-level=error --outfile="$try/bundled/sample.mjs" \
    --banner:js='import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
  holds "npm, bundled" node "$try/bundled/sample.mjs" "$refused" "$other"
  "$tools/publint" run "$try/npm/node_modules/consimt-guard" --strict >"$try/publint" || fail "$(cat "$try/publint")"
else
  leftOut "the sample of npm: npm ci in src/test/npm"
fi

for each in python3 /usr/bin/python3 ""; do
  "$each" -c 'import boto3, ensurepip, flit_core, venv' 2>/dev/null && break
done
if [ -n "$each" ]; then
  for package in "$OUT"/consimt_guard-*.whl "$OUT"/consimt_guard-*.tar.gz; do
    rm -rf "$try/venv"
    "$each" -m venv --system-site-packages "$try/venv"
    "$try/venv/bin/pip" install --quiet --disable-pip-version-check --no-index --no-build-isolation "$package"
    holds "${package##*.}" "$try/venv/bin/python" src/test/samples/sample.py "$refused" "$other"
  done
else
  leftOut "the samples of Python: python3 with boto3, flit_core and venv"
fi
if command -v twine >/dev/null; then
  twine check --strict "$OUT"/consimt_guard-*.whl "$OUT"/consimt_guard-*.tar.gz >"$try/twine" || fail "$(cat "$try/twine")"
else
  leftOut "twine check: twine"
fi
if command -v mypy >/dev/null && [ -d "$try/venv" ]; then
  (cd "$try" && mypy --strict --python-executable "$try/venv/bin/python" -c 'from consimt_guard import over_https
over_https("https://consimt.example", "token")' >"$try/mypy") || fail "$(cat "$try/mypy")"
fi

mkdir -p "$try/maven/src/main/java" "$try/repository"
(cd "$try/repository" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" --extract --file "$OUT/consimt-guard-$VERSION-bundle.zip")
cp src/test/samples/java/pom.xml "$try/maven/"
cp src/test/samples/java/Sample.java "$try/maven/src/main/java/"
sdk=$(sed -n 's|.*<aws-sdk.version>\(.*\)</aws-sdk.version>.*|\1|p' pom.xml)
# What is there already is taken from the usual repository, and nothing is put there.
maven=("$MVN" -B -q -ntp -f "$try/maven/pom.xml" -Dmaven.repo.local="$try/local"
  -Dmaven.repo.local.tail="${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -Dmaven.repo.local.tail.ignoreAvailability=true
  "-Dbundle=file://$try/repository" "-Dguard.version=$VERSION" "-Dsdk.version=$sdk" "-Dnumbers=$refused $other")
"${maven[@]}" compile
holds Maven "${maven[@]}" exec:exec

if command -v gpg >/dev/null; then
  cp "$OUT/consimt-guard-$VERSION-bundle.zip" "$try/bundle.zip"
  export GNUPGHOME=$try/gnupg
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-generate-key 'A throw-away key <nobody@consimt.example>' default default never 2>/dev/null
  if python3 src/build/release/check-bundle.py "$try/bundle.zip" 2>/dev/null; then
    fail "A bundle without signatures passes."
  fi
  src/build/release/sign-bundle.sh "$try/bundle.zip"
  python3 src/build/release/check-bundle.py "$try/bundle.zip"
  gpgconf --kill all
else
  leftOut "the signatures of the bundle: gpg"
fi
