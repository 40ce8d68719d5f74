"""Writes a template as CloudFormation gets it from the SAM translator, with gateway.json in its place.

usage: translate.py infra/template.yaml

What AWS does on deployment is done here as far as it goes without AWS, so that a mistake shows here: a name in
gateway.json that the template has not, a property that SAM makes something else of.
"""
import json
import logging
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # the translator asks for one, and calls nobody
logging.disable(logging.WARNING)  # of switches of its own that it looks for in AWS

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    """The template names none, so nobody has to be asked for their list."""

    def load(self):
        return {}


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml_parse(file.read())


template = read(sys.argv[1])
# Deployment puts the zip into a bucket first, and the document beside it. An image is in its repository by then.
if "CodeUri" in template["Globals"]["Function"]:
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/function.zip"
gateway = template["Resources"]["Gateway"]["Properties"]
gateway["DefinitionBody"] = read("infra/" + gateway["DefinitionBody"]["Fn::Transform"]["Parameters"]["Location"])
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout, indent=1)
