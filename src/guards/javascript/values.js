// Reads the values of a call by the paths of the table, and JSON that can be
// read in one way only.

/** The values at a path. */
export function at(input, path) {
  const found = path
    .split("/")
    .reduce(
      (values, step) => values.flatMap((each) => into(each, step)),
      [input],
    );
  return found
    .flat(Infinity)
    .filter((each) => each !== null && each !== undefined);
}

function into(value, step) {
  if (Array.isArray(value)) {
    return value.flatMap((each) => intoElement(each, step));
  }
  if (step === "{}") {
    return [json(value)];
  }
  return Object.hasOwn(Object(value), step) ? [value[step]] : [];
}

/** An element with a name and a value has its value by this name. */
function intoElement(element, step) {
  if (element?.Name === undefined) {
    return into(element, step);
  }
  return element.Name === step ? [element.Value] : [];
}

/**
 * What a text, or the bytes of one, say as JSON. Undefined if they cannot be
 * read.
 */
export function json(value) {
  try {
    const text = typeof value === "string" ? value : textOf(value);
    const read = JSON.parse(text);
    // Of two fields with one name another reader may take the other one.
    return countOfNames(text) === countOfNames(JSON.stringify(read))
      ? read
      : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (bytes) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

const countOfNames = (text) =>
  (text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []).filter((each) =>
    each.endsWith(":"),
  ).length;
