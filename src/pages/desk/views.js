// Where in the desk one is. It stands in the fragment, so that "back" works.

export const VIEWS = ['queue', 'people', 'figures', 'notices', 'settings'];

export const addressOf = (view) => (view === 'queue' ? '#/' : `#/${view}`);

/** The view that a fragment names; the queue if it names none. */
export function viewOf(fragment) {
  const name = fragment.split('/')[1];
  return VIEWS.includes(name) ? name : 'queue';
}
