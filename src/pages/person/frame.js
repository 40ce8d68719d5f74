// The page around the view, and what stands there before there is one.

import { html, nothing } from '../lit-html/lit-html.js';
import { alert, loading, top } from '../shared/parts.js';
import { blocked } from './blocked.js';
import { businesses } from './businesses.js';
import { chat } from './chat.js';
import { history } from './history.js';
import { BLOCKED, HOME } from './views.js';

const VIEWS = { businesses, blocked, chat, history };

export function frame(page) {
  const { i18n, view, state } = page;
  const isReady = state === 'ready';
  const links = [
    { to: HOME, label: i18n.text('businesses'), isHere: view.name !== 'blocked' },
    { to: BLOCKED, label: i18n.text('blocked'), isHere: view.name === 'blocked' },
  ];
  return html`${top(i18n, { home: HOME, links: isReady ? links : [], choose: (language) => page.speak(language) })}
    <main class="page" id="content" aria-busy=${page.isBusy}>
      ${page.failed ? alert(i18n, page.failed) : nothing} ${isReady ? VIEWS[view.name](page) : outside(page)}
      ${isReady && page.isSample ? sampleFoot(page) : nothing}
    </main>`;
}

function outside(page) {
  const { i18n, state } = page;
  if (page.failed) {
    return nothing;
  }
  if (state === 'loading' || !page.settings) {
    return loading(page);
  }
  if (state === 'start' && page.people.length > 0) {
    return sample(page);
  }
  return html`<section class="card stack narrow centre">
    <h1 tabindex="-1">${i18n.text(`${state}.title`)}</h1>
    <p class="soft">${i18n.text(`${state}.text`)}</p>
    ${page.settings.newLink
      ? html`<p><a class="button first" href=${page.settings.newLink} rel="noreferrer">${i18n.text('new')}</a></p>`
      : nothing}
  </section>`;
}

function sample(page) {
  const { i18n } = page;
  return html`<section class="card stack narrow centre">
    <h1 tabindex="-1">${i18n.text('sample.title')}</h1>
    <p class="soft">${i18n.text('sample.text')}</p>
    <ul class="people">
      ${page.people.map(
        ({ userId, businesses: met }) => html`<li>
          <button class="button" @click=${() => page.be(`person ${userId}`)}>
            <bdi>${userId}</bdi> <bdi class="soft">${met.join(', ')}</bdi>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

function sampleFoot(page) {
  return html`<p class="row small soft">
    <bdi>${page.userId}</bdi>
    <button class="button" @click=${() => page.leave()}>${page.i18n.text('sample.change')}</button>
  </p>`;
}
