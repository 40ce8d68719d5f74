// A second press at the same spot unsays nothing: a thumb slips, and a mouse clicks twice.

import { html, nothing } from '../lit-html/lit-html.js';

/** For so long after a press what permits takes no press. */
const HOLDS_MILLIS = 2_000;

/** What permits something: an opt-in, an unblock, a yes. */
const PERMITTING = '[data-permits]';

/** So far from the spot of the press, in pixels. */
const CLEARANCE = 16;

/** More moves than one screen has of what permits. */
const MOST_MOVES = 20;

export class Guard {
  /** @param {() => void} show shows the page anew, when what permits takes presses again */
  constructor(show) {
    this.show = show;
    this.until = 0;
    this.moved = new Set();
    document.addEventListener('click', (event) => this.pressed(event), true);
  }

  /** Remembers where it was. Enter in a form presses its button, too. */
  pressed({ target }) {
    const place = target.closest?.('button')?.getBoundingClientRect() ?? null;
    if (!place || !this.spot || !meets(place, this.spot)) {
      this.putBack();
    }
    this.place = place;
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
      setTimeout(this.show, HOLDS_MILLIS);
    }
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

/**
 * A button that permits something, as an opt-in does. Right after another press the page's guard takes no press of it. It
 * is there all the same, so nothing moves when it is.
 */
export function permitting(page, label, press) {
  return html`<button
    class="button"
    dir="auto"
    data-permits
    ?disabled=${page.isBusy}
    aria-disabled=${page.guard.holds() ? 'true' : nothing}
    @click=${press}
  >
    ${label}
  </button>`;
}
