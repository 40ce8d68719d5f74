"""Creates what the translated template holds data in on a local emulator of AWS, and looks at what was made of it.

The tables there must have the keys and indexes of infra/template.yaml, which the tests of the store run on. What is
published to WhatsApp's topic must arrive in the queue as it was published, be tried for a day and then lie among the dead
letters. The emulator is moto, in this process; of recovery, deletion by age and the gateway it makes nothing, so these are
not looked at, and it has no task that moves dead letters back.
"""
import json
import os
import sys

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")

import boto3
import moto
from samtranslator.yaml_helper import yaml_parse

# All that holds data, but for the secret, which the emulator does not make of a template.
TYPES = {"AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Logs::LogGroup", "AWS::SQS::Queue"}


def shape(table):
    """What callers of a table depend on."""
    return {
        "key": table["KeySchema"],
        "attributes": sorted(table["AttributeDefinitions"], key=lambda each: each["AttributeName"]),
        "indexes": sorted(
            (
                {name: index[name] for name in ("IndexName", "KeySchema", "Projection")}
                for index in table.get("GlobalSecondaryIndexes", [])
            ),
            key=lambda index: index["IndexName"],
        ),
        "stream": table.get("StreamSpecification", {}).get("StreamViewType"),
        "protected": table["DeletionProtectionEnabled"],
    }


with open("infra/template.yaml", encoding="utf-8") as file:
    declared = yaml_parse(file.read())["Resources"]
with open("target/template.json", encoding="utf-8") as file:
    translated = json.load(file)
kept = {name: each for name, each in translated["Resources"].items() if each["Type"] in TYPES}
template = json.dumps(
    {"Parameters": translated["Parameters"], "Conditions": translated["Conditions"], "Resources": kept}
)


def queue(made, name):
    """The address of a queue and its ARN."""
    url = made[name]["PhysicalResourceId"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def receive(url):
    """What somebody gets who asks now, and fails at once."""
    return sqs.receive_message(QueueUrl=url, VisibilityTimeout=0, WaitTimeSeconds=0).get("Messages", [])


def tried_for_a_day(made, topic):
    """What is not as the template says of a message that nobody can store."""
    url, arn = queue(made, "WhatsAppQueue")
    dead, _ = queue(made, "WhatsAppDeadLetters")
    subscription = translated["Resources"]["WhatsAppSubscription"]["Properties"]
    sns = boto3.client("sns")
    sns.subscribe(
        TopicArn=topic,
        Protocol=subscription["Protocol"],
        Endpoint=arn,
        Attributes={"RawMessageDelivery": str(subscription["RawMessageDelivery"]).lower()},
    )
    body = json.dumps({"whatsAppWebhookEntry": "{}"})
    sns.publish(TopicArn=topic, Message=body)
    tries = 0
    while messages := receive(url):
        tries += 1
        if messages[0]["Body"] != body:
            return ["a body that is not as it was published"]
    seconds = tries * kept["WhatsAppQueue"]["Properties"]["VisibilityTimeout"]
    if seconds != 24 * 60 * 60:
        return [f"tried for {seconds} seconds"]
    return [] if [each["Body"] for each in receive(dead)] == [body] else ["not among the dead letters"]


with moto.mock_aws():
    sqs = boto3.client("sqs")
    topic = boto3.client("sns").create_topic(Name="whatsapp")["TopicArn"]
    stacks = boto3.client("cloudformation")
    stacks.create_stack(
        StackName="rehearsal",
        TemplateBody=template,
        Parameters=[{"ParameterKey": "WhatsAppTopicArn", "ParameterValue": topic}],
    )
    made = {
        each["LogicalResourceId"]: each
        for each in stacks.describe_stack_resources(StackName="rehearsal")["StackResources"]
    }
    wrong = [name for name in kept if made.get(name, {}).get("ResourceStatus") != "CREATE_COMPLETE"]
    tables = [name for name, each in declared.items() if each["Type"] == "AWS::DynamoDB::Table"]
    dynamodb = boto3.client("dynamodb")
    for name in tables:
        there = dynamodb.describe_table(TableName=made[name]["PhysicalResourceId"])["Table"]
        if shape(there) != shape(declared[name]["Properties"]):
            wrong.append(name)
    wrong += tried_for_a_day(made, topic)

if wrong or not tables:
    sys.exit("not made as the template says: " + ", ".join(sorted(wrong)))
print(f"{len(kept)} resources were created from the translated template, {len(tables)} of them tables.")
print("What the topic publishes and nobody can store lies among the dead letters after a day.")
