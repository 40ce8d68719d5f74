// Sends the calls of the standard input by guarded clients, one after the other, and writes how each ended.
import { readFileSync } from 'node:fs';
import { ConsentRefused, guard, overHttps } from '../../guards/javascript/consimt-guard.js';
import { clientOf, commandOf } from './guard-kit.mjs';

const { consimt, service, settings, calls } = JSON.parse(readFileSync(0, 'utf8'));
const ask = overHttps(consimt, 'the-token');
const ends = [];
for (const each of calls) {
  const client = guard(clientOf(each.service, service), { ...settings, ask, limitMillis: 60_000 });
  ends.push(await client.send(commandOf(each.service, each.operation, each.input)).then(() => 'SENT', (error) =>
    (error instanceof ConsentRefused ? `${error.reason} ${error.remedy}` : `HTTP ${error.$metadata?.httpStatusCode}`)));
}
console.log(JSON.stringify(ends));
