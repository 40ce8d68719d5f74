#!/usr/bin/env bash
# Looks at the stack and tells what is wrong, a finding a line: what the function doctor sees, then what only aws can. It
# changes nothing, and ends with 1 where something is wrong. docs/operating.md has the list.
set -euo pipefail
cd "$(dirname "$0")/.."
findings=()
finding() { # severity, finding, about, sentence, document
  findings+=("$(jq -nc '$ARGS.positional | {severity: .[0], finding: .[1], about: .[2], sentence: .[3], document: .[4]}' --args "$@")")
}

# 1. The doctor's pages.
page='{}'
while [ -n "$page" ]; do
  answer=$(infra/call.sh doctor "$page") || { echo "$answer" >&2; exit 2; }
  jq -e '.outcome == "LOOKED"' <<<"$answer" >/dev/null || { echo "$answer" >&2; exit 2; }
  while read -r line; do findings+=("$line"); done < <(jq -c '.findings[]' <<<"$answer")
  page=$(jq -c 'if .nextToken then {nextToken} else empty end' <<<"$answer")
done

# 2. Whether functions are handed what comes, and how long it waited in the last hour.
for name in PublishNotices DeliverNotice ReceiveWhatsappSns; do
  alias=$(infra/output.sh "${name}Function")
  states=$(aws lambda list-event-source-mappings --function-name "$alias" --query 'EventSourceMappings[].State' --output text)
  for state in $states; do
    [ "$state" = Enabled ] || finding ERROR MAPPING_OFF "$name" \
      "This function is handed nothing: switch its event source on." docs/operating.md#alarms
  done
done
from=$(jq -nr 'now - 3600 | floor | todate') to=$(jq -nr 'now | floor | todate')
waits() { # about, namespace, metric, dimension, value, the longest that its alarm allows
  local oldest
  oldest=$(aws cloudwatch get-metric-statistics --namespace "$2" --metric-name "$3" --dimensions "Name=$4,Value=$5" \
    --start-time "$from" --end-time "$to" --period 3600 --statistics Maximum --query 'Datapoints[0].Maximum' --output text)
  jq -e --arg oldest "$oldest" -n "(\$oldest | tonumber? // 0) <= $6" >/dev/null || finding WARNING MAPPING_BEHIND "$1" \
    "What came waited too long in the last hour: see why the function fails." docs/operating.md#alarms
}
function=$(infra/output.sh PublishNoticesFunction) notices=$(infra/output.sh NoticeQueue) whatsapp=$(infra/output.sh WhatsAppQueue)
function=${function##*:function:}
waits PublishNotices AWS/Lambda IteratorAge FunctionName "${function%:*}" 900000
waits NoticeQueue AWS/SQS ApproximateAgeOfOldestMessage QueueName "${notices##*:}" 21600
waits WhatsAppQueue AWS/SQS ApproximateAgeOfOldestMessage QueueName "${whatsapp##*:}" 900

# 3. What the account has left.
left=$(aws lambda get-account-settings --query AccountLimit.UnreservedConcurrentExecutions --output text)
[ "$left" -ge 10 ] || finding WARNING EXECUTIONS_FEW "$left" \
  "Fewer than ten executions are left in the account: ask AWS for more." docs/deploying.md#in-production

# 4. Alarms.
alarms=$(aws cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix "${STACK:-consimt}-" --query 'MetricAlarms[].AlarmName' --output text)
for alarm in ${alarms/#None/}; do
  finding WARNING ALARM_RINGS "$alarm" "This alarm rings: its description says what it means." docs/operating.md#alarms
done

[ "${#findings[@]}" -eq 0 ] || { printf '%s\n' "${findings[@]}"; exit 1; }
