// What a guard throws.

import { SERVICES, TABLE, plain } from "./table.js";

/**
 * Nothing was sent. The text has no number and no address; `who` has them, and
 * no log of the error shows them.
 */
export class ConsentRefused extends Error {
  constructor(reason, remedy, who, text, cause) {
    super(
      `${text} (${reason}, ${remedy}). Nothing was sent.`,
      cause && { cause },
    );
    Object.assign(this, { name: "ConsentRefused", reason, remedy });
    Object.defineProperty(this, "who", { value: who });
  }
}

/**
 * A fault whose text is the guard's own. One that is `answered` is no silence.
 */
export const fault = (text, more) =>
  Object.assign(new Error(text), { isOwn: true, ...more });

/** A refusal by the guard itself. */
export const failed = (reason, text, who = [], cause = undefined) =>
  new ConsentRefused(reason, TABLE.remedies[reason], who, text, cause);

/** A refusal by Consimt. */
export const refusal = ({ reason = "REFUSED", remedy = "NONE" }, who, text) =>
  new ConsentRefused(reason, remedy, who, text);

export const unknownOperation = (service, operation) =>
  failed(
    "UNKNOWN_OPERATION",
    `The guard does not know whom ${operation} of ${service} reaches. ` +
      `If it reaches nobody, name "${service}:${operation}" in the setting unasked`,
  );

/** Throws for a service whose clients no guard knows. */
export function known(service) {
  if (!SERVICES.has(plain(service))) {
    const names = TABLE.services.join(", ");
    throw failed(
      "UNKNOWN_SERVICE",
      `A guard is for clients of ${names}, and not of ${service || "another service"}`,
    );
  }
}
