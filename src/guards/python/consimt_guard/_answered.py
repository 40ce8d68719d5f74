"""Asks Consimt within the limit, at most twice."""

import concurrent.futures
import json
import threading
import time
from typing import Any, Callable, Optional

from ._refused import ConsentRefused, Fault
from ._settings import Settings
from ._values import read_json

_PAUSE_SECONDS = 0.1
# Of the limit, until when each try may take.
_TRIES = (2 / 3, 1)

Answer = dict[str, Any]


def answered(
    settings: Settings,
    name: str,
    question: dict[str, Any],
    is_understood: Callable[[Answer], bool],
    may_be_silent: bool = False,
) -> Optional[Answer]:
    """Asks, and once more if that failed.

    None for a silence that may be, else what is no answer is raised.
    """
    text = json.dumps(question)
    begin = time.monotonic()
    faults: list[Exception] = []
    for part in _TRIES:
        try:
            until = begin + settings.limit_seconds * part
            return _understood(
                name, _in_time(settings, name, text, until), is_understood
            )
        except Exception as error:
            faults.append(error)
            if getattr(error, "pause", False) and part < 1:
                left = begin + settings.limit_seconds - time.monotonic()
                time.sleep(max(0.0, min(_PAUSE_SECONDS, left)))
    _silence(faults, may_be_silent)
    return None


def _understood(
    name: str, text: Any, is_understood: Callable[[Answer], bool]
) -> Answer:
    answer = read_json(text)
    if isinstance(answer, dict) and is_understood(answer):
        return answer
    raise Fault(
        f"an answer to {name} that the guard does not understand", answered=True
    )


def _silence(faults: list[Exception], may_be_silent: bool) -> None:
    """Passes if each of the faults is a silence, and a silence may be. Else raises."""
    with_answer = [each for each in faults if getattr(each, "answered", False)]
    if may_be_silent and not with_answer:
        return
    last = (with_answer or faults)[-1]
    why = last if isinstance(last, Fault) else "the function that asks failed"
    reason = "NOT_UNDERSTOOD" if with_answer else "NO_ANSWER"
    raise ConsentRefused(f"Consimt did not allow this: {why}", reason) from last


def _in_time(settings: Settings, name: str, text: str, until: float) -> Any:
    """A thread of its own asks, for no time-out of a socket bounds a whole answer."""
    answer: concurrent.futures.Future[Any] = concurrent.futures.Future()

    def run() -> None:
        try:
            answer.set_result(settings.ask(name, text))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return answer.result(timeout=max(0.0, until - time.monotonic()))
    except concurrent.futures.TimeoutError:
        raise Fault("no answer in time") from None
