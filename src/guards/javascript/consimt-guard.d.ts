export type Category =
  "MARKETING" | "UTILITY" | "AUTHENTICATION" | "SERVICE" | "CALL";

/**
 * Asks a function of Consimt: the JSON of the input in, the JSON of the answer
 * out. `signal` aborts what came too late.
 */
export type Ask = (
  name: "check-permission" | "open-conversation",
  text: string,
  signal: AbortSignal,
) => Promise<string>;

/**
 * Which messages are of which category. The first mapping that matches counts.
 */
export interface Mapping {
  /**
   * At least one label. Each must have this text: `type`, `sender`, `template`,
   * `configurationSet`, `topic`, `context/<key>`, `tags/<name>`.
   */
  when: Record<string, string>;
  /** MARKETING by default. */
  category?: Category;
  topic?: string;
  /** The id of one of the business's WhatsApp numbers. */
  sender?: string;
  /** Whether this message may introduce the business to a person. */
  opens?: boolean;
}

export interface Settings {
  businessId: string;
  ask: Ask;
  messages?: Mapping[];
  /**
   * Operations that go unasked, as `service:operation`: `sesv2:CreateContact`,
   * `sns:Publish` (to topics and endpoints alone), or `cloud-api:media` (the
   * last part of a path).
   */
  unasked?: string[];
  /** How long an answer may take, in milliseconds: 3,000 by default. */
  limitMillis?: number;
  /** Whether AUTHENTICATION and UTILITY go where Consimt gives no answer. */
  passWhenSilent?: boolean;
}

export class ConsentRefused extends Error {
  readonly name: "ConsentRefused";
  /**
   * A reason of the check, or UNKNOWN_SERVICE, UNKNOWN_OPERATION,
   * UNKNOWN_RECIPIENT, SIGNED_IN_ADVANCE, NOT_UNDERSTOOD, NO_ANSWER, BUSY.
   */
  readonly reason: string;
  /** A remedy of the check, or CORRECT_CALL, CORRECT_SETTINGS, TRY_LATER. */
  readonly remedy: string;
  /** Who was refused: ids as the call has them. Keep them out of logs. */
  readonly who: string[];
}

/**
 * Guards a client of the AWS SDK 3, and returns it. Throws ConsentRefused for a
 * service that the guard does not know, and TypeError for wrong settings.
 */
export function guard<
  C extends { middlewareStack: { add(...middleware: any[]): void } },
>(client: C, settings: Settings): C;

/**
 * A fetch for WhatsApp's Cloud API that asks first. A message is JSON, and its
 * content type says so.
 */
export function guardFetch(
  fetch: typeof globalThis.fetch,
  settings: Settings,
): typeof globalThis.fetch;

/**
 * Asks over HTTPS with a token of the business. Throws TypeError for an address
 * that is neither HTTPS nor one's own machine, or has a user, a query or a
 * fragment.
 */
export function overHttps(
  url: string,
  token: string | (() => string | Promise<string>),
): Ask;

/**
 * Asks by Lambda invoke, with the `Lambda` of `@aws-sdk/client-lambda`, in the
 * name of the business.
 */
export function overLambda(
  lambda: {
    invoke(
      call: any,
      options?: any,
    ): Promise<{ FunctionError?: string; Payload?: Uint8Array }>;
  },
  functions: Partial<Record<"check-permission" | "open-conversation", string>>,
): Ask;
