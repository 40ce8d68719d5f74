// What happens at the server, as it happens, and how one person and one business stand. Whoever only watches is not
// told of.

const OBSERVER = { 'Content-Type': 'application/json', 'X-Consimt-Observer': 'playground' };

/** The columns of the table of permissions. The categories in between have the rules of orders. */
export const CONTACTS = ['MARKETING', 'UTILITY', 'CALL', 'MESSAGE_TO_BUSINESS'];

const MOST_ENTRIES = 100;

/**
 * @param {(call: Object) => void} told.called
 * @param {(notice: Object) => void} told.received
 * @returns {Promise<void>} ends when nothing is missed any more
 */
export function watch({ called, received }) {
  const events = new EventSource('/dev/events');
  events.addEventListener('call', (event) => called(JSON.parse(event.data)));
  events.addEventListener('notice', (event) => received(JSON.parse(event.data)));
  return new Promise((resolve) => events.addEventListener('open', resolve, { once: true }));
}

async function look(name, input) {
  const response = await fetch(`/${name}`, { method: 'POST', headers: OBSERVER, body: JSON.stringify(input) });
  return response.json();
}

/** The marks, what each rule says of each kind of contact, and the ledger from the latest entry on. */
export async function standing(userId, businessId) {
  const [ledger, ...explained] = await Promise.all([
    entries(userId, businessId),
    ...CONTACTS.map((category) => look('explain-standing', { userId, businessId, category })),
  ]);
  return {
    marks: explained[0].marks,
    rules: explained.map((each) => each.explanation),
    entries: ledger,
  };
}

async function entries(userId, businessId) {
  const found = [];
  let nextToken;
  do {
    const page = await look('read-ledger', { userId, businessId, limit: MOST_ENTRIES, ...(nextToken && { nextToken }) });
    found.push(...page.entries);
    nextToken = page.nextToken;
  } while (nextToken);
  return found.reverse();
}
