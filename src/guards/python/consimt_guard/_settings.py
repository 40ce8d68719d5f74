"""The settings of a guard, checked when it is put in."""

from dataclasses import dataclass
from typing import Any, Callable

from ._table import TABLE, key
from ._values import at, copied

# What a mapping may have.
_FIELDS = {"when": dict, "category": str, "topic": str, "sender": str, "opens": bool}


@dataclass(frozen=True)
class Settings:
    business_id: str
    ask: Callable[[str, str], str]
    messages: list[dict[str, Any]]
    unasked: set[tuple[str, str]]
    limit_seconds: float
    pass_when_silent: bool

    def mapping_of(self, params: Any) -> dict[str, Any]:
        """The first mapping that is for this call."""
        return next(
            (each for each in self.messages if _matches(each["when"], params)), {}
        )


def checked(
    business_id: Any,
    ask: Any,
    messages: Any,
    unasked: Any,
    limit_seconds: Any,
    pass_when_silent: Any,
) -> Settings:
    """Raises TypeError for settings that no guard can work by."""
    if not isinstance(business_id, str) or not callable(ask) or not limit_seconds > 0:
        raise TypeError(
            "a guard needs a business_id, a function ask, and a limit over 0"
        )
    mappings = copied(messages)
    if not isinstance(mappings, list) or not all(map(_is_mapping, mappings)):
        raise TypeError(
            "each of messages needs a when of labels and texts, and known fields only"
        )
    named = {key(*each.split(":", 1)) for each in unasked}
    return Settings(
        business_id, ask, mappings, named, limit_seconds, pass_when_silent is True
    )


def _is_mapping(one: Any) -> bool:
    if not isinstance(one, dict) or not one.get("when"):
        return False
    are_fields = all(
        isinstance(each, _FIELDS.get(name, ())) for name, each in one.items()
    )
    return are_fields and all(_is_label(*each) for each in one["when"].items())


def _is_label(label: str, text: Any) -> bool:
    return isinstance(text, str) and label.split("/")[0] in TABLE["labels"]


def _matches(when: dict[str, str], params: Any) -> bool:
    return all(_is_labelled(params, label, text) for label, text in when.items())


def _is_labelled(params: Any, label: str, text: str) -> bool:
    first, *rest = label.split("/")
    paths = ["/".join([path, *rest]) for path in TABLE["labels"].get(first, [])]
    found = [value for path in paths for value in at(params, path)]
    return bool(found) and all(value == text for value in found)
