// The guard in a client of the AWS SDK 3.

import { judged, sent } from "./judging.js";
import { failed, known } from "./refused.js";
import { checked } from "./settings.js";

/**
 * Guards a client of the AWS SDK 3, and returns it. Throws if its service is
 * none that the guard knows.
 */
export function guard(client, settings) {
  const own = checked(settings);
  known(client.config?.serviceId ?? "");
  // What the SDK passes on from step to step.
  const judgement = Symbol("consimt");
  // The last of its step, so that no other one of this step changes what was
  // judged.
  client.middlewareStack.add(judging(own, judgement), {
    step: "initialize",
    priority: "low",
  });
  // The last of all: what does not come here was not sent.
  client.middlewareStack.add(leaving(judgement), {
    step: "deserialize",
    priority: "low",
  });
  // With `cacheMiddleware` a client keeps the steps of earlier calls.
  delete client.handlers;
  return client;
}

const judging =
  (settings, judgement) =>
  (next, { clientName, commandName }) =>
  async (args) => {
    const service = clientName.replace(/Client$/, "");
    const operation = commandName.replace(/Command$/, "");
    known(service);
    const call = await judged(settings, service, operation, args.input);
    const send = async () => {
      const answer = await next({
        ...args,
        input: call.input,
        [judgement]: call,
      });
      if (!call.hasLeft) {
        // An address that is signed in advance goes later, and as often as
        // somebody wants.
        throw failed(
          "SIGNED_IN_ADVANCE",
          `No ${operation} is signed in advance, or answered in place of ${service}`,
        );
      }
      return answer;
    };
    return sent(
      settings,
      call,
      send,
      () => 200,
      (error) => statusOf(error, call),
    );
  };

const leaving = (judgement) => (next) => async (args) => {
  if (!args[judgement]) {
    throw failed(
      "UNKNOWN_OPERATION",
      "The guard did not see this call when it began",
    );
  }
  args[judgement].hasLeft = true;
  return next(args);
};

/**
 * For certain it did not arrive if it never left, or if the first attempt was
 * refused.
 */
function statusOf({ $metadata }, call) {
  const statusOfFirst =
    $metadata?.attempts === 1 ? $metadata.httpStatusCode : undefined;
  return call.hasLeft ? statusOfFirst : 400;
}
