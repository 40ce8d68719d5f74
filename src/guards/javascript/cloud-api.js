// The guard in fetch, for WhatsApp's Cloud API.

import { judged, sent } from "./judging.js";
import { failed, unknownOperation } from "./refused.js";
import { checked } from "./settings.js";
import { MARKETING_EDGE, key } from "./table.js";
import { json } from "./values.js";

/** What an address may have beside the path. */
const PARAMETERS = ["access_token", "appsecret_proof"];

/**
 * A fetch that asks before it posts to `messages` and `marketing_messages`.
 * What would change something elsewhere is refused, unless the setting
 * `unasked` names the last part of its path, as in `cloud-api:media`.
 */
export function guardFetch(fetch, settings) {
  const own = checked(settings);
  return async (resource, init) => {
    const request = new Request(resource, init);
    const { pathname, search, searchParams } = new URL(request.url);
    const [sender, edge] = ["", ...pathname.split("/").filter(Boolean)].slice(
      -2,
    );
    const heads = [...request.headers.keys()].map((name) => [name]);
    onlyItself(request.method, [
      ...searchParams,
      ...heads,
      ["", decoded(pathname + search)],
    ]);
    if (edge !== "messages" && edge !== MARKETING_EDGE) {
      await noMessage(own, request, edge);
      return fetch(request);
    }
    const message = await messageOf(request, searchParams);
    const call = await judged(own, "cloud-api", "messages", {
      edge,
      sender,
      message,
    });
    return sent(
      own,
      call,
      () => fetch(request),
      (response) => response.status,
      () => undefined,
    );
  };
}

/** Throws if a call of another edge may send something. */
async function noMessage(settings, request, edge) {
  const sendsNothing =
    ["GET", "HEAD", "DELETE"].includes(request.method) && !request.body;
  if (!sendsNothing && !settings.unasked.has(key("cloud-api", edge))) {
    throw unknownOperation("cloud-api", edge);
  }
  if (request.body) {
    onlyItself(request.method, await fieldsOf(request.clone()));
  }
}

/** The bytes of a message that is wholly in its body, as JSON. Else false. */
async function messageOf(request, searchParams) {
  // The Graph API takes fields of a message from the address too.
  const isWhole = [...searchParams.keys()].every((each) =>
    PARAMETERS.includes(each),
  );
  const message =
    isWhole && typeOf(request) === "json" && (await bytesOf(request.clone()));
  onlyItself(request.method, Object.entries(json(message) ?? {}));
  return message;
}

/**
 * The Graph API takes another method, or many calls in one, from the address,
 * the head or the body.
 */
function onlyItself(method, fields) {
  const isOther = ([name, value]) =>
    /method|override|batch/i.test(name) || /method\W*[(=]/i.test(value);
  if (!fields || fields.some(isOther)) {
    throw failed(
      "UNKNOWN_OPERATION",
      `This ${method} names another method or a batch, or cannot be read: it may be any call`,
    );
  }
}

/** What cannot be decoded counts as another method. */
function decoded(address) {
  try {
    return decodeURIComponent(address.replaceAll("+", " "));
  } catch {
    return "method=";
  }
}

/** How the service reads the body. Undefined where nobody can tell. */
function typeOf(request) {
  const type = request.headers.get("content-type") ?? "";
  const text =
    /^application\/(json|x-www-form-urlencoded) *(?:; *charset="?utf-8"?)?$/i.exec(
      type,
    );
  const parts = /^(multipart)\/form-data *; *boundary=[^;,]+$/i.exec(type);
  return (text ?? parts)?.[1].toLowerCase();
}

/** The fields of a body, by name. Undefined if it cannot be read. */
async function fieldsOf(request) {
  const type = typeOf(request);
  if (type === "json") {
    const read = json(await bytesOf(request));
    return Object(read) === read ? Object.entries(read) : undefined;
  }
  return (
    type &&
    request.formData().then(
      (form) => [...form],
      () => undefined,
    )
  );
}

const bytesOf = async (request) => new Uint8Array(await request.arrayBuffer());
