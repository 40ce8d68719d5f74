// The businesses that the person blocked, with the way back.

import { html, nothing } from '../lit-html/lit-html.js';
import { avatar, loading, permitting } from '../shared/parts.js';
import { nameOf } from './describe.js';
import { chatOf, historyOf } from './views.js';

export function blocked(page) {
  const { i18n } = page;
  const all = page.relations.filter((relation) => relation.blocked);
  return html`<div>
      <h1 tabindex="-1">${i18n.text('blocked.title')}</h1>
      ${all.length > 0 || !page.next
        ? html`<p class="lead">${i18n.text(all.length > 0 ? 'blocked.intro' : 'blocked.none')}</p>`
        : nothing}
    </div>
    ${page.next ? loading(page) : nothing}
    ${all.length > 0
      ? html`<ul class="businesses cards">
          ${all.map((relation) => card(page, relation))}
        </ul>`
      : nothing}`;
}

function card(page, relation) {
  const { i18n } = page;
  return html`<li class="card business">
    <div class="who">
      ${avatar(relation.businessId, nameOf(relation))}
      <div>
        <h2><bdi class="name">${nameOf(relation)}</bdi></h2>
        <p class="soft small">${i18n.text('blocked.since', { date: i18n.date(relation.blockedSince) })}</p>
      </div>
    </div>
    <div class="row">
      ${permitting(page, html`${i18n.text('unblock')} <span class="quiet">${nameOf(relation)}</span>`, () =>
        unblock(page, relation.businessId),
      )}
      <a class="button" href=${historyOf(relation.businessId)}>
        ${i18n.text('history')} <span class="quiet">${nameOf(relation)}</span>
      </a>
    </div>
  </li>`;
}

/** Then the conversation shows what it means. */
async function unblock(page, businessId) {
  const { view } = page;
  await page.decide(businessId, 'UNBLOCK');
  if (view === page.view && page.relation(businessId)?.blocked === false) {
    location.hash = chatOf(businessId);
  }
}
