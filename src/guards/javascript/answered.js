// Asks Consimt within the limit, at most twice.

import { failed, fault } from "./refused.js";
import { json } from "./values.js";

const PAUSE_MILLIS = 100;
/** Of the limit, until when each try may take. */
const TRIES = [2 / 3, 1];

/**
 * Asks, and once more if that failed. Undefined for a silence that may be
 * passed; else what is no answer is thrown.
 */
export async function answered(
  settings,
  name,
  question,
  isUnderstood,
  maySilence = false,
) {
  const text = JSON.stringify(question);
  const begin = performance.now();
  const left = (part) =>
    Math.max(0, settings.limitMillis * part - (performance.now() - begin));
  const faults = [];
  for (const part of TRIES) {
    try {
      return understood(
        name,
        await inTime(settings.ask, name, text, left(part)),
        isUnderstood,
      );
    } catch (error) {
      faults.push(error);
      const pause =
        error?.pause && part < 1 ? Math.min(PAUSE_MILLIS, left(1)) : 0;
      await new Promise((then) => setTimeout(then, pause));
    }
  }
  return silence(faults, maySilence);
}

function understood(name, text, isUnderstood) {
  const answer = json(text);
  if (answer && isUnderstood(answer)) {
    return answer;
  }
  throw fault(`an answer to ${name} that the guard does not understand`, {
    answered: true,
  });
}

/**
 * Passes if each of the faults is a silence, and a silence may pass. Else
 * throws.
 */
function silence(faults, maySilence) {
  const isSilence = !faults.some((each) => each?.answered);
  if (isSilence && maySilence) {
    return undefined;
  }
  const last = faults.findLast((each) => each?.answered) ?? faults.at(-1);
  const why = last?.isOwn ? last.message : "the function that asks failed";
  throw failed(
    isSilence ? "NO_ANSWER" : "NOT_UNDERSTOOD",
    `Consimt did not allow this: ${why}`,
    [],
    last,
  );
}

async function inTime(ask, name, text, millis) {
  const abort = new AbortController();
  let timer;
  const late = new Promise(
    (_, no) =>
      (timer = setTimeout(() => no(fault("no answer in time")), millis)),
  );
  return Promise.race([
    late,
    (async () => ask(name, text, abort.signal))(),
  ]).finally(() => {
    clearTimeout(timer);
    abort.abort();
  });
}
