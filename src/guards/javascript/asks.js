// What Consimt is asked about a call: whom it reaches, by which channel, and of
// which category it is.

import { failed } from "./refused.js";
import { TABLE, whole } from "./table.js";
import { at } from "./values.js";

const MOST_ASKS = 100;

/**
 * One for each person and each channel that the message may come by. None if
 * the call is about no person.
 */
export function asksOf(row, input, mapping, isUnasked) {
  if (isAboutNobody(row, input, isUnasked)) {
    return [];
  }
  const category = categoryOf(row, input, mapping);
  const template = valuesAt(input, row.template)[0];
  const scope = {
    sender: mapping.sender ?? valuesAt(input, row.sender)[0],
    topic: mapping.topic,
  };
  const channels = channelsOf(row, input);
  const asks = [...peopleOf(row, input)].flatMap((userId) =>
    channels.map((channel) => ({
      userId,
      category,
      scope: { channel, ...scope },
      template,
    })),
  );
  if (asks.length === 0) {
    throw unknown(row, whyNobody(row, input));
  }
  if (asks.length > MOST_ASKS) {
    throw unknown(row, "it names too many people");
  }
  return asks;
}

function isAboutNobody(row, input, isUnasked) {
  const has = (paths) => valuesAt(input, paths).length > 0;
  return (
    !has(row.recipients) &&
    (has(row.noPerson) || (has(row.unseen) && isUnasked))
  );
}

/** Their ids, each once. */
function peopleOf(row, input) {
  if (hasAny(input, TABLE.only, (each, one) => each !== one)) {
    throw unknown(row, "it is for more than one person");
  }
  const person = whole(TABLE.people[row.people]);
  const found = valuesAt(input, row.recipients).map((each) =>
    typeof each === "string" ? person.exec(each) : null,
  );
  if (found.includes(null)) {
    throw unknown(
      row,
      "a recipient is not written as a number with its country code, or as one address",
    );
  }
  return new Set(found.map(([all, group]) => group ?? all));
}

function channelsOf({ channel, also }, input) {
  const isLike = (each) => !also.like || whole(also.like).test(each);
  return also && at(input, also.field).some(isLike)
    ? [channel, also.channel]
    : [channel];
}

function categoryOf(row, input, mapping) {
  const isMarketing = hasAny(
    input,
    TABLE.marketing,
    (each, one) => String(each).toUpperCase() === one,
  );
  const mapped = isMarketing ? "MARKETING" : (mapping.category ?? "MARKETING");
  return mapped === "MARKETING" ? mapped : (row.notMarketing ?? mapped);
}

function whyNobody(row, input) {
  if (valuesAt(input, row.unseen).length === 0) {
    return "it names nobody";
  }
  const name = `"${row.service}:${row.operation}"`;
  return `it goes to a topic or an endpoint; to let such calls go, name ${name} in the setting unasked`;
}

/** The values at one path or several. */
const valuesAt = (input, paths = []) =>
  [paths].flat().flatMap((path) => at(input, path));

const hasAny = (input, wanted, is) =>
  Object.entries(wanted).some(([path, one]) =>
    at(input, path).some((each) => is(each, one)),
  );

const unknown = (row, why) =>
  failed(
    "UNKNOWN_RECIPIENT",
    `The guard cannot tell whom this ${row.operation} reaches: ${why}`,
  );
