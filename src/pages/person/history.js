// Everything that was recorded, in plain words, the latest first.

import { html, nothing } from '../lit-html/lit-html.js';
import { loading } from '../shared/parts.js';
import { nameOf, reasonLabel, sentence } from './describe.js';
import { chatOf } from './views.js';

const KNOWN_ACTORS = ['PERSON', 'BUSINESS', 'SYSTEM', 'OPERATOR'];

export function history(page) {
  const { i18n } = page;
  const { businessId } = page.view;
  const relation = page.relation(businessId);
  const business = relation ? nameOf(relation) : businessId;
  return html`<div>
      <a class="back" href=${chatOf(businessId)}><bdi class="name">${business}</bdi></a>
      <h1 tabindex="-1">${i18n.text('history')}</h1>
      <p class="lead">${i18n.text('history.intro')}</p>
    </div>
    ${relation && page.ledgers.has(businessId)
      ? list(i18n, relation, page.entries(businessId))
      : loading(page)}`;
}

function list(i18n, relation, entries) {
  return entries.length === 0
    ? html`<p class="soft">${i18n.text('history.none')}</p>`
    : html`<ol class="history" reversed>
        ${[...entries].reverse().map((entry) => item(i18n, relation, entry))}
      </ol>`;
}

function item(i18n, relation, entry) {
  const reason = entry.reason && entry.reason.code !== 'DECLINED' ? reasonLabel(relation, entry.reason) : '';
  return html`<li>
    <p><strong>${sentence(i18n, relation, entry)}</strong></p>
    ${entry.proof ? html`<p><bdi>${i18n.text('claim.proof', { proof: entry.proof })}</bdi></p>` : nothing}
    ${reason ? html`<p>${i18n.text('history.because', { reason })}</p>` : nothing}
    <p class="soft small">
      <time datetime=${entry.occurredAt}>${i18n.time(entry.occurredAt)}</time>${by(i18n, entry)}
    </p>
    ${entry.wordsShown
      ? html`<details>
          <summary>${i18n.text('history.words')}</summary>
          <blockquote dir="auto">${entry.wordsShown}</blockquote>
          ${entry.evidence
            ? html`<p class="soft small">${i18n.text('history.proof')}: <code dir="ltr">${entry.evidence}</code></p>`
            : nothing}
        </details>`
      : nothing}
  </li>`;
}

function by(i18n, entry) {
  if (!entry.actor) {
    return nothing;
  }
  const who = KNOWN_ACTORS.includes(entry.actor) ? i18n.text(`history.by.${entry.actor}`) : entry.actor;
  return html` · ${i18n.text('history.by', { who })}`;
}
