// A second press does nothing that its finger has not seen: a thumb slips, and a mouse clicks twice.

/** For so long what permits takes no press after a protective one. What a press put under the finger takes none as long. */
const HOLDS_MILLIS = 2_000;

/** What permits something: an opt-in, an unblock, a yes. */
const PERMITTING = '[data-permits]';

const CONTROLS = 'button, a, summary, input[type="checkbox"], input[type="radio"]';

/** So far from the spot of the press, in pixels. */
const CLEARANCE = 16;

/** What a finger covers, in pixels from its middle. */
const FINGER = [[0, 0], [-12, 0], [12, 0], [0, -12], [0, 12]];

/** More moves than one screen has of what permits. */
const MOST_MOVES = 20;

/** Also by its label. A field to write in records nothing, so it is none. */
function controlOf(element) {
  const control = element?.closest?.(CONTROLS) ?? element?.closest?.('label')?.control;
  return control?.matches(CONTROLS) ? control : null;
}

export class Guard {
  constructor() {
    /** Until when what permits takes no press, and what came under the finger. */
    this.until = 0;
    this.fingerUntil = 0;
    this.came = [];
    this.held = new Set();
    this.moved = new Set();
    this.under = null;
    document.addEventListener('click', (event) => this.pressed(event), true);
    document.addEventListener('keydown', (event) => this.keyed(event), true);
  }

  /** Remembers where it was, and what was there. Enter in a form presses its button, too. */
  pressed(event) {
    const { target } = event;
    if (controlOf(target)?.ariaDisabled === 'true') {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const place = target.closest?.('button')?.getBoundingClientRect() ?? null;
    if (!place || !this.spot || !meets(place, this.spot)) {
      this.putBack();
    }
    this.place = place;
    if (event.isTrusted) {
      this.finger = event.detail > 0 ? { x: event.clientX, y: event.clientY } : null;
      this.under = this.underFinger();
      this.fingerUntil = 0;
      this.mark();
    }
  }

  /** Another key than that of a press is no second press: somebody goes on. */
  keyed({ key }) {
    if (key !== 'Enter' && key !== ' ') {
      this.under = null;
      this.fingerUntil = 0;
      this.mark();
    }
  }

  /** What a press there would press, with what it says. Without a finger, a key presses where the focus is. */
  underFinger() {
    const all = this.finger
      ? FINGER.map(([x, y]) => document.elementFromPoint(this.finger.x + x, this.finger.y + y))
      : [document.activeElement];
    return new Map(all.map(controlOf).filter(Boolean).map((each) => [each, each.textContent.trim()]));
  }

  isFingerHeld() {
    return performance.now() < this.fingerUntil;
  }

  markLater() {
    setTimeout(() => this.mark(), HOLDS_MILLIS + 1);
  }

  /** Whether what permits takes no press now. */
  holds() {
    return performance.now() < this.until;
  }

  /** Does what was pressed, and holds until some time after what came of it is shown. */
  async after(action) {
    this.until = Infinity;
    this.spot = this.place;
    try {
      return await action();
    } finally {
      this.until = performance.now() + HOLDS_MILLIS;
      this.markLater();
    }
  }

  /** The page was shown anew. */
  look() {
    this.keepClear();
    if (this.under) {
      const before = this.under;
      this.under = this.underFinger();
      const came = [...this.under.keys()].filter((each) => before.get(each) !== this.under.get(each));
      if (came.length > 0) {
        this.came = [...(this.isFingerHeld() ? this.came : []), ...came];
        this.fingerUntil = performance.now() + HOLDS_MILLIS;
        this.markLater();
      }
    }
    this.mark();
  }

  /** Tells the browser, and by it a screen reader, what takes no press. It is there all the same, so nothing moves. */
  mark() {
    const now = new Set([
      ...(this.holds() ? document.querySelectorAll(PERMITTING) : []),
      ...(this.isFingerHeld() ? this.came : []),
    ]);
    this.held.forEach((each) => now.has(each) || each.removeAttribute('aria-disabled'));
    now.forEach((each) => each.setAttribute('aria-disabled', 'true'));
    this.held = now;
  }

  /** Moves away from the spot of the press what permits and appeared there. */
  keepClear() {
    if (!this.holds() || !this.spot) {
      return;
    }
    for (let move = 0; move < MOST_MOVES; move++) {
      const near = [...document.querySelectorAll(PERMITTING)].find((each) =>
        meets(each.getBoundingClientRect(), this.spot),
      );
      if (!near) {
        return;
      }
      const margin = Number.parseFloat(getComputedStyle(near).marginBlockStart);
      const lacking = this.spot.bottom + CLEARANCE - near.getBoundingClientRect().top;
      near.style.marginBlockStart = `${margin + lacking}px`;
      this.moved.add(near);
    }
  }

  putBack() {
    this.moved.forEach((each) => each.style.removeProperty('margin-block-start'));
    this.moved.clear();
  }
}

function meets(one, spot) {
  return (
    one.left < spot.right + CLEARANCE &&
    one.right > spot.left - CLEARANCE &&
    one.top < spot.bottom + CLEARANCE &&
    one.bottom > spot.top - CLEARANCE
  );
}
