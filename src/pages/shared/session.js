// Whose page this is: by the token of a link, or on one's own machine by a person of the sample.

const TOKEN = 'consimt.token';
const SAMPLE = 'consimt.sample';

/** A token has dots and no slash. The views of a page begin with a slash. */
const A_TOKEN = /^#([A-Za-z0-9_-]+\.[A-Za-z0-9_.-]*)$/;

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
  sessionStorage.clear();
  sessionStorage.setItem(TOKEN, found[1]);
  return true;
}

/** Who calls, as `callsOf` takes it, or null. */
export function caller() {
  const token = sessionStorage.getItem(TOKEN);
  if (token) {
    return { token };
  }
  const sample = sessionStorage.getItem(SAMPLE);
  return sample ? { caller: sample } : null;
}

/** @param {string} who such as `person 40755500001` */
export function actAs(who) {
  sessionStorage.clear();
  sessionStorage.setItem(SAMPLE, who);
}

export function forget() {
  sessionStorage.clear();
}
