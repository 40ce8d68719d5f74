// The queue: how much there is, what of it is shown, and the rows.

import { html, nothing } from '../lit-html/lit-html.js';
import { mark } from '../shared/parts.js';
import { scopeLabel, toDo, told as cameOf, whoHas } from './describe.js';
import { detail, undo } from './detail.js';
import { icon } from './icons.js';
import { DRAWN, isClosed, SHOWABLE } from './queue.js';

export function queueView(desk) {
  const { i18n, queue } = desk;
  const shown = desk.shown();
  const drawn = shown.slice(queue.first, queue.first + DRAWN);
  return html`<div class="head">
      <h1 tabindex="-1">${i18n.text('view.queue')}</h1>
      ${counts(i18n, queue.counts)}
    </div>
    ${tools(desk, drawn)}
    <p class="quiet" role="status">${desk.said}</p>
    ${queue.counts.open === 0 && queue.read.length === 0
      ? html`<p class="card waiting">${i18n.text('queue.none')}</p>`
      : html`<div class="two">
          <div class="list">
            ${queue.first > 0 ? further(desk, 'queue.earlier', () => desk.moveTo(queue.first - 1)) : nothing}
            <ul class="works" aria-label=${i18n.text('view.queue')}>
              ${drawn.map((work, index) => row(desk, work, queue.first + index))}
            </ul>
            ${after(desk, shown)} ${queue.picked.size > 0 ? bulk(desk) : nothing}
          </div>
          ${desk.isWide && desk.current()
            ? html`<aside class="aside card" aria-label=${i18n.text('detail')}>${detail(desk, desk.current())}</aside>`
            : nothing}
        </div>`}`;
}

function counts(i18n, { open, dueSoon, overdue }) {
  return html`<ul class="counts" aria-label=${i18n.text('counts')}>
    <li>${i18n.text('counts.open', { count: open })}</li>
    ${dueSoon > 0 ? html`<li class="wait">${icon('soon')}${i18n.text('counts.dueSoon', { count: dueSoon })}</li>` : nothing}
    ${overdue > 0 ? html`<li class="no">${icon('overdue')}${i18n.text('counts.overdue', { count: overdue })}</li>` : nothing}
  </ul>`;
}

function tools(desk, drawn) {
  const { i18n, queue } = desk;
  const isWanted = queue.wanted.trim() !== '' && desk.findsPeople();
  const isAll = drawn.length > 0 && drawn.every((work) => isClosed(work) || queue.picked.has(work.followUpId));
  return html`<div class="tools" role="search">
    <label class="field grow">
      <span class="quiet">${i18n.text('filter')}</span>
      <input
        type="search"
        placeholder=${i18n.text('filter')}
        .value=${queue.wanted}
        @input=${(event) => desk.narrow({ wanted: event.target.value })}
        @keydown=${(event) => event.key === 'Enter' && isWanted && desk.lookUp(queue.wanted)}
      />
    </label>
    ${isWanted
      ? html`<button class="button" ?disabled=${desk.isBusy} @click=${() => desk.lookUp(queue.wanted)}>
          ${i18n.text('find.all')}
        </button>`
      : nothing}
    <label class="pick">
      <span class="quiet">${i18n.text('only')}</span>
      <select class="select" @change=${(event) => desk.narrow({ only: event.target.value })}>
        ${SHOWABLE.map(
          (each) => html`<option value=${each} ?selected=${each === queue.only}>${i18n.text(`only.${each}`)}</option>`,
        )}
      </select>
    </label>
    <label class="all">
      <input
        type="checkbox"
        .checked=${isAll && queue.picked.size > 0}
        @change=${(event) => (event.target.checked ? desk.pickAll(drawn) : desk.pickNone())}
      />
      ${i18n.text('pick.all')}
    </label>
    <span class="row end">
      <button class="button plain" ?disabled=${desk.isBusy} @click=${() => desk.readAgain()}>${i18n.text('refresh')}</button>
      <button class="button plain" ?disabled=${desk.isBusy} @click=${() => desk.saveQueue()}>${i18n.text('csv')}</button>
      <button class="button plain" ?disabled=${desk.isBusy} @click=${() => desk.openFile()}>${i18n.text('file')}</button>
      <button class="button plain keyed" @click=${() => desk.openDialog({ name: 'help' })}>
        ${i18n.text('help')} <kbd aria-hidden="true">?</kbd>
      </button>
    </span>
  </div>`;
}

function further(desk, key, go) {
  return html`<p class="further">
    <button class="button" ?disabled=${desk.isBusy} @click=${go}>${desk.i18n.text(key)}</button>
  </p>`;
}

/** What there is below the last row. */
function after(desk, shown) {
  const { i18n, queue } = desk;
  const last = queue.first + DRAWN;
  const isMore = shown.length > last || queue.next;
  if (shown.length === 0) {
    return html`<p class="waiting">${i18n.text('queue.noMatch', { count: queue.read.length })}</p>
      ${queue.next ? further(desk, 'queue.searchAll', () => desk.searchAll()) : nothing}`;
  }
  return html`<p class="soft small foot">
      ${queue.isNarrowed()
        ? i18n.text('queue.matches', { count: shown.length, of: queue.read.length })
        : i18n.text('queue.read', { count: queue.read.length })}
    </p>
    ${isMore ? further(desk, 'more', () => desk.moveTo(Math.min(last, shown.length))) : nothing}
    ${queue.next && queue.isNarrowed() ? further(desk, 'queue.searchAll', () => desk.searchAll()) : nothing}`;
}

function row(desk, work, index) {
  const { i18n, queue } = desk;
  const isHere = index === queue.at;
  const id = work.followUpId;
  const closing = desk.closings.of(work);
  const result = queue.told.get(id);
  const business = desk.settings?.business;
  return html`<li
    class="work ${work.overdue ? 'overdue' : ''} ${isClosed(work) ? 'closed' : ''}"
    aria-current=${isHere ? 'true' : nothing}
  >
    <label class="tick">
      <input
        type="checkbox"
        tabindex=${isHere ? 0 : -1}
        .checked=${queue.picked.has(id)}
        ?disabled=${isClosed(work)}
        @change=${() => desk.pick(work)}
      /><span class="quiet">${i18n.text('pick', { who: work.userId })}</span>
    </label>
    <button
      class="row-open"
      tabindex=${isHere ? 0 : -1}
      aria-expanded=${desk.isWide ? nothing : String(isHere)}
      @click=${() => desk.moveTo(index)}
    >
      <span class="what">
        <strong>${toDo(i18n, work)}</strong>
        <span class="soft small line">
          <bdi class="number">${work.userId}</bdi>
          ${work.about ? html`<bdi>${i18n.text('about', { business: work.about })}</bdi>` : nothing}
          ${work.scope ? html`<bdi>${scopeLabel(i18n, business, work.scope)}</bdi>` : nothing}
          <span>${i18n.text('since', { date: i18n.dayOfYear(work.openedAt) })}</span>
        </span>
      </span>
      <span class="marks">${marks(i18n, work)}</span>
      <span class="whom small">${icon(isClosed(work) ? 'done' : 'who')}<span>${whoHas(i18n, work)}</span></span>
    </button>
    ${closing ? told(waits(i18n, closing)) : result ? told(outcome(i18n, result)) : nothing} ${isHere && !desk.isWide ? detail(desk, work) : nothing}
  </li>`;
}

function marks(i18n, work) {
  if (isClosed(work)) {
    return nothing;
  }
  const day = i18n.dayOfYear(work.due);
  const due = work.overdue ? ['no', 'overdue'] : work.dueSoon ? ['wait', 'soon'] : ['', 'due'];
  return html`${work.lateMessages > 0
    ? html`<span class="mark no">${icon('late')}${i18n.text('late', { count: work.lateMessages })}</span>`
    : nothing}
  ${work.kind === 'SUSPECTED_REFUSAL' && work.messages?.length > 0
    ? html`<span class="mark">${icon('question')}${i18n.text('messages', { count: work.messages.length })}</span>`
    : nothing}
  <span class="mark ${due[0]}">${icon(due[1])}${i18n.text(`due.${due[1]}`, { day })}</span>`;
}

const told = (about) => html`<p class="told">${about}</p>`;

function outcome(i18n, result) {
  const { tone, text } = cameOf(i18n, result);
  return mark(tone, text);
}

const waits = (i18n, closing) => mark('wait', i18n.text('undo.waits', { count: closing.works.length }));

/** What can be undone, whatever view is shown. */
export function undoable(desk) {
  return html`<div class="undo" role="status">
    ${desk.closings.waiting.map(
      (closing) => html`<p class="bulk">${waits(desk.i18n, closing)} ${undo(desk, closing)}</p>`,
    )}
    ${desk.closings.batch ? closed(desk, desk.closings.batch) : nothing}
  </div>`;
}

/** How far a file has come. */
function closed({ i18n }, batch) {
  return html`<div class="bulk">
    <progress max=${batch.of} value=${batch.done} aria-labelledby="closed"></progress>
    <span id="closed">${i18n.text('file.done', batch)}</span>
    <button class="button" @click=${() => (batch.isOn = false)}>${i18n.text('file.stop')}</button>
  </div>`;
}

function bulk(desk) {
  const { i18n, queue } = desk;
  const button = (action, key) =>
    html`<button class="button" ?disabled=${desk.isBusy} @click=${() => desk.act(action)}>${i18n.text(key)}</button>`;
  return html`<div class="bulk" role="group" aria-label=${i18n.text('bulk')}>
    <strong>${i18n.text('picked', { count: queue.picked.size })}</strong>
    ${button('CLAIM', 'claim')} ${button('COMPLETE', 'complete')} ${button('SKIP', 'skip.work')}
    ${button('RELEASE', 'release')} ${button('HAND', 'hand')}
    <button class="button plain" @click=${() => desk.pickNone()}>${i18n.text('pick.none')}</button>
  </div>`;
}
