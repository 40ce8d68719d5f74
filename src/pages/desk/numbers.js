// Numbers as people write them down, and as the service knows them.

const LIKE_A_NUMBER = /^\+?\d[\d\s().-]{5,24}$/;

const A_DAY = /^(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})$/;

/** A number without its signs. Any other text, such as an id, stays as it is. */
export function idOf(text) {
  const bare = text.replace(/^[\s"']+|[\s"']+$/g, '');
  return LIKE_A_NUMBER.test(bare) && !A_DAY.test(bare) ? bare.replace(/\D/g, '').replace(/^00/, '') : bare;
}

/**
 * The numbers and ids of a table or a list.
 *
 * @param {(id: string) => boolean} isKnown tells an id from the other words of a table
 */
export function idsIn(text, isKnown) {
  const found = new Set();
  for (const line of text.replace('\uFEFF', '').split(/[\r\n]+/)) {
    const cells = line.split(/[,;\t]/).map(idOf).filter(Boolean);
    const ids = cells.filter((cell) => isKnown(cell) || /^\d{7,15}$/.test(cell));
    // A line of one word is meant as an id.
    (cells.length === 1 ? cells : ids).forEach((id) => found.add(id));
  }
  return [...found];
}
