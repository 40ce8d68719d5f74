// One piece of work: what to do, the words that it is about, what the ledger has, and the buttons.

import { html, nothing } from '../lit-html/lit-html.js';
import { reasonLabel, scopeLabel, toDo, whoHas } from './describe.js';
import { isClosed } from './queue.js';

export function detail(desk, work) {
  const { i18n } = desk;
  return html`<div class="detail stack">
    ${desk.isWide ? html`<h2>${toDo(i18n, work)}</h2>` : nothing}
    <p class="soft">${i18n.text(`what.${work.kind}`)}</p>
    ${work.messages ? messages(i18n, work) : nothing} ${facts(desk, work)} ${isClosed(work) ? nothing : buttons(desk, work)}
    ${desk.record?.id === work.followUpId ? record(desk) : nothing}
  </div>`;
}

/** What the person wrote, the oldest first. */
function messages(i18n, work) {
  return html`<ul class="words">
    ${work.messages.map(
      (message) => html`<li>
        <blockquote dir="auto">${message.text ?? i18n.text('words.notKept')}</blockquote>
        <time class="soft small" datetime=${message.arrivedAt}>${i18n.time(message.arrivedAt)}</time>
      </li>`,
    )}
  </ul>`;
}

function facts(desk, work) {
  const { i18n } = desk;
  const business = desk.settings?.business;
  const all = [
    ['column.person', work.userId],
    ['column.about', work.about],
    ['column.scope', work.scope && scopeLabel(i18n, business, work.scope)],
    ['askedForSince', work.askedForSince?.map((scope) => scopeLabel(i18n, business, scope)).join('; ')],
    ['column.since', i18n.time(work.openedAt)],
    ['column.due', i18n.day(work.due)],
    ['column.lateMessages', work.lateMessages > 0 && i18n.number(work.lateMessages)],
    ['reports', work.reports && i18n.number(work.reports)],
    ['reminders', work.reminders > 0 && i18n.number(work.reminders)],
    ['column.state', whoHas(i18n, work)],
  ];
  return html`<dl class="facts">
    ${all
      .filter(([, value]) => value)
      .map(([key, value]) => html`<dt>${i18n.text(key)}</dt>
          <dd><bdi>${value}</bdi></dd>`)}
  </dl>`;
}

/** Each says its key, too. */
function buttons(desk, work) {
  const { i18n } = desk;
  const button = (key, label, press, look = '') =>
    html`<button class="button ${look}" ?disabled=${desk.isBusy} @click=${press}>
      ${label} <kbd aria-hidden="true">${key}</kbd>
    </button>`;
  const act = (action) => () => desk.act(action, [work]);
  const closing = desk.closings.of(work);
  if (closing) {
    return html`<div class="row actions">${undo(desk, closing)}</div>`;
  }
  const isMine = work.state === 'CLAIMED' && work.assignee === desk.actor;
  return html`<div class="row actions">
    ${button('x', completeLabel(i18n, work), act('COMPLETE'), 'first')}
    ${button('s', skipLabel(i18n, work), act('SKIP'))}
    ${isMine ? button('r', i18n.text('release'), act('RELEASE')) : button('c', i18n.text('claim'), act('CLAIM'))}
    ${button('h', i18n.text('hand'), act('HAND'))}
    ${button('e', i18n.text('record'), () => desk.showRecord(work))}
  </div>`;
}

/** It names the person, so that the next of two is another button. */
export function undo(desk, closing) {
  return html`<button class="button" @click=${() => desk.closings.undo(closing)}>
    ${desk.i18n.text('undo')} <span class="quiet"><bdi>${closing.works[0].userId}</bdi></span> <kbd aria-hidden="true">u</kbd>
  </button>`;
}

export const completeLabel = (i18n, work) => i18n.text(`complete.${work.kind}`);

export const skipLabel = (i18n, work) =>
  i18n.has(`skip.${work.kind}`) ? i18n.text(`skip.${work.kind}`) : i18n.text('skip.work');

function record(desk) {
  const { i18n } = desk;
  const { entries } = desk.record;
  return html`<section class="record">
    <h3 tabindex="-1">${i18n.text('record.title')}</h3>
    ${entries.length === 0 ? html`<p class="soft">${i18n.text('record.none')}</p>` : nothing}
    <ol>
      ${entries.map((entry) => entryItem(desk, entry))}
    </ol>
  </section>`;
}

export function entryItem(desk, entry) {
  const { i18n } = desk;
  const business = desk.settings?.business;
  const key = `entry.${entry.kind}.${entry.value}`;
  const kind = i18n.has(key) ? key : `entry.${entry.kind}`;
  const scope = entry.scope && Object.keys(entry.scope).length > 0 ? scopeLabel(i18n, business, entry.scope) : '';
  const more = [
    scope,
    entry.reason && reasonLabel(i18n, business, entry.reason.code),
    i18n.has(`how.${entry.channel}`) ? i18n.text(`how.${entry.channel}`) : entry.channel,
    i18n.has(`by.${entry.actor}`) ? i18n.text(`by.${entry.actor}`) : entry.actor,
  ].filter(Boolean);
  const quotes = [entry.reason?.text, entry.wordsShown, entry.note, entry.kind === 'FOLLOW_UP' && entry.evidence];
  return html`<li>
    <strong>${i18n.text(i18n.has(kind) ? kind : 'entry.other')}</strong>
    <span class="soft small line">
      <time datetime=${entry.occurredAt}>${i18n.time(entry.occurredAt)}</time>
      ${more.map((each) => html`<bdi>${each}</bdi>`)}
    </span>
    ${quotes.filter(Boolean).map((text) => html`<blockquote dir="auto" class="small">${text}</blockquote>`)}
  </li>`;
}
