// Where in the page one is. It stands in the fragment, behind a slash, so that "back" works.

export const HOME = '#/';
export const BLOCKED = '#/blocked';

export const chatOf = (businessId) => `#/business/${encodeURIComponent(businessId)}`;
export const historyOf = (businessId) => `${chatOf(businessId)}/history`;

/** The view that a fragment names; the list of businesses if it names none. */
export function viewOf(fragment) {
  const [, view, businessId, part] = fragment.split('/');
  if (view === 'business' && businessId) {
    return { name: part === 'history' ? 'history' : 'chat', businessId: plain(businessId) };
  }
  return { name: view === 'blocked' ? 'blocked' : 'businesses' };
}

/** A fragment may be anything. */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
