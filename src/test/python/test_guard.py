"""The guard of boto3, in its unmodified clients."""

import json
import threading
import time
import traceback
import unittest

import botocore.exceptions
from guard_kit import GUARDS, Stand, accepted, answering, call, client_of

from consimt_guard import ConsentRefused, guard, over_https, over_lambda

TABLE = json.loads((GUARDS / "cases.json").read_text("utf-8"))
SMS = "pinpoint-sms-voice-v2"
PERSON = "+40755500001"
ORDER = {
    "DestinationPhoneNumber": PERSON,
    "OriginationIdentity": "+40212555010",
    "MessageBody": "Your order is on its way.",
    "ConfigurationSetName": "orders",
}


def allowing(_path, _headers, body):
    results = [{"userId": each["userId"], "permission": "ALLOWED"} for each in json.loads(body)["asks"]]
    return answering({"outcome": "CHECKED", "results": results})


class GuardTest(unittest.TestCase):
    def world(self, consimt_does, service_does=accepted, **settings):
        self.consimt = Stand(consimt_does)
        self.service = Stand(service_does)
        self.addCleanup(self.consimt.close)
        self.addCleanup(self.service.close)
        shared = {"business_id": TABLE["settings"]["businessId"], "messages": TABLE["settings"]["messages"]}
        return {**shared, "ask": over_https(self.consimt.url, "the-token"), **settings}

    def guarded(self, settings, service=SMS):
        return guard(client_of(service, self.service.url), **settings)

    def refused(self, reason, settings):
        with self.assertRaises(ConsentRefused) as caught:
            call(self.guarded(settings), "SendTextMessage", ORDER)
        self.assertEqual(reason, caught.exception.reason)
        self.assertEqual([], self.service.calls)
        return str(caught.exception)

    def test_each_case_of_the_table(self):
        for case in TABLE["cases"]:
            if case["service"] == "cloud-api":
                continue
            with self.subTest(case["name"]):
                self.holds(case)

    def holds(self, case):
        talk = iter(case["talk"])
        request_ids = set()
        wrong = []

        def consimt(path, headers, body):
            said = next(talk, {})
            given = json.loads(body)
            if "requestId" in given:
                request_ids.add(given["requestId"])
                given["requestId"] = "*"
            if (path, headers["Authorization"], given) != (f"/{said.get('function')}", "Bearer the-token", said.get("input")):
                wrong.append((path, given))
            if said.get("silent"):
                return None
            if "status" in said:
                return said["status"], {"Location": f"{self.consimt.url}/elsewhere"}, b""
            return 200, {}, said.get("text", json.dumps(said.get("answer"))).encode()

        def service(*request):
            return (case["serviceStatus"], {}, b"{}") if "serviceStatus" in case else accepted(*request)

        names = {"limitMillis": "limit_seconds", "passWhenSilent": "pass_when_silent", "unasked": "unasked"}
        more = {names[name]: value for name, value in case.get("settings", {}).items()}
        if "limit_seconds" in more:
            more["limit_seconds"] /= 1000
        settings = self.world(consimt, service, **more)
        client = client_of(case["service"], self.service.url)
        if case.get("newest") and case["operation"] not in client.meta.method_to_api_mapping.values():
            self.skipTest(f"this botocore has no {case['operation']}")
        then = case["then"]
        error = None
        try:
            call(guard(client, **settings), case["operation"], case["input"])
        except (ConsentRefused, botocore.exceptions.ClientError) as caught:
            error = caught
        if "refused" in then:
            self.assertIsInstance(error, ConsentRefused)
            self.assertEqual(then["refused"], {"reason": error.reason, "remedy": error.remedy, "who": error.who})
            shown = repr(error) + "".join(traceback.format_exception_only(error))
            self.assertNotRegex(shown, "755500|@example")
        elif "serviceRefused" in then:
            self.assertEqual(then["serviceRefused"], error.response["ResponseMetadata"]["HTTPStatusCode"])
        else:
            self.assertIsNone(error)
        self.assertEqual(0 if "refused" in then else 1, len(self.service.calls))
        self.assertEqual(([], None), (wrong, next(talk, None)))
        self.assertLessEqual(len(request_ids), 1)

    def test_what_the_sdk_tries_again_is_not_asked_about_again(self):
        def flaky(*request):
            return accepted(*request) if len(self.service.calls) == 3 else (500, {}, b"{}")

        settings = self.world(allowing, flaky)
        call(self.guarded(settings), "SendTextMessage", ORDER)
        self.assertEqual((1, 3), (len(self.consimt.calls), len(self.service.calls)))

    def test_an_input_that_its_sender_changes_meanwhile_goes_as_it_was_judged(self):
        addresses = ["ana@example.org"]

        def changing(*request):
            addresses[0] = "bogdan@example.org"
            return allowing(*request)

        client = self.guarded(self.world(changing), "sesv2")
        client.send_email(Destination={"ToAddresses": addresses}, Content={"Raw": {"Data": b"Subject: News\r\n\r\n"}})
        self.assertEqual(["ana@example.org"], json.loads(self.service.calls[0][1])["Destination"]["ToAddresses"])

    def test_a_cold_function_is_waited_for_once(self):
        def slow(*request):
            time.sleep(0.3)
            return allowing(*request)

        call(self.guarded(self.world(slow, limit_seconds=60)), "SendTextMessage", ORDER)
        self.assertEqual((1, 1), (len(self.consimt.calls), len(self.service.calls)))

    def test_an_answer_after_the_limit_lets_nothing_out(self):
        def late(*request):
            self.consimt.over.wait(60)
            return allowing(*request)

        self.refused("NO_ANSWER", self.world(late, limit_seconds=0.3))

    def test_each_fault_says_what_to_do(self):
        says = {301: "redirect: correct the address", 401: "get a new one", 403: "take another one", 429: "more slowly", 503: "HTTP 503"}
        for status, text in says.items():
            settings = self.world(lambda *_, now=status: (now, {}, b""))
            self.assertIn(text, self.refused("NO_ANSWER" if status in (429, 503) else "NOT_UNDERSTOOD", settings))

    def test_a_fault_of_the_function_that_asks_lets_nothing_out(self):
        def fails(_name, _text):
            raise OSError(PERSON)

        settings = self.world(allowing)
        self.consimt.close()
        self.refused("NO_ANSWER", {**settings, "limit_seconds": 1})
        self.assertNotIn(PERSON, self.refused("NO_ANSWER", {**settings, "ask": fails}))
        for answer in (None, "null", "[]", "{}", '{"outcome":"CHECKED","results":[7]}'):
            self.refused("NOT_UNDERSTOOD", {**settings, "ask": lambda _name, _text, now=answer: now})

    def test_a_lambda_is_invoked_in_the_name_of_the_business(self):
        called = []

        def invoked(path, headers, body):
            envelope = json.loads(body)
            called.append((path, envelope["caller"]))
            return allowing(path, headers, json.dumps(envelope["input"]))

        settings = self.world(invoked)
        settings["ask"] = over_lambda(client_of("lambda", self.consimt.url), {"check-permission": "check:live"})
        call(self.guarded(settings), "SendTextMessage", ORDER)
        caller = {"kind": "BUSINESS", "businessId": "librarie"}
        self.assertEqual([("/2015-03-31/functions/check%3Alive/invocations", caller)], called)
        self.assertEqual(1, len(self.service.calls))

    def test_a_fault_of_a_lambda_lets_nothing_out(self):
        settings = self.world(lambda *_: (200, {"X-Amz-Function-Error": "Unhandled"}, b"{}"))
        settings["ask"] = over_lambda(client_of("lambda", self.consimt.url), {"check-permission": "check:live"})
        self.refused("NO_ANSWER", settings)

    def test_a_token_does_not_go_over_plain_http(self):
        for address in TABLE["wrong"]["addresses"]:
            with self.subTest(address), self.assertRaisesRegex(TypeError, "HTTPS alone") as caught:
                over_https(address, "the-token")
            self.assertNotIn(address, str(caught.exception))
        for address in TABLE["right"]["addresses"]:
            over_https(address, "the-token")
        with self.assertRaisesRegex(TypeError, "a guard needs"):
            guard(None, "librarie", None)

    def test_a_mapping_that_would_match_every_message_or_is_misspelt_is_an_error_at_once(self):
        settings = self.world(allowing)
        for messages in TABLE["wrong"]["messages"]:
            with self.subTest(messages), self.assertRaisesRegex(TypeError, "each of messages"):
                self.guarded({**settings, "messages": messages})

    def test_a_message_of_whatsapp_is_read_as_utf_8_alone(self):
        client = self.guarded(self.world(allowing), "socialmessaging")
        for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig"):
            message = json.dumps({"to": PERSON}).encode(encoding)
            with self.subTest(encoding), self.assertRaises(ConsentRefused) as caught:
                client.send_whatsapp_message(originationPhoneNumberId="p", metaApiVersion="v20.0", message=message)
            self.assertEqual("UNKNOWN_RECIPIENT", caught.exception.reason)
        self.assertEqual(([], []), (self.consimt.calls, self.service.calls))

    def test_a_token_that_would_break_its_line_is_told_nowhere_and_lets_nothing_out(self):
        settings = self.world(allowing, pass_when_silent=True)
        settings["ask"] = over_https(self.consimt.url, lambda: "the-token\r\nX-Other: 1")
        with self.assertRaises(ConsentRefused) as caught:
            call(self.guarded(settings), "SendTextMessage", ORDER)
        self.assertEqual("NOT_UNDERSTOOD", caught.exception.reason)
        self.assertNotIn("X-Other", "".join(traceback.format_exception(caught.exception)))
        self.assertEqual(([], []), (self.consimt.calls, self.service.calls))

    def test_nothing_is_signed_in_advance(self):
        settings = self.world(allowing, unasked=["sns:Publish", "sns:Subscribe"])
        topic = "arn:aws:sns:eu-west-1:123456789012:alarms"
        hello = {"Destination": {"ToAddresses": ["ana@example.org"]}, "Content": {"Template": {"TemplateName": "hello"}}}
        for service, method, given in (
            ("sesv2", "send_email", hello),
            ("sns", "publish", {"PhoneNumber": PERSON, "Message": "News"}),
            ("sns", "publish", {"TopicArn": topic, "Message": "News"}),
            ("sns", "subscribe", {"TopicArn": topic, "Protocol": "sms", "Endpoint": PERSON}),
            ("sns", "list_topics", {}),
        ):
            with self.subTest(method), self.assertRaises(ConsentRefused) as caught:
                self.guarded(settings, service).generate_presigned_url(method, given)
            self.assertEqual("SIGNED_IN_ADVANCE", caught.exception.reason)
        self.assertEqual([], self.consimt.calls)

    def test_the_guard_knows_a_service_by_its_own_name(self):
        """boto3 has another name for the first API of voice messages."""
        settings = self.world(allowing)
        for service in ("sms-voice", "pinpoint-sms-voice"):
            with self.assertRaises(ConsentRefused) as caught:
                self.guarded(settings, service).send_voice_message(DestinationPhoneNumber=PERSON)
            self.assertEqual("UNKNOWN_OPERATION", caught.exception.reason)
        with self.assertRaises(ConsentRefused) as caught:
            self.guarded(settings, "s3")
        self.assertEqual("UNKNOWN_SERVICE", caught.exception.reason)


if __name__ == "__main__":
    unittest.main()
