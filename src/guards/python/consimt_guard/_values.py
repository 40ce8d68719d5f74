"""Reads the values of a call by paths, and JSON that can be read in one way only."""

import json
from typing import Any


def at(params: Any, path: str) -> list[Any]:
    """The values at a path."""
    values = [params]
    for step in path.split("/"):
        values = [each for value in values for each in _into(value, step)]
    return [each for value in values for each in _flat(value) if each is not None]


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [each for element in value for each in _flat(element)]
    return [value]


def _into(value: Any, step: str) -> list[Any]:
    if isinstance(value, list):
        return [found for each in value for found in _into_element(each, step)]
    if step == "{}":
        return [read_json(value)]
    return [value[step]] if isinstance(value, dict) and step in value else []


def _into_element(element: Any, step: str) -> list[Any]:
    """An element with a name and a value has its value by this name."""
    if not isinstance(element, dict) or "Name" not in element:
        return _into(element, step)
    return [element.get("Value")] if element["Name"] == step else []


def read_json(text: Any) -> Any:
    """What a text, or the bytes of one, say as JSON. None if they cannot be read."""
    try:
        # Of bytes json.loads guesses the encoding. The service may guess another one.
        known = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(known, object_pairs_hook=_fields)
    except (TypeError, ValueError, RecursionError):
        return None


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two fields with one name another reader may take the other one."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [copied(each) for each in value]
    return bytes(value) if isinstance(value, bytearray) else value
