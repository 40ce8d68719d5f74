// Many messages while people change their minds: nothing arrives that a refusal forbade before the call began.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsentRefused, guard, guardFetch, overHttps } from '../../guards/javascript/consimt-guard.js';
import { accepted, clientOf, commandOf, serve } from './guard-kit.mjs';

const SENDS = Number(process.env.GUARD_SENDS ?? 2000);
const AT_ONCE = 16;
const PEOPLE = 400;
const SETTINGS = {
  businessId: 'librarie',
  messages: [
    { when: { configurationSet: 'orders' }, category: 'UTILITY', topic: 'orders' },
    { when: { 'context/kind': 'order' }, category: 'UTILITY', topic: 'orders' },
    { when: { type: 'Transactional' }, category: 'UTILITY', topic: 'orders' },
    { when: { template: 'order' }, category: 'UTILITY', topic: 'orders' },
  ],
};

/** Numbers that repeat, so that a failure can be seen again. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What people said, and the category that the business settled for the topic of its orders. */
class Minds {
  constructor(roll) {
    this.people = Array.from({ length: PEOPLE }, () => ({ blocked: roll(9) === 0, optedOut: roll(3) === 0, changes: 0 }));
    this.ordersAreMarketing = false;
    this.settings = 0;
  }

  change(roll) {
    if (roll(200) === 0) {
      this.ordersAreMarketing = !this.ordersAreMarketing;
      this.settings++;
    }
    const one = this.people[roll(PEOPLE)];
    one[roll(4) === 0 ? 'blocked' : 'optedOut'] = roll(3) === 0;
    one.changes++;
  }

  refuses(number, category, topic) {
    const { blocked, optedOut } = this.people[number];
    const isMarketing = category === 'MARKETING' || (topic === 'orders' && this.ordersAreMarketing);
    return blocked ? 'BLOCKED_BY_USER' : optedOut && isMarketing ? 'MARKETING_OPTED_OUT' : undefined;
  }

  answer({ asks }) {
    const results = asks.map(({ userId, category, scope }) => {
      const reason = this.refuses(Number(/(\d{3})(@|$)/.exec(userId)[1]), category, scope.topic);
      return { userId, permission: reason ? 'REFUSED' : 'ALLOWED', ...(reason && { reason, remedy: 'NONE' }) };
    });
    return { outcome: 'CHECKED', results };
  }
}

const three = (number) => String(number).padStart(3, '0');
const phone = (number) => `+40755500${three(number)}`;
const mail = (number) => `person${three(number)}@example.org`;
const whatsapp = (text) => ({ originationPhoneNumberId: 'phone-number-id-1', metaApiVersion: 'v20.0', message: text });
const template = (name) => ({ type: 'template', template: { name, language: { code: 'ro' } } });

/** Each kind of call: its people, whether it is an order, and its input. */
const KINDS = [
  ['pinpoint-sms-voice-v2', 'SendTextMessage', (people, order, text) =>
    ({ DestinationPhoneNumber: phone(people[0]), MessageBody: text, ...(order && { Context: { kind: 'order' } }) })],
  ['pinpoint-sms-voice-v2', 'SendMediaMessage', (people, order, text) => ({ DestinationPhoneNumber: phone(people[0]),
    OriginationIdentity: '+40212555010', MessageBody: text, ...(order && { ConfigurationSetName: 'orders' }) })],
  ['sns', 'Publish', (people, order, text) => ({ PhoneNumber: phone(people[0]), Message: text, MessageAttributes:
    { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: order ? 'Transactional' : 'Promotional' } } })],
  ['sesv2', 'SendEmail', (people, order, text) => ({ Destination: { ToAddresses: people.map(mail) },
    Content: { Simple: { Subject: { Data: text }, Body: { Text: { Data: 'Bună ziua' } } } }, ...(order && { ConfigurationSetName: 'orders' }) })],
  ['sesv2', 'SendBulkEmail', (people, order, text) => ({ FromEmailAddress: 'shop@example.org',
    DefaultContent: { Template: { TemplateName: order ? 'order' : 'news', TemplateData: JSON.stringify({ text }) } },
    BulkEmailEntries: people.map((each) => ({ Destination: { ToAddresses: [mail(each)] } })) })],
  ['socialmessaging', 'SendWhatsAppMessage', (people, order, text) => whatsapp(JSON.stringify(
    { to: phone(people[0]).slice(1), ...template(order ? 'order' : 'news'), biz_opaque_callback_data: text }))],
  ['cloud-api', 'messages', (people, order, text) => JSON.stringify(
    { to: phone(people[0]), ...template(order ? 'order' : 'news'), biz_opaque_callback_data: text })],
];

test(`${SENDS} messages while people change their minds`, { timeout: 3_600_000 }, async (t) => {
  const roll = dice(33);
  const minds = new Minds(roll);
  const consimt = await serve(({ body }) => ({ body: JSON.stringify(minds.answer(JSON.parse(body))) }));
  const arrivals = new Map();
  const service = await serve((call) => {
    const key = `${call.path} ${call.body.toString('base64')}`;
    arrivals.set(key, (arrivals.get(key) ?? 0) + 1);
    return accepted(call);
  });
  t.after(() => [consimt, service].forEach((each) => each.close()));
  const settings = { ...SETTINGS, limitMillis: 60_000, ask: overHttps(consimt.url, 'the-token') };
  const services = [...new Set(KINDS.map(([name]) => name))].filter((name) => name !== 'cloud-api');
  const guarded = Object.fromEntries(services.map((name) => [name, guard(clientOf(name, service.url), settings)]));
  const plain = Object.fromEntries(services.map((name) => [name, serializing(clientOf(name, service.url))]));
  const guardedFetch = guardFetch(fetch, settings);
  const seen = { forbidden: 0, allowed: 0, meanwhile: 0 };

  const send = async (number) => {
    const [name, operation, inputOf] = KINDS[number % KINDS.length];
    const order = roll(2) === 0;
    const people = operation.includes('Email') ? [...new Set([roll(PEOPLE), roll(PEOPLE), roll(PEOPLE)])] : [roll(PEOPLE)];
    const input = inputOf(people, order, `message ${number}.`);
    const judged = () => people.some((each) => minds.refuses(each, order ? 'UTILITY' : 'MARKETING', order ? 'orders' : undefined));
    const changes = () => people.reduce((sum, each) => sum + minds.people[each].changes, order ? minds.settings : 0);
    const [refusedBefore, changesBefore] = [judged(), changes()];
    const path = '/v20.0/1060001/messages';
    const sending = name === 'cloud-api'
      ? guardedFetch(service.url + path, { method: 'POST', body: input, headers: { 'content-type': 'application/json' } })
      : guarded[name].send(commandOf(name, operation, input));
    const error = await sending.then(() => undefined, (thrown) => thrown);
    assert.ok(error === undefined || error instanceof ConsentRefused, error);
    const [at, bytes] = name === 'cloud-api' ? [path, Buffer.from(input)] : await plain[name](commandOf(name, operation, input));
    const arrived = arrivals.get(`${at} ${bytes.toString('base64')}`) ?? 0;
    assert.equal(arrived, error ? 0 : 1);
    const isSettled = changes() === changesBefore;
    seen[!isSettled ? 'meanwhile' : refusedBefore ? 'forbidden' : 'allowed']++;
    if (isSettled) {
      assert.equal(arrived, refusedBefore ? 0 : 1);
    }
  };

  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < SENDS) {
      const number = next++;
      minds.change(roll);
      await send(number);
    }
  }));
  const total = [...arrivals.values()].reduce((sum, each) => sum + each, 0);
  assert.equal(total, [...arrivals.keys()].length);
  assert.ok(seen.forbidden > SENDS / 10 && seen.allowed > SENDS / 10, JSON.stringify(seen));
  t.diagnostic(`${JSON.stringify(seen)}, ${total} arrived`);
});

/** What the unguarded client would send: path and body. */
function serializing(client) {
  client.middlewareStack.add(() => ({ request }) => Promise.reject(Object.assign(new Error(), { request })),
    { step: 'finalizeRequest', priority: 'high' });
  return async (command) => {
    const { request } = await client.send(command).catch((error) => error);
    return [request.path, bytesOf(request.body)];
  };
}

function bytesOf(body) {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.concat([body]);
}
