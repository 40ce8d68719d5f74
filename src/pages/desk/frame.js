// The desk around the view, and what stands there before there is one.

import { html, nothing } from '../lit-html/lit-html.js';
import { alert, loading, top } from '../shared/parts.js';
import { dialog } from './dialogs.js';
import { nameOf } from './describe.js';
import { figuresView } from './figures-view.js';
import { peopleView } from './people-view.js';
import { queueView, undoable } from './queue-view.js';
import { settingsView } from './settings-view.js';
import { undeliveredView } from './undelivered-view.js';
import { addressOf, VIEWS } from './views.js';
import { SPOKEN } from './words.js';

/** Under this id the operator's own queue is. */
const OPERATOR = 'operator';

const SHOWN = { queue: queueView, people: peopleView, figures: figuresView, notices: undeliveredView, settings: settingsView };

export function frame(desk) {
  const { i18n, view, state } = desk;
  const isReady = state === 'ready';
  const links = VIEWS.filter((each) => each !== 'people' || desk.findsPeople()).map((each) => ({
    to: addressOf(each),
    label: i18n.text(`view.${each}`),
    isHere: each === view,
  }));
  return html`${top(i18n, {
      home: '#/',
      links: desk.businessId ? links : [],
      choose: (language) => desk.speak(language),
      languages: SPOKEN,
    })}
    <main class="page desk" id="content" aria-busy=${desk.isBusy}>
      ${desk.businessId ? who(desk) : nothing} ${desk.failed ? alert(i18n, desk.failed) : nothing}
      ${isReady ? shown(desk) : outside(desk)} ${undoable(desk)}
    </main>
    ${desk.dialog ? dialog(desk) : nothing}`;
}

/** From another view somebody may come to the queue before it was read. */
const shown = (desk) =>
  desk.view === 'queue' && !desk.queue.counts
    ? loading(desk)
    : desk.isUnknown()
      ? html`<h1 class="card" tabindex="-1">${desk.i18n.text('place.none', { id: desk.businessId })}</h1>`
      : SHOWN[desk.view](desk);

/** Whose desk it is, and who sits at it. */
function who(desk) {
  const { i18n, businesses, businessId } = desk;
  return html`<div class="whose">
    ${desk.isOperator && !desk.isSample
      ? anyPlace(desk)
      : desk.isOperator
      ? html`<label class="pick">
          <span class="quiet">${i18n.text('place')}</span>
          <select class="select" @change=${(event) => desk.goTo(event.target.value)}>
            <option value=${OPERATOR} ?selected=${businessId === OPERATOR}>${i18n.text('place.operator')}</option>
            ${businesses.map(
              (each) => html`<option value=${each.businessId} ?selected=${each.businessId === businessId}>${each.name}</option>`,
            )}
          </select>
        </label>`
      : html`<strong><bdi class="name">${nameOf(desk)}</bdi></strong>`}
    <span class="row">
      <button class="button plain" @click=${() => desk.openDialog({ name: 'actor' })}>
        ${desk.actor ? html`<bdi>${desk.actor}</bdi>` : i18n.text('actor.none')}
      </button>
      <button class="button plain" @click=${() => desk.leave()}>${i18n.text(desk.isSample ? 'sample.change' : 'leave')}</button>
    </span>
  </div>`;
}

/** No list has all businesses, so people say the id of one. */
function anyPlace(desk) {
  const change = (event) => desk.goTo(event.target.value.trim() || desk.ownId);
  return html`<label class="field">
    ${desk.i18n.text('place')}
    <input name="place" .value=${desk.businessId} spellcheck="false" autocomplete="off" @change=${change} />
  </label>`;
}

function outside(desk) {
  const { state, pages, businesses } = desk;
  if (desk.failed) {
    return nothing;
  }
  if (state === 'loading' || !pages) {
    return loading(desk);
  }
  return state === 'start' && businesses.length > 0 ? sample(desk) : signIn(desk);
}

function signIn(desk) {
  const { i18n, state } = desk;
  const submit = (event) => {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    if (token) {
      desk.sign(token);
    }
  };
  return html`<form class="card stack narrow centre" @submit=${submit}>
    <h1 tabindex="-1">${i18n.text(`${state}.title`)}</h1>
    <p class="soft">${i18n.text('start.text')}</p>
    <label class="field">
      ${i18n.text('token')}
      <textarea name="token" rows="3" required spellcheck="false" autocomplete="off"></textarea>
    </label>
    <div class="row"><button class="button first">${i18n.text('token.use')}</button></div>
  </form>`;
}

function sample(desk) {
  const { i18n, businesses } = desk;
  return html`<section class="card stack narrow centre">
    <h1 tabindex="-1">${i18n.text('sample.title')}</h1>
    <p class="soft">${i18n.text('sample.text')}</p>
    <ul class="people">
      ${businesses.map(
        (each) => html`<li>
          <button class="button" @click=${() => desk.be(`business ${each.businessId}`)}>
            <bdi>${each.name}</bdi> <bdi class="soft">${each.businessId}</bdi>
          </button>
        </li>`,
      )}
      <li>
        <button class="button" @click=${() => desk.be(OPERATOR)}>${i18n.text('sample.operator')}</button>
      </li>
    </ul>
  </section>`;
}
