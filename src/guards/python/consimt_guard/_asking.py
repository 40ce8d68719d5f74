"""Ways to ask Consimt: over HTTPS with a token, or by Lambda invoke."""

import contextlib
import http.client
import json
import re
import urllib.parse
from typing import Any, Callable, Union

from ._refused import Fault

Ask = Callable[[str, str], str]

# So strict that no two readers find another host in it.
# It has no user, no query and no fragment.
_ADDRESS = re.compile(
    r"(https://[A-Za-z0-9.-]+|(?P<here>http://(localhost|127\.0\.0\.1|\[::1\])))"
    r"(:(?P<port>[0-9]{1,5}))?(/[A-Za-z0-9._~/-]*)?"
)
# Nobody waits so long. The thread that asks must end.
_MOST_SECONDS = 30
_ADVICE = {
    3: "a redirect: correct the address",
    401: "the token is not valid: get a new one",
    403: "the token may not ask this: take another one",
    429: "too many calls at once: send more slowly",
}


def over_https(url: str, token: Union[str, Callable[[], str]]) -> Ask:
    """Asks over HTTPS with a token: a text, or a function that gives one.

    Raises TypeError if the address is neither HTTPS nor one's own machine, or has
    a user, a query or a fragment.
    """
    read = _ADDRESS.fullmatch(url)
    if not read or int(read["port"] or 0) > 65535:
        raise TypeError(
            "a token goes over HTTPS alone, to an address without a user, a query "
            "and a fragment"
        )
    address = urllib.parse.urlsplit(url)
    connect = (
        http.client.HTTPConnection if read["here"] else http.client.HTTPSConnection
    )

    def ask(name: str, text: str) -> str:
        headers = {
            "Authorization": f"Bearer {_word_of(token)}",
            "Content-Type": "application/json",
        }
        path = f"{address.path.rstrip('/')}/{name}"
        with contextlib.closing(
            connect(address.netloc, timeout=_MOST_SECONDS)
        ) as connection:
            connection.request("POST", path, text.encode(), headers)
            answer = connection.getresponse()
            status, body = answer.status, answer.read()
        if status != 200:
            raise _fault_of(status)
        return body.decode()

    return ask


def _word_of(token: Union[str, Callable[[], str]]) -> str:
    word = token() if callable(token) else token
    if not re.fullmatch("[!-~]+", word):
        raise Fault("the token is not one word: get a new one", answered=True)
    return word


def _fault_of(status: int) -> Fault:
    advice = _ADVICE.get(status) or _ADVICE.get(status // 100) or "see its log"
    return Fault(
        f"HTTP {status}: {advice}", answered=status < 500 and status != 429, pause=True
    )


def over_lambda(client: Any, functions: dict[str, str]) -> Ask:
    """Asks by Lambda invoke in the name of the business.

    `functions` has the ARN of an alias for each function's name.
    """

    def ask(name: str, text: str) -> str:
        caller = json.dumps(
            {"kind": "BUSINESS", "businessId": json.loads(text)["businessId"]}
        )
        payload = f'{{"caller":{caller},"input":{text}}}'.encode()
        answer = client.invoke(FunctionName=functions[name], Payload=payload)
        if answer.get("FunctionError"):
            raise Fault("the function ended with an error: see its log", pause=True)
        body: str = answer["Payload"].read().decode()
        return body

    return ask
