"""Makes the stack with all defaults on a local emulator of AWS, as far as the emulator can, and takes the first steps in it.

What the emulator, moto, cannot make is listed by its kind. Tables must have the keys and indexes of infra/template.yaml,
which the tests of the store run on. Nothing may be set aside. What is published to WhatsApp's topic must arrive in the
queue as it was published, be tried for a day and then lie among the dead letters. At last infra/first-steps.sh runs with
the real `aws`, where there is one, then with --look: each of their commands is one that exists. Of recovery, expiry,
drift, snapshots, an account's executions and what a function answers the emulator knows nothing.
"""
import collections
import io
import json
import logging
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import warnings
import zipfile

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")
warnings.simplefilter("ignore")  # of each kind that the emulator cannot make: they are listed below
logging.disable(logging.WARNING)

import boto3
from moto.cloudformation.parsing import resource_class_from_type
from moto.server import ThreadedMotoServer
from samtranslator.yaml_helper import yaml_parse

# It makes a gateway without the paths of its document, and then has nothing to deploy.
HALF_MADE = {"AWS::ApiGateway::RestApi", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::Stage"}
ALIAS = "Aliaslive"

# What the script asks that the emulator cannot answer.
UNKNOWN = {
    "get-account-settings": "10",
    "detect-stack-drift": "detection",
    "describe-stack-drift-detection-status": "DETECTION_COMPLETE",
    "describe-stack-resource-drifts": '{"StackResourceDrifts": []}',
    "describe-continuous-backups": "ENABLED",
    "describe-time-to-live": "ENABLED\texpiresAt",
}


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
    declared = yaml_parse(file.read())
with open("target/template.json", encoding="utf-8") as file:
    translated = json.load(file)
left_out = {
    name: each["Type"]
    for name, each in translated["Resources"].items()
    if each["Type"] in HALF_MADE or resource_class_from_type(each["Type"]) is None
}


def without(tree):
    """A part of the template, in which the names of what is left out stand for it, and a function for its alias."""
    if isinstance(tree, list):
        return [without(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    if len(tree) == 1:
        ((function, argument),) = tree.items()
        if function == "Ref" and argument in left_out:
            return {"Ref": argument.removesuffix(ALIAS)} if argument.endswith(ALIAS) else argument
        if function == "Fn::GetAtt" and argument[0] in left_out:
            return ".".join(argument)
        if function == "Fn::Sub" and isinstance(argument, str):
            return {function: re.sub(r"\$\{(\w+)(?:\.\w+)?}", lambda m: m[1] if m[1] in left_out else m[0], argument)}
    return {name: without(each) for name, each in tree.items()}


def made_of(tree):
    """A resource that waits for nothing that is left out."""
    first = tree.get("DependsOn", [])
    first = [first] if isinstance(first, str) else first
    return {**without(tree), "DependsOn": [each for each in first if each not in left_out]}


kept = {name: made_of(each) for name, each in translated["Resources"].items() if name not in left_out}
template = {**translated, "Resources": kept, "Outputs": without(translated["Outputs"])}


def create(stack, **parameters):
    """Makes a stack. The answer has its resources by name."""
    boto3.client("s3").put_object(Bucket="bucket", Key="template.json", Body=json.dumps(template))
    stacks = boto3.client("cloudformation")
    stacks.create_stack(
        StackName=stack,
        TemplateURL="https://bucket.s3.amazonaws.com/template.json",
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
    )
    made = stacks.describe_stack_resources(StackName=stack)["StackResources"]
    return {each["LogicalResourceId"]: each for each in made if "LogicalResourceId" in each}


def not_made(made):
    """The resources without a condition that are not there."""
    return [
        name
        for name, each in kept.items()
        if "Condition" not in each and made.get(name, {}).get("ResourceStatus") != "CREATE_COMPLETE"
    ]


def other_tables(made):
    """The tables that are not as declared."""
    dynamodb = boto3.client("dynamodb")
    return [
        name
        for name, each in declared["Resources"].items()
        if each["Type"] == "AWS::DynamoDB::Table"
        and shape(dynamodb.describe_table(TableName=made[name]["PhysicalResourceId"])["Table"])
        != shape(each["Properties"])
    ]


def set_aside(made):
    """How many executions are set aside for all functions together."""
    functions = boto3.client("lambda")
    return sum(
        functions.get_function_concurrency(FunctionName=each["PhysicalResourceId"]).get("ReservedConcurrentExecutions", 0)
        for each in made.values()
        if each["ResourceType"] == "AWS::Lambda::Function"
    )


def queue(made, name):
    """The address of a queue and its ARN."""
    sqs = boto3.client("sqs")
    url = made[name]["PhysicalResourceId"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def receive(url):
    """What somebody gets who asks now, and fails at once."""
    return boto3.client("sqs").receive_message(QueueUrl=url, VisibilityTimeout=0, WaitTimeSeconds=0).get("Messages", [])


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


def tell_emulator(path, settings):
    """Changes how the emulator itself works."""
    address = os.environ["AWS_ENDPOINT_URL"] + "/moto-api/" + path
    urllib.request.urlopen(urllib.request.Request(address, json.dumps(settings).encode()))


def answers_of_functions(made):
    """What the script's calls are answered, in their order: without containers the emulator says what it was told."""
    tell_emulator("config", {"lambda": {"use_docker": False}})
    tables = {"CONSIMT_TABLE_" + name.upper(): made[name]["PhysicalResourceId"] for name in ("Relations", "Aside")}
    for name in ("CheckPermission", "ConfigureBusiness", "Doctor", "DeliverNotice"):
        boto3.client("lambda").create_function(
            FunctionName=made[name]["PhysicalResourceId"],
            Runtime="java25",
            Handler="none",
            Role=boto3.client("iam").get_role(RoleName=made[name + "Role"]["PhysicalResourceId"])["Role"]["Arn"],
            Code={"S3Bucket": "bucket", "S3Key": "function.zip"},
            Environment={"Variables": tables},
        )
    answers = [
        {"outcome": "CHECKED"},
        {"outcome": "FOUND", "business": {"businessId": "operator"}},
        {"outcome": "RECORDED"},
        {"outcome": "LOOKED", "findings": []},
    ]
    results = [json.dumps(each) for each in answers]
    tell_emulator("static/lambda-simple/response", {"results": results, "region": "eu-central-1"})
    return results


def first_steps(made):
    """What is wrong with the script's commands. The stack is there already; `sam` is a stand-in."""
    answers = answers_of_functions(made)
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        shutil.copytree("infra", project / "infra")
        (project / "target/pages/shared").mkdir(parents=True)
        (project / "src").mkdir()
        for made in ("pom.xml", "target/function.zip", "target/pages/shared/icon.svg"):  # the zip is newer than its sources
            (project / made).touch()
        (project / "sam").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        (project / "sam").chmod(0o755)
        told = "".join(f"{call}) exec echo '{answer}' ;;\n" for call, answer in UNKNOWN.items())
        aws = f'#!/bin/sh\ncase $2 in\n{told}esac\nexec {shutil.which("aws")} "$@"\n'
        (project / "aws").write_text(aws, encoding="utf-8")
        (project / "aws").chmod(0o755)
        wrong = []
        for arguments, expected in (([], [answers[0], answers[2]]), (["--look"], [])):
            steps = subprocess.run(
                [project / "infra/first-steps.sh", *arguments],
                env={**os.environ, "PATH": f"{project}:{os.environ['PATH']}"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=300,
            )
            told = steps.stdout.split("\n")[:-1]
            if steps.returncode != 0 or told != expected:
                wrong.append(f"first steps {arguments}: {told} {steps.stderr}")
    return wrong


server = ThreadedMotoServer(port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
try:
    boto3.client("s3").create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as file:
        file.writestr("function", "a stand-in")
    boto3.client("s3").put_object(Bucket="bucket", Key="function.zip", Body=code.getvalue())
    made = create("consimt")
    wrong = not_made(made) + other_tables(made)
    if set_aside(made) != 0:
        wrong.append(f"{set_aside(made)} executions are set aside")
    production = create("production", Production="on")
    if set_aside(production) != 184:
        wrong.append(f"in production {set_aside(production)} executions are set aside")
    topic = boto3.client("sns").create_topic(Name="whatsapp")["TopicArn"]
    # Without its parameter, so that no function reads the queue meanwhile.
    wrong += tried_for_a_day(made, topic)
    if shutil.which("aws") and shutil.which("jq"):
        wrong += first_steps(made)
    else:
        print("aws or jq is not installed: the first steps were taken with stand-ins only.")
finally:
    server.stop()

if wrong:
    sys.exit("not made as the template says: " + ", ".join(sorted(wrong)))
print(f"{len(made)} resources were made with all defaults, and nothing is set aside. Not made by the emulator:")
for kind, names in sorted(collections.Counter(left_out.values()).items()):
    print(f"  {names} {kind}")
print("What the topic publishes and nobody can store lies among the dead letters after a day.")
