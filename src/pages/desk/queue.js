// The queue as the desk knows it: what was read of it, what is shown, and where one is. It calls nothing.

import { idOf } from './numbers.js';

/** So many rows are drawn at most, and the window moves by half of them. */
export const DRAWN = 120;
const STEP = 60;

/** The functions take so much at once. */
export const MOST_AT_ONCE = 100;

const CLOSED = ['DONE', 'SKIPPED', 'WITHDRAWN'];

export const closes = (action) => action === 'COMPLETE' || action === 'SKIP';

export const isClosed = (work) => CLOSED.includes(work.state);

/** What can be shown of what was read. */
const ONLY = {
  all: () => true,
  mine: (work, actor) => work.state === 'CLAIMED' && work.assignee === actor,
  free: (work) => work.state === 'OPEN',
  overdue: (work) => work.overdue,
  late: (work) => work.lateMessages > 0,
  suspected: (work) => work.kind === 'SUSPECTED_REFUSAL',
};

export const SHOWABLE = Object.keys(ONLY);

export class Queue {
  /** @param {(work: Object) => string} textOf what a search looks in */
  constructor(textOf) {
    this.textOf = textOf;
    this.only = 'all';
    this.wanted = '';
    this.clear();
  }

  clear() {
    this.read = [];
    this.next = undefined;
    this.counts = null;
    this.first = 0;
    this.at = 0;
    this.picked = new Set();
    /** What was asked to be closed, and has no answer yet. */
    this.sent ??= new Set();
    /** What came of the last press, by id. */
    this.told = new Map();
  }

  add(page) {
    const known = new Set(this.read.map((work) => work.followUpId));
    this.read = [...this.read, ...page.followUps.filter((work) => !known.has(work.followUpId))];
    this.next = page.nextToken;
    this.counts = page.counts;
  }

  /** The first page as it is now. What was closed here, and what a later page has, stays in sight. */
  renew(page) {
    const known = new Map(this.read.map((work) => [work.followUpId, work]));
    const isFirstOnly = known.size <= MOST_AT_ONCE;
    const now = new Set(page.followUps.map((work) => work.followUpId));
    const stay = this.read.filter(
      (work) => !now.has(work.followUpId) && (isClosed(work) || !isFirstOnly),
    );
    const at = this.read[this.at]?.followUpId;
    this.read = [...page.followUps, ...stay];
    this.at = Math.max(0, this.read.findIndex((work) => work.followUpId === at));
    this.next = isFirstOnly ? page.nextToken : this.next;
    this.counts = page.counts;
  }

  find(id) {
    return this.read.find((work) => work.followUpId === id);
  }

  isOpen(work) {
    return !isClosed(work) && !this.sent.has(work.followUpId);
  }

  // What is shown

  shown(actor) {
    const wanted = [this.wanted.trim(), idOf(this.wanted)].map((text) => text.toLowerCase());
    const isWanted = (work) => {
      const text = this.textOf(work).toLowerCase();
      return wanted.some((each) => text.includes(each));
    };
    return this.read.filter((work) => ONLY[this.only](work, actor) && isWanted(work));
  }

  narrow({ only = this.only, wanted = this.wanted }) {
    this.only = only;
    this.wanted = wanted;
    this.first = 0;
    this.at = 0;
  }

  isNarrowed() {
    return this.only !== 'all' || this.wanted.trim() !== '';
  }

  /** Somebody looks for something, or has selected rows. */
  isInUse() {
    return this.isNarrowed() || this.picked.size > 0;
  }

  /**
   * Goes to a row, and moves the window there.
   *
   * @param {number} count how many rows are shown
   */
  goTo(at, count) {
    this.at = Math.max(0, Math.min(at, count - 1));
    while (this.at >= this.first + DRAWN) {
      this.first += STEP;
    }
    while (this.at < this.first) {
      this.first = Math.max(0, this.first - STEP);
    }
  }

  // Selecting

  /** @returns {boolean} whether there was room for it */
  pick(id) {
    if (this.picked.delete(id)) {
      return true;
    }
    const hasRoom = this.picked.size < MOST_AT_ONCE;
    if (hasRoom) {
      this.picked.add(id);
    }
    return hasRoom;
  }

  pickAll(works) {
    this.picked = new Set(works.slice(0, MOST_AT_ONCE).map((work) => work.followUpId));
  }

  // What came of a press

  /**
   * @param result of one piece of work, as resolve-follow-up gives it
   * @param {string} action what was asked
   */
  take(result, action) {
    const work = this.find(result.followUpId);
    if (work && result.state) {
      const closes = CLOSED.includes(result.state);
      Object.assign(work, {
        state: result.state,
        assignee: result.assignee ?? null,
        claimedUntil: null,
        ...(closes && { overdue: false, dueSoon: false }),
      });
    }
    this.told.set(result.followUpId, { ...result, action });
    if (result.outcome === 'RECORDED' || result.outcome === 'UNCHANGED') {
      this.picked.delete(result.followUpId);
    }
  }
}
