// What the page knows, and what happens when somebody presses something.

import { callsOf } from '../shared/api.js';
import { Screen } from '../shared/screen.js';
import { actAs, caller, forget } from '../shared/session.js';
import { settings } from '../shared/settings.js';
import { isStopped } from './describe.js';
import { frame } from './frame.js';
import { HOME, viewOf } from './views.js';
import { wordsIn } from './words.js';

/** Where it happened, for the ledger. */
const CHANNEL = 'web';

/** Where a keyboard and a screen reader go on after a press. */
const SAID_LAST = 'h1, [role="log"] [tabindex]';

/** A written no is the same as one that was pressed. */
const STOP = { kind: 'MARKETING_PREFERENCE', value: 'OPT_OUT' };

/** Whether a message was the agreement. */
const agreesNow = ({ judged, relation }, before) =>
  judged && before !== 'ACCEPTED' && relation?.conversation === 'ACCEPTED';

export class Page extends Screen {
  constructor(root) {
    super(root, frame, wordsIn);
  }

  /** Begins anew, with whoever the page is for now. */
  async start() {
    const who = caller();
    this.isSample = Boolean(who?.caller);
    this.calls = who && callsOf(who, sessionStorage);
    this.state = who ? 'loading' : 'start';
    this.relations = [];
    this.next = undefined;
    this.sought = '';
    this.settings = null;
    /** The entries of the ledger, and what was said since they were read, by business. */
    this.ledgers = new Map();
    this.said = new Map();
    this.go();
    if (who) {
      await this.run(() => this.readAll());
    } else {
      await this.askForSettings('start');
    }
  }

  /** Shows the view that the address names. */
  async go() {
    this.view = viewOf(location.hash);
    this.panel = null;
    this.lacking = null;
    this.failed = null;
    this.show('h1');
    if (this.state === 'ready') {
      await this.run(() => this.enter());
    }
  }

  /** Reads what the view needs and the page does not have yet. */
  async enter() {
    const { businessId, name } = this.view;
    // Who was blocked may be anywhere among all.
    if (name === 'blocked') {
      await this.readRest();
    }
    if (businessId && !this.relation(businessId)) {
      await this.readOne(businessId);
    }
    if (businessId && !this.ledgers.has(businessId)) {
      await this.readLedger(businessId);
    }
    return 'h1';
  }

  relation(businessId) {
    return this.relations.find((each) => each.businessId === businessId);
  }

  async lost() {
    forget();
    await this.askForSettings('gone');
  }

  async askForSettings(state) {
    const { calls } = this;
    const found = await settings();
    const offered = found.sample ? await people(found.sample) : [];
    // Somebody may have come with a link meanwhile.
    if (calls === this.calls) {
      this.settings = found;
      this.people = offered;
      this.state = state;
      this.show('h1');
    }
  }

  // Reading

  /** Tells whether what was asked is still wanted: by the same person, in the same language. */
  asking() {
    const { calls, i18n } = this;
    return () => calls === this.calls && i18n === this.i18n;
  }

  /** Whose a link is, and perhaps about which business, only the functions can tell. */
  relationsAfter(nextToken) {
    return this.calls.read('read-relation', { locale: this.i18n.language, ...(nextToken && { nextToken }) });
  }

  /** From the beginning, and at least as much as was read before. */
  async readAll() {
    const isWanted = this.asking();
    const before = this.relations.length;
    const found = [];
    let next;
    do {
      const answer = await this.relationsAfter(next);
      if (!isWanted()) {
        return null;
      }
      found.push(...(answer.relations ?? [answer.relation]));
      next = answer.nextToken;
    } while (next && found.length < before);
    this.relations = found;
    this.next = next;
    this.userId = this.relations[0]?.userId;
    this.state = 'ready';
    return this.enter();
  }

  /** @returns {Promise<boolean>} whether what came was still wanted */
  async readMore() {
    const isWanted = this.asking();
    const { next } = this;
    const answer = await this.relationsAfter(next);
    if (!isWanted() || next !== this.next) {
      return false;
    }
    answer.relations.forEach((relation) => this.keep(relation));
    this.next = answer.nextToken;
    return true;
  }

  /** Shows each page as it comes. */
  async readRest() {
    const isWanted = this.asking();
    while (isWanted() && this.next) {
      await this.readMore();
      this.show();
    }
    return null;
  }

  /** Shows the businesses whose name has these letters, and reads all of them once. */
  async find(sought) {
    this.sought = sought;
    this.show();
    if (sought && this.next && !this.isReadingRest) {
      this.isReadingRest = true;
      await this.run(() => this.readRest());
      this.isReadingRest = false;
    }
  }

  async readOne(businessId) {
    const isWanted = this.asking();
    const { relation } = await this.calls.read('read-relation', {
      userId: this.userId,
      businessId,
      locale: this.i18n.language,
    });
    if (isWanted()) {
      this.keep(relation);
    }
  }

  keep(relation) {
    const known = this.relation(relation.businessId);
    this.relations = known
      ? this.relations.map((each) => (each === known ? relation : each))
      : [...this.relations, relation];
  }

  /** From the first entry to the last. */
  async readLedger(businessId) {
    const { calls, ledgers, userId } = this;
    const entries = [];
    let nextToken;
    do {
      const page = await calls.read('read-ledger', {
        userId: this.relation(businessId)?.userId ?? userId,
        businessId,
        limit: 100,
        ...(nextToken && { nextToken }),
      });
      entries.push(...page.entries);
      nextToken = page.nextToken;
    } while (nextToken);
    ledgers.set(businessId, entries);
  }

  /** The entries of the ledger and then what was said since. What was said here has more to show than its entry. */
  entries(businessId) {
    const said = this.said.get(businessId) ?? [];
    const ids = new Set(said.map((entry) => entry.entryId));
    const told = (this.ledgers.get(businessId) ?? []).filter((entry) => !ids.has(entry.entryId));
    return [...told, ...said].sort((one, other) => Date.parse(one.occurredAt) - Date.parse(other.occurredAt));
  }

  /** Reads again what is shown. A form that is open stays as it is. */
  async refresh() {
    if (this.state !== 'ready') {
      return;
    }
    const { businessId } = this.view;
    await this.keepFocus(() =>
      this.run(async () => {
        if (businessId) {
          await this.readOne(businessId);
          await this.readLedger(businessId);
        } else {
          await this.readAll();
        }
        return null;
      }),
    );
  }

  // Pressing

  /**
   * Records what the person wants, and then reads how things stand.
   *
   * @param entry the same as an entry of the ledger, which has it a moment later
   * @param permits whether it permits something. After a press that does not, what permits takes no press for a while
   */
  press(businessId, name, input, entry, stands, permits = false) {
    const record = async () => {
      const { calls, view } = this;
      const { userId } = this.relation(businessId);
      const asked = { userId, businessId, channel: CHANNEL, locale: this.i18n.language, ...input };
      const answer = await calls.press(name, asked, stands);
      // The answer may come late. Somebody else may be here by then, or the person may be elsewhere.
      if (calls !== this.calls) {
        return null;
      }
      const { business, conversation, marketingByWriting } = this.relation(businessId) ?? {};
      const isHere = view === this.view;
      if (isHere) {
        this.panel = null;
        this.lacking = null;
      }
      this.say(businessId, {
        ...entry,
        ...(answer.judged === 'OPT_OUT' && STOP),
        ...(agreesNow(answer, conversation) && {
          agreesTo: marketingByWriting ? 'write.agreed.marketing' : 'history.MESSAGE_SENT',
        }),
        entryId: answer.entryId,
        occurredAt: new Date().toISOString(),
        actor: 'PERSON',
        wordsShown: answer.confirmation?.text,
        judged: answer.judged,
      });
      if (answer.relation) {
        this.keep({ ...answer.relation, business, confirmation: answer.confirmation });
        await this.readAgain(businessId);
      }
      return isHere ? SAID_LAST : null;
    };
    return this.run(permits ? record : () => this.guard.after(record));
  }

  /** It was recorded. If what follows from it cannot be read now, only the reading is tried again. */
  async readAgain(businessId) {
    try {
      await this.readOne(businessId);
    } catch (failed) {
      if (failed.kind === 'link') {
        throw failed;
      }
      this.failed = { kind: failed.kind, again: () => this.run(() => this.readOne(businessId)) };
    }
  }

  say(businessId, entry) {
    this.said.set(businessId, [...(this.said.get(businessId) ?? []), entry]);
  }

  /** @param more.report the report; @param more.alsoBlock whether it blocks too; @param more.text what the person wrote */
  decide(businessId, decision, more = {}) {
    const blocks = decision === 'BLOCK' || more.alsoBlock;
    const { report, alsoBlock, text } = more;
    return this.press(
      businessId,
      'decide-consent',
      { decision, ...more },
      {
        kind: 'CONSENT_DECISION',
        value: decision,
        reason: report && { code: report.reason, text: report.details },
        alsoBlock,
        text,
      },
      ({ relation }) => (blocks ? relation.blocked : decision !== 'UNBLOCK' || !relation.blocked),
      ['UNBLOCK', 'CONTINUE'].includes(decision),
    );
  }

  /**
   * @param [scope] which marketing; all of it if there is none
   * @param [disownsClaims] whether the person says that no claim of the business is true
   */
  optOut(businessId, scope, disownsClaims) {
    return this.press(
      businessId,
      'request-opt-out',
      { ...(scope && { scope }), ...(disownsClaims && { disownsClaims }) },
      { kind: 'MARKETING_PREFERENCE', value: 'OPT_OUT', scope, disownsClaims },
      ({ relation }) => isStopped(relation, scope) && !(disownsClaims && relation.claims),
    );
  }

  /** @param [scope] which marketing; all of it if there is none */
  optIn(businessId, scope) {
    return this.press(
      businessId,
      'request-opt-in',
      scope && { scope },
      { kind: 'MARKETING_PREFERENCE', value: 'OPT_IN', scope },
      ({ relation }) => Boolean(scope) || relation.marketing === 'OPTED_IN',
      true,
    );
  }

  /** @param reason a code with perhaps a text, or DECLINED */
  explain(businessId, entryId, reason) {
    const told = typeof reason === 'string' ? { code: reason } : reason;
    return this.press(
      businessId,
      'explain-opt-out',
      { entryId, reason },
      { kind: 'OPT_OUT_REASON', value: entryId, reason: told },
    );
  }

  // The page itself

  /**
   * Opens a part of the view, or closes it.
   *
   * @param {string|null} lacking the key of a text that says what a form lacks
   */
  open(panel, focus, lacking = null) {
    this.panel = panel;
    this.lacking = lacking;
    this.show(focus);
  }

  async speak(language) {
    super.speak(language);
    if (this.state === 'ready' || this.state === 'loading') {
      const { failed } = this;
      await this.run(async () => {
        await this.readAll();
        return '.top select';
      });
      // What could not be recorded before is still to be tried again.
      if (failed && !this.failed && this.state === 'ready') {
        this.failed = failed;
        this.show();
      }
    }
  }

  be(person) {
    actAs(person);
    return this.home();
  }

  leave() {
    forget();
    return this.home();
  }

  home() {
    history.pushState(null, '', HOME);
    return this.start();
  }
}

/** The people of the sample, each with the businesses that it tells of. */
async function people(address) {
  const steps = await (await fetch(address)).json();
  const found = new Map();
  for (const { input } of steps.filter((step) => step.input.userId)) {
    found.set(input.userId, (found.get(input.userId) ?? new Set()).add(input.businessId));
  }
  return [...found].map(([userId, businesses]) => ({ userId, businesses: [...businesses] }));
}
