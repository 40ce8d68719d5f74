// The table of operations, as a guard looks things up in it.

import TABLE from "./operations.js";

export { TABLE };

/** SDKs write the name of a service in different ways. */
export const plain = (service) =>
  service.toLowerCase().replace(/[^a-z0-9]/g, "");
export const key = (service, operation) => `${plain(service)} ${operation}`;
export const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

export const SERVICES = new Set(TABLE.services.map(plain));
/** The edge of the Cloud API that sells, beside the one for all messages. */
export const MARKETING_EDGE = TABLE.marketing.edge.toLowerCase();
export const HARMLESS = whole(TABLE.harmless.join("|"));
export const OPERATIONS = new Map(
  TABLE.operations.map((each) => [key(each.service, each.operation), each]),
);
