#!/usr/bin/env bash
# Changes parameters of the stack: infra/set.sh Production=on. SAM makes a version of a function for what changed in the
# template, and sees no value of a parameter. So this deploys a copy of the template that says when.
set -euo pipefail
cd "$(dirname "$0")"
trap 'rm -f template-set.yaml' EXIT
awk -v now="$(date -u +%FT%TZ)" '{print} /^        CONSIMT_TABLE_RELATIONS: / {print "        CONSIMT_SET_AT: \"" now "\""}' template.yaml \
  >template-set.yaml
sam deploy --template-file template-set.yaml --parameter-overrides "$@"
