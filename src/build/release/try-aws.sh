#!/usr/bin/env bash
# The archive's first-steps.sh with stand-ins for sam and aws, on a PATH that has bash, jq and what every system has: no git, JDK
# or Maven. FirstStepsTest says more of the script itself.
set -euo pipefail
tar xf "$OUT/consimt-aws-$VERSION.tar.gz" -C "$WORK"
cd "$WORK/consimt-aws-$VERSION"
bin=$WORK/bin
mkdir -p "$bin"
for program in bash jq awk cat date dirname find mktemp rm; do ln -sf "$(command -v "$program")" "$bin/$program"; done
cat >"$bin/sam" <<'END'
#!/usr/bin/env bash
[ -s template.yaml ] && [ -s "$(awk '/CodeUri:/ {print $2}' template.yaml)" ] && echo "sam $*" >>"$NOTED"
END
cat >"$bin/aws" <<'END'
#!/usr/bin/env bash
case "$1 $2" in
  "cloudformation describe-stacks") echo "output-of-the-stack" ;;
  "lambda invoke") echo '{"business":{},"desk":{"url":"the-desk"}}' >"${@: -1}" && echo None ;;
  "s3 sync") [ -s "$3/desk/index.html" ] && echo "aws $1 $2 $3" >>"$NOTED" ;;
  *) exit 2 ;;
esac
END
chmod +x "$bin/sam" "$bin/aws"
NOTED=$WORK/noted PATH=$bin ./first-steps.sh >"$WORK/said" 2>&1 </dev/null || { cat "$WORK/said" >&2; exit 1; }
diff - "$WORK/noted" <<END
sam deploy
sam deploy --parameter-overrides Pages=on
aws s3 sync target/pages
END
[ "$(tail -n 1 "$WORK/said")" = "The desk: the-desk" ] || { cat "$WORK/said" >&2; exit 1; }
