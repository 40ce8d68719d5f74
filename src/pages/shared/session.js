// Whose page this is: by a token, or on one's own machine by somebody of the sample. Each page has its own, also beside
// others in one tab.

const PAGE = location.pathname.split('/')[1];

const tokenOf = (page) => `consimt.token.${page}`;
const sampleOf = (page) => `consimt.sample.${page}`;
const ownerOf = (page) => `consimt.owner.${page}`;

/**
 * A token has dots, or is a link: an L and many letters. The views of a page begin with a slash. Behind a token that a
 * page cannot read stands whose it is: a business's, or the operator's people's. The rest is the text in which the address
 * stood.
 */
const A_TOKEN = /^#(?:token=)?(L[A-Za-z0-9_-]{40,}|[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*)(?:&(business|operator)=([A-Za-z0-9._:+@-]{1,128}))?(?:[^\w&-].*)?$/;

/**
 * Takes a token out of the address, and keeps it for this tab. Neither the address nor the history has it afterwards.
 *
 * @returns {boolean} whether there was one
 */
export function takeToken() {
  const found = A_TOKEN.exec(location.hash);
  if (!found) {
    return false;
  }
  history.replaceState(null, '', `${location.pathname}#/`);
  keep(found);
  return true;
}

/** @param {string} text a token, or an address with one in its fragment */
export function keepToken(text) {
  keep(A_TOKEN.exec(`#${text.split('#').pop()}`) ?? [text, text]);
}

function keep([, token, kind, id]) {
  forget();
  sessionStorage.setItem(tokenOf(PAGE), token);
  if (kind) {
    sessionStorage.setItem(ownerOf(PAGE), `${kind} ${id}`);
  }
}

/** Who calls, as `callsOf` takes it, or null. With `owner` if the address said whose the token is. */
export function caller() {
  const token = sessionStorage.getItem(tokenOf(PAGE));
  if (token) {
    return { token, owner: sessionStorage.getItem(ownerOf(PAGE)) };
  }
  const sample = sessionStorage.getItem(sampleOf(PAGE));
  return sample ? { caller: sample } : null;
}

/**
 * @param {string} who such as `person 40755500001`
 * @param {string} [page] the page on which they act; this one if none is named
 */
export function actAs(who, page = PAGE) {
  forget(page);
  sessionStorage.setItem(sampleOf(page), who);
}

/** Forgets who it was, and the presses that got no answer. */
export function forget(page = PAGE) {
  sessionStorage.removeItem(tokenOf(page));
  sessionStorage.removeItem(sampleOf(page));
  sessionStorage.removeItem(ownerOf(page));
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith('consimt.press.'))
    .forEach((key) => sessionStorage.removeItem(key));
}

const ACTOR = 'consimt.actor';

/** Who works at the desk in this browser; empty if nobody said. */
export const actor = () => localStorage.getItem(ACTOR) ?? '';

export const keepActor = (name) => localStorage.setItem(ACTOR, name);
