// My businesses: each relation, what it may send me, and why.

import { html, nothing } from '../lit-html/lit-html.js';
import { avatar, mark } from '../shared/parts.js';
import { nameOf, waitsForAnswer } from './describe.js';
import { may } from './may.js';
import { chatOf } from './views.js';

const IN_SHORT = { UTILITY: 'may.orders', MARKETING: 'may.MARKETING' };

export function businesses(page) {
  const { i18n } = page;
  const met = page.relations.filter((relation) => !relation.blocked);
  const waiting = met.filter(waitsForAnswer);
  const others = met.filter((relation) => !waitsForAnswer(relation));
  return html`<div>
      <h1 tabindex="-1">${i18n.text('businesses')}</h1>
      <p class="lead">${i18n.text(met.length > 0 ? 'businesses.intro' : 'businesses.none')}</p>
    </div>
    ${waiting.length > 0
      ? html`<p class="note">${i18n.text('businesses.waiting', { count: waiting.length })}</p>`
      : nothing}
    ${met.length > 0
      ? html`<ul class="businesses cards">
          ${[...waiting, ...others].map((relation) => card(i18n, relation))}
        </ul>`
      : nothing}
    ${page.next
      ? html`<p>
          <button class="button" ?disabled=${page.isBusy} @click=${() => page.run(() => more(page))}>
            ${i18n.text('more')}
          </button>
        </p>`
      : nothing}`;
}

async function more(page) {
  await page.readMore();
  return null;
}

function card(i18n, relation) {
  return html`<li class="card business link">
    <div class="who">
      ${avatar(relation.businessId, nameOf(relation))}
      <div>
        <h2><a href=${chatOf(relation.businessId)}><bdi class="name">${nameOf(relation)}</bdi></a></h2>
        ${waitsForAnswer(relation) ? mark('wait', i18n.text('waits')) : nothing}
      </div>
    </div>
    ${waitsForAnswer(relation) ? nothing : may(i18n, relation, IN_SHORT)}
  </li>`;
}
