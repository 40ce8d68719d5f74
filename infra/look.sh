#!/usr/bin/env bash
# Looks at the stack and tells what is wrong, a finding a line: what the function doctor sees, then what only aws can. It
# changes nothing, and ends with 1 where something is wrong. docs/operating.md says more.
set -euo pipefail
cd "$(dirname "$0")/.."
stack=${STACK:-consimt}
findings=()
finding() { # severity, finding, about, sentence, document
  findings+=("$(jq -nc '$ARGS.positional | {severity: .[0], finding: .[1], about: .[2], sentence: .[3], document: .[4]}' --args "$@")")
}

unseen() { # about
  finding WARNING NOT_SEEN "$1" "It did not answer, so nothing is known of it: look again." docs/operating.md#the-doctor
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
alarms=$(aws cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix "$stack-" --query 'MetricAlarms[].AlarmName' --output text)
for alarm in ${alarms/#None/}; do
  finding WARNING ALARM_RINGS "$alarm" "This alarm rings: its description says what it means." docs/operating.md#alarms
done

# 5. What differs from the template. Five minutes are enough for CloudFormation to look at each resource.
detected=
if detection=$(aws cloudformation detect-stack-drift --stack-name "$stack" --query StackDriftDetectionId --output text); then
  for _ in {1..100}; do
    detected=$(aws cloudformation describe-stack-drift-detection-status --stack-drift-detection-id "$detection" \
      --query DetectionStatus --output text)
    [ "$detected" = DETECTION_IN_PROGRESS ] || break
    sleep 3
  done
  drifts=$(aws cloudformation describe-stack-resource-drifts --stack-name "$stack" \
    --stack-resource-drift-status-filters MODIFIED DELETED --output json)
  while IFS=$'\t' read -r status about; do
    if [ "$status" = DELETED ]; then
      finding ERROR DRIFTED "$about" \
        "It was deleted: restore it, or take it out of the template, deploy, and put it back." docs/operating.md#the-doctor
    else
      finding WARNING DRIFTED "$about" \
        "It was changed beside the template: change it back, or change the template too." docs/operating.md#the-doctor
    fi
  done < <(jq -r '.StackResourceDrifts[] | [.StackResourceDriftStatus,
    ([.LogicalResourceId, .PropertyDifferences[]?.PropertyPath] | join(" "))] | @tsv' <<<"$drifts")
fi
[ "$detected" = DETECTION_COMPLETE ] || unseen "$stack"

# 6. What CloudFormation does not compare: the tables that functions use, wherever they come from, and the bus.
variables=$(aws lambda get-function-configuration --function-name "$(infra/output.sh DeliverNoticeFunction)" \
  --query Environment.Variables --output json)
inside=$(aws cloudformation list-stack-resources --stack-name "$stack" \
  --query "StackResourceSummaries[?ResourceType=='AWS::DynamoDB::Table'].PhysicalResourceId" --output text)
while IFS=$'\t' read -r name table; do
  grep -qxF -- "$table" <<<"${inside//$'\t'/$'\n'}" || finding WARNING TABLE_OUTSIDE "$table" \
    "CloudFormation does not look at this table: import it into the stack." docs/operating.md#restore
  recovery=$(aws dynamodb describe-continuous-backups --table-name "$table" --output text \
    --query ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus) || { unseen "$table"; continue; }
  [ "$recovery" = ENABLED ] || finding WARNING RECOVERY_OFF "$table" \
    "It cannot be put back to an earlier second: switch point-in-time recovery on." docs/operating.md#restore
  [[ "$name" = *REVOCATIONS || "$name" = *ASIDE ]] || continue
  expiry=$(aws dynamodb describe-time-to-live --table-name "$table" --output text \
    --query 'TimeToLiveDescription.[TimeToLiveStatus,AttributeName]') || { unseen "$table"; continue; }
  [ "$expiry" = $'ENABLED\texpiresAt' ] || finding WARNING EXPIRY_OFF "$table" \
    "What has ended stays in the table: switch its expiry on." docs/operating.md#restore
done < <(jq -r 'to_entries[] | select(.key | startswith("CONSIMT_TABLE_")) | [.key, .value] | @tsv' <<<"$variables")
bus=$(jq -r '.CONSIMT_NOTICES_BUS // ""' <<<"$variables")
if [ -n "$bus" ] && ! answer=$(aws events describe-event-bus --name "$bus" 2>&1); then
  case $answer in
    *ResourceNotFound*) finding ERROR BUS_MISSING "$bus" "There is no such event bus: make it, or name another." \
      docs/notices.md#all-notices-on-a-bus ;;
    *) unseen "$bus" ;;
  esac
fi

[ "${#findings[@]}" -eq 0 ] || { printf '%s\n' "${findings[@]}"; exit 1; }
