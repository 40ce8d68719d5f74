// The calls of functions, the latest first, with what was asked and what was answered.

import { html, nothing } from '../lit-html/lit-html.js';

/** Functions that change nothing. The pages call them all the time. */
const READS = /^(?:read|list|report|explain-standing)/;

export const isRead = (call) => READS.test(call.function);

/** An object that is shorter stands in one line. */
const LINE = 56;

export function calls(play) {
  const { i18n } = play;
  const shown = play.calls.filter((call) => play.showsReads || !isRead(call));
  return html`<section class="card calls" aria-label=${i18n.text('calls')}>
    <div class="row heading">
      <h2>${i18n.text('calls')}</h2>
      <label class="small">
        <input type="checkbox" @change=${(event) => play.showReads(event.target.checked)} />
        ${i18n.text('calls.reads')}
      </label>
    </div>
    ${shown.length === 0 ? html`<p class="soft">${i18n.text('calls.none')}</p>` : nothing}
    <ol class="log" tabindex="0">
      ${shown.map((call) => line(play, call))}
    </ol>
  </section>`;
}

function line(play, call) {
  const isOpen = play.opened === call.id;
  return html`<li>
    <button class="call" aria-expanded=${isOpen} @click=${() => play.open(call)}>
      <code>${call.function}</code>
      <span class="mark ${call.status < 300 ? '' : 'no'}">${call.status}</span>
      <bdi class="soft small">${saidIn(call)}</bdi>
    </button>
    ${isOpen
      ? html`<div class="both">
          ${json(play.i18n.text('calls.asked'), call.input)} ${json(play.i18n.text('calls.answered'), call.answer)}
        </div>`
      : nothing}
  </li>`;
}

/** The answer in a few words. */
function saidIn({ answer }) {
  const [first] = answer?.results ?? [];
  return [first?.permission ?? answer?.outcome, first?.reason].filter(Boolean).join(' · ');
}

function json(title, value) {
  return value === ''
    ? nothing
    : html`<figure>
        <figcaption class="soft small">${title}</figcaption>
        <pre tabindex="0">${written(value)}</pre>
      </figure>`;
}

/** JSON for people: what fits stands in one line. */
export function written(value, indent = '') {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || line.length <= LINE) {
    return line;
  }
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((each) => written(each, deeper))
    : Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${written(each, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`;
}
