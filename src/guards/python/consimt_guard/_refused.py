"""What a guard raises."""

from collections.abc import Iterable
from typing import Optional

from ._table import TABLE


class ConsentRefused(Exception):
    """Nothing was sent.

    The text has no number and no address; `who` has them: keep it out of logs.
    """

    reason: str
    remedy: str
    who: list[str]

    def __init__(
        self,
        text: str,
        reason: str,
        remedy: Optional[str] = None,
        who: Iterable[str] = (),
    ) -> None:
        self.reason = reason
        self.remedy = remedy or TABLE["remedies"].get(reason, "NONE")
        self.who = list(who)
        super().__init__(f"{text} ({reason}, {self.remedy}). Nothing was sent.")


class Fault(Exception):
    """Its text is the guard's own. A fault that is `answered` is no silence."""

    def __init__(self, text: str, answered: bool = False, pause: bool = False) -> None:
        super().__init__(text)
        self.answered, self.pause = answered, pause
