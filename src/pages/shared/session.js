// Whose page this is: by a token, or on one's own machine by somebody of the sample. Each page has its own, also beside
// others in one tab.

const PAGE = location.pathname.split('/')[1];

const tokenOf = (page) => `consimt.token.${page}`;
const sampleOf = (page) => `consimt.sample.${page}`;

/** A token has dots and no slash. The views of a page begin with a slash. */
const A_TOKEN = /^#(?:token=)?([A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*)$/;

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
  keepToken(found[1]);
  return true;
}

export function keepToken(token) {
  forget();
  sessionStorage.setItem(tokenOf(PAGE), token);
}

/** Who calls, as `callsOf` takes it, or null. */
export function caller() {
  const token = sessionStorage.getItem(tokenOf(PAGE));
  if (token) {
    return { token };
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
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith('consimt.press.'))
    .forEach((key) => sessionStorage.removeItem(key));
}

const ACTOR = 'consimt.actor';

/** Who works at the desk in this browser; empty if nobody said. */
export const actor = () => localStorage.getItem(ACTOR) ?? '';

export const keepActor = (name) => localStorage.setItem(ACTOR, name);
