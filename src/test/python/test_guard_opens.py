"""The introduction: one at a time, and none after one that arrived."""

import concurrent.futures
import itertools
import json
import threading
import unittest

import botocore.exceptions
from guard_kit import Stand, accepted, answering, client_of

from consimt_guard import ConsentRefused, guard, over_https

HELLO = {"Destination": {"ToAddresses": ["ana@example.org"]}, "Content": {"Template": {"TemplateName": "hello"}}}


class Person:
    """One person, as Consimt keeps them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_contacted = False
        self.reservation = None
        self.words = []

    def answer(self, path, given):
        with self.lock:
            if path == "/check-permission":
                reason = "AWAITING_DECISION" if self.is_contacted else "FIRST_CONTACT_REQUIRED"
                results = [{"userId": each["userId"], "permission": "REFUSED", "reason": reason} for each in given["asks"]]
                return {"outcome": "CHECKED", "results": results}
            if given.get("reserve"):
                return self.reserve(given["requestId"])
            self.words.append(given["result"])
            self.is_contacted = self.is_contacted or given["result"] == "SENT"
            self.reservation = None
            return {"outcome": "RECORDED" if given["result"] == "SENT" else "UNCHANGED"}

    def reserve(self, request_id):
        if self.is_contacted:
            return {"outcome": "REFUSED", "reason": "AWAITING_DECISION"}
        self.reservation = self.reservation or request_id
        is_first = self.reservation == request_id
        return {"outcome": "RESERVED", "reservation": f"of {request_id}"} if is_first else {"outcome": "BUSY"}


class OpensTest(unittest.TestCase):
    def world(self, service_does=accepted, cuts=()):
        """`cuts` says of each call whether it is lost before or after it was carried out."""
        self.person = Person()
        left = iter(cuts)

        def consimt(path, _headers, body):
            cut = next(left, None)
            answer = None if cut == "before" else self.person.answer(path, json.loads(body))
            return (503, {}, b"") if cut else answering(answer)

        stand, self.service = Stand(consimt), Stand(service_does)
        self.addCleanup(stand.close)
        self.addCleanup(self.service.close)
        messages = [{"when": {"template": "hello"}, "category": "UTILITY", "opens": True}]
        ask = over_https(stand.url, "the-token")
        self.client = guard(client_of("sesv2", self.service.url), "librarie", ask, messages, limit_seconds=20)

    def send(self, _number=0):
        try:
            self.client.send_email(**HELLO)
            return "SENT"
        except ConsentRefused as error:
            return error.reason
        except (botocore.exceptions.ClientError, botocore.exceptions.HTTPClientError) as error:
            return type(error).__name__

    def at_once(self, number):
        with concurrent.futures.ThreadPoolExecutor(number) as threads:
            return list(threads.map(self.send, range(number)))

    def test_of_32_at_once_one_introduces_the_business(self):
        self.world()
        ends = self.at_once(32)
        self.assertEqual(1, ends.count("SENT"))
        self.assertLessEqual(set(ends), {"SENT", "BUSY", "AWAITING_DECISION"})
        self.assertEqual((1, ["SENT"]), (len(self.service.calls), self.person.words))

    def test_what_the_service_refused_for_certain_is_given_back(self):
        self.world(lambda *request: accepted(*request) if len(self.service.calls) > 1 else (400, {}, b"{}"))
        self.assertEqual(["ClientError", "SENT", "AWAITING_DECISION"], [self.send(), self.send(), self.send()])
        self.assertEqual((2, ["NOT_SENT", "SENT"]), (len(self.service.calls), self.person.words))

    def test_what_a_later_attempt_of_the_sdk_refused_may_have_gone_with_an_earlier_one(self):
        self.world(lambda *_: (400 if len(self.service.calls) > 1 else 500, {}, b"{}"))
        self.assertEqual(["ClientError", "BUSY"], [self.send(), self.send()])
        self.assertEqual([], self.person.words)

    def test_silence_of_the_service_is_no_word(self):
        self.world(lambda *_: None)
        self.client.meta.events.register("before-send", lambda **_: threading.Timer(0.3, self.service.over.set).start())
        self.assertNotEqual("SENT", self.send())
        self.assertEqual(("BUSY", []), (self.send(), self.person.words))

    def test_what_botocore_finds_at_fault_reserves_nothing(self):
        self.world()
        with self.assertRaises(botocore.exceptions.ParamValidationError):
            self.client.send_email(**HELLO, ConfigurationSetName=7)
        self.assertEqual((None, "SENT"), (self.person.reservation, self.send()))

    def test_any_call_may_be_lost(self):
        for place, cut, times in itertools.product((0, 1, 2), ("before", "after"), (1, 2)):
            with self.subTest(place=place, cut=cut, times=times):
                self.world(cuts=[None] * place + [cut] * times)
                first = self.send()
                self.assertEqual("NO_ANSWER" if times == 2 and place < 2 else "SENT", first)
                ends = [first, *self.at_once(8)]
                self.assertEqual(ends.count("SENT"), len(self.service.calls))
                self.assertLessEqual(len(self.service.calls), 1)


if __name__ == "__main__":
    unittest.main()
