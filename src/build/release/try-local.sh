#!/usr/bin/env bash
# A newcomer unzips the local server, starts it and calls it, from another folder than its own.
set -euo pipefail
to=$WORK/newcomer
mkdir -p "$to"
(cd "$to" && "$JAVA_HOME/bin/jar" xf "$OUT/consimt-local-$VERSION.zip")
port=$((20000 + RANDOM % 20000))
cd "$to"
"$JAVA_HOME/bin/java" -Dquarkus.http.port=$port -jar "consimt-local-$VERSION/consimt-local.jar" >log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in {1..240}; do
  if answer=$(curl -s "localhost:$port/check-permission" \
    -d '{"businessId":"librarie","userId":"40755500001","category":"UTILITY"}'); then break; fi
  kill -0 $server 2>/dev/null || { cat log >&2; exit 1; }
  sleep 0.5
done
jq -e '.results[0] | .permission == "REFUSED" and .reason == "FIRST_CONTACT_REQUIRED"' <<<"$answer" >/dev/null \
  || { echo "The local server answered: $answer" >&2; cat log >&2; exit 1; }
grep -q "consimt $VERSION .*Listening on: http://localhost:$port" log || { cat log >&2; exit 1; }
