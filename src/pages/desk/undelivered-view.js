// How the endpoint stands, and which notices it did not take.

import { html, nothing } from '../lit-html/lit-html.js';
import { loading, mark } from '../shared/parts.js';

const TONES = { UP: 'yes', PARKED: 'no', CATCHING_UP: 'wait', OFF: 'no' };

export function undeliveredView(desk) {
  const { i18n, undelivered } = desk;
  const head = html`<div class="head"><h1 tabindex="-1">${i18n.text('view.notices')}</h1></div>`;
  if (desk.settings && !undelivered.hasEndpoint()) {
    return html`${head}<p class="card waiting">${i18n.text('notices.noEndpoint')}</p>`;
  }
  if (!undelivered.endpoint) {
    return html`${head} ${loading(desk)}`;
  }
  return html`${head} ${endpoint(desk)} ${undelivered.list.length > 0 ? list(desk) : html`<p class="soft">${i18n.text('notices.none')}</p>`}`;
}

function endpoint(desk) {
  const { i18n, undelivered, settings } = desk;
  const { state, failingSince, waitingSince, triedAgainAt, last } = undelivered.endpoint;
  const facts = [
    ['notices.address', settings.business.notices.url],
    ['notices.failingSince', failingSince && i18n.time(failingSince)],
    ['notices.waitingSince', waitingSince && i18n.time(waitingSince)],
    ['notices.triedAgainAt', triedAgainAt && i18n.time(triedAgainAt)],
    ['notices.last', last && came(i18n, last)],
  ];
  return html`<section class="card stack">
    <p class="row">${mark(TONES[state], i18n.text(`endpoint.${state}`))} <span class="soft">${i18n.text(`endpoint.${state}.means`)}</span></p>
    <dl class="facts">
      ${facts
        .filter(([, value]) => value)
        .map(([key, value]) => html`<dt>${i18n.text(key)}</dt>
            <dd><bdi>${value}</bdi></dd>`)}
    </dl>
    <div class="row">
      <button class="button" ?disabled=${desk.isBusy} @click=${() => undelivered.test()}>${i18n.text('notices.test')}</button>
      ${state === 'PARKED' || state === 'OFF'
        ? html`<button class="button" ?disabled=${desk.isBusy} @click=${() => undelivered.again()}>${i18n.text('notices.tryEndpoint')}</button>`
        : nothing}
      <button class="button plain" ?disabled=${desk.isBusy} @click=${() => undelivered.refresh()}>${i18n.text('refresh')}</button>
    </div>
    ${undelivered.tested
      ? html`<p class="tested" role="status" tabindex="-1">${posted(i18n, undelivered.tested)}</p>`
      : nothing}
  </section>`;
}

/** What came back: a status of HTTP, or why there was none. */
function came(i18n, { status, problem }) {
  return problem ? i18n.text(`problem.${problem}`) : i18n.text('notices.status', { status: String(status) });
}

function posted(i18n, result) {
  const text = result.delivered
    ? i18n.text('notices.taken', { count: result.milliseconds })
    : i18n.text('notices.notTaken', { why: came(i18n, result) });
  return mark(result.delivered ? 'yes' : 'no', text);
}

function how(i18n, undelivered, notice) {
  if (undelivered.queued.has(notice.id)) {
    return ['wait', i18n.text('notices.queued')];
  }
  return notice.givenUp ? ['no', i18n.text('notices.givenUp')] : ['wait', i18n.text('notices.triedAgain')];
}

function list(desk) {
  const { i18n, undelivered } = desk;
  const waiting = undelivered.list.filter((notice) => !undelivered.queued.has(notice.id));
  return html`<div class="head">
      <h2>${i18n.text('notices.undelivered', { count: undelivered.list.length })}</h2>
      ${waiting.length > 1
        ? html`<button class="button" ?disabled=${desk.isBusy} @click=${() => undelivered.again(waiting.map((notice) => notice.id))}>
            ${i18n.text('notices.againAll')}
          </button>`
        : nothing}
    </div>
    <ul class="works">
      ${undelivered.list.map((notice) => item(desk, notice))}
    </ul>
    ${undelivered.next
      ? html`<p class="further"><button class="button" ?disabled=${desk.isBusy} @click=${() => undelivered.more()}>${i18n.text('more')}</button></p>`
      : nothing}`;
}

function item(desk, notice) {
  const { i18n, undelivered } = desk;
  const key = `notice.${notice.type?.replace('consimt.', '')}`;
  return html`<li class="work notice">
    <span class="what">
      <strong>${i18n.has(key) ? i18n.text(key) : (notice.type ?? notice.id)}</strong>
      <span class="soft small line">
        <span>${i18n.text('notices.tries', { count: notice.tries })}</span>
        <span>${came(i18n, notice.last)}</span>
        <time datetime=${notice.last.at}>${i18n.time(notice.last.at)}</time>
      </span>
    </span>
    <span class="marks">
      ${mark(...how(i18n, undelivered, notice))}
      <button class="button" ?disabled=${desk.isBusy} @click=${() => undelivered.again([notice.id])}>${i18n.text('notices.again')}</button>
    </span>
  </li>`;
}
