// The introduction: one at a time, and none after one that arrived.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsentRefused, guard, overHttps } from '../../guards/javascript/consimt-guard.js';
import { accepted, clientOf, commandOf, serve } from './guard-kit.mjs';

const HELLO = {
  Destination: { ToAddresses: ['ana@example.org'] },
  Content: { Template: { TemplateName: 'hello', TemplateData: '{}' } },
};

/** One person, as Consimt keeps them. */
class Person {
  isContacted = false;
  reservation = undefined;
  words = [];

  answer(path, { asks, requestId, reserve, result }) {
    if (path === '/check-permission') {
      const reason = this.isContacted ? 'AWAITING_DECISION' : 'FIRST_CONTACT_REQUIRED';
      return { outcome: 'CHECKED', results: asks.map(({ userId }) => ({ userId, permission: 'REFUSED', reason })) };
    }
    if (reserve) {
      return this.reserve(requestId);
    }
    this.words.push(result);
    this.isContacted ||= result === 'SENT';
    this.reservation = undefined;
    return { outcome: result === 'SENT' ? 'RECORDED' : 'UNCHANGED' };
  }

  reserve(requestId) {
    if (this.isContacted) {
      return { outcome: 'REFUSED', reason: 'AWAITING_DECISION' };
    }
    this.reservation ??= requestId;
    return this.reservation === requestId ? { outcome: 'RESERVED', reservation: `of ${requestId}` } : { outcome: 'BUSY' };
  }
}

/** `cuts` says of each call whether it is lost before or after it was carried out. */
async function world(t, serviceDoes = accepted, cuts = []) {
  const person = new Person();
  const consimt = await serve(({ path, body }) => {
    const cut = cuts.shift();
    const answer = cut === 'before' ? undefined : person.answer(path, JSON.parse(body));
    return cut ? { status: 503 } : { body: JSON.stringify(answer) };
  });
  const service = await serve(serviceDoes);
  t.after(() => [consimt, service].forEach((each) => each.close()));
  const messages = [{ when: { template: 'hello' }, category: 'UTILITY', opens: true }];
  const client = guard(clientOf('sesv2', service.url), { businessId: 'librarie', messages, ask: overHttps(consimt.url, 'the-token') });
  const send = () => client.send(commandOf('sesv2', 'SendEmail', HELLO)).then(() => 'SENT', (error) =>
    (error instanceof ConsentRefused ? error.reason : error.name));
  return { person, service, send };
}

test('of 32 at once, one introduces the business', async (t) => {
  const { person, service, send } = await world(t);
  const ends = await Promise.all(Array.from({ length: 32 }, send));
  assert.equal(ends.filter((each) => each === 'SENT').length, 1);
  assert.ok(ends.every((each) => ['SENT', 'BUSY', 'AWAITING_DECISION'].includes(each)), String(ends));
  assert.deepEqual([service.calls.length, person.words], [1, ['SENT']]);
});

test('what the service refused for certain is given back', async (t) => {
  let calls = 0;
  const { person, service, send } = await world(t, (call) => (++calls === 1 ? { status: 400, body: '{}' } : accepted(call)));
  await send();
  assert.deepEqual([await send(), await send()], ['SENT', 'AWAITING_DECISION']);
  assert.deepEqual([service.calls.length, person.words], [2, ['NOT_SENT', 'SENT']]);
});

test('what a later attempt of the SDK refused may have gone with an earlier one', async (t) => {
  let calls = 0;
  const { person, send } = await world(t, () => ({ status: ++calls === 1 ? 500 : 400, body: '{}' }));
  await send();
  assert.deepEqual([person.words, await send()], [[], 'BUSY']);
});

test('silence of the service is no word', async (t) => {
  const { person, service, send } = await world(t, () => new Promise(() => undefined));
  setTimeout(() => service.close(), 300);
  const first = await send();
  assert.notEqual(first, 'SENT');
  assert.deepEqual([person.words, await send()], [[], 'BUSY']);
});

for (const place of [0, 1, 2]) {
  for (const cut of ['before', 'after']) {
    for (const times of [1, 2]) {
      test(`call ${place + 1} is lost ${times} times, ${cut} it was carried out`, async (t) => {
        const cuts = [...Array(place).fill(undefined), ...Array(times).fill(cut)];
        const { service, send } = await world(t, accepted, cuts);
        const first = await send();
        assert.equal(first, times === 2 && place < 2 ? 'NO_ANSWER' : 'SENT');
        const others = await Promise.all(Array.from({ length: 8 }, send));
        assert.equal(service.calls.length, [first, ...others].filter((each) => each === 'SENT').length);
        assert.ok(service.calls.length <= 1);
        assert.ok(first !== 'SENT' || others.every((each) => each !== 'SENT'));
      });
    }
  }
}
