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
    /** @type {Object|null} who may be meant, if that is not one person */
    this.several = null;
    this.refusing = null;
    this.next = undefined;
    this.first = 0;
  }

  /**
   * Two calls for the first look. The record follows. A text may mean several people, or nobody.
   *
   * @param {boolean} [isId] whether the text is somebody's id, and means nobody else
   */
  async find(text, isId = false) {
    const { desk } = this;
    const { calls, businessId } = desk;
    const typed = isId ? text : idOf(text);
    if (!typed) {
      return;
    }
    await desk.run(async () => {
      const explain = (userId) => calls.read('explain-standing', { businessId, userId }).catch(notThere);
      // Mostly it means the one whose id it is.
      const guessed = typed.startsWith('0') && !isId ? null : explain(typed);
      guessed?.catch(() => null);
      const meant = isId ? [(await calls.read('read-relation', { businessId, userId: text })).relation] : await this.meantBy(text);
      const [relation] = meant;
      if (meant.length !== 1) {
        this.person = null;
        this.several = { text, meant };
        return '.meant';
      }
      const { userId } = relation;
      const explained = await (userId === typed && guessed ? guessed : explain(userId));
      this.several = null;
      this.person = { userId, relation, explained, entries: null, next: undefined, link: null };
      // The record comes by a call of its own, after this look.
      this.readRecord();
      return '.found h2';
    });
  }

  /** All whom a text may mean, each as they stand, by the rule of the command line. */
  async meantBy(text) {
    const { calls, businessId } = this.desk;
    return (await calls.read('read-relation', { businessId, written: text.trim() })).relations;
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
   * A stop that somebody said to somebody here. It is recorded at once, and once for each who may be meant.
   *
   * @param {string[]} userIds one, or several of whom nobody knows which one it was
   * @param {Object} said scope, channel and occurredAt, where they were said
   */
  stop(userIds, said) {
    const { desk } = this;
    const { businessId, actor, calls } = desk;
    const open = new Set(userIds);
    let shown = userIds[0];
    const press = async () => {
      for (const userId of open) {
        const { notes = [] } = await calls.press('request-opt-out', { businessId, userId, actor, ...said });
        shown = notes.find((note) => note.readings)?.readings[0] ?? shown;
        open.delete(userId);
      }
    };
    // A no waits for nothing that the desk reads meanwhile: somebody may leave the page before.
    let sent = press();
    sent.catch(() => null);
    return desk.run(async () => {
      const first = sent;
      sent = null;
      await (first ?? press());
      desk.said = desk.i18n.text('stop.done');
      // Each look is a call of its own. If one fails, the stop is not sent again.
      this.find(shown, true);
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
