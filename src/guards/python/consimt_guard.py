"""Asks Consimt before a message leaves a client of boto3.

What a guard does, and in which cases, stands in src/guards of Consimt.
"""

import concurrent.futures
import contextlib
import http.client
import json
import re
import threading
import time
import urllib.parse
import uuid

# The text of src/guards/operations.json.
_TABLE = json.loads(r"""
{
  "services": [
    "sns", "ses", "sesv2", "pinpoint", "pinpoint-email", "pinpoint-sms-voice", "pinpoint-sms-voice-v2",
    "socialmessaging", "connect", "connectparticipant", "connectcampaigns", "connectcampaignsv2",
    "chime", "chime-sdk-voice", "chime-sdk-messaging"
  ],
  "harmless": [
    "(?:Get|List|Describe|Search|BatchGet|BatchDescribe)[A-Z].*",
    "CheckIfPhoneNumberIsOptedOut", "PhoneNumberValidate", "CarrierLookup",
    "TestRenderTemplate", "TestRenderEmailTemplate", "PutMessageFeedback",
    "PutOptedOutNumber", "PutSuppressedDestination", "PauseCampaign", "StopCampaign",
    "PostWhatsAppMessageMedia", "DeleteWhatsAppMessageMedia"
  ],
  "people": {
    "phone": "\\+?[1-9][0-9]{7,14}",
    "mail": " *(?:(?:\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[ -~]){0,200}\"|[^\"<>@,;:\\\\\\x00-\\x1f]){0,200}<(?=[^<>]*> *$)|(?![^<]*>))((?!'|[^@]*=\\?)[A-Za-z0-9.!$%&'*+/=?^_`{|}-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)\\.*>? *",
    "whatsapp": "\\+?[1-9][0-9]{7,14}|[A-Z]{2}\\.(?:ENT\\.)?[A-Za-z0-9]{1,120}"
  },
  "labels": {
    "type": [
      "MessageType", "MessageTrafficType", "MessageAttributes/AWS.SNS.SMS.SMSType/StringValue", "message/{}/type"
    ],
    "sender": [
      "OriginationIdentity", "NotifyConfigurationId", "MessageAttributes/AWS.SNS.SMS.SenderID/StringValue",
      "FromEmailAddress", "originationPhoneNumberId", "sender"
    ],
    "template": [
      "TemplateId", "Content/Template/TemplateName", "DefaultContent/Template/TemplateName",
      "message/{}/template/name"
    ],
    "configurationSet": ["ConfigurationSetName"],
    "context": ["Context"],
    "tags": ["EmailTags", "DefaultEmailTags"],
    "topic": ["ListManagementOptions/TopicName"]
  },
  "marketing": {
    "MessageType": "PROMOTIONAL",
    "MessageTrafficType": "PROMOTION",
    "MessageAttributes/AWS.SNS.SMS.SMSType/StringValue": "PROMOTIONAL",
    "edge": "MARKETING_MESSAGES"
  },
  "passWhenSilent": ["AUTHENTICATION", "UTILITY"],
  "only": {
    "message/{}/recipient_type": "individual"
  },
  "remedies": {
    "UNKNOWN_SERVICE": "CORRECT_SETTINGS",
    "UNKNOWN_OPERATION": "CORRECT_CALL",
    "UNKNOWN_RECIPIENT": "CORRECT_CALL",
    "SIGNED_IN_ADVANCE": "CORRECT_CALL",
    "NOT_UNDERSTOOD": "CORRECT_SETTINGS",
    "NO_ANSWER": "TRY_LATER",
    "BUSY": "TRY_LATER"
  },
  "operations": [
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendTextMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "also": {"channel": "rcs", "field": "OriginationIdentity", "like": "(?:.*/)?(?:pool|rcs)-.*"}
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendMediaMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"]
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendRcsMessage", "channel": "rcs", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "also": {"channel": "sms", "field": "FallbackConfiguration"}
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendVoiceMessage", "channel": "voice", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "notMarketing": "CALL"
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendNotifyTextMessage", "channel": "sms", "people": "phone",
      "recipients": ["DestinationPhoneNumber"]
    },
    {
      "service": "pinpoint-sms-voice-v2", "operation": "SendNotifyVoiceMessage", "channel": "voice", "people": "phone",
      "recipients": ["DestinationPhoneNumber"],
      "notMarketing": "CALL"
    },
    {
      "service": "sns", "operation": "Publish", "channel": "sms", "people": "phone",
      "recipients": ["PhoneNumber"],
      "unseen": ["TopicArn", "TargetArn"]
    },
    {
      "service": "sesv2", "operation": "SendEmail", "channel": "email", "people": "mail",
      "recipients": ["Destination/ToAddresses", "Destination/CcAddresses", "Destination/BccAddresses"]
    },
    {
      "service": "sesv2", "operation": "SendBulkEmail", "channel": "email", "people": "mail",
      "recipients": [
        "BulkEmailEntries/Destination/ToAddresses", "BulkEmailEntries/Destination/CcAddresses",
        "BulkEmailEntries/Destination/BccAddresses"
      ]
    },
    {
      "service": "socialmessaging", "operation": "SendWhatsAppMessage", "channel": "whatsapp", "people": "whatsapp",
      "recipients": ["message/{}/to", "message/{}/recipient"],
      "noPerson": ["message/{}/status"],
      "template": "message/{}/template/name"
    },
    {
      "service": "cloud-api", "operation": "messages", "channel": "whatsapp", "people": "whatsapp",
      "recipients": ["message/{}/to", "message/{}/recipient"],
      "noPerson": ["message/{}/status"],
      "template": "message/{}/template/name",
      "sender": "sender"
    }
  ]
}
""")



def _plain(service):
    return re.sub("[^a-z0-9]", "", service.lower())


def _key(service, operation):
    return _plain(service), operation


_SERVICES = {_plain(each) for each in _TABLE["services"]}
_HARMLESS = re.compile("|".join(_TABLE["harmless"]))
_OPERATIONS = {_key(each["service"], each["operation"]): each for each in _TABLE["operations"]}
# What a mapping may have.
_FIELDS = {"when": dict, "category": str, "topic": str, "sender": str, "opens": bool}
# So strict that no two readers find another host in it. It has no user, no query and no fragment.
_ADDRESS = re.compile(
    r"(https://[A-Za-z0-9.-]+|(?P<here>http://(localhost|127\.0\.0\.1|\[::1\])))"
    r"(:(?P<port>[0-9]{1,5}))?(/[A-Za-z0-9._~/-]*)?"
)
_MOST_ASKS = 100
_PAUSE_SECONDS = 0.1
_ADVICE = {
    3: "a redirect: correct the address",
    401: "the token is not valid: get a new one",
    403: "the token may not ask this: take another one",
    429: "too many calls at once: send more slowly",
}


class ConsentRefused(Exception):
    """Nothing was sent. The text has no number and no address; `who` has them: keep it out of logs."""

    def __init__(self, text, reason, remedy=None, who=()):
        self.reason = reason
        self.remedy = remedy or _TABLE["remedies"].get(reason, "NONE")
        self.who = list(who)
        super().__init__(f"{text} ({reason}, {self.remedy}). Nothing was sent.")


class _Fault(Exception):
    """Its text is the guard's own. A fault that is `answered` is no silence."""

    def __init__(self, text, answered=False, pause=False):
        super().__init__(text)
        self.answered, self.pause = answered, pause


def guard(client, business_id, ask, messages=(), limit_seconds=3.0, pass_when_silent=False, unasked=()):
    """Guards a client of boto3, and returns it.

    `ask` takes a function's name and the JSON of its input, and gives the JSON of the answer.
    `unasked` names operations that go unasked, as "service:Operation".
    Raises ConsentRefused if the guard does not know the service, and TypeError for wrong settings.
    """
    if not isinstance(business_id, str) or not callable(ask) or not limit_seconds > 0:
        raise TypeError("a guard needs a business_id, a function ask, and a limit over 0")
    mappings = _copied(messages)
    if not isinstance(mappings, list) or not all(map(_is_mapping, mappings)):
        raise TypeError("each of messages needs a when of labels and texts, and known fields only")
    service = client.meta.service_model.service_id.hyphenize()
    if _plain(service) not in _SERVICES:
        names = ", ".join(_TABLE["services"])
        raise ConsentRefused(f"A guard is for clients of {names}, and not of {service}", "UNKNOWN_SERVICE")
    named = {_key(*each.split(":", 1)) for each in unasked}
    own = _Guard(business_id, ask, mappings, named, limit_seconds, pass_when_silent is True)
    # The last of its event, so that no other handler changes what was judged.
    client.meta.events.register_last("before-parameter-build", own.judge)
    client.meta.events.register_last("before-call", own.reserve)
    client.meta.events.register("after-call", own.tell)
    return client


def over_https(url, token):
    """Asks over HTTPS with a token: a text, or a function that gives one.

    Raises TypeError if the address is neither HTTPS nor one's own machine, or has a user, a query or a fragment.
    """
    read = _ADDRESS.fullmatch(url)
    if not read or int(read["port"] or 0) > 65535:
        raise TypeError("a token goes over HTTPS alone, to an address without a user, a query and a fragment")
    address = urllib.parse.urlsplit(url)
    connect = http.client.HTTPConnection if read["here"] else http.client.HTTPSConnection

    def ask(name, text):
        bearer = token() if callable(token) else token
        if not re.fullmatch("[!-~]+", bearer):
            raise _Fault("the token is not one word: get a new one", answered=True)
        headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        # Nobody waits so long. The thread that asks must end.
        with contextlib.closing(connect(address.netloc, timeout=30)) as connection:
            connection.request("POST", f"{address.path.rstrip('/')}/{name}", text.encode(), headers)
            answer = connection.getresponse()
            status, body = answer.status, answer.read()
        if status != 200:
            advice = _ADVICE.get(status) or _ADVICE.get(status // 100) or "see its log"
            raise _Fault(f"HTTP {status}: {advice}", answered=status < 500 and status != 429, pause=True)
        return body.decode()

    return ask


def over_lambda(client, functions):
    """Asks by Lambda invoke in the name of the business.

    `functions` has the ARN of an alias for each function's name.
    """

    def ask(name, text):
        caller = json.dumps({"kind": "BUSINESS", "businessId": json.loads(text)["businessId"]})
        payload = f'{{"caller":{caller},"input":{text}}}'.encode()
        answer = client.invoke(FunctionName=functions[name], Payload=payload)
        if answer.get("FunctionError"):
            raise _Fault("the function ended with an error: see its log", pause=True)
        return answer["Payload"].read().decode()

    return ask


class _Guard:
    def __init__(self, business_id, ask, messages, unasked, limit_seconds, pass_when_silent):
        self._business_id = business_id
        self._ask = ask
        self._messages = messages
        self._unasked = unasked
        self._limit_seconds = limit_seconds
        self._pass_when_silent = pass_when_silent

    def judge(self, params, context, event_name, **_):
        service, operation = event_name.split(".")[1:3]
        if context.get("is_presign_request"):
            # A signed address goes later, and as often as somebody wants.
            raise ConsentRefused(f"No {operation} of {service} is signed in advance", "SIGNED_IN_ADVANCE")
        row = _OPERATIONS.get(_key(service, operation))
        is_unasked = _key(service, operation) in self._unasked
        if not row and not is_unasked and not _HARMLESS.fullmatch(operation):
            why = f"The guard does not know whom {operation} of {service} reaches"
            name = f'If it reaches nobody, name "{service}:{operation}" in the setting unasked'
            raise ConsentRefused(f"{why}. {name}", "UNKNOWN_OPERATION")
        if not row:
            return
        # A sender that changes its lists meanwhile must not change what goes.
        params.update(_copied(params))
        matching = (each for each in self._messages if _matches(each["when"], params))
        mapping = next(matching, {})
        asks = _asks(row, params, mapping, is_unasked)
        if not asks:
            return
        are_calm = all(each["category"] in _TABLE["passWhenSilent"] for each in asks)
        may_pass = self._pass_when_silent and are_calm
        question = {"businessId": self._business_id, "asks": asks, "consistent": True}
        answer = self._answered("check-permission", question, lambda it: _is_for_all(it, asks), may_pass)
        results = answer["results"] if answer else []
        refused = [each for each in results if each["permission"] == "REFUSED"]
        if not refused:
            return
        people = len({each["userId"] for each in asks})
        opens = all(True in (mapping.get("opens"), each.get("opens")) for each in refused)
        is_first = all(each.get("reason") == "FIRST_CONTACT_REQUIRED" for each in refused)
        if opens and is_first and people == 1:
            context["consimt"] = {"userId": asks[0]["userId"], "channel": row["channel"]}
            return
        who = list(dict.fromkeys(each["userId"] for each in refused))
        text = f"Consimt refuses this message to {len(who)} of {people}"
        raise ConsentRefused(text, refused[0].get("reason", "REFUSED"), refused[0].get("remedy"), who)

    def reserve(self, context, **_):
        """Reserves the introduction of the call, if it is one. botocore has found no fault in it."""
        if "consimt" not in context:
            return
        opening = {"requestId": str(uuid.uuid4()), "businessId": self._business_id, **context["consimt"]}
        asked = {**opening, "reserve": True}
        answer = self._answered("open-conversation", asked, _is_opening)
        who = [opening["userId"]]
        if answer["outcome"] == "REFUSED":
            reason = answer.get("reason", "REFUSED")
            raise ConsentRefused("Consimt refuses this introduction", reason, answer.get("remedy"), who)
        if answer["outcome"] != "RESERVED":
            raise ConsentRefused("Somebody else introduces the business to this person", "BUSY", None, who)
        context["consimt"] = {**opening, "reservation": answer.get("reservation")}

    def tell(self, http_response, parsed, context, **_):
        """Tells what became of a reservation. No word counts as sent, so its fault changes nothing."""
        status = http_response.status_code
        is_first = parsed.get("ResponseMetadata", {}).get("RetryAttempts") == 0
        is_refused = is_first and 400 <= status < 500 and status != 408
        if "consimt" in context and (status < 300 or is_refused):
            word = {**context["consimt"], "result": "NOT_SENT" if is_refused else "SENT"}
            self._answered("open-conversation", word, lambda _: True, may_fail=True)

    def _answered(self, name, question, is_understood, may_be_silent=False, may_fail=False):
        """Asks, and once more if that failed. None where no answer may be, else that is raised."""
        text = json.dumps(question)
        begin, faults = time.monotonic(), []
        for part in (2 / 3, 1):
            try:
                answer = _json(self._in_time(name, text, begin + self._limit_seconds * part))
                if isinstance(answer, dict) and is_understood(answer):
                    return answer
                text_of_fault = f"an answer to {name} that the guard does not understand"
                faults.append(_Fault(text_of_fault, answered=True))
            except Exception as error:
                faults.append(error)
                if getattr(error, "pause", False) and part < 1:
                    left = begin + self._limit_seconds - time.monotonic()
                    time.sleep(max(0.0, min(_PAUSE_SECONDS, left)))
        answered = [each for each in faults if getattr(each, "answered", False)]
        if may_fail or may_be_silent and not answered:
            return None
        last = (answered or faults)[-1]
        why = last if isinstance(last, _Fault) else "the function that asks failed"
        reason = "NOT_UNDERSTOOD" if answered else "NO_ANSWER"
        raise ConsentRefused(f"Consimt did not allow this: {why}", reason) from last

    def _in_time(self, name, text, until):
        """A thread of its own asks, for no time-out of a socket bounds a whole answer."""
        answer = concurrent.futures.Future()

        def run():
            try:
                answer.set_result(self._ask(name, text))
            except Exception as error:
                answer.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return answer.result(timeout=max(0.0, until - time.monotonic()))
        except concurrent.futures.TimeoutError:
            raise _Fault("no answer in time") from None


def _asks(row, params, mapping, is_unasked):
    """One for each person and each channel that the message may come by.

    None if the call is about no person.
    """

    def unknown(why):
        text = f"The guard cannot tell whom this {row['operation']} reaches: {why}"
        return ConsentRefused(text, "UNKNOWN_RECIPIENT")

    def values(*paths):
        return [value for path in paths if path for value in _at(params, path)]

    def has_one(wanted, is_one):
        return any(is_one(value, one) for path, one in wanted.items() for value in values(path))

    named = values(*row["recipients"])
    is_unseen = bool(values(*row.get("unseen", [])))
    if not named and (values(*row.get("noPerson", [])) or is_unseen and is_unasked):
        return []
    if has_one(_TABLE["only"], lambda value, one: value != one):
        raise unknown("it is for more than one person")
    pattern = re.compile(_TABLE["people"][row["people"]])
    found = [pattern.fullmatch(each) if isinstance(each, str) else None for each in named]
    if None in found:
        raise unknown("a recipient is not written as a number with its country code, or as one address")
    people = dict.fromkeys(match[match.re.groups] for match in found)
    also = row.get("also", {})
    like = re.compile(also.get("like", "(?s:.*)"))
    comes_also = any(like.fullmatch(str(value)) for value in values(also.get("field")))
    channels = [row["channel"]] + ([also["channel"]] if comes_also else [])
    is_marketing = has_one(_TABLE["marketing"], lambda value, one: str(value).upper() == one)
    category = "MARKETING" if is_marketing else mapping.get("category", "MARKETING")
    category = category if category == "MARKETING" else row.get("notMarketing", category)
    parts = {part: mapping[part] for part in ("sender", "topic") if part in mapping}
    more = {"template": each for each in values(row.get("template"))[:1]}
    asks = [
        {"userId": person, "category": category, "scope": {"channel": channel, **parts}, **more}
        for person in people
        for channel in channels
    ]
    if not asks and is_unseen:
        name = f'name "{row["service"]}:{row["operation"]}" in the setting unasked'
        raise unknown(f"it goes to a topic or an endpoint; to let such calls go, {name}")
    if not asks:
        raise unknown("it names nobody")
    if len(asks) > _MOST_ASKS:
        raise unknown("it names too many people")
    return asks


def _is_mapping(one):
    if not isinstance(one, dict) or not all(isinstance(each, _FIELDS.get(name, ())) for name, each in one.items()):
        return False
    when = one.get("when") or {"": ""}
    return all(isinstance(each, str) and label.split("/")[0] in _TABLE["labels"] for label, each in when.items())


def _matches(when, params):
    for label, text in when.items():
        first, *rest = label.split("/")
        paths = ["/".join([path, *rest]) for path in _TABLE["labels"].get(first, [])]
        found = [value for path in paths for value in _at(params, path)]
        if not found or found != [text] * len(found):
            return False
    return True


def _at(params, path):
    """The values at a path."""
    values = [params]
    for step in path.split("/"):
        values = [each for value in values for each in _into(value, step)]
    while any(isinstance(each, list) for each in values):
        values = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return [each for each in values if each is not None]


def _into(value, step):
    if isinstance(value, list):
        pairs = [each for each in value if isinstance(each, dict) and "Name" in each]
        named = [each.get("Value") for each in pairs if each["Name"] == step]
        return named + [found for each in value if each not in pairs for found in _into(each, step)]
    if step == "{}":
        return [_json(value)]
    return [value[step]] if isinstance(value, dict) and step in value else []


def _json(text):
    try:
        # Of bytes json.loads guesses the encoding, and the service may guess another one.
        return json.loads(text.decode("utf-8") if isinstance(text, bytes) else text, object_pairs_hook=_fields)
    except (TypeError, ValueError, RecursionError):
        return None


def _fields(pairs):
    """Of two fields with one name another reader may take the other one."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _copied(value):
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copied(each) for each in value]
    return bytes(value) if isinstance(value, bytearray) else value


def _is_opening(answer):
    outcome = answer.get("outcome")
    return isinstance(outcome, str) and (outcome != "RESERVED" or isinstance(answer.get("reservation"), str))


def _is_for_all(answer, asks):
    results = answer.get("results")
    if answer.get("outcome") != "CHECKED" or not isinstance(results, list):
        return False
    if not all(isinstance(each, dict) for each in results):
        return False
    given = [(each.get("userId"), each.get("permission") in ("ALLOWED", "REFUSED")) for each in results]
    return given == [(each["userId"], True) for each in asks]
