"""What Consimt is asked about a call: whom it reaches, how, and its category."""

import re
from typing import Any, Callable

from ._refused import ConsentRefused
from ._table import TABLE
from ._values import at

_MOST_ASKS = 100

Row = dict[str, Any]
Mapping = dict[str, Any]
Ask = dict[str, Any]


def asks_of(row: Row, params: Any, mapping: Mapping, is_unasked: bool) -> list[Ask]:
    """One for each person and each channel that the message may come by.

    None if the call is about no person.
    """
    if _is_about_nobody(row, params, is_unasked):
        return []
    people = _people_of(row, params)
    category = _category_of(row, params, mapping)
    parts = {part: mapping[part] for part in ("sender", "topic") if part in mapping}
    template = {"template": each for each in _values(params, [row.get("template")])[:1]}
    asks = [
        {
            "userId": person,
            "category": category,
            "scope": {"channel": channel, **parts},
            **template,
        }
        for person in people
        for channel in _channels_of(row, params)
    ]
    if not asks:
        raise _unknown(row, _why_nobody(row, params))
    if len(asks) > _MOST_ASKS:
        raise _unknown(row, "it names too many people")
    return asks


def _is_about_nobody(row: Row, params: Any, is_unasked: bool) -> bool:
    if _values(params, row["recipients"]):
        return False
    has_no_person = bool(_values(params, row.get("noPerson", [])))
    return has_no_person or is_unasked and bool(_values(params, row.get("unseen", [])))


def _people_of(row: Row, params: Any) -> list[str]:
    """Their ids, each once."""
    if _has_any(params, TABLE["only"], lambda value, one: value != one):
        raise _unknown(row, "it is for more than one person")
    pattern = re.compile(TABLE["people"][row["people"]])
    people: dict[str, None] = {}
    for each in _values(params, row["recipients"]):
        match = pattern.fullmatch(each) if isinstance(each, str) else None
        if not match:
            raise _unknown(
                row,
                "a recipient is not written as a number with its country code, "
                "or as one address",
            )
        people[match[pattern.groups]] = None
    return list(people)


def _channels_of(row: Row, params: Any) -> list[str]:
    also = row.get("also", {})
    like = re.compile(also.get("like", "(?s:.*)"))
    comes_also = any(
        like.fullmatch(str(value)) for value in _values(params, [also.get("field")])
    )
    return [row["channel"], also["channel"]] if comes_also else [row["channel"]]


def _category_of(row: Row, params: Any, mapping: Mapping) -> str:
    is_marketing = _has_any(
        params, TABLE["marketing"], lambda value, one: str(value).upper() == one
    )
    category: str = (
        "MARKETING" if is_marketing else mapping.get("category", "MARKETING")
    )
    return category if category == "MARKETING" else row.get("notMarketing", category)


def _why_nobody(row: Row, params: Any) -> str:
    if not _values(params, row.get("unseen", [])):
        return "it names nobody"
    name = f'name "{row["service"]}:{row["operation"]}" in the setting unasked'
    return f"it goes to a topic or an endpoint; to let such calls go, {name}"


def _values(params: Any, paths: list[Any]) -> list[Any]:
    return [value for path in paths if path for value in at(params, path)]


def _has_any(
    params: Any, wanted: dict[str, str], is_one: Callable[[Any, str], bool]
) -> bool:
    return any(
        is_one(value, one) for path, one in wanted.items() for value in at(params, path)
    )


def _unknown(row: Row, why: str) -> ConsentRefused:
    text = f"The guard cannot tell whom this {row['operation']} reaches: {why}"
    return ConsentRefused(text, "UNKNOWN_RECIPIENT")
