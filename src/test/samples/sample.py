"""Sends a message to each number of the command line by a guarded client, and writes how each ended."""

import os
import sys

import boto3

from consimt_guard import ConsentRefused, guard, over_https

ask = over_https(os.environ["CONSIMT_URL"], os.environ["CONSIMT_TOKEN"])
sms = guard(boto3.client("sns"), "librarie", ask)
for number in sys.argv[1:]:
    try:
        sms.publish(PhoneNumber=number, Message="News")
        print("sent")
    except ConsentRefused as error:
        print(error.reason)
