"""The table of operations, as a guard looks things up in it."""

import json
import pkgutil
import re
from typing import Any


def plain(service: str) -> str:
    """SDKs write the name of a service in different ways."""
    return re.sub("[^a-z0-9]", "", service.lower())


def key(service: str, operation: str) -> tuple[str, str]:
    return plain(service), operation


TABLE: dict[str, Any] = json.loads(
    pkgutil.get_data(__package__, "operations.json") or ""
)
SERVICES = {plain(each) for each in TABLE["services"]}
HARMLESS = re.compile("|".join(TABLE["harmless"]))
OPERATIONS = {
    key(each["service"], each["operation"]): each for each in TABLE["operations"]
}
