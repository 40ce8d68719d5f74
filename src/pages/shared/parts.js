// Small parts, each a lit-html template. What people or businesses wrote is in a `bdi` or has `dir="auto"`.

import { html, nothing } from '../lit-html/lit-html.js';
import { LANGUAGES } from './i18n.js';

const TONES = 6;

/** The beginning of a name, in a colour of its own. */
export function avatar(id, name) {
  let tone = 0;
  for (const letter of id) {
    tone = (tone * 31 + letter.codePointAt(0)) % TONES;
  }
  const first = [...new Intl.Segmenter().segment(name.trim().slice(0, 40))][0]?.segment ?? '';
  return html`<span class="avatar tone-${tone}" aria-hidden="true">${first.toLocaleUpperCase()}</span>`;
}

/** @param {'yes'|'no'|'wait'} kind */
export function mark(kind, label) {
  return html`<span class="mark ${kind}">${label}</span>`;
}

/** While something comes. What failed comes no more, and the top says so. */
export function loading(page) {
  return html`<p class="waiting loading">${page.failed ? nothing : page.i18n.text('loading')}</p>`;
}

/** What went wrong, and how to try it again. */
export function alert(i18n, failed) {
  return html`<div class="alert" role="alert">
    <p>${i18n.text(`error.${failed.kind}`)}</p>
    <button class="button" @click=${failed.again}>${i18n.text('again')}</button>
  </div>`;
}

/** One of some that exclude each other; with `type: 'checkbox'` one by itself. */
export function option({ type = 'radio', name, value, label, effect, checked = false, required = false }) {
  return html`<label class="option">
    <input type=${type} name=${name} value=${value} ?checked=${checked} ?required=${required} />
    <span><bdi>${label}</bdi>${effect ? html`<small class="soft">${effect}</small>` : nothing}</span>
  </label>`;
}

/**
 * The top of a page: its name, its views and the language.
 *
 * @param {string} to.home the address of the first view
 * @param {Array<{to: string, label: string, isHere: boolean}>} to.links the views
 * @param {(language: string) => void} to.choose what happens when somebody chooses a language
 * @param {Object} [to.languages] those that the page speaks
 */
export function top(i18n, { home, links, choose, languages = LANGUAGES }) {
  return html`<a class="button skip" href="#content" @click=${skip}>${i18n.text('skip')}</a>
    <header class="top">
      <a class="brand" href=${home}><img src="/shared/icon.svg" alt="" />Consimt</a>
      ${links.length > 0
        ? html`<nav aria-label=${i18n.text('navigation')}>
            ${links.map((link) => html`<a href=${link.to} aria-current=${link.isHere ? 'page' : nothing}>${link.label}</a>`)}
          </nav>`
        : nothing}
      <label class="pick">
        <span class="quiet">${i18n.text('language')}</span>
        <select class="select" @change=${(event) => choose(event.target.value)}>
          ${Object.entries(languages).map(
            ([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === i18n.language}>${name}</option>`,
          )}
        </select>
      </label>
    </header>`;
}

/** The views are in the fragment, so a jump must not go there. */
function skip(event) {
  event.preventDefault();
  document.querySelector('h1')?.focus();
}

/** @param {'mine'|'theirs'} side which side of a conversation said it */
export function bubble(side, text, below = nothing) {
  return html`<li class=${side}><p class="bubble" dir="auto" tabindex="-1">${text}</p>${below}</li>`;
}

/** A line in a conversation that nobody said. */
export function about(text) {
  return html`<li class="about"><p tabindex="-1">${text}</p></li>`;
}

/** A button that permits something, as an opt-in does. Right after a protective press the guard takes no press of it. */
export function permitting(page, label, press) {
  return html`<button class="button" dir="auto" data-permits ?disabled=${page.isBusy} @click=${press}>${label}</button>`;
}

/** The choices of a first contact. No choice looks better than another. */
export function choices(page, all, choose) {
  const permits = ({ decision }) => decision === 'CONTINUE';
  return html`<div class="choices">
    ${all.map(
      (choice) => html`<button
        class="choice"
        ?data-permits=${permits(choice)}
        ?disabled=${page.isBusy}
        @click=${() => choose(choice.decision)}
      >
        <strong dir="auto">${choice.label}</strong><span dir="auto">${choice.effect}</span>
      </button>`,
    )}
  </div>`;
}
