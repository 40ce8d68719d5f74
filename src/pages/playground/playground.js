// What the playground knows, and what its people do: the business's own system, the platform, and whoever looks on.

import { callsOf } from '../shared/api.js';
import { Screen } from '../shared/screen.js';
import { actor, keepActor } from '../shared/session.js';
import { isRead } from './calls.js';
import { frame } from './frame.js';
import { keyOf } from './records.js';
import { Player } from './player.js';
import { NotThere, Stage } from './stage.js';
import { standing, watch } from './watch.js';
import { moves, writes } from './whatsapp.js';
import { SPOKEN, wordsIn } from './words.js';

/** So many calls and notices stay in sight. */
const KEPT = 60;

/** What happens together is looked at once. */
const TOGETHER_MILLIS = 150;

const newNumber = () => `4075${String(crypto.getRandomValues(new Uint32Array(1))[0] % 10_000_000).padStart(7, '0')}`;

export class Playground extends Screen {
  constructor(root) {
    super(root, frame, wordsIn, SPOKEN);
    this.player = new Player(this, () => this.show());
    this.stage = new Stage(() => this.player.takeOver());
    this.businesses = [];
    this.showsReads = false;
    this.count = 0;
    this.clearAll();
  }

  /** Nothing has happened yet. */
  clearAll() {
    this.calls = [];
    this.notices = [];
    this.opened = null;
    this.clear();
  }

  /** Nothing is known of the person. */
  clear() {
    this.standing = null;
    this.moved = new Set();
    this.verdict = null;
  }

  async start() {
    this.show();
    await watch({ called: (call) => this.called(call), received: (notice) => this.received(notice) });
    const steps = await (await fetch('/sample')).json();
    this.businesses = steps.filter((step) => step.function === 'configure-business').map((step) => step.input);
    await this.meet('librarie');
  }

  // Who is on stage

  /** Somebody whom a business does not know yet. */
  async meet(businessId) {
    this.businessId = businessId;
    this.clearAll();
    await this.be(newNumber());
    await this.stage.open('desk', `business ${businessId}`);
  }

  /** The phone is another person's. */
  async be(userId) {
    this.userId = userId;
    this.clear();
    this.show();
    await this.stage.open('person', `person ${userId}`, `#/business/${this.businessId}`);
    await this.look();
  }

  get business() {
    return this.businesses.find((each) => each.businessId === this.businessId);
  }

  /** Somebody sits at the desk, unless somebody does already. */
  sitDown(who) {
    if (!actor()) {
      keepActor(who);
    }
  }

  async speak(language) {
    super.speak(language);
    await this.stage.reload('person');
    await this.stage.reload('desk');
  }

  // What happens

  called(call) {
    this.calls = [{ ...call, id: ++this.count }, ...this.calls].slice(0, KEPT);
    if (call.function === 'check-permission' && call.input?.businessId === this.businessId) {
      const found = call.answer?.results?.find((each) => each.userId === this.userId);
      this.verdict = found ? { ...found, about: call.input.category ?? call.input.interaction } : this.verdict;
    }
    this.showSoon();
    if (!this.isOurs(call)) {
      return;
    }
    if (!isRead(call) || this.showsReads) {
      this.opened = this.calls[0].id;
    }
    if (!isRead(call) && call.function !== 'check-permission') {
      this.changed(call);
    }
  }

  /** What comes quickly is drawn together, so that the page stays free for presses. */
  showSoon() {
    this.drawing ??= setTimeout(() => {
      this.drawing = null;
      this.show();
    }, TOGETHER_MILLIS);
  }

  /** Whether a call is about the person and the business on stage. Of a call that names neither, such as a webhook, its text tells. */
  isOurs({ input, answer }) {
    const { userId, businessId } = input ?? {};
    return userId || businessId
      ? (userId ?? this.userId) === this.userId && (businessId ?? this.businessId) === this.businessId
      : JSON.stringify([input, answer]).includes(this.userId);
  }

  received(notice) {
    this.notices = [{ ...notice, id: ++this.count }, ...this.notices].slice(0, KEPT);
    this.showSoon();
  }

  /** Looks again at what may have changed. Whoever pressed in a frame sees it there already. */
  changed(call) {
    // However much happens, it is looked at.
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      this.look();
    }, TOGETHER_MILLIS);
    const isOf = (kind) => call.caller?.startsWith(kind);
    this.renew('person', isOf('person'));
    this.renew('desk', isOf('business') && call.function === 'resolve-follow-up');
  }

  async renew(page, isThere) {
    if (!isThere) {
      await this.stage.refresh(page).catch((failed) => {
        if (!(failed instanceof NotThere)) {
          throw failed;
        }
      });
    }
  }

  async look() {
    const { userId, businessId, standing: before } = this;
    const now = await standing(userId, businessId);
    if (userId !== this.userId || businessId !== this.businessId) {
      return;
    }
    this.moved = before ? movedFrom(before, now) : new Set();
    this.standing = now;
    this.show();
  }

  // What somebody does

  /** The business's own system, as the business. */
  get system() {
    return callsOf({ caller: `business ${this.businessId}` }, sessionStorage);
  }

  get pair() {
    return { userId: this.userId, businessId: this.businessId };
  }

  /** Something that somebody does here. The focus stays where it is. */
  does(action) {
    return this.run(async () => {
      await action();
      return null;
    });
  }

  ask(category) {
    return this.does(() => this.system.read('check-permission', { ...this.pair, category }));
  }

  introduce() {
    return this.does(() => this.system.press('open-conversation', { ...this.pair, locale: this.i18n.language }));
  }

  /** The business sends without asking first, and tells of it afterwards. */
  sendMarketing() {
    const messageId = `m-${crypto.randomUUID()}`;
    const sentAt = new Date().toISOString();
    return this.does(() =>
      this.system.read('record-message', { ...this.pair, category: 'MARKETING', messageId, sentAt }),
    );
  }

  /** @param {string} to the business's number */
  writes(to, text) {
    return this.does(() => writes(this.userId, to, text));
  }

  /** The person takes another number, of which the platform tells. */
  moves(to) {
    return this.does(async () => {
      const next = newNumber();
      await moves(this.userId, next, to);
      await this.be(next);
    });
  }

  open(call) {
    this.opened = this.opened === call.id ? null : call.id;
    this.show();
  }

  showReads(shows) {
    this.showsReads = shows;
    this.show();
  }
}

/** The keys of the marks, the ids of the entries and the columns that are not as they were. */
function movedFrom(before, now) {
  const marks = new Map(before.marks.map((mark) => [keyOf(mark), stateOf(mark)]));
  const entries = new Set(before.entries.map((entry) => entry.entryId));
  return new Set([
    ...now.marks.filter((mark) => marks.get(keyOf(mark)) !== stateOf(mark)).map(keyOf),
    ...now.entries.map((entry) => entry.entryId).filter((id) => !entries.has(id)),
    ...now.rules.flatMap((each, column) => (each.answer.reason === before.rules[column].answer.reason ? [] : [column])),
  ]);
}

const stateOf = (mark) => `${mark.at} ${mark.inForce}`;
