// Stand-ins of Consimt and of the services that send, for the tests of the guard.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import * as lambda from '@aws-sdk/client-lambda';
import * as sms from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as ses from '@aws-sdk/client-sesv2';
import * as sns from '@aws-sdk/client-sns';
import * as social from '@aws-sdk/client-socialmessaging';

export const GUARDS = new URL('../../guards/', import.meta.url);
export const readJson = (name) => JSON.parse(readFileSync(new URL(name, GUARDS), 'utf8'));

/** A server on a free port. `respond` gets each call, and gives `{status, headers, body}`, or nothing for silence. */
export async function serve(respond) {
  const calls = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const call = { path: request.url, headers: request.headers, body: Buffer.concat(chunks) };
      calls.push(call);
      const answer = await respond(call);
      if (answer) {
        response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { calls, url: `http://127.0.0.1:${server.address().port}`, close };
}

/** The answer of whichever service was called. */
export function accepted({ headers }) {
  if (headers['x-amz-target'] || !String(headers['content-type']).includes('urlencoded')) {
    return { headers: { 'content-type': 'application/json' }, body: '{"MessageId":"m-1","messageId":"m-1"}' };
  }
  const body = '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';
  return { headers: { 'content-type': 'text/xml' }, body };
}

const SERVICES = {
  lambda: [lambda, 'LambdaClient'],
  'pinpoint-sms-voice-v2': [sms, 'PinpointSMSVoiceV2Client'],
  sesv2: [ses, 'SESv2Client'],
  sns: [sns, 'SNSClient'],
  socialmessaging: [social, 'SocialMessagingClient'],
};
const config = (endpoint) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 3,
});

export const clientOf = (service, endpoint, more = {}) =>
  SERVICES[service]
    ? new SERVICES[service][0][SERVICES[service][1]]({ ...config(endpoint), ...more })
    : new sns.SNSClient({ ...config(endpoint), serviceId: service });
export const commandOf = (service, operation, input) =>
  SERVICES[service] ? new SERVICES[service][0][`${operation}Command`](withBytes(input)) : made(service, operation, input);
export const lambdaAt = (endpoint) => new lambda.Lambda(config(endpoint));

/** A call of a service whose client is not here: one of SNS, by another name. */
function made(service, operation, input) {
  const command = new sns.ListTopicsCommand(input);
  const names = { clientName: `${service.toUpperCase()}Client`, commandName: `${operation}Command` };
  command.resolveMiddlewareWithContext = (stack, configuration, options, details) =>
    sns.ListTopicsCommand.prototype.resolveMiddlewareWithContext.call(command, stack, configuration, options, { ...details, ...names });
  return command;
}

/** What a file of cases writes as text, and the model of AWS has as bytes. */
function withBytes(input) {
  const bytes = (text) => new TextEncoder().encode(text);
  if (input.message) {
    return { ...input, message: bytes(input.message) };
  }
  const raw = input.Content?.Raw;
  return raw ? { ...input, Content: { Raw: { Data: bytes(raw.Data) } } } : input;
}
