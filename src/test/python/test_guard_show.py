"""Many messages while people change their minds: nothing arrives that a refusal forbade before the call began."""

import collections
import concurrent.futures
import json
import os
import random
import re
import threading
import unittest

from guard_kit import Stand, accepted, answering, call, client_of

from consimt_guard import ConsentRefused, guard, over_https

SENDS = int(os.environ.get("GUARD_SENDS", "2000"))
PEOPLE = 400
SETTINGS = {
    "business_id": "librarie",
    "limit_seconds": 60,
    "messages": [
        {"when": {"configurationSet": "orders"}, "category": "UTILITY", "topic": "orders"},
        {"when": {"context/kind": "order"}, "category": "UTILITY", "topic": "orders"},
        {"when": {"type": "Transactional"}, "category": "UTILITY", "topic": "orders"},
        {"when": {"template": "order"}, "category": "UTILITY", "topic": "orders"},
    ],
}


class Minds:
    """What people said, and the category that the business settled for the topic of its orders."""

    def __init__(self, dice):
        self.dice = dice
        self.lock = threading.Lock()
        self.blocked = [dice.randrange(9) == 0 for _ in range(PEOPLE)]
        self.opted_out = [dice.randrange(3) == 0 for _ in range(PEOPLE)]
        self.changes = [0] * PEOPLE
        self.orders_are_marketing = False
        self.settings = 0

    def change(self):
        with self.lock:
            if self.dice.randrange(200) == 0:
                self.orders_are_marketing = not self.orders_are_marketing
                self.settings += 1
            one = self.dice.randrange(PEOPLE)
            (self.blocked if self.dice.randrange(4) == 0 else self.opted_out)[one] = self.dice.randrange(3) == 0
            self.changes[one] += 1

    def reason(self, one, category, topic):
        is_marketing = category == "MARKETING" or topic == "orders" and self.orders_are_marketing
        return "BLOCKED_BY_USER" if self.blocked[one] else "MARKETING_OPTED_OUT" if self.opted_out[one] and is_marketing else None

    def answer(self, _path, _headers, body):
        results = []
        with self.lock:
            for ask in json.loads(body)["asks"]:
                one = int(re.search(r"(\d{3})(@|$)", ask["userId"])[1])
                reason = self.reason(one, ask["category"], ask["scope"].get("topic"))
                refusal = {"permission": "REFUSED", "reason": reason, "remedy": "NONE"}
                results.append({"userId": ask["userId"], **(refusal if reason else {"permission": "ALLOWED"})})
        return answering({"outcome": "CHECKED", "results": results})

    def seen(self, people, is_order):
        """Whether one of them refuses now, and a number that is another one after each change of that."""
        with self.lock:
            as_asked = ("UTILITY", "orders") if is_order else ("MARKETING", None)
            version = sum(self.changes[one] for one in people) + (self.settings if is_order else 0)
            return any(self.reason(one, *as_asked) for one in people), version


def phone(one):
    return f"+40755500{one:03}"


def mail(one):
    return f"person{one:03}@example.org"


def text_message(people, is_order, text):
    return {"DestinationPhoneNumber": phone(people[0]), "MessageBody": text, **({"Context": {"kind": "order"}} if is_order else {})}


def media_message(people, is_order, text):
    more = {"ConfigurationSetName": "orders"} if is_order else {}
    return {"DestinationPhoneNumber": phone(people[0]), "OriginationIdentity": "+40212555010", "MessageBody": text, **more}


def publish(people, is_order, text):
    kind = {"DataType": "String", "StringValue": "Transactional" if is_order else "Promotional"}
    return {"PhoneNumber": phone(people[0]), "Message": text, "MessageAttributes": {"AWS.SNS.SMS.SMSType": kind}}


def email(people, is_order, text):
    content = {"Simple": {"Subject": {"Data": text}, "Body": {"Text": {"Data": "Bună ziua"}}}}
    more = {"ConfigurationSetName": "orders"} if is_order else {}
    return {"Destination": {"ToAddresses": [mail(one) for one in people]}, "Content": content, **more}


def bulk_email(people, is_order, text):
    template = {"TemplateName": "order" if is_order else "news", "TemplateData": json.dumps({"text": text})}
    entries = [{"Destination": {"ToAddresses": [mail(one)]}} for one in people]
    return {"FromEmailAddress": "shop@example.org", "DefaultContent": {"Template": template}, "BulkEmailEntries": entries}


def whatsapp_message(people, is_order, text):
    template = {"name": "order" if is_order else "news", "language": {"code": "ro"}}
    message = {"to": phone(people[0])[1:], "type": "template", "template": template, "biz_opaque_callback_data": text}
    return {"originationPhoneNumberId": "phone-number-id-1", "metaApiVersion": "v20.0", "message": json.dumps(message)}


KINDS = [
    ("pinpoint-sms-voice-v2", "SendTextMessage", text_message),
    ("pinpoint-sms-voice-v2", "SendMediaMessage", media_message),
    ("sns", "Publish", publish),
    ("sesv2", "SendEmail", email),
    ("sesv2", "SendBulkEmail", bulk_email),
    ("socialmessaging", "SendWhatsAppMessage", whatsapp_message),
]


class Unsent(Exception):
    """Has what an unguarded client would send."""


def keeping(request, **_):
    raise Unsent(request.body if isinstance(request.body, bytes) else request.body.encode())


class ShowTest(unittest.TestCase):
    def test_many_messages_while_people_change_their_minds(self):
        dice = random.Random(33)
        minds = Minds(dice)
        arrivals = collections.Counter()

        def service(path, headers, body):
            with minds.lock:
                arrivals[body] += 1
            return accepted(path, headers, body)

        consimt, endpoint = Stand(minds.answer), Stand(service)
        self.addCleanup(consimt.close)
        self.addCleanup(endpoint.close)
        services = {name for name, _, _ in KINDS}
        ask = over_https(consimt.url, "the-token")
        guarded = {name: guard(client_of(name, endpoint.url), ask=ask, **SETTINGS) for name in services}
        plain = {name: client_of(name, endpoint.url) for name in services}
        for client in plain.values():
            client.meta.events.register("before-send", keeping)
        seen = collections.Counter()

        def send(number):
            minds.change()
            service_name, operation, given_of = KINDS[number % len(KINDS)]
            with minds.lock:
                is_order = dice.randrange(2) == 0
                people = dice.sample(range(PEOPLE), 3 if "Email" in operation else 1)
            given = given_of(people, is_order, f"message {number}.")
            refused_before, version = minds.seen(people, is_order)
            was_sent = True
            try:
                call(guarded[service_name], operation, given)
            except ConsentRefused:
                was_sent = False
            is_settled = minds.seen(people, is_order)[1] == version
            with self.assertRaises(Unsent) as unsent:
                call(plain[service_name], operation, given)
            arrived = arrivals[unsent.exception.args[0]]
            self.assertEqual(1 if was_sent else 0, arrived)
            if is_settled:
                self.assertEqual(0 if refused_before else 1, arrived)
            with minds.lock:
                seen["meanwhile" if not is_settled else "forbidden" if refused_before else "allowed"] += 1

        with concurrent.futures.ThreadPoolExecutor(16) as threads:
            collections.deque(threads.map(send, range(SENDS)), maxlen=0)
        self.assertEqual({1}, set(arrivals.values()) - {0})
        self.assertEqual(SENDS, sum(seen.values()))
        self.assertGreater(min(seen["forbidden"], seen["allowed"]), SENDS / 10, seen)


if __name__ == "__main__":
    unittest.main()
