// Numbers as people write them down, and as the service knows them.

const LIKE_A_NUMBER = /^\+?\d[\d\s\p{Pd}\u2212().]{5,24}$/u;

/** It is dialled within the country alone. In some countries it belongs to the number, so nobody can tell. */
const DOMESTIC_ZERO = /\(\s*0\s*\)/;

/** Numbers are pasted with marks of direction. */
const UNSEEN = /\p{Cf}/gu;

const A_DAY = /^(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})$/;

/** A number without its signs. Any other text, such as an id, stays as it is. */
export function idOf(text) {
  const bare = text.replace(UNSEEN, '').replace(/^[\s"']+|[\s"']+$/g, '');
  return isLikeANumber(bare) && !DOMESTIC_ZERO.test(bare) ? ofOnePhone(bare.replace(/\D/g, '').replace(/^00/, '')) : bare;
}

const isLikeANumber = (text) => LIKE_A_NUMBER.test(text) && !A_DAY.test(text);

/** Three countries have two spellings of one mobile phone, and the service has one. */
const ofOnePhone = (digits) =>
  digits
    .replace(/^521(\d{10})$/, '52$1')
    .replace(/^54(\d{10})$/, '549$1')
    .replace(/^(55\d\d)([6-9]\d{7})$/, '$19$2');

/**
 * The numbers and ids of a table or a list.
 *
 * @param {(id: string) => boolean} isKnown tells an id from the other words of a table
 */
export function idsIn(text, isKnown) {
  const found = new Set();
  for (const line of text.replace('\uFEFF', '').split(/[\r\n]+/)) {
    const cells = line.split(/[,;\t]/).map(idOf).filter(Boolean);
    const ids = cells.filter((cell) => isKnown(cell) || /^\d{7,15}$/.test(cell) || isLikeANumber(cell));
    // A line of one word is meant as an id.
    (cells.length === 1 ? cells : ids).forEach((id) => found.add(id));
  }
  return [...found];
}
