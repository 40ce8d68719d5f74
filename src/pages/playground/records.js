// What is kept: the marks of the relation, the ledger, and the notices that went out.

import { html, nothing } from '../lit-html/lit-html.js';
import { mark as sign } from '../shared/parts.js';
import { written } from './calls.js';

export const keyOf = (mark) => `${mark.kind} ${JSON.stringify(mark.scope)}`;

/** Some entries have an id for a value. */
const A_WORD = /^[A-Z_]+$/;

const RECENT_MILLIS = 12 * 3_600_000;

/** Of what is not long ago, the time is enough. */
const when = (i18n, instant) =>
  Date.now() - Date.parse(instant) < RECENT_MILLIS ? i18n.clock(instant) : i18n.time(instant);

function box(i18n, name, none, items) {
  return html`<section class="card ${name}" aria-label=${i18n.text(name)}>
    <h2>${i18n.text(name)}</h2>
    ${items.length === 0 ? html`<p class="soft">${none}</p>` : html`<ol class="log" tabindex="0">${items}</ol>`}
  </section>`;
}

export function marks(play) {
  const { i18n, standing, moved } = play;
  const item = (mark) => html`<li class=${moved.has(keyOf(mark)) ? 'moved' : ''}>
    <code>${mark.kind}</code>
    ${Object.keys(mark.scope).length > 0 ? html`<code class="soft">${written(mark.scope)}</code>` : nothing}
    <time class="soft small" datetime=${mark.at}>${when(i18n, mark.at)}</time>
    ${mark.inForce === undefined
      ? nothing
      : sign(mark.inForce ? 'no' : '', i18n.text(mark.inForce ? 'mark.stands' : 'mark.lifted'))}
  </li>`;
  return box(i18n, 'marks', i18n.text('marks.none'), standing.marks.map(item));
}

export function ledger(play) {
  const { i18n, standing, moved } = play;
  const item = (entry) => html`<li class=${moved.has(entry.entryId) ? 'moved' : ''}>
    <code>${entry.kind}</code> ${A_WORD.test(entry.value) ? html`<code>${entry.value}</code>` : nothing}
    ${entry.reason ? html`<code class="soft">${entry.reason.code}</code>` : nothing}
    <time class="soft small" datetime=${entry.occurredAt}>${when(i18n, entry.occurredAt)}</time>
    <bdi class="soft small">${[entry.actor, entry.channel].filter(Boolean).join(' · ')}</bdi>
  </li>`;
  return box(i18n, 'ledger', i18n.text('ledger.none'), standing.entries.map(item));
}

export function notices(play) {
  const { i18n } = play;
  const item = (notice) => html`<li class=${notice.id === play.notices[0].id ? 'moved' : ''}>
    <code>${typeOf(notice)}</code>
    <time class="soft small" datetime=${notice.receivedAt}>${when(i18n, notice.receivedAt)}</time>
    ${sign(notice.verified ? 'yes' : 'no', i18n.text(notice.verified ? 'notice.signed' : 'notice.wrong'))}
  </li>`;
  const hasEndpoint = Boolean(play.business?.notices);
  return box(i18n, 'outgoing', i18n.text(hasEndpoint ? 'outgoing.none' : 'outgoing.noEndpoint'), play.notices.map(item));
}

function typeOf(notice) {
  try {
    return JSON.parse(notice.body).type;
  } catch {
    return '?';
  }
}
