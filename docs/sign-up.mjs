import { createServer } from 'node:http';
import { Lambda } from '@aws-sdk/client-lambda';
import { SESv2 } from '@aws-sdk/client-sesv2';

const [lambda, mail, asked] = [new Lambda({}), new SESv2({}), new Set()];
const page = (text) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Our news</title><main>${text}</main></html>`;
const FORM = page('<form method="post"><label>Mail <input name="mail" type="email" required></label> <button>Send me your news</button></form>');
const SENT = page('Please open the link in the mail that we sent you.');

async function linkFor(userId) {
  const input = { userId, businessId: 'librarie', purpose: 'SUBSCRIBE', scope: { channel: 'email' } };
  const { Payload } = await lambda.invoke({ FunctionName: process.env.ISSUE_LINK, Payload: JSON.stringify(input) });
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  if (answer.outcome !== 'ISSUED') throw new Error(answer.outcome);
  return answer.page.url;
}

async function ask(address) {
  if (asked.has(address)) return; // One mail an hour: a stranger may have typed the address.
  asked.add(address);
  setTimeout(() => asked.delete(address), 3_600_000).unref();
  try {
    const text = `Somebody asked for our news with this address. If it was you: ${await linkFor(address)}\nIf not, do nothing.`;
    await mail.sendEmail({ FromEmailAddress: process.env.FROM, Destination: { ToAddresses: [address] },
      Content: { Simple: { Subject: { Data: 'Do you want our news?' }, Body: { Text: { Data: text } } } } });
  } catch (failed) {
    asked.delete(address);
    throw failed;
  }
}

createServer(async (request, response) => {
  try {
    let body = '';
    for await (const part of request) if ((body += part).length > 1_000) throw new Error('too long');
    if (request.method === 'POST') await ask((new URLSearchParams(body).get('mail') ?? '').toLowerCase());
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(request.method === 'POST' ? SENT : FORM);
  } catch {
    response.writeHead(503).end('Please try again later.');
  }
}).listen(process.env.PORT);
