// Whose page this is: by a token, or on one's own machine by somebody of the sample. Each page has its own, also beside
// others in one tab.

const PAGE = location.pathname.split('/')[1];
const TOKEN = `consimt.token.${PAGE}`;
const SAMPLE = `consimt.sample.${PAGE}`;

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
  sessionStorage.setItem(TOKEN, token);
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
  forget();
  sessionStorage.setItem(SAMPLE, who);
}

/** Forgets who it was, and the presses that got no answer. */
export function forget() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(SAMPLE);
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith('consimt.press.'))
    .forEach((key) => sessionStorage.removeItem(key));
}
