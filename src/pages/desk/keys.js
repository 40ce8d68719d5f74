// The keys of the queue. A field that is written in keeps its keys, and people may switch the single keys off.

const OFF = 'consimt.desk.keys.off';

/** What each key does, by the name of a method of `Desk`. */
const PRESSES = {
  j: (desk) => desk.step(1),
  ArrowDown: (desk) => desk.step(1),
  k: (desk) => desk.step(-1),
  ArrowUp: (desk) => desk.step(-1),
  c: (desk) => desk.act('CLAIM'),
  x: (desk) => desk.act('COMPLETE'),
  s: (desk) => desk.act('SKIP'),
  r: (desk) => desk.act('RELEASE'),
  h: (desk) => desk.act('HAND'),
  u: (desk) => desk.closings.undo(),
  e: (desk) => desk.showRecord(),
  ' ': (desk) => desk.pick(),
  '/': (desk) => desk.toFilter(),
  '?': (desk) => desk.openDialog({ name: 'help' }),
  Escape: (desk) => desk.pickNone(),
};

/** The keys that go on while they are held. Any other key that is held is one press. */
const GO_ON = ['j', 'k', 'ArrowDown', 'ArrowUp'];

/** As the help shows them. */
export const SHOWN = [
  ['j ↓', 'next'],
  ['k ↑', 'previous'],
  ['c', 'claim'],
  ['x', 'complete'],
  ['s', 'skip'],
  ['r', 'release'],
  ['h', 'hand'],
  ['u', 'undo'],
  ['e', 'record'],
  ['␣', 'select'],
  ['/', 'filter'],
  ['?', 'help'],
  ['Esc', 'none'],
];

export const areKeysOn = () => localStorage.getItem(OFF) === null;

export function switchKeys(on) {
  if (on) {
    localStorage.removeItem(OFF);
  } else {
    localStorage.setItem(OFF, 'yes');
  }
}

export function onKey(desk, event) {
  const press = PRESSES[event.key];
  const isHere = desk.showsQueue() || (event.key === '/' && desk.findsPeople());
  if (event.repeat && !GO_ON.includes(event.key)) {
    return;
  }
  if (!press || event.ctrlKey || event.altKey || event.metaKey || desk.dialog || !isHere || !areKeysOn()) {
    return;
  }
  const at = event.target;
  if (at.matches('input[type="search"]') && event.key === 'Escape') {
    desk.toRow();
    return;
  }
  const isWritten = at.matches('input:not([type="checkbox"], [readonly]), textarea, select');
  // The space bar presses the button that has the focus. Only on a row it selects.
  const isOther = event.key === ' ' && at.matches('a, button, summary, input') && !at.matches('.row-open');
  if (!isWritten && !isOther) {
    event.preventDefault();
    press(desk);
  }
}
