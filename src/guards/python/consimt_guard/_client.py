"""The guard in a client of boto3."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Callable, TypeVar

from ._answered import Answer, answered
from ._asks import Ask, Mapping, asks_of
from ._refused import ConsentRefused
from ._settings import Settings, checked
from ._table import HARMLESS, OPERATIONS, SERVICES, TABLE, key, plain
from ._values import copied

Client = TypeVar("Client")


def guard(
    client: Client,
    business_id: str,
    ask: Callable[[str, str], str],
    messages: Sequence[Mapping] = (),
    limit_seconds: float = 3.0,
    pass_when_silent: bool = False,
    unasked: Iterable[str] = (),
) -> Client:
    """Guards a client of boto3, and returns it.

    `ask` takes a function's name and the JSON of its input, and gives the JSON of
    the answer. `unasked` names operations that go unasked, as "service:Operation".
    Raises ConsentRefused if the guard does not know the service, and TypeError for
    wrong settings.
    """
    settings = checked(
        business_id, ask, messages, unasked, limit_seconds, pass_when_silent
    )
    meta = client.meta  # type: ignore[attr-defined]
    service = meta.service_model.service_id.hyphenize()
    if plain(service) not in SERVICES:
        names = ", ".join(TABLE["services"])
        raise ConsentRefused(
            f"A guard is for clients of {names}, and not of {service}",
            "UNKNOWN_SERVICE",
        )
    own = _Guard(settings)
    # The last of its event, so that no other handler changes what was judged.
    meta.events.register_last("before-parameter-build", own.judge)
    meta.events.register_last("before-call", own.reserve)
    meta.events.register("after-call", own.tell)
    return client


class _Guard:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def judge(
        self, params: dict[str, Any], context: dict[str, Any], event_name: str, **_: Any
    ) -> None:
        """Raises where nothing may be sent.

        Notes in the context to whom the call introduces the business.
        """
        service, operation = event_name.split(".")[1:3]
        if context.get("is_presign_request"):
            # A signed address goes later, and as often as somebody wants.
            raise ConsentRefused(
                f"No {operation} of {service} is signed in advance", "SIGNED_IN_ADVANCE"
            )
        row = OPERATIONS.get(key(service, operation))
        is_unasked = key(service, operation) in self._settings.unasked
        if not row and not is_unasked and not HARMLESS.fullmatch(operation):
            raise _unknown_operation(service, operation)
        if not row:
            return
        # A sender that changes its lists meanwhile must not change what goes.
        params.update(copied(params))
        mapping = self._settings.mapping_of(params)
        asks = asks_of(row, params, mapping, is_unasked)
        refused = self._refused_of(asks) if asks else []
        if not refused:
            return
        people = {each["userId"] for each in asks}
        if len(people) == 1 and all(_may_open(each, mapping) for each in refused):
            context["consimt"] = {
                "userId": asks[0]["userId"],
                "channel": row["channel"],
            }
            return
        who = list(dict.fromkeys(each["userId"] for each in refused))
        text = f"Consimt refuses this message to {len(who)} of {len(people)}"
        raise _refusal(refused[0], who, text)

    def _refused_of(self, asks: list[Ask]) -> list[Answer]:
        """The results of those of the asks that Consimt refuses."""
        are_calm = all(each["category"] in TABLE["passWhenSilent"] for each in asks)
        may_pass = self._settings.pass_when_silent and are_calm
        question = {
            "businessId": self._settings.business_id,
            "asks": asks,
            "consistent": True,
        }
        answer = answered(
            self._settings,
            "check-permission",
            question,
            lambda it: _is_for_all(it, asks),
            may_pass,
        )
        results = answer["results"] if answer else []
        return [each for each in results if each["permission"] == "REFUSED"]

    def reserve(self, context: dict[str, Any], **_: Any) -> None:
        """Reserves the introduction, if the call is one without a fault of form."""
        if "consimt" not in context:
            return
        opening = {
            "requestId": str(uuid.uuid4()),
            "businessId": self._settings.business_id,
            **context["consimt"],
        }
        answer = (
            answered(
                self._settings,
                "open-conversation",
                {**opening, "reserve": True},
                _is_opening,
            )
            or {}
        )
        who = [opening["userId"]]
        if answer.get("outcome") == "REFUSED":
            raise _refusal(answer, who, "Consimt refuses this introduction")
        if answer.get("outcome") != "RESERVED":
            raise ConsentRefused(
                "Somebody else introduces the business to this person",
                "BUSY",
                None,
                who,
            )
        context["consimt"] = {**opening, "reservation": answer["reservation"]}

    def tell(
        self,
        http_response: Any,
        parsed: dict[str, Any],
        context: dict[str, Any],
        **_: Any,
    ) -> None:
        """Tells what became of a reservation.

        No word counts as sent, so its fault changes nothing.
        """
        status = http_response.status_code
        is_first = parsed.get("ResponseMetadata", {}).get("RetryAttempts") == 0
        is_refused = is_first and 400 <= status < 500 and status != 408
        if "consimt" not in context or not (status < 300 or is_refused):
            return
        word = {**context["consimt"], "result": "NOT_SENT" if is_refused else "SENT"}
        try:
            answered(self._settings, "open-conversation", word, lambda _: True)
        except ConsentRefused:
            pass


def _unknown_operation(service: str, operation: str) -> ConsentRefused:
    why = f"The guard does not know whom {operation} of {service} reaches"
    name = f'If it reaches nobody, name "{service}:{operation}" in the setting unasked'
    return ConsentRefused(f"{why}. {name}", "UNKNOWN_OPERATION")


def _refusal(answer: Answer, who: list[str], text: str) -> ConsentRefused:
    return ConsentRefused(
        text, answer.get("reason", "REFUSED"), answer.get("remedy"), who
    )


def _may_open(refusal: Answer, mapping: Mapping) -> bool:
    opens = mapping.get("opens") is True or refusal.get("opens") is True
    return opens and refusal.get("reason") == "FIRST_CONTACT_REQUIRED"


def _is_opening(answer: Answer) -> bool:
    outcome = answer.get("outcome")
    return isinstance(outcome, str) and (
        outcome != "RESERVED" or isinstance(answer.get("reservation"), str)
    )


def _is_for_all(answer: Answer, asks: list[Ask]) -> bool:
    """Whether an answer says yes or no of each of these people, in this order."""
    results = answer.get("results")
    if answer.get("outcome") != "CHECKED" or not isinstance(results, list):
        return False
    if not all(isinstance(each, dict) for each in results):
        return False
    given = [
        (each.get("userId"), each.get("permission") in ("ALLOWED", "REFUSED"))
        for each in results
    ]
    return given == [(each["userId"], True) for each in asks]
