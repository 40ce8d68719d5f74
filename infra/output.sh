#!/usr/bin/env bash
# Tells an output of the stack, or nothing where the stack has none of this name: infra/output.sh Url
set -euo pipefail
aws cloudformation describe-stacks --stack-name "${STACK:-consimt}" \
  --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
