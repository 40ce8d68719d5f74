// Ways to ask Consimt: over HTTPS with a token, or by Lambda invoke.

import { fault } from "./refused.js";

/**
 * So strict that no two readers find another host in it. It has no user, no
 * query and no fragment.
 */
const ADDRESS =
  /^(https:\/\/[A-Za-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?(\/[A-Za-z0-9._~\/-]*)?$/;
/** A guarded fetch may stand in its place later. */
const FETCH = globalThis.fetch;
const ADVICE = {
  3: "a redirect: correct the address",
  401: "the token is not valid: get a new one",
  403: "the token may not ask this: take another one",
  429: "too many calls at once: send more slowly",
};

/**
 * Asks over HTTPS with a token: a text, or a function that gives one. Throws
 * TypeError for another address.
 */
export function overHttps(url, token) {
  if (!ADDRESS.test(url) || !URL.canParse(url)) {
    throw new TypeError(
      "a token goes over HTTPS alone, to an address without a user, a query and a fragment",
    );
  }
  const { href } = new URL(url);
  return async (name, text, signal) => {
    const response = await FETCH(href.replace(/\/*$/, `/${name}`), {
      method: "POST",
      redirect: "manual",
      headers: {
        Authorization: `Bearer ${await wordOf(token)}`,
        "Content-Type": "application/json",
      },
      body: text,
      signal,
    });
    if (response.status === 200) {
      return response.text();
    }
    throw faultOf(response.status);
  };
}

async function wordOf(token) {
  const word = typeof token === "function" ? await token() : token;
  if (!/^[!-~]+$/.test(word)) {
    throw fault("the token is not one word: get a new one", { answered: true });
  }
  return word;
}

function faultOf(status) {
  const advice =
    ADVICE[status] ?? ADVICE[Math.floor(status / 100)] ?? "see its log";
  return fault(`HTTP ${status}: ${advice}`, {
    answered: status < 500 && status !== 429,
    pause: true,
  });
}

/**
 * Asks by Lambda invoke in the name of the business. `functions` has the ARN of
 * an alias for each function's name.
 */
export function overLambda(lambda, functions) {
  return async (name, text, signal) => {
    const caller = JSON.stringify({
      kind: "BUSINESS",
      businessId: JSON.parse(text).businessId,
    });
    const Payload = new TextEncoder().encode(
      `{"caller":${caller},"input":${text}}`,
    );
    const answer = await lambda.invoke(
      { FunctionName: functions[name], Payload },
      { abortSignal: signal },
    );
    if (answer.FunctionError) {
      throw fault("the function ended with an error: see its log", {
        pause: true,
      });
    }
    return new TextDecoder().decode(answer.Payload);
  };
}
