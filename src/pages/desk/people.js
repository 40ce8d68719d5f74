// Whoever is looked for: how they stand, why, and all that was recorded. And all who stopped the marketing.

import { CallFailed } from '../shared/api.js';
import { download, table } from '../shared/file.js';
import { scopesLabel } from './describe.js';
import { idOf } from './numbers.js';
import { MOST_AT_ONCE } from './queue.js';

/** So many people and entries are drawn at most. Together they are as much as a page should draw. */
const PEOPLE_DRAWN = 90;
const ENTRIES_DRAWN = 50;

/** list-relations gives so many in one page at most. */
const MOST_LISTED = 1000;

export class People {
  constructor(desk) {
    this.desk = desk;
    /** @type {Object|null} who was found */
    this.person = null;
    this.refusing = null;
    this.next = undefined;
    this.first = 0;
  }

  /** Two calls for the first look. The record follows. */
  async find(text) {
    const userId = idOf(text);
    const { desk } = this;
    const { calls, businessId } = desk;
    if (!userId) {
      return;
    }
    await desk.run(async () => {
      const about = { businessId, userId };
      const [{ relation }, explained] = await Promise.all([
        calls.read('read-relation', about),
        calls.read('explain-standing', about).catch(notThere),
      ]);
      this.person = { userId, relation, explained, entries: null, next: undefined, link: null };
      // The record comes by a call of its own, after this look.
      this.readRecord();
      return '.found h2';
    });
  }

  /** The first entries, or the next ones. */
  readRecord() {
    const { desk, person } = this;
    return desk.run(async () => {
      const page = await desk.readLedger(person.userId, desk.businessId, person.next, ENTRIES_DRAWN);
      const isFurther = person.entries !== null;
      person.entries = page.entries;
      person.next = page.nextToken;
      return isFurther ? '.whole h3' : null;
    });
  }

  /** The first of those who refuse, once. Nobody who looks for somebody waits for them. */
  async read() {
    if (this.refusing || this.isReading) {
      return;
    }
    this.isReading = true;
    try {
      await this.readPage();
      this.desk.show();
    } catch (failed) {
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
      this.desk.run(() => this.readPage());
    } finally {
      this.isReading = false;
    }
  }

  readAgain() {
    this.refusing = null;
    this.next = undefined;
    this.first = 0;
    return this.read();
  }

  async readPage(limit = MOST_AT_ONCE) {
    const { calls, businessId } = this.desk;
    const page = await calls.read('list-relations', {
      businessId,
      marketing: 'OPTED_OUT',
      limit,
      ...(this.next && { nextToken: this.next }),
    });
    this.refusing = [...(this.refusing ?? []), ...page.relations];
    this.next = page.nextToken;
  }

  drawn() {
    return this.refusing.slice(this.first, this.first + PEOPLE_DRAWN);
  }

  hasMore() {
    return Boolean(this.next) || this.refusing.length > this.first + PEOPLE_DRAWN;
  }

  /** @param {1|-1} pages further, or back */
  move(pages) {
    return this.desk.run(async () => {
      const first = Math.max(0, this.first + pages * PEOPLE_DRAWN);
      // A page may have nobody, and there may be more behind it.
      while (this.next && this.refusing.length < first + PEOPLE_DRAWN) {
        await this.readPage();
      }
      this.first = first;
      return '.refusing h2';
    });
  }

  /** All of them, also who is not drawn. */
  save() {
    const { desk } = this;
    const { i18n, businessId } = desk;
    return desk.run(async () => {
      while (this.next) {
        await this.readPage(MOST_LISTED);
        desk.show();
      }
      const head = ['person', 'since', 'scope'].map((name) => i18n.text(`column.${name}`));
      const rows = this.refusing.map((each) => [
        each.userId,
        each.marketingSince,
        scopesLabel(i18n, desk.settings?.business, each.scopes),
      ]);
      download(`opted-out-${businessId}.csv`, table([head, ...rows]));
      return null;
    });
  }

  /** Makes a link that can stop, and nothing else. */
  makeLink() {
    const { desk, person } = this;
    return desk.run(async () => {
      const { calls, businessId } = desk;
      const made = await calls.read('issue-person-link', {
        userId: person.userId,
        businessId,
        purpose: 'UNSUBSCRIBE',
      });
      person.link = made.unsubscribe.url;
      return '.link input';
    });
  }

  /**
   * A stop that the person said to somebody here. It is recorded at once, and once.
   *
   * @param {Object} said scope, channel and occurredAt, where they were said
   */
  stop(userId, said) {
    const { desk } = this;
    const { businessId, actor, calls } = desk;
    const press = () => calls.press('request-opt-out', { businessId, userId, actor, ...said });
    // A no waits for nothing that the desk reads meanwhile: somebody may leave the page before.
    let sent = press();
    sent.catch(() => null);
    return desk.run(async () => {
      const first = sent;
      sent = null;
      const { notes = [] } = await (first ?? press());
      desk.said = desk.i18n.text('stop.done');
      // Each look is a call of its own. If one fails, the stop is not sent again.
      this.find(notes.find((note) => note.readings)?.readings[0] ?? userId);
      this.readAgain();
      return null;
    });
  }
}

/** Not every service has this function, or gives it to a business. */
function notThere(failed) {
  if (failed instanceof CallFailed && failed.kind === 'refused') {
    return null;
  }
  throw failed;
}
