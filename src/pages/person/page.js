// What the page knows, and what happens when somebody presses something.

import { callsOf } from '../shared/api.js';
import { Screen } from '../shared/screen.js';
import { actAs, caller, forget } from '../shared/session.js';
import { settings } from '../shared/settings.js';
import { frame } from './frame.js';
import { HOME, viewOf } from './views.js';
import { wordsIn } from './words.js';

/** Where it happened, for the ledger. */
const CHANNEL = 'web';

/** Where a keyboard and a screen reader go on after a press. */
const SAID_LAST = '[role="log"] li:last-child > :first-child, h1';

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
    this.failed = null;
    this.show('h1');
    if (this.state === 'ready') {
      await this.run(() => this.enter());
    }
  }

  /** Reads what the view needs and the page does not have yet. */
  async enter() {
    const { businessId } = this.view;
    if (businessId && !this.ledgers.has(businessId)) {
      if (!this.relation(businessId)) {
        await this.readOne(businessId);
      }
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
    this.settings = await settings();
    this.people = this.settings.sample ? await people(this.settings.sample) : [];
    this.state = state;
    this.show('h1');
  }

  // Reading

  /** Whose a link is, and perhaps about which business, only the functions can tell. */
  async readAll() {
    const answer = await this.calls.read('read-relation', {
      locale: this.i18n.language,
      ...(this.next && { nextToken: this.next }),
    });
    const found = answer.relations ?? [answer.relation];
    this.relations = this.next ? [...this.relations, ...found] : found;
    this.next = answer.nextToken;
    this.userId = this.relations[0]?.userId;
    this.state = 'ready';
    return this.enter();
  }

  async readOne(businessId) {
    const { relation } = await this.calls.read('read-relation', {
      userId: this.userId,
      businessId,
      locale: this.i18n.language,
    });
    this.keep(relation);
  }

  keep(relation) {
    const known = this.relation(relation.businessId);
    this.relations = known
      ? this.relations.map((each) => (each === known ? relation : each))
      : [...this.relations, relation];
  }

  /** From the first entry to the last. */
  async readLedger(businessId) {
    const entries = [];
    let nextToken;
    do {
      const page = await this.calls.read('read-ledger', {
        userId: this.relation(businessId).userId,
        businessId,
        limit: 100,
        ...(nextToken && { nextToken }),
      });
      entries.push(...page.entries);
      nextToken = page.nextToken;
    } while (nextToken);
    this.ledgers.set(businessId, entries);
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
    const focused = document.activeElement;
    await this.run(async () => {
      if (businessId) {
        await this.readOne(businessId);
        await this.readLedger(businessId);
      } else {
        this.next = undefined;
        await this.readAll();
      }
      return null;
    });
    focused?.focus?.();
  }

  // Pressing

  /**
   * Records what the person wants, and then reads how things stand.
   *
   * @param entry the same as an entry of the ledger, which has it a moment later
   */
  press(businessId, name, input, entry, stands) {
    return this.run(async () => {
      const { userId, business } = this.relation(businessId);
      const asked = { userId, businessId, channel: CHANNEL, locale: this.i18n.language, ...input };
      const answer = await this.calls.press(name, asked, stands);
      this.panel = null;
      this.say(businessId, {
        ...entry,
        entryId: answer.entryId,
        occurredAt: new Date().toISOString(),
        actor: 'PERSON',
        wordsShown: answer.confirmation?.text,
        confirmation: answer.confirmation,
        judged: answer.judged,
      });
      if (answer.relation) {
        this.keep({ ...answer.relation, business });
        await this.readAgain(businessId);
      }
      return SAID_LAST;
    });
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
    );
  }

  /** @param [scope] which marketing; all of it if there is none */
  optOut(businessId, scope) {
    return this.press(
      businessId,
      'request-opt-out',
      scope && { scope },
      { kind: 'MARKETING_PREFERENCE', value: 'OPT_OUT', scope },
      ({ relation }) => relation.marketing === 'OPTED_OUT',
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

  /** Opens a part of the view, or closes it. */
  open(panel, focus) {
    this.panel = panel;
    this.show(focus);
  }

  async speak(language) {
    super.speak(language);
    if (this.state === 'ready') {
      this.next = undefined;
      await this.run(async () => {
        await this.readAll();
        return '.top select';
      });
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
