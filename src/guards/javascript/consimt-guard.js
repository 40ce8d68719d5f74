// Asks Consimt before a message leaves: in a client of the AWS SDK 3 (`guard`), or in fetch for
// WhatsApp's Cloud API (`guardFetch`). What a guard does, and in which cases, stands in src/guards
// of Consimt.

/** The text of src/guards/operations.json. */
const TABLE = {
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
};

const plain = (service) => service.toLowerCase().replace(/[^a-z0-9]/g, '');
const key = (service, operation) => `${plain(service)} ${operation}`;
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

const SERVICES = new Set(TABLE.services.map(plain));
/** The edge of the Cloud API that sells, beside the one for all messages. */
const MARKETING_EDGE = TABLE.marketing.edge.toLowerCase();
const HARMLESS = whole(TABLE.harmless.join('|'));
const OPERATIONS = new Map(TABLE.operations.map((each) => [key(each.service, each.operation), each]));
/** What a mapping may have. */
const FIELDS = { when: 'object', category: 'string', topic: 'string', sender: 'string', opens: 'boolean' };
/** So strict that no two readers find another host in it. It has no user, no query and no fragment. */
const ADDRESS =
  /^(https:\/\/[A-Za-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?(\/[A-Za-z0-9._~\/-]*)?$/;
/** A guarded fetch may stand in its place later. */
const FETCH = globalThis.fetch;
const MOST_ASKS = 100;
const PAUSE_MILLIS = 100;
const ADVICE = {
  3: 'a redirect: correct the address',
  401: 'the token is not valid: get a new one',
  403: 'the token may not ask this: take another one',
  429: 'too many calls at once: send more slowly',
};

/** Nothing was sent. The text has no number and no address; `who` has them, and no log of the error shows them. */
export class ConsentRefused extends Error {
  constructor(reason, remedy, who, text, cause) {
    super(`${text} (${reason}, ${remedy}). Nothing was sent.`, cause && { cause });
    Object.assign(this, { name: 'ConsentRefused', reason, remedy });
    Object.defineProperty(this, 'who', { value: who });
  }
}

const fault = (text, more) => Object.assign(new Error(text), { isOwn: true, ...more });

/** A refusal by the guard itself. */
const failed = (reason, text, who = [], cause = undefined) =>
  new ConsentRefused(reason, TABLE.remedies[reason], who, text, cause);

/** A refusal by Consimt. */
const refusal = ({ reason = 'REFUSED', remedy = 'NONE' }, who, text) =>
  new ConsentRefused(reason, remedy, who, text);

/** Guards a client of the AWS SDK 3, and returns it. Throws if its service is none that the guard knows. */
export function guard(client, settings) {
  const own = checked(settings);
  known(client.config?.serviceId ?? '');
  // What the SDK passes on from step to step.
  const judgement = Symbol('consimt');

  const judges = (next, { clientName, commandName }) => async (args) => {
    const service = clientName.replace(/Client$/, '');
    const operation = commandName.replace(/Command$/, '');
    known(service);
    const call = await judged(own, service, operation, args.input);
    const send = async () => {
      const answer = await next({ ...args, input: call.input, [judgement]: call });
      if (!call.hasLeft) {
        // An address that is signed in advance goes later, and as often as somebody wants.
        throw failed('SIGNED_IN_ADVANCE', `No ${operation} is signed in advance, or answered in place of ${service}`);
      }
      return answer;
    };
    return sent(own, call, send, () => 200, (error) => statusOf(error, call));
  };
  const leaves = (next) => async (args) => {
    if (!args[judgement]) {
      throw failed('UNKNOWN_OPERATION', 'The guard did not see this call when it began');
    }
    args[judgement].hasLeft = true;
    return next(args);
  };
  // The last of its step, so that no other one of this step changes what was judged.
  client.middlewareStack.add(judges, { step: 'initialize', priority: 'low' });
  // The last of all: what does not come here was not sent.
  client.middlewareStack.add(leaves, { step: 'deserialize', priority: 'low' });
  // With `cacheMiddleware` a client keeps the steps of earlier calls.
  delete client.handlers;
  return client;
}

/** For certain it did not arrive if it never left, or if the first attempt was refused. */
function statusOf({ $metadata }, call) {
  const statusOfFirst = $metadata?.attempts === 1 ? $metadata.httpStatusCode : undefined;
  return call.hasLeft ? statusOfFirst : 400;
}

/**
 * A fetch that asks before it posts to `messages` and `marketing_messages`. What would change something elsewhere is
 * refused, unless the setting `unasked` names the last part of its path, as in `cloud-api:media`.
 */
export function guardFetch(fetch, settings) {
  const own = checked(settings);
  return async (resource, init) => {
    const request = new Request(resource, init);
    const { pathname, search, searchParams } = new URL(request.url);
    const [sender, edge] = ['', ...pathname.split('/').filter(Boolean)].slice(-2);
    const heads = [...request.headers.keys()].map((name) => [name]);
    onlyItself(request.method, [...searchParams, ...heads, ['', decoded(pathname + search)]]);
    if (edge !== 'messages' && edge !== MARKETING_EDGE) {
      const sendsNothing = ['GET', 'HEAD', 'DELETE'].includes(request.method) && !request.body;
      if (!sendsNothing && !own.unasked.has(key('cloud-api', edge))) {
        throw unknownOperation('cloud-api', edge);
      }
      if (request.body) {
        onlyItself(request.method, await fieldsOf(request.clone()));
      }
      return fetch(request);
    }
    // The Graph API takes fields of a message from the address too.
    const isWhole = [...searchParams.keys()].every((each) => ['access_token', 'appsecret_proof'].includes(each));
    const message = isWhole && typeOf(request) === 'json' && new Uint8Array(await request.clone().arrayBuffer());
    onlyItself(request.method, Object.entries(json(message) ?? {}));
    const call = await judged(own, 'cloud-api', 'messages', { edge, sender, message });
    return sent(own, call, () => fetch(request), (response) => response.status, () => undefined);
  };
}

/** The Graph API takes another method, or many calls in one, from the address, the head or the body. */
function onlyItself(method, fields) {
  const isOther = ([name, value]) => /method|override|batch/i.test(name) || /method\W*[(=]/i.test(value);
  if (!fields || fields.some(isOther)) {
    throw failed('UNKNOWN_OPERATION', `This ${method} names another method or a batch, `
      + 'or cannot be read: it may be any call');
  }
}

/** What cannot be decoded counts as another method. */
function decoded(address) {
  try {
    return decodeURIComponent(address.replaceAll('+', ' '));
  } catch {
    return 'method=';
  }
}

/** How the service reads the body. Undefined where nobody can tell. */
function typeOf(request) {
  const type = request.headers.get('content-type') ?? '';
  const text = /^application\/(json|x-www-form-urlencoded) *(?:; *charset="?utf-8"?)?$/i.exec(type);
  const parts = /^(multipart)\/form-data *; *boundary=[^;,]+$/i.exec(type);
  return (text ?? parts)?.[1].toLowerCase();
}

/** The fields of a body, by name. Undefined if it cannot be read. */
async function fieldsOf(request) {
  const type = typeOf(request);
  if (type === 'json') {
    const read = json(new Uint8Array(await request.arrayBuffer()));
    return Object(read) === read ? Object.entries(read) : undefined;
  }
  return type && request.formData().then((form) => [...form], () => undefined);
}

/** Asks over HTTPS with a token: a text, or a function that gives one. Throws TypeError for another address. */
export function overHttps(url, token) {
  if (!ADDRESS.test(url) || !URL.canParse(url)) {
    throw new TypeError('a token goes over HTTPS alone, to an address without a user, a query and a fragment');
  }
  const { href } = new URL(url);
  return async (name, text, signal) => {
    const bearer = typeof token === 'function' ? await token() : token;
    if (!/^[!-~]+$/.test(bearer)) {
      throw fault('the token is not one word: get a new one', { answered: true });
    }
    const response = await FETCH(href.replace(/\/*$/, `/${name}`), {
      method: 'POST',
      redirect: 'manual',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: text,
      signal,
    });
    const { status } = response;
    if (status === 200) {
      return response.text();
    }
    const advice = ADVICE[status] ?? ADVICE[Math.floor(status / 100)] ?? 'see its log';
    throw fault(`HTTP ${status}: ${advice}`, { answered: status < 500 && status !== 429, pause: true });
  };
}

/** Asks by Lambda invoke in the name of the business. `functions` has the ARN of an alias for each function's name. */
export function overLambda(lambda, functions) {
  return async (name, text, signal) => {
    const caller = JSON.stringify({ kind: 'BUSINESS', businessId: JSON.parse(text).businessId });
    const Payload = new TextEncoder().encode(`{"caller":${caller},"input":${text}}`);
    const answer = await lambda.invoke({ FunctionName: functions[name], Payload }, { abortSignal: signal });
    if (answer.FunctionError) {
      throw fault('the function ended with an error: see its log', { pause: true });
    }
    return new TextDecoder().decode(answer.Payload);
  };
}

function checked({ businessId, ask, messages = [], unasked = [], limitMillis = 3000, passWhenSilent = false }) {
  if (typeof businessId !== 'string' || typeof ask !== 'function' || !(limitMillis > 0)) {
    throw new TypeError('a guard needs a businessId, a function ask, and a limit over 0');
  }
  const mappings = structuredClone(messages);
  if (!Array.isArray(mappings) || !mappings.every(isMapping)) {
    throw new TypeError('each of messages needs a when of labels and texts, and known fields only');
  }
  return {
    businessId,
    ask,
    messages: mappings,
    unasked: new Set(unasked.map((each) => key(...each.split(':')))),
    limitMillis,
    passWhenSilent: passWhenSilent === true,
  };
}

function isMapping(one) {
  const hasType = ([name, value]) =>
    Object.hasOwn(FIELDS, name) && (typeof value === FIELDS[name] || (value === undefined && name !== 'when'));
  const isLabel = ([label, text]) => Object.hasOwn(TABLE.labels, label.split('/')[0]) && typeof text === 'string';
  const labels = Object.entries(one?.when ?? {});
  return labels.length > 0 && labels.every(isLabel) && Object.entries(one).every(hasType);
}

function known(service) {
  if (!SERVICES.has(plain(service))) {
    const names = TABLE.services.join(', ');
    throw failed('UNKNOWN_SERVICE', `A guard is for clients of ${names}, and not of ${service || 'another service'}`);
  }
}

const unknownOperation = (service, operation) =>
  failed('UNKNOWN_OPERATION', `The guard does not know whom ${operation} of ${service} reaches. `
    + `If it reaches nobody, name "${service}:${operation}" in the setting unasked`);

/** The input to send, and what was reserved for it. Throws where nothing may be sent. */
async function judged(settings, service, operation, given) {
  const name = key(service, operation);
  const row = OPERATIONS.get(name);
  const isUnasked = settings.unasked.has(name);
  if (!row && !isUnasked && !HARMLESS.test(operation)) {
    throw unknownOperation(service, operation);
  }
  if (!row) {
    return { input: given };
  }
  // A sender that changes its input meanwhile must not change what goes.
  const input = structuredClone(given);
  const mapping = settings.messages.find((each) => matches(each.when, input)) ?? {};
  const asks = asksOf(row, input, mapping, isUnasked);
  if (asks.length === 0) {
    return { input };
  }
  const question = { businessId: settings.businessId, asks, consistent: true };
  const isCalm = (each) => TABLE.passWhenSilent.includes(each.category);
  const mayPass = settings.passWhenSilent && asks.every(isCalm);
  const isOne = (each, i) =>
    each?.userId === asks[i].userId && ['ALLOWED', 'REFUSED'].includes(each.permission);
  const isForAll = ({ outcome, results }) =>
    outcome === 'CHECKED' && Array.isArray(results) && results.length === asks.length && results.every(isOne);
  const answer = await answered(settings, 'check-permission', question, isForAll, mayPass);
  const refused = answer ? answer.results.filter((each) => each.permission === 'REFUSED') : [];
  if (refused.length === 0) {
    return { input };
  }
  const people = new Set(asks.map((each) => each.userId));
  const isFirst = (each) =>
    each.reason === 'FIRST_CONTACT_REQUIRED' && (mapping.opens || each.opens === true);
  if (people.size === 1 && refused.every(isFirst)) {
    return { input, opening: await reserved(settings, asks[0].userId, row.channel) };
  }
  const who = [...new Set(refused.map((each) => each.userId))];
  throw refusal(refused[0], who, `Consimt refuses this message to ${who.length} of ${people.size}`);
}

/** One for each person and each channel that the message may come by. None if the call is about no person. */
function asksOf(row, input, mapping, isUnasked) {
  const unknown = (why) =>
    failed('UNKNOWN_RECIPIENT', `The guard cannot tell whom this ${row.operation} reaches: ${why}`);
  const valuesOf = (paths = []) => paths.flatMap((path) => at(input, path));
  const named = valuesOf(row.recipients);
  const isUnseen = valuesOf(row.unseen).length > 0;
  if (named.length === 0 && (valuesOf(row.noPerson).length > 0 || (isUnseen && isUnasked))) {
    return [];
  }
  const has = (wanted, is) =>
    Object.entries(wanted).some(([path, one]) => at(input, path).some((each) => is(each, one)));
  if (has(TABLE.only, (each, one) => each !== one)) {
    throw unknown('it is for more than one person');
  }
  const person = whole(TABLE.people[row.people]);
  const found = named.map((each) => (typeof each === 'string' ? person.exec(each) : null));
  if (found.includes(null)) {
    throw unknown('a recipient is not written as a number with its country code, or as one address');
  }
  const people = new Set(found.map(([all, group]) => group ?? all));
  const channels = [row.channel];
  if (row.also && at(input, row.also.field).some((each) => !row.also.like || whole(row.also.like).test(each))) {
    channels.push(row.also.channel);
  }
  const isMarketing = has(TABLE.marketing, (each, one) => String(each).toUpperCase() === one);
  const mapped = isMarketing ? 'MARKETING' : mapping.category ?? 'MARKETING';
  const category = mapped === 'MARKETING' ? mapped : row.notMarketing ?? mapped;
  const sender = mapping.sender ?? valuesOf(row.sender && [row.sender])[0];
  const template = valuesOf(row.template && [row.template])[0];
  const scopeOf = (channel) => ({ channel, sender, topic: mapping.topic });
  const asks = [...people].flatMap((userId) =>
    channels.map((channel) => ({ userId, category, scope: scopeOf(channel), template })));
  if (asks.length === 0) {
    const isNamed = `to let such calls go, name "${row.service}:${row.operation}" in the setting unasked`;
    throw unknown(isUnseen ? `it goes to a topic or an endpoint; ${isNamed}` : 'it names nobody');
  }
  if (asks.length > MOST_ASKS) {
    throw unknown('it names too many people');
  }
  return asks;
}

function matches(when, input) {
  return Object.entries(when).every(([label, text]) => {
    const [first, ...rest] = label.split('/');
    const values = (TABLE.labels[first] ?? []).flatMap((path) => at(input, [path, ...rest].join('/')));
    return values.length > 0 && values.every((each) => each === text);
  });
}

/** The values at a path. */
function at(input, path) {
  const found = path.split('/').reduce((values, step) => values.flatMap((each) => into(each, step)), [input]);
  return found.flat(Infinity).filter((each) => each !== null && each !== undefined);
}

function into(value, step) {
  if (Array.isArray(value)) {
    return value.flatMap((each) => {
      const isPair = each?.Name !== undefined;
      return isPair ? [each.Value].filter(() => each.Name === step) : into(each, step);
    });
  }
  if (step === '{}') {
    return [json(value)];
  }
  return Object.hasOwn(Object(value), step) ? [value[step]] : [];
}

const countOfNames = (json) =>
  (json.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []).filter((each) => each.endsWith(':')).length;

function json(value) {
  try {
    const text = typeof value === 'string' ? value : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    const read = JSON.parse(text);
    // Of two fields with one name another reader may take the other one.
    return countOfNames(text) === countOfNames(JSON.stringify(read)) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Asks, and once more if that failed. Undefined for a silence that may be passed; else what is no answer is thrown. */
async function answered(settings, name, question, isUnderstood, maySilence = false) {
  const text = JSON.stringify(question);
  const begin = performance.now();
  const left = (part) => Math.max(0, settings.limitMillis * part - (performance.now() - begin));
  const faults = [];
  for (const part of [2 / 3, 1]) {
    try {
      const answer = json(await inTime(settings.ask, name, text, left(part)));
      if (answer && isUnderstood(answer)) {
        return answer;
      }
      throw fault(`an answer to ${name} that the guard does not understand`, { answered: true });
    } catch (error) {
      faults.push(error);
      const pause = error?.pause && part < 1 ? Math.min(PAUSE_MILLIS, left(1)) : 0;
      await new Promise((then) => setTimeout(then, pause));
    }
  }
  const isSilence = !faults.some((each) => each?.answered);
  if (isSilence && maySilence) {
    return undefined;
  }
  const last = faults.findLast((each) => each?.answered) ?? faults[1];
  const why = last?.isOwn ? last.message : 'the function that asks failed';
  throw failed(isSilence ? 'NO_ANSWER' : 'NOT_UNDERSTOOD', `Consimt did not allow this: ${why}`, [], last);
}

async function inTime(ask, name, text, millis) {
  const abort = new AbortController();
  let timer;
  const late = new Promise((_, no) => (timer = setTimeout(() => no(fault('no answer in time')), millis)));
  return Promise.race([late, (async () => ask(name, text, abort.signal))()]).finally(() => {
    clearTimeout(timer);
    abort.abort();
  });
}

async function reserved(settings, userId, channel) {
  const opening = { requestId: crypto.randomUUID(), businessId: settings.businessId, userId, channel };
  const isUnderstood = ({ outcome, reservation }) =>
    typeof outcome === 'string' && (outcome !== 'RESERVED' || typeof reservation === 'string');
  const answer = await answered(settings, 'open-conversation', { ...opening, reserve: true }, isUnderstood);
  if (answer.outcome !== 'RESERVED') {
    const busy = failed('BUSY', 'Somebody else introduces the business to this person', [userId]);
    throw answer.outcome === 'REFUSED' ? refusal(answer, [userId], 'Consimt refuses this introduction') : busy;
  }
  return { ...opening, reservation: answer.reservation };
}

/** Sends, and tells what became of a reservation. No word counts as sent, so a fault of the word changes nothing. */
async function sent(settings, { opening }, send, statusOf, statusOfError) {
  const tell = async (status) => {
    const result = status < 300 ? 'SENT' : status >= 400 && status < 500 && status !== 408 ? 'NOT_SENT' : undefined;
    if (opening && result) {
      await answered(settings, 'open-conversation', { ...opening, result }, () => true).catch(() => undefined);
    }
  };
  const answer = await send().catch(async (error) => {
    await tell(statusOfError(error));
    throw error;
  });
  await tell(statusOf(answer));
  return answer;
}

