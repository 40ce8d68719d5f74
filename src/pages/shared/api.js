// The one way by which pages call the functions.

/** A call that brought no usable answer. `kind` says why, in a word for which the pages have a text. */
export class CallFailed extends Error {
  /** @param {'network'|'link'|'busy'|'refused'} kind */
  constructor(kind, answer) {
    super(kind);
    this.kind = kind;
    this.answer = answer;
  }
}

const PATIENCE_MILLIS = 15_000;

/** A key without an answer is used again for so long. */
const KEPT_MILLIS = 10 * 60_000;

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A caller of the functions.
 *
 * @param {Object} who
 * @param {string} [who.token] the caller's token
 * @param {string} [who.caller] on one's own machine, on whose behalf the calls come
 * @param {Storage} storage keeps the keys of presses without an answer, so that a reload keeps them too
 */
export function callsOf(who, storage) {
  const headers = { 'Content-Type': 'application/json' };
  if (who.token) {
    headers.Authorization = `Bearer ${who.token}`;
  } else if (who.caller) {
    headers['X-Consimt-Caller'] = who.caller;
  }

  async function call(name, input) {
    let response;
    let answer;
    try {
      response = await fetch(`/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
        // What was pressed is recorded, also if the page is left meanwhile.
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE_MILLIS),
      });
      answer = await response.json();
    } catch {
      // The cut may have come after the function had done its work. Only the same key tells.
      throw new CallFailed('network');
    }
    if (response.ok) {
      return answer;
    }
    if (response.status === 401) {
      throw new CallFailed('link', answer);
    }
    throw new CallFailed(response.status === 429 || response.status >= 500 ? 'busy' : 'refused', answer);
  }

  /**
   * Asks for something to be recorded. A press that got no answer keeps its key. The same press again has the same key, so
   * it is recorded once. The same press has the same language too, for an id stands for one content. Another press about
   * the same business begins anew: after it, the old press would mean something else.
   *
   * @param {(answer: Object) => boolean} [stands] whether the answer shows what the person wants. Somebody else may have
   *     changed it between a press without an answer and its repetition. Then the repetition is a press of its own.
   */
  async function press(name, input, stands = () => true) {
    const place = `consimt.press.${who.caller ?? ''}.${input.businessId}`;
    const { locale, ...meant } = input;
    const pressed = JSON.stringify([name, meant]);
    const open = JSON.parse(storage.getItem(place));
    const isAgain = open?.pressed === pressed && Date.now() - open.at < KEPT_MILLIS;
    const key = isAgain ? open : { pressed, locale, requestId: newKey(), at: Date.now() };
    storage.setItem(place, JSON.stringify(key));
    try {
      const answer = await call(name, { requestId: key.requestId, ...meant, ...(key.locale && { locale: key.locale }) });
      storage.removeItem(place);
      return isAgain && !stands(answer) ? await press(name, input) : answer;
    } catch (failed) {
      if (failed.kind === 'refused' || failed.kind === 'link') {
        storage.removeItem(place);
      }
      throw failed;
    }
  }

  return { read: call, press };
}
