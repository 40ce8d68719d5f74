// WhatsApp, as it would post to the webhook of a business.

import { CallFailed } from '../shared/api.js';

/** The secret of one's own machine, which the documents name. It signs nothing anywhere else. */
const SECRET = "an app secret for one's own machine";

const letters = new TextEncoder();

async function signature(body) {
  const key = await crypto.subtle.importKey('raw', letters.encode(SECRET), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, letters.encode(body));
  return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {string} to the id of the business's number
 * @param {Object} message as the platform tells of it
 */
async function post(to, message) {
  const id = `wamid.${crypto.randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const value = { metadata: { phone_number_id: to }, messages: [{ id, timestamp, ...message }] };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
  const signed = await signature(body);
  const answer = await fetch('/receive-whatsapp', {
    method: 'POST',
    headers: { 'X-Hub-Signature-256': `sha256=${signed}` },
    body,
  }).catch(() => {
    throw new CallFailed('network');
  });
  if (!answer.ok) {
    throw new CallFailed(answer.status >= 500 ? 'busy' : 'refused');
  }
}

/** The person writes to the business. */
export const writes = (from, to, text) => post(to, { from, type: 'text', text: { body: text } });

/** The person has another number from now on. */
export const moves = (from, current, to) =>
  post(to, { from, type: 'system', system: { type: 'user_changed_number', wa_id: current } });
