"""Sends the calls of the standard input by guarded clients, one after the other, and writes how each ended."""

import json
import sys

import botocore.exceptions
from guard_kit import call, client_of

from consimt_guard import ConsentRefused, guard, over_https

given = json.load(sys.stdin)
ask = over_https(given["consimt"], "the-token")
ends = []
for each in given["calls"]:
    client = client_of(each["service"], given["service"])
    guard(client, given["settings"]["businessId"], ask, given["settings"]["messages"], limit_seconds=60)
    try:
        call(client, each["operation"], each["input"])
        ends.append("SENT")
    except ConsentRefused as error:
        ends.append(f"{error.reason} {error.remedy}")
    except botocore.exceptions.ClientError as error:
        ends.append(f"HTTP {error.response['ResponseMetadata']['HTTPStatusCode']}")
print(json.dumps(ends))
