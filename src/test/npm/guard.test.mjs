import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { ConsentRefused, guard, guardFetch, overHttps, overLambda } from '../../guards/javascript/consimt-guard.js';
import { accepted, clientOf, commandOf, lambdaAt, readJson, serve } from './guard-kit.mjs';

const { settings: SETTINGS, cases: CASES, wrong: WRONG, right: RIGHT } = readJson('cases.json');
const SMS = 'pinpoint-sms-voice-v2';
const PERSON = '+40755500001';
const ORDER = {
  DestinationPhoneNumber: PERSON,
  OriginationIdentity: '+40212555010',
  MessageBody: 'Your order is on its way.',
  ConfigurationSetName: 'orders',
};
const HELLO = {
  FromEmailAddress: 'hello@librarie.example',
  Destination: { ToAddresses: ['ana@example.org'] },
  Content: { Template: { TemplateName: 'hello', TemplateData: '{}' } },
};
const JSON_TYPE = { 'content-type': 'application/json' };
const json = (value) => ({ body: JSON.stringify(value) });
const checked = (asks, answer) => json({ outcome: 'CHECKED', results: asks.map((each) => ({ userId: each.userId, ...answer(each) })) });
const allowing = ({ body }) => checked(JSON.parse(body).asks, () => ({ permission: 'ALLOWED' }));

/** Both stand-ins, and settings of a guard that asks the first. */
async function world(t, consimtDoes, serviceDoes = accepted, settings = {}) {
  const consimt = await serve(consimtDoes);
  const service = await serve(serviceDoes);
  t.after(() => [consimt, service].forEach((each) => each.close()));
  return { consimt, service, settings: { ...SETTINGS, ask: overHttps(consimt.url, 'the-token'), ...settings } };
}

const refusedFor = (reason) => (error) => error instanceof ConsentRefused && error.reason === reason;

for (const one of CASES) {
  test(`as in the table of cases: ${one.name}`, async (t) => {
    let requestId;
    let turn = 0;
    const { consimt, service, settings } = await world(t, ({ path, headers, body }) => {
      const said = one.talk[turn++];
      const input = JSON.parse(body);
      if (input.requestId !== undefined) {
        requestId ??= input.requestId;
        assert.equal(input.requestId, requestId);
        input.requestId = '*';
      }
      assert.deepEqual([path, headers.authorization, input], [`/${said?.function}`, 'Bearer the-token', said?.input]);
      if (said.silent) {
        return undefined;
      }
      const Location = `${consimt.url}/elsewhere`;
      return said.status ? { status: said.status, headers: { Location } } : { body: said.text ?? JSON.stringify(said.answer) };
    }, (call) => (one.serviceStatus ? { status: one.serviceStatus, body: '{}' } : accepted(call)), one.settings);
    const sending = () => {
      if (one.service === 'cloud-api') {
        const { edge, sender, message } = one.input;
        return guardFetch(fetch, settings)(`${service.url}/v20.0/${sender}/${edge}`, { method: 'POST', body: message, headers: JSON_TYPE });
      }
      return guard(clientOf(one.service, service.url), settings).send(commandOf(one.service, one.operation, one.input));
    };
    const { sent, refused, serviceRefused } = one.then;
    const error = await (async () => sending())().then(() => undefined, (thrown) => thrown);
    if (refused) {
      assert.ok(error instanceof ConsentRefused, inspect(error));
      assert.deepEqual({ reason: error.reason, remedy: error.remedy, who: error.who }, refused);
      assert.match(error.message, /Nothing was sent\.$/);
      assert.doesNotMatch(inspect(error) + JSON.stringify(error), /755500|@example/);
    } else if (serviceRefused) {
      assert.equal(error.$metadata.httpStatusCode, serviceRefused);
    } else {
      assert.equal(error, undefined, inspect(error));
    }
    assert.equal(service.calls.length, sent || serviceRefused ? 1 : 0);
    assert.equal(turn, one.talk.length);
  });
}

test('what the SDK tries again is not asked about again', async (t) => {
  let tries = 0;
  const flaky = (call) => (++tries < 3 ? { status: 500, body: '{}' } : accepted(call));
  const { consimt, service, settings } = await world(t, allowing, flaky);
  await guard(clientOf(SMS, service.url), settings).send(commandOf(SMS, 'SendTextMessage', ORDER));
  assert.deepEqual([consimt.calls.length, service.calls.length], [1, 3]);
});

test('an input that its sender changes meanwhile goes as it was judged', async (t) => {
  const input = structuredClone(HELLO);
  const { service, settings } = await world(t, (call) => {
    input.Destination.ToAddresses[0] = 'bogdan@example.org';
    return allowing(call);
  });
  await guard(clientOf('sesv2', service.url), settings).send(commandOf('sesv2', 'SendEmail', input));
  assert.deepEqual(JSON.parse(service.calls[0].body).Destination.ToAddresses, ['ana@example.org']);
});

test('a cold function is waited for, once', async (t) => {
  const slow = async (call) => new Promise((then) => setTimeout(() => then(allowing(call)), 300));
  const { consimt, service, settings } = await world(t, slow, accepted, { limitMillis: 60_000 });
  await guard(clientOf(SMS, service.url), settings).send(commandOf(SMS, 'SendTextMessage', ORDER));
  assert.deepEqual([consimt.calls.length, service.calls.length], [1, 1]);
});

test('an answer after the limit lets nothing out', async (t) => {
  let answer;
  const isRefused = new Promise((then) => (answer = then));
  const late = async (call) => {
    await isRefused;
    return allowing(call);
  };
  setTimeout(answer, 60_000).unref();
  const { service, settings } = await world(t, late, accepted, { limitMillis: 300 });
  await assert.rejects(guard(clientOf(SMS, service.url), settings).send(commandOf(SMS, 'SendTextMessage', ORDER)), refusedFor('NO_ANSWER'));
  answer();
  assert.equal(service.calls.length, 0);
});

test('each fault says what to do', async (t) => {
  const says = { 301: /redirect: correct the address/, 401: /get a new one/, 403: /take another one/, 429: /more slowly/, 503: /HTTP 503/ };
  for (const [status, text] of Object.entries(says)) {
    const { service, settings } = await world(t, () => ({ status: Number(status) }));
    await assert.rejects(guard(clientOf(SMS, service.url), settings).send(commandOf(SMS, 'SendTextMessage', ORDER)), text);
  }
});

test('a connection that is refused lets nothing out, and a fault of the function that asks neither', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  consimt.close();
  const asks = [settings.ask, () => { throw new Error(PERSON); }, async () => undefined, async () => 'null'];
  const reasons = ['NO_ANSWER', 'NO_ANSWER', 'NOT_UNDERSTOOD', 'NOT_UNDERSTOOD'];
  for (const [i, ask] of asks.entries()) {
    const client = guard(clientOf(SMS, service.url), { ...settings, ask });
    await assert.rejects(client.send(commandOf(SMS, 'SendTextMessage', ORDER)), (error) =>
      refusedFor(reasons[i])(error) && !error.message.includes(PERSON));
  }
  assert.equal(service.calls.length, 0);
});

test('a Lambda is invoked in the name of the business', async (t) => {
  const invoked = ({ body }) => {
    const { caller, input } = JSON.parse(body);
    assert.deepEqual(caller, { kind: 'BUSINESS', businessId: 'librarie' });
    return checked(input.asks, () => ({ permission: 'ALLOWED' }));
  };
  const { consimt, service, settings } = await world(t, invoked);
  const ask = overLambda(lambdaAt(consimt.url), { 'check-permission': 'check:live' });
  await guard(clientOf(SMS, service.url), { ...settings, ask }).send(commandOf(SMS, 'SendTextMessage', ORDER));
  assert.equal(consimt.calls[0].path, '/2015-03-31/functions/check%3Alive/invocations');
  assert.equal(service.calls.length, 1);
});

test('a fault of a Lambda lets nothing out', async (t) => {
  const failing = () => ({ headers: { 'X-Amz-Function-Error': 'Unhandled' }, body: '{"errorMessage":"…"}' });
  const { consimt, service, settings } = await world(t, failing);
  const ask = overLambda(lambdaAt(consimt.url), { 'check-permission': 'check:live' });
  const client = guard(clientOf(SMS, service.url), { ...settings, ask });
  await assert.rejects(client.send(commandOf(SMS, 'SendTextMessage', ORDER)), refusedFor('NO_ANSWER'));
  assert.equal(service.calls.length, 0);
});

test('a token does not go over plain HTTP', () => {
  for (const address of WRONG.addresses) {
    assert.throws(() => overHttps(address, 'the-token'), (error) => /HTTPS alone/.test(error.message) && !inspect(error).includes(address), address);
  }
  RIGHT.addresses.forEach((each) => overHttps(each, 'the-token'));
  assert.throws(() => guard({}, { businessId: 'librarie' }), /a guard needs/);
});

test('a mapping that would match every message, or is misspelt, is an error at once', async (t) => {
  const { settings } = await world(t, allowing);
  for (const messages of WRONG.messages) {
    assert.throws(() => guardFetch(fetch, { ...settings, messages }), /each of messages/, JSON.stringify(messages));
  }
});

test('a guarded fetch in the place of fetch does not refuse its own question', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const before = globalThis.fetch;
  t.after(() => (globalThis.fetch = before));
  globalThis.fetch = guardFetch(fetch, settings);
  await fetch(`${service.url}/v20.0/1060001/messages`, { method: 'POST', body: '{"to":"40755500001"}', headers: JSON_TYPE });
  assert.deepEqual([consimt.calls.length, service.calls.length], [1, 1]);
});

test('a body is read as its content type says, and another one is refused', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const guarded = guardFetch(fetch, { ...settings, unasked: ['cloud-api:media'] });
  const post = (edge, body, type) =>
    guarded(`${service.url}/v20.0/1060001/${edge}`, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });
  const form = 'application/x-www-form-urlencoded';
  for (const type of [form, 'text/plain', 'application/json, ' + form, 'application/json; charset=utf-16', undefined]) {
    await assert.rejects(post('messages', '{"status":"read","a":"&to=40755500001"}', type), refusedFor('UNKNOWN_RECIPIENT'), type);
  }
  const upload = (name, value) => {
    const data = new FormData();
    data.append('file', new Blob(['a picture']), 'a.png');
    data.append(name, value);
    return data;
  };
  for (const [body, type] of [['batch=[]', form], ['a=b&%6Dethod=post', form], ['X-Method-Override=POST', form], ['fields=messages.method%20(post)', form],
    ['{"batch":[]}', 'application/json'], ['{"method":"post"}', 'application/json'], ['{"a":1,"a":2}', 'application/json'], ['{', 'application/json'],
    ['{"fields":"messages.method(post)"}', 'application/json'], [upload('batch', '[]')], [upload('_method', 'post')], ['a picture'], ['a', 'image/png'], ['a', 'multipart/form-data; boundary=b']]) {
    await assert.rejects(post('media', body, type), refusedFor('UNKNOWN_OPERATION'), String(body));
  }
  assert.deepEqual([consimt.calls.length, service.calls.length], [0, 0]);
  await post('media', upload('messaging_product', 'whatsapp'));
  await post('media', 'messaging_product=whatsapp', form);
  await post('media', '{"messaging_product":"whatsapp"}', 'application/json; charset=utf-8');
  await guarded(`${service.url}/v20.0/1060001/media`, { method: 'POST' });
  assert.equal(service.calls.length, 4);
});

test('a token that would break its line is told nowhere, and lets nothing out', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const ask = overHttps(consimt.url, () => 'the-token\r\nX-Other: 1');
  const client = guard(clientOf(SMS, service.url), { ...settings, ask, passWhenSilent: true });
  await assert.rejects(client.send(commandOf(SMS, 'SendTextMessage', ORDER)), (error) =>
    refusedFor('NOT_UNDERSTOOD')(error) && !inspect(error).includes('X-Other'));
  assert.deepEqual([consimt.calls.length, service.calls.length], [0, 0]);
});

test('fields of a message in the address of the Cloud API are refused', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const post = (query, message) => guardFetch(fetch, settings)(`${service.url}/v20.0/1060001/messages${query}`, { method: 'POST', body: JSON.stringify(message), headers: JSON_TYPE });
  for (const message of [{ status: 'read' }, { to: '40755500001' }]) {
    await assert.rejects(post('?to=40755500002', message), refusedFor('UNKNOWN_RECIPIENT'));
  }
  await post('?access_token=x&appsecret_proof=y', { to: '40755500001' });
  assert.deepEqual([consimt.calls.length, service.calls.length], [1, 1]);
});

test('another POST of the Cloud API goes only where the settings name it', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const at = (path, method, more) => guardFetch(fetch, settings)(`${service.url}${path}`, { method, ...more });
  await at('/v20.0/1060001?fields=id,override_callback_uri&access_token=batchmethod', 'GET');
  await at('/v20.0/1060002', 'DELETE');
  const upload = new Request(`${service.url}/v20.0/1060001/media`, { method: 'POST', body: '{"a":1}', headers: JSON_TYPE });
  await guardFetch(fetch, { ...settings, unasked: ['cloud-api:media'] })(upload);
  assert.equal(String(service.calls[2].body), '{"a":1}');
  for (const [path, method, more] of [['/v20.0/1060001/media', 'POST'], ['/v20.0/', 'POST'], ['/v20.0/1060001/Messages', 'POST'],
    ['/v20.0/1060001/media', 'PUT'], ['/v20.0/1060001/block_users', 'DELETE', { body: 'method=post' }]]) {
    await assert.rejects(at(path, method, more), (error) => refusedFor('UNKNOWN_OPERATION')(error) && /unasked/.test(error.message));
  }
  assert.deepEqual([consimt.calls.length, service.calls.length], [0, 3]);
});

test('a call that may be another one, or many, is refused, whatever the settings name', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const guarded = guardFetch(fetch, { ...settings, unasked: ['cloud-api:media', 'cloud-api:'] });
  const batch = encodeURIComponent('[{"method":"POST","relative_url":"1060001/messages"}]');
  for (const address of [`/?batch=${batch}`, `/v20.0/?BATCH=${batch}`, '/?batch[0][relative_url]=1060001/messages',
    '/v20.0/1060001/media?method=post', '/v20.0/1060001/media?METHOD=post', '/v20.0/1060001/media?%6Dethod=post',
    '/v20.0/1060001/media?_method=post', '/v20.0/1060001/messages?method=post', '/v20.0/1060001?fields=messages.method(post)', '/v20.0/1060001;method=post',
    '/v20.0/1060001?fields=id;method=post', '/v20.0/1060001?fields=messages.method%28post)', '/v20.0/1060001?fields=messages.method%20(post)',
    '/v20.0/1060001?fields=messages.method+%28post)', '/v20.0/messages.method%28post)', '/v20.0/messages.method%20(post)', '/v20.0/1060001?fields=%ff', '/v20.0/%zz']) {
    for (const method of ['GET', 'HEAD', 'DELETE', 'POST']) {
      await assert.rejects(guarded(service.url + address, { method }), refusedFor('UNKNOWN_OPERATION'), address);
    }
  }
  for (const more of [{ batch: [] }, { method: 'delete' }]) {
    const sending = guarded(`${service.url}/v20.0/1060001/messages`, { method: 'POST', body: JSON.stringify({ to: '40755500001', ...more }), headers: JSON_TYPE });
    await assert.rejects(sending, refusedFor('UNKNOWN_OPERATION'));
  }
  for (const name of ['X-HTTP-Method-Override', 'x-http-method', 'X-METHOD-OVERRIDE']) {
    const head = { method: 'GET', headers: { [name]: 'POST' } };
    await assert.rejects(guarded(`${service.url}/v20.0/1060001/media`, head), refusedFor('UNKNOWN_OPERATION'));
    await assert.rejects(guarded(new Request(`${service.url}/v20.0/1060001/messages`, head)), refusedFor('UNKNOWN_OPERATION'));
  }
  assert.deepEqual([consimt.calls.length, service.calls.length], [0, 0]);
});

test('nothing is signed in advance, and an introduction is given back', async (t) => {
  const { consimt, service, settings } = await world(t, ({ path, body }) => {
    const { asks, result } = JSON.parse(body);
    return path === '/open-conversation'
      ? json(result ? { outcome: 'UNCHANGED' } : { outcome: 'RESERVED', reservation: 'r-1' })
      : checked(asks, ({ userId }) => (userId === PERSON ? { permission: 'ALLOWED' } : { permission: 'REFUSED', reason: 'FIRST_CONTACT_REQUIRED' }));
  });
  const unasked = { ...settings, unasked: ['sns:Publish', 'sns:Subscribe'] };
  for (const [name, operation, input] of [['sns', 'Publish', { PhoneNumber: PERSON, Message: 'News' }], ['sesv2', 'SendEmail', HELLO],
    ['sns', 'Publish', { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms', Message: 'News' }],
    ['sns', 'Subscribe', { TopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms', Protocol: 'sms', Endpoint: PERSON }], ['sns', 'ListTopics', {}]]) {
    const client = guard(clientOf(name, service.url), unasked);
    await assert.rejects(getSignedUrl(client, commandOf(name, operation, input), { expiresIn: 600 }), refusedFor('SIGNED_IN_ADVANCE'));
  }
  const words = consimt.calls.map(({ body }) => JSON.parse(body).result).filter(Boolean);
  assert.deepEqual([words, service.calls.length], [['NOT_SENT'], 0]);
});

test('what a client did before the guard came is asked about after it', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  const client = clientOf(SMS, service.url, { cacheMiddleware: true });
  await client.send(commandOf(SMS, 'SendTextMessage', ORDER));
  guard(client, settings);
  for (const expected of [1, 2]) {
    await client.send(commandOf(SMS, 'SendTextMessage', ORDER));
    assert.equal(consimt.calls.length, expected);
  }
  assert.equal(service.calls.length, 3);
});

test('a client with two guards asks by both', async (t) => {
  const { consimt, service, settings } = await world(t, allowing);
  await guard(guard(clientOf(SMS, service.url), settings), settings).send(commandOf(SMS, 'SendTextMessage', ORDER));
  assert.deepEqual([consimt.calls.length, service.calls.length], [2, 1]);
});

test('a call of another service does not go by a client of a known one', async (t) => {
  const { service, settings } = await world(t, allowing);
  const client = guard(clientOf('sns', service.url), settings);
  await assert.rejects(client.send(commandOf('lambda', 'Invoke', { FunctionName: 'f' })), refusedFor('UNKNOWN_SERVICE'));
  await assert.rejects(client.send(commandOf('connect', 'StartOutboundVoiceContact', {})), refusedFor('UNKNOWN_OPERATION'));
  assert.equal(service.calls.length, 0);
});
