// What was closed here and can be undone for a moment. The steps are sent afterwards, or when somebody leaves the page.

import { CallFailed } from '../shared/api.js';
import { MOST_AT_ONCE } from './queue.js';

/** For so long a closing can be undone. */
const UNDO_MILLIS = 10_000;

/** So many can wait together: what a page that is left can still send, five calls at once. */
const MOST_WAITING = 500;

/** The longest pause before a call that had no answer is sent again; the shortest is half of it. */
const BUSY_MILLIS = 2_000;
const MOST_TRIES = 5;

/** To close a removal refuses and permits nothing, so this can wait. What records a no is sent at once. */
export const canWait = (work) => work.kind === 'MARKETING_REMOVAL';

export class Closings {
  constructor(desk) {
    this.desk = desk;
    this.waiting = [];
    /** @type {Object|null} what is being closed, call by call, because it is more than can wait */
    this.batch = null;
    addEventListener('pagehide', () => this.sendAll());
    document.addEventListener('visibilitychange', () => document.hidden && this.sendAll());
  }

  /** @returns the closing that is to come for a row, if there is one */
  of(work) {
    return this.waiting.find((closing) => closing.works.some((each) => each.followUpId === work.followUpId));
  }

  /**
   * Claims the work, so that nobody else takes it meanwhile, and closes it later.
   *
   * @param {Object} ask the input of resolve-follow-up, without the work
   */
  hold(ask, works) {
    const { desk } = this;
    if (works.length > MOST_WAITING) {
      return this.closeAll(ask, works);
    }
    const closing = { ask, works, queue: desk.queue, calls: desk.calls };
    const { queue } = closing;
    const isOurs = (work) => {
      const { state, assignee } = queue.find(work.followUpId) ?? work;
      return state === 'CLAIMED' && assignee === ask.actor;
    };
    this.waiting.push(closing);
    works.forEach((work) => queue.sent.add(work.followUpId));
    desk.onward();
    return desk.run(async () => {
      // Somebody may try again after it was undone or sent.
      if (!this.waiting.includes(closing)) {
        return null;
      }
      try {
        const { businessId, actor } = ask;
        const results = await resolve(closing, { businessId, actor, action: 'CLAIM' }, (work) => !isOurs(work));
        if (this.waiting.includes(closing)) {
          // What somebody else has is not closed.
          closing.works = works.filter(isOurs);
          works.filter((work) => !isOurs(work)).forEach((work) => queue.sent.delete(work.followUpId));
          closing.works.forEach((work) => queue.picked.delete(work.followUpId));
          desk.say(results.filter((result) => !isOurs(result)));
        }
      } finally {
        closing.timer ??= setTimeout(() => this.send(closing), UNDO_MILLIS);
      }
      if (closing.works.length === 0) {
        this.take(closing);
      }
      return null;
    });
  }

  /** Closes one call's worth after the other, until somebody stops it. What is left open is listed. */
  async closeAll(ask, works) {
    const { desk } = this;
    const { queue, calls } = desk;
    const batch = { of: works.length, done: 0, isOn: true };
    this.batch = batch;
    let left = works;
    const failed = [];
    while (left.length > 0 && batch.isOn && queue === desk.queue) {
      const part = { queue, calls, works: left.slice(0, MOST_AT_ONCE) };
      desk.show();
      const results = await patiently(() => resolve(part, ask, () => true));
      if (!results) {
        break;
      }
      failed.push(...results.filter((result) => !isDone(result)).map((result) => queue.find(result.followUpId)));
      batch.done = works.length - left.length + part.works.length - failed.length;
      left = left.slice(MOST_AT_ONCE);
    }
    this.batch = null;
    if (queue !== desk.queue) {
      return;
    }
    const open = [...failed, ...left].map((work) => work.userId);
    desk.said = desk.i18n.text('file.done', { done: batch.done, of: batch.of });
    desk.show();
    if (open.length > 0) {
      desk.openDialog({ name: 'file', works: [], missing: open, done: batch });
    }
    await desk.run(() => desk.countAgain());
  }

  undo(closing = this.waiting.at(-1)) {
    if (this.take(closing)) {
      const { desk } = this;
      desk.said = desk.i18n.text('undo.done');
      desk.toWork(closing.works[0]);
    }
  }

  /** Takes it out of what waits, once. */
  take(closing) {
    const isThere = this.waiting.includes(closing);
    if (isThere) {
      clearTimeout(closing.timer);
      this.waiting = this.waiting.filter((each) => each !== closing);
      closing.works.forEach((work) => closing.queue.sent.delete(work.followUpId));
    }
    return isThere;
  }

  /** Equal steps in one call: of more than a few at once the gateway refuses the others, and nobody is there to see it. */
  sendAll() {
    const all = new Map();
    this.waiting.forEach((closing) => {
      const key = JSON.stringify(closing.ask);
      all.set(key, [...(all.get(key) ?? []), closing]);
    });
    all.forEach(([first, ...others]) => {
      others.forEach((closing) => this.take(closing));
      first.works = [first, ...others].flatMap((closing) => closing.works);
      this.send(first, true);
    });
  }

  /** Whoever works on is not disturbed by it. Only a failure is told of. */
  async send(closing, atOnce = false) {
    if (!this.take(closing)) {
      return;
    }
    try {
      await this.close(closing, atOnce);
    } catch (failed) {
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
      await this.desk.run(() => this.close(closing));
    }
  }

  async close(closing, atOnce) {
    const { desk } = this;
    closing.works.forEach((work) => closing.queue.sent.add(work.followUpId));
    try {
      const results = await resolve(closing, closing.ask, () => true, atOnce);
      if (closing.queue === desk.queue) {
        desk.say(results);
        desk.show();
        await desk.countAgain();
      }
    } finally {
      closing.works.forEach((work) => closing.queue.sent.delete(work.followUpId));
      desk.show();
    }
    return null;
  }
}

const isDone = ({ outcome }) => outcome === 'RECORDED' || outcome === 'UNCHANGED';

/** Again after a while, where a call had no answer: the same step once more is the same step. Null if none came. */
async function patiently(call) {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      return await call();
    } catch (failed) {
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
      if (failed.kind === 'refused' || failed.kind === 'link') {
        return null;
      }
      await new Promise((resolved) => setTimeout(resolved, BUSY_MILLIS * (1 - Math.random() / 2)));
    }
  }
  return null;
}

/**
 * Each call has as much as the function takes. One comes after the other, so that they stay within the rates.
 *
 * @param {boolean} [atOnce] whether the page is left, which waits for no answer
 */
async function resolve({ calls, queue, works }, ask, isMeant, atOnce = false) {
  const ids = works.filter(isMeant).map((work) => work.followUpId);
  const all = [];
  const sent = [];
  for (let first = 0; first < ids.length; first += MOST_AT_ONCE) {
    const answer = calls
      .read('resolve-follow-up', { ...ask, followUpIds: ids.slice(first, first + MOST_AT_ONCE) })
      .then(({ results }) => {
        results.forEach((result) => queue.take(result, ask.action));
        all.push(...results);
      });
    sent.push(answer);
    if (!atOnce) {
      await answer;
    }
  }
  await Promise.all(sent);
  return all;
}
