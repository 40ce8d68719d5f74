#!/usr/bin/env bash
# Takes Consimt to the AWS account whose credentials there are, by the commands of infra/README.md. It asks nothing. Where it
# was cut, start it again: what is done stays done.
#
# usage: infra/first-steps.sh [BUSINESS] [COUNTRY]    the id of a business, and the operator's country
#        infra/first-steps.sh --look                  what is wrong with a stack that stands; changes nothing
set -euo pipefail
cd "$(dirname "$0")"
[ -d infra ] || cd ..
[ "${1:-}" != --look ] || exec infra/look.sh
business=${1:-librarie}
country=${2:-RO}

# 1. The zip of all functions, and the files of the pages, of which the icon is made last. In a clone they are made again if a
# source is newer; an archive has no source.
zip=target/function.zip
last=target/pages/shared/icon.svg
if [ -e pom.xml ] && { [ ! -e "$zip" ] || [ ! -e "$last" ] \
  || [ -n "$(find pom.xml src -path '*/node_modules' -prune -o -type f -newer "$zip" -print -quit)" ]; }; then
  rm -f "$last"
  ./mvnw -q -Dlambda package
fi
echo "Deploys $zip of $(date -r "$zip" '+%Y-%m-%d %H:%M')." >&2

# 2. The stack, with defaults that fit every account.
(cd infra && sam deploy)

# 3. May the business send marketing to somebody whom it does not know? No.
infra/call.sh check-permission "{\"businessId\":\"$business\",\"userId\":\"40755500001\",\"category\":\"MARKETING\"}"

# 4. The pages. An account that may make no distribution yet does without.
(cd infra && sam deploy --parameter-overrides Pages=on) || echo "There are no pages. All the rest works: docs/deploying.md" >&2
pages=$(infra/output.sh PagesAddress)
[ -z "$pages" ] || aws s3 sync target/pages "s3://$(infra/output.sh PagesBucketName)" --delete

# 5. The stack's addresses, for links that are made by no call of the gateway. Other settings of the operator stay.
url=$(infra/output.sh Url)
settled=$(infra/call.sh configure-business '{"businessId":"operator"}')
infra/call.sh configure-business "$(jq -c --arg country "$country" --arg url "$url" --arg pages "$pages" '
  {name: "Operator", country: $country} + (.business | with_entries(select(.value != [])))
  + {gateway: ({address: $url} + if $pages == "" then {} else {pages: $pages} end)}' <<<"$settled")"

# 6. The desk of the operator's people, for twelve hours. Who has this address has the desk.
[ -n "$pages" ] || exit 0
desk=$(infra/call.sh issue-business-token '{"for":"OPERATOR","name":"first steps"}')
jq -r '"The desk: " + .desk.url' <<<"$desk"
