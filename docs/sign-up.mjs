import { createServer } from 'node:http';

const { CONSIMT_URL, CONSIMT_TOKEN, ISSUE_LINK, FROM, PORT } = process.env;
const lambda = CONSIMT_URL ? null : new (await import('@aws-sdk/client-lambda')).Lambda({});
const [mail, asked] = [FROM ? new (await import('@aws-sdk/client-sesv2')).SESv2({}) : null, new Set()];
const page = (text) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Our news</title><main>${text}</main></html>`;
const FORM = page('<form method="post"><label>Mail <input name="mail" type="email" required></label> <button>Send me your news</button></form>');
const SENT = page('Please open the link in the mail that we sent you.');

async function linkFor(userId) {
  const body = JSON.stringify({ userId, businessId: 'librarie', purpose: 'SUBSCRIBE', scope: { channel: 'email' } });
  const headers = CONSIMT_TOKEN ? { authorization: `Bearer ${CONSIMT_TOKEN}` } : {};
  const answer = lambda
    ? JSON.parse(new TextDecoder().decode((await lambda.invoke({ FunctionName: ISSUE_LINK, Payload: body })).Payload))
    : await (await fetch(`${CONSIMT_URL}/issue-person-link`, { method: 'POST', headers, body })).json();
  if (answer.outcome !== 'ISSUED') throw new Error(answer.outcome);
  return answer.page.url;
}

async function ask(address) {
  if (asked.has(address)) return; // One mail an hour: a stranger may have typed the address.
  asked.add(address);
  setTimeout(() => asked.delete(address), 3_600_000).unref();
  try {
    const text = `Somebody asked for our news with this address. If it was you: ${await linkFor(address)}\nIf not, do nothing.`;
    if (!mail) return console.log(text);
    await mail.sendEmail({ FromEmailAddress: FROM, Destination: { ToAddresses: [address] },
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
}).listen(PORT);
