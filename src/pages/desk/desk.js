// What the desk knows, and what happens when somebody presses something.

import { callsOf, CallFailed } from '../shared/api.js';
import { Screen } from '../shared/screen.js';
import { actAs, actor, caller, forget, keepActor, keepToken } from '../shared/session.js';
import { settings } from '../shared/settings.js';
import { download, table } from '../shared/file.js';
import { textOf, toDo, scopeLabel, whoHas } from './describe.js';
import { canWait, Closings } from './closings.js';
import { Figures } from './figures.js';
import { frame } from './frame.js';
import { idsIn } from './numbers.js';
import { People } from './people.js';
import { Undelivered } from './undelivered.js';
import { closes, isClosed, MOST_AT_ONCE, Queue } from './queue.js';
import { addressOf, viewOf } from './views.js';
import { SPOKEN, wordsIn } from './words.js';

const PLACE = 'consimt.desk.business';

/** Under this id the operator's own queue is. */
export const OPERATOR = 'operator';

const CURRENT_ROW = '.work[aria-current] .row-open';

/** So often the desk looks whether there is new work. */
const LOOKS_AGAIN_MILLIS = 60_000;

export class Desk extends Screen {
  constructor(root) {
    super(root, frame, wordsIn, SPOKEN);
    const wide = matchMedia('(min-width: 64rem)');
    this.isWide = wide.matches;
    wide.addEventListener('change', () => {
      this.isWide = wide.matches;
      this.show();
    });
    this.closings = new Closings(this);
    setInterval(() => this.lookForNew(), LOOKS_AGAIN_MILLIS);
  }

  /** One after the other, so that quick keys lose nothing. What failed meanwhile is still told of afterwards. */
  run(action) {
    const known = this.failed;
    this.running = Promise.resolve(this.running?.catch(() => null)).then(async () => {
      const before = this.failed === known ? null : this.failed;
      await super.run(action);
      this.tellAlso(before);
    });
    return this.running;
  }

  tellAlso(before) {
    const after = this.failed;
    if (before && this.businessId) {
      const again = () => Promise.all([before.again(), after?.again()]);
      this.failed = after ? { ...before, again } : before;
      this.show();
    }
  }

  /** Begins anew, with whoever the desk is for now. */
  async start() {
    const who = caller();
    const [kind, id] = kindAndIdOf(who);
    this.isOperator = kind === OPERATOR;
    this.ownId = id ?? OPERATOR;
    this.isSample = Boolean(who?.caller);
    this.calls = who && callsOf(who, sessionStorage);
    this.businessId = businessOf(who);
    this.actor = actor();
    this.businesses = [];
    this.pages = null;
    this.state = this.businessId ? 'loading' : 'start';
    this.begin();
    if (this.businessId) {
      if (this.isOperator && this.isSample) {
        this.businesses = await businesses((await settings()).sample);
      }
      await this.enter();
    } else {
      await this.askForPages(who ? 'gone' : 'start');
    }
  }

  /** Forgets what was read. */
  begin() {
    this.closings.sendAll();
    this.settings = null;
    this.queue = new Queue((work) => textOf(this.i18n, this.settings?.business, work));
    this.figures = new Figures(this);
    this.undelivered = new Undelivered(this);
    this.people = new People(this);
    this.view = viewOf(location.hash);
    this.dialog = null;
    this.failed = null;
    this.record = null;
    this.said = '';
    this.show();
  }

  /** Shows the view that the address names. */
  async go() {
    this.view = viewOf(location.hash);
    this.dialog = null;
    this.failed = null;
    this.show('h1');
    if (this.businessId) {
      await this.enter();
    }
  }

  /** Reads what the view needs and the desk does not have yet. */
  enter() {
    return this.run(async () => {
      const { queue } = this;
      if (this.view === 'queue' && !queue.counts) {
        await this.readPage();
        if (queue !== this.queue) {
          return null;
        }
        this.state = 'ready';
        this.show('h1');
      }
      // The names of scopes and reasons are not needed for the first look.
      const found = this.settings ?? (await this.readSettings());
      // Somebody may have gone to another desk meanwhile. What is read there follows.
      if (queue !== this.queue) {
        return null;
      }
      this.settings = found;
      this.state = 'ready';
      if (this.view === 'people') {
        this.people.read();
      } else if (this.view === 'figures') {
        await this.figures.read();
      } else if (this.view === 'notices') {
        await this.undelivered.read();
      }
      return null;
    });
  }

  /** Whether nothing tells that there is such a business: it has no settings and no work. */
  isUnknown() {
    const { businessId, isOperator, ownId, queue, settings: found } = this;
    const { name, country, languages = [] } = found?.business ?? {};
    const isUnset = found && !name && !country && languages.length === 0;
    return isOperator && businessId !== ownId && isUnset && queue.counts?.open === 0 && queue.read.length === 0;
  }

  readSettings() {
    return this.calls.read('read-settings', { businessId: this.businessId, locale: this.i18n.language });
  }

  async speak(language) {
    super.speak(language);
    const { queue } = this;
    if (this.settings) {
      await this.run(async () => {
        const found = await this.readSettings();
        this.settings = queue === this.queue ? found : this.settings;
        return null;
      });
    }
  }

  async lost() {
    forget();
    await this.askForPages('gone');
  }

  async askForPages(state) {
    const { queue } = this;
    const pages = await settings();
    const found = await businesses(pages.sample);
    // Somebody may have come with a token meanwhile.
    if (queue === this.queue) {
      this.pages = pages;
      this.businesses = found;
      this.businessId = null;
      this.state = state;
      this.show('h1');
    }
  }

  /** The title tells how much is open, also behind another tab. */
  show(focus) {
    super.show(focus);
    const open = this.queue?.counts?.open;
    if (open > 0) {
      document.title = `(${this.i18n.number(open)}) ${document.title}`;
    }
  }

  showsQueue() {
    return this.view === 'queue' && this.state === 'ready' && Boolean(this.queue.counts);
  }

  // Who one is

  be(who) {
    actAs(who);
    sessionStorage.removeItem(PLACE);
    return this.home();
  }

  sign(token) {
    keepToken(token);
    sessionStorage.removeItem(PLACE);
    return this.home();
  }

  leave() {
    forget();
    sessionStorage.removeItem(PLACE);
    return this.home();
  }

  home() {
    history.pushState(null, '', '#/');
    return this.start();
  }

  /** The operator goes to the queue of another business. */
  goTo(businessId) {
    sessionStorage.setItem(PLACE, businessId);
    this.businessId = businessId;
    this.state = 'loading';
    this.begin();
    return this.enter();
  }

  /** Names the person at the desk, and goes on with what they pressed. */
  async name(who) {
    keepActor(who);
    this.actor = who;
    const { then } = this.dialog;
    this.closeDialog();
    then?.();
  }

  // Reading the queue

  async readPage() {
    const { businessId, calls, queue } = this;
    const page = await calls.read('list-follow-ups', {
      businessId,
      limit: MOST_AT_ONCE,
      ...(queue.next && { nextToken: queue.next }),
    });
    queue.add(page);
  }

  readAgain() {
    return this.run(async () => {
      this.queue.clear();
      this.record = null;
      await this.readPage();
      return 'h1';
    });
  }

  /** Reads the first page again. A narrowed queue, and what is selected, stay as they are. */
  async refresh() {
    const { queue } = this;
    if (!this.isCalm(queue)) {
      return;
    }
    await this.keepFocus(() =>
      this.run(async () => {
        const { businessId, calls } = this;
        const page = await calls.read('list-follow-ups', { businessId, limit: MOST_AT_ONCE });
        // Somebody may have begun something meanwhile.
        if (this.isCalm(queue)) {
          queue.renew(page);
        }
        return null;
      }),
    );
  }

  isCalm(queue) {
    return this.showsQueue() && queue === this.queue && !this.dialog && !queue.isInUse();
  }

  /** Shows new work while nobody presses anything. Where somebody is in the middle of something, only the counts change. */
  async lookForNew() {
    const { businessId, calls, queue, running } = this;
    if (document.hidden || this.isBusy || this.failed || !queue?.counts) {
      return;
    }
    const isCalm = this.isCalm(queue);
    try {
      const page = await calls.read('list-follow-ups', { businessId, limit: isCalm ? MOST_AT_ONCE : 1 });
      if (running !== this.running || queue !== this.queue) {
        return;
      }
      if (isCalm && this.isCalm(queue)) {
        queue.renew(page);
      } else {
        queue.counts = page.counts;
      }
      this.show();
    } catch (failed) {
      // The next look may succeed, and a press tells what is wrong.
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
    }
  }

  async readRest() {
    const { queue } = this;
    while (queue === this.queue && queue.next) {
      await this.readPage();
      this.show();
    }
  }

  searchAll() {
    return this.run(() => this.readRest());
  }

  shown() {
    return this.queue.shown(this.actor);
  }

  current() {
    return this.shown()[this.queue.at];
  }

  narrow(by) {
    this.queue.narrow(by);
    this.record = null;
    this.show();
  }

  /** Goes on by so many rows, and reads more of the queue if it has to. */
  async step(by) {
    await this.moveTo(this.queue.at + by);
  }

  async moveTo(at) {
    const isBehind = () => at >= this.shown().length && this.queue.next;
    if (isBehind()) {
      await this.run(async () => isBehind() && (await this.readPage()));
    }
    this.queue.goTo(at, this.shown().length);
    this.record = null;
    this.show(CURRENT_ROW);
  }

  toRow() {
    this.show(CURRENT_ROW);
  }

  toWork(work) {
    const shown = this.shown();
    const at = shown.findIndex((each) => each.followUpId === work.followUpId);
    if (at >= 0) {
      this.queue.goTo(at, shown.length);
      this.record = null;
    }
    this.toRow();
  }

  /** To the field that finds: in the queue among its rows, else among all people. */
  toFilter() {
    if (!this.showsQueue() && this.view !== 'people') {
      this.to('people');
    }
    this.root.querySelector('input[type="search"]')?.focus();
  }

  /** Nobody's relation is with the operator. */
  findsPeople() {
    return Boolean(this.businessId) && this.businessId !== OPERATOR;
  }

  to(view) {
    history.pushState(null, '', addressOf(view));
    return this.go();
  }

  /** Everything about somebody, whether or not there is open work. */
  async lookUp(text) {
    history.pushState(null, '', addressOf('people'));
    this.view = 'people';
    await this.people.find(text);
    await this.enter();
  }

  /** @param {string} userId whom the form is about; empty if nobody is named yet */
  openStop(userId) {
    this.named(() => this.openDialog({ name: 'stop', userId }));
  }

  // Selecting

  pick(work = this.current()) {
    if (work && !isClosed(work) && !this.queue.pick(work.followUpId)) {
      this.said = this.i18n.text('picked.most', { count: MOST_AT_ONCE });
    }
    this.show();
  }

  pickAll(works) {
    this.queue.pickAll(works.filter((work) => !isClosed(work)));
    this.show();
  }

  pickNone() {
    this.queue.picked.clear();
    this.show(CURRENT_ROW);
  }

  /** What a press is about: what is selected, or the row where one is. */
  meant() {
    const works = [...this.queue.picked].map((id) => this.queue.find(id)).filter((work) => work && this.queue.isOpen(work));
    const current = this.current();
    return works.length > 0 ? works : current && this.queue.isOpen(current) ? [current] : [];
  }

  // Working

  /** @param {'CLAIM'|'COMPLETE'|'SKIP'|'RELEASE'|'HAND'} action to hand work over is to claim it for a colleague */
  act(action, works = this.meant()) {
    if (works.length > 0) {
      this.named(() => this.ask(action, works));
    }
  }

  openFile() {
    this.named(() => this.openDialog({ name: 'file' }));
  }

  /** Somebody says their name first, if they have not. */
  named(then) {
    if (this.actor) {
      then();
    } else {
      this.openDialog({ name: 'actor', then });
    }
  }

  ask(action, works) {
    if (closes(action)) {
      this.openDialog({ name: 'close', action, works });
    } else if (action === 'HAND') {
      this.openDialog({ name: 'hand', works });
    } else {
      this.resolve(action, works);
    }
  }

  /** Closes work. What can wait can be undone for a moment. */
  close(action, works, more = {}) {
    const { actor, businessId } = this;
    const atOnce = works.filter((work) => !canWait(work));
    const later = works.filter(canWait);
    if (atOnce.length > 0) {
      this.resolve(action, atOnce, more);
    }
    if (later.length > 0) {
      this.closings.hold({ businessId, action, actor, ...more }, later);
    }
  }

  /** Finds the removals of the numbers in a file or a text. Nothing is closed yet. */
  readNumbers(text, name) {
    this.closeDialog();
    return this.run(async () => {
      await this.readRest();
      const { queue } = this;
      const removals = new Map();
      queue.read
        .filter((work) => canWait(work) && queue.isOpen(work))
        .forEach((work) => removals.set(work.userId, [...(removals.get(work.userId) ?? []), work]));
      const ids = idsIn(text, (id) => removals.has(id));
      this.openDialog({
        name: 'file',
        works: ids.flatMap((id) => removals.get(id) ?? []),
        missing: ids.filter((id) => !removals.has(id)),
        evidence: name,
      });
      return null;
    });
  }

  /** Records a step. Without an answer, the same press again is the same step, because work is in one state only. */
  resolve(action, works, more = {}) {
    const messages = works.flatMap((work) => work.messages ?? []).map((message) => message.messageId);
    // It may wait for an earlier press. Somebody else may sit here by then.
    const { actor, businessId, queue } = this;
    if (closes(action)) {
      works.forEach((work) => queue.sent.add(work.followUpId));
      this.onward();
    }
    const ask = {
      businessId,
      followUpIds: works.map((work) => work.followUpId),
      action,
      actor,
      ...more,
      ...(action === 'SKIP' && messages.length > 0 && { messages: [...new Set(messages)] }),
    };
    return this.run(async () => {
      try {
        const { results } = await this.calls.read('resolve-follow-up', ask);
        results.forEach((result) => queue.take(result, more.assignee ? 'HAND' : action));
        if (queue === this.queue) {
          this.say(results);
        }
      } finally {
        works.forEach((work) => queue.sent.delete(work.followUpId));
      }
      await this.countAgain();
      return CURRENT_ROW;
    });
  }

  /** For a screen reader, and as a line above the queue. */
  say(results) {
    const done = results.filter((result) => result.outcome === 'RECORDED' || result.outcome === 'UNCHANGED').length;
    const failed = results.length - done;
    this.said = [
      done > 0 && this.i18n.text('said.done', { count: done }),
      failed > 0 && this.i18n.text('said.failed', { count: failed }),
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** From work that is closed now, or asked to be, to the next that is not, if there is any. */
  onward() {
    const { queue } = this;
    const shown = this.shown();
    const next = shown.findIndex((work, index) => index >= queue.at && queue.isOpen(work));
    if (next > queue.at) {
      queue.goTo(next, shown.length);
      this.record = null;
    }
    this.show(CURRENT_ROW);
  }

  async count() {
    const { businessId, calls, queue } = this;
    queue.counts = (await calls.read('list-follow-ups', { businessId, limit: 1 })).counts;
    return null;
  }

  /** The step was recorded. If the queue cannot be counted now, only the counting is tried again. */
  async countAgain() {
    try {
      await this.count();
    } catch (failed) {
      if (failed.kind === 'link' || !failed.kind) {
        throw failed;
      }
      this.failed = { kind: failed.kind, again: () => this.run(() => this.count()) };
    }
  }

  /** What the ledger has about the person of a row: who, when, how, and on what words. */
  showRecord(work = this.current()) {
    if (!work) {
      return;
    }
    if (this.record?.id === work.followUpId) {
      this.record = null;
      this.show();
      return;
    }
    this.run(async () => {
      const entries = [];
      let nextToken;
      do {
        const page = await this.readLedger(work.userId, work.about ?? this.businessId, nextToken);
        entries.push(...page.entries);
        nextToken = page.nextToken;
      } while (nextToken);
      this.record = { id: work.followUpId, entries: entries.reverse() };
      return '.record h3';
    });
  }

  readLedger(userId, businessId, nextToken, limit = MOST_AT_ONCE) {
    return this.calls.read('read-ledger', { userId, businessId, limit, ...(nextToken && { nextToken }) });
  }

  /** All of the queue, also what is not drawn. */
  saveQueue() {
    return this.run(async () => {
      await this.readRest();
      const { i18n } = this;
      const business = this.settings?.business;
      const head = ['toDo', 'person', 'scope', 'since', 'due', 'overdue', 'lateMessages', 'state'];
      const rows = this.queue.read.map((work) => [
        toDo(i18n, work),
        work.userId,
        work.scope ? scopeLabel(i18n, business, work.scope) : '',
        work.openedAt,
        work.due,
        work.overdue ? 'x' : '',
        work.lateMessages,
        whoHas(i18n, work),
      ]);
      download(`queue-${this.businessId}.csv`, table([head.map((name) => i18n.text(`column.${name}`)), ...rows]));
      return null;
    });
  }

  // Dialogs

  openDialog(dialog) {
    this.dialog = dialog;
    this.show();
    const element = this.root.querySelector('dialog');
    if (element && !element.open) {
      element.showModal();
      this.guard.look();
    }
  }

  closeDialog() {
    this.root.querySelector('dialog')?.close();
    this.dialog = null;
    this.show(this.view === 'queue' ? CURRENT_ROW : 'h1');
  }
}

/** The business that the calls are for, as the token or the sample says. The functions look at the token themselves. */
function businessOf(who) {
  if (who?.token && !who.owner) {
    return claims(who.token)?.businessId ?? null;
  }
  const [kind, id] = kindAndIdOf(who);
  return kind === OPERATOR ? (sessionStorage.getItem(PLACE) ?? id ?? OPERATOR) : (id ?? null);
}

/** What the address of the token or the sample says. The operator of a sample has no id. */
function kindAndIdOf(who) {
  return (who?.owner ?? who?.caller ?? '').split(' ');
}

function claims(token) {
  try {
    const text = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.codePointAt(0))));
  } catch {
    return null;
  }
}

/** The businesses of the sample. */
async function businesses(address) {
  if (!address) {
    return [];
  }
  const steps = await (await fetch(address)).json();
  return steps
    .filter((step) => step.function === 'configure-business')
    .map(({ input }) => ({ businessId: input.businessId, name: input.name }));
}
