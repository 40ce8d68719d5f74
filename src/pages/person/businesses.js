// My businesses: each relation, what it may send me, and why.

import { html, nothing } from '../lit-html/lit-html.js';
import { avatar, mark } from '../shared/parts.js';
import { nameOf, waitsForAnswer } from './describe.js';
import { may } from './may.js';
import { chatOf } from './views.js';

const IN_SHORT = { UTILITY: 'may.orders', MARKETING: 'category.MARKETING' };

/** More than a screen has. */
const MANY = 10;

const letters = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function businesses(page) {
  const { i18n, sought } = page;
  const all = page.relations.filter((relation) => !relation.blocked);
  const met = all.filter((relation) => letters(nameOf(relation)).includes(letters(sought.trim())));
  const waiting = met.filter(waitsForAnswer);
  const others = met.filter((relation) => !waitsForAnswer(relation));
  return html`<div>
      <h1 tabindex="-1">${i18n.text('businesses')}</h1>
      <p class="lead">${i18n.text(all.length > 0 ? 'businesses.intro' : 'businesses.none')}</p>
    </div>
    ${all.length > MANY || page.next ? finder(page, `${i18n.number(met.length)} / ${i18n.number(all.length)}`) : nothing}
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

/** @param found how many of those that were read have the letters */
function finder(page, found) {
  return html`<label class="field">
      ${page.i18n.text('businesses.find')}
      <input type="search" autocomplete="off" spellcheck="false" .value=${page.sought} @input=${(event) => page.find(event.target.value)} />
    </label>
    <p class="soft small" role="status">${page.sought ? found : nothing}</p>`;
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
