#!/usr/bin/env bash
# Calls a function of the stack as the operator: infra/call.sh read-settings '{"businessId":"librarie"}'
set -euo pipefail
name=$(awk -F- '{for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2)}' <<<"$1")
alias=$("$(dirname "$0")/output.sh" "${name}Function")
[ -n "$alias" ] || { echo "The stack has no function $1." >&2; exit 1; }
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
fault=$(aws lambda invoke --function-name "$alias" --payload fileb:///dev/stdin --query FunctionError --output text "$answer" <<<"$2")
cat "$answer"
echo
[ "$fault" = None ]
