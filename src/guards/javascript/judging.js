// What becomes of a call: it goes, it goes as an introduction, or it is
// refused.

import { answered } from "./answered.js";
import { asksOf } from "./asks.js";
import { failed, refusal, unknownOperation } from "./refused.js";
import { mappingOf } from "./settings.js";
import { HARMLESS, OPERATIONS, TABLE, key } from "./table.js";

/**
 * The input to send, and what was reserved for it. Throws where nothing may be
 * sent.
 */
export async function judged(settings, service, operation, given) {
  const name = key(service, operation);
  const row = OPERATIONS.get(name);
  const isUnasked = settings.unasked.has(name);
  if (!row && !isUnasked && !HARMLESS.test(operation)) {
    throw unknownOperation(service, operation);
  }
  if (!row) {
    return { input: given };
  }
  // A sender that changes its input meanwhile must not change what goes.
  const input = structuredClone(given);
  const mapping = mappingOf(settings.messages, input);
  const asks = asksOf(row, input, mapping, isUnasked);
  const refused = asks.length > 0 ? await refusedOf(settings, asks) : [];
  if (refused.length === 0) {
    return { input };
  }
  const people = new Set(asks.map((each) => each.userId));
  if (people.size === 1 && refused.every((each) => mayOpen(each, mapping))) {
    return {
      input,
      opening: await reserved(settings, asks[0].userId, row.channel),
    };
  }
  const who = [...new Set(refused.map((each) => each.userId))];
  throw refusal(
    refused[0],
    who,
    `Consimt refuses this message to ${who.length} of ${people.size}`,
  );
}

/** Those of the asks that Consimt refuses. */
async function refusedOf(settings, asks) {
  const isCalm = (each) => TABLE.passWhenSilent.includes(each.category);
  const mayPass = settings.passWhenSilent && asks.every(isCalm);
  const question = { businessId: settings.businessId, asks, consistent: true };
  const answer = await answered(
    settings,
    "check-permission",
    question,
    (it) => isForAll(it, asks),
    mayPass,
  );
  return (answer?.results ?? []).filter(
    (each) => each.permission === "REFUSED",
  );
}

/**
 * Whether an answer is about these people, one after the other, and says yes or
 * no of each.
 */
function isForAll({ outcome, results }, asks) {
  const isOne = (each, i) =>
    each?.userId === asks[i].userId &&
    ["ALLOWED", "REFUSED"].includes(each.permission);
  return (
    outcome === "CHECKED" &&
    Array.isArray(results) &&
    results.length === asks.length &&
    results.every(isOne)
  );
}

function mayOpen({ reason, opens }, mapping) {
  return (
    reason === "FIRST_CONTACT_REQUIRED" && (mapping.opens || opens === true)
  );
}

/** Reserves an introduction. Gives what Consimt is told when it has left. */
async function reserved(settings, userId, channel) {
  const opening = {
    requestId: crypto.randomUUID(),
    businessId: settings.businessId,
    userId,
    channel,
  };
  const answer = await answered(
    settings,
    "open-conversation",
    { ...opening, reserve: true },
    isOpening,
  );
  if (answer.outcome === "REFUSED") {
    throw refusal(answer, [userId], "Consimt refuses this introduction");
  }
  if (answer.outcome !== "RESERVED") {
    throw failed(
      "BUSY",
      "Somebody else introduces the business to this person",
      [userId],
    );
  }
  return { ...opening, reservation: answer.reservation };
}

function isOpening({ outcome, reservation }) {
  return (
    typeof outcome === "string" &&
    (outcome !== "RESERVED" || typeof reservation === "string")
  );
}

/** Sends, and tells what became of a reservation. */
export async function sent(
  settings,
  { opening },
  send,
  statusOf,
  statusOfError,
) {
  const answer = await send().catch(async (error) => {
    await tell(settings, opening, statusOfError(error));
    throw error;
  });
  await tell(settings, opening, statusOf(answer));
  return answer;
}

/** No word counts as sent, so a fault of the word changes nothing. */
async function tell(settings, opening, status) {
  const result = resultOf(status);
  if (opening && result) {
    const word = { ...opening, result };
    await answered(settings, "open-conversation", word, () => true).catch(
      () => undefined,
    );
  }
}

/** Undefined where nobody can tell. */
function resultOf(status) {
  if (status < 300) {
    return "SENT";
  }
  return status >= 400 && status < 500 && status !== 408
    ? "NOT_SENT"
    : undefined;
}
