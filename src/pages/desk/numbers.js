// Numbers as people write them down, and as the service knows them.

const LIKE_A_NUMBER = /^\+?\d[\d\s\p{Pd}\u2212().]{5,24}$/u;

const ANY_CODE = '(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[03578]|9[679])\\d)';

/** Of countries where a zero is dialled before a number within the country. */
const CODE = `(?!1|39|22[569]|24[12]|37[89]|881|992)${ANY_CODE}`;

/** A zero after a country's code may be no part of the number. The service says whom that may mean. */
const TRUNK_ZERO = new RegExp(`^(?:\\+${CODE}\\D*|${CODE}\\D+)0`);

/** In brackets the zero is none of the number, wherever that is. */
const BRACKETED_ZERO = /^\+?\d+\s*\(\s*0\s*\)/;

/** Numbers are pasted with marks of direction. */
const UNSEEN = /\p{Cf}/gu;

/** The digits and the plus of an East Asian keyboard. */
const WIDE = /[\uff0b\uff10-\uff19]/g;

const narrow = (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);

const A_DAY = /^(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})$/;

const bare = (text) => text.replace(WIDE, narrow).replace(UNSEEN, '').replace(/^[\s"']+|[\s"']+$/g, '');

/** A number without its signs. Any other text, such as an id, stays as it is. */
export function idOf(text) {
  const id = bare(text);
  if (!isLikeANumber(id)) {
    return id;
  }
  const whole = id.replace(/^00(?=[1-9](?:\D*\d){9})/, '+');
  return TRUNK_ZERO.test(whole) || BRACKETED_ZERO.test(whole) ? whole : ofOnePhone(whole.replace(/\D/g, ''));
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

const WHOLE = new RegExp(`^(${ANY_CODE})(\\d{5,12})$`);

/** A number in groups, as people read it. Any other id stays as it is. */
export const spelled = (id) => id.replace(WHOLE, (_, code, rest) => `+${code} ${rest.replace(/\d{3}(?=\d{3})/g, '$& ')}`);

/** Whether the functions know by themselves whom a text means: it has the code of a country, or two people are meant. */
export const isWhole = (text) => /^\+/.test(bare(text));
