// The settings of a guard, checked when it is put in.

import { TABLE, key } from "./table.js";
import { at } from "./values.js";

/** What a mapping may have. */
const FIELDS = {
  when: "object",
  category: "string",
  topic: "string",
  sender: "string",
  opens: "boolean",
};

/** Throws TypeError for settings that no guard can work by. */
export function checked({
  businessId,
  ask,
  messages = [],
  unasked = [],
  limitMillis = 3000,
  passWhenSilent = false,
}) {
  if (
    typeof businessId !== "string" ||
    typeof ask !== "function" ||
    !(limitMillis > 0)
  ) {
    throw new TypeError(
      "a guard needs a businessId, a function ask, and a limit over 0",
    );
  }
  const mappings = structuredClone(messages);
  if (!Array.isArray(mappings) || !mappings.every(isMapping)) {
    throw new TypeError(
      "each of messages needs a when of labels and texts, and known fields only",
    );
  }
  return {
    businessId,
    ask,
    messages: mappings,
    unasked: new Set(unasked.map((each) => key(...each.split(":")))),
    limitMillis,
    passWhenSilent: passWhenSilent === true,
  };
}

function isMapping(one) {
  const labels = Object.entries(one?.when ?? {});
  return (
    labels.length > 0 &&
    labels.every(isLabel) &&
    Object.entries(one).every(isField)
  );
}

function isLabel([label, text]) {
  return (
    Object.hasOwn(TABLE.labels, label.split("/")[0]) && typeof text === "string"
  );
}

function isField([name, value]) {
  const isLeftOut = value === undefined && name !== "when";
  return (
    Object.hasOwn(FIELDS, name) && (typeof value === FIELDS[name] || isLeftOut)
  );
}

/** The first mapping that is for this call. */
export function mappingOf(messages, input) {
  return (
    messages.find(({ when }) =>
      Object.entries(when).every((each) => isLabelled(input, each)),
    ) ?? {}
  );
}

function isLabelled(input, [label, text]) {
  const [first, ...rest] = label.split("/");
  const paths = (TABLE.labels[first] ?? []).map((path) =>
    [path, ...rest].join("/"),
  );
  const values = paths.flatMap((path) => at(input, path));
  return values.length > 0 && values.every((each) => each === text);
}
