// What was closed here and can be undone for a moment. The steps are sent afterwards, or when somebody leaves the page.

import { CallFailed } from '../shared/api.js';
import { MOST_AT_ONCE } from './queue.js';

/** For so long a closing can be undone. */
const UNDO_MILLIS = 10_000;

/** To close a removal refuses and permits nothing, so this can wait. What records a no is sent at once. */
export const canWait = (work) => work.kind === 'MARKETING_REMOVAL';

export class Closings {
  constructor(desk) {
    this.desk = desk;
    this.waiting = [];
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
