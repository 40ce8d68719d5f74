// What the desk asks before it goes on, and the help.

import { html, nothing } from '../lit-html/lit-html.js';
import { option } from '../shared/parts.js';
import { toDo } from './describe.js';
import { completeLabel, skipLabel } from './detail.js';
import { areKeysOn, SHOWN, switchKeys } from './keys.js';

/** The most letters that the functions take. */
const LONGEST_ACTOR = 100;
const LONGEST_TEXT = 1000;

export function dialog(desk) {
  return html`<dialog
    class="card"
    aria-labelledby="dialog-title"
    @cancel=${(event) => {
      event.preventDefault();
      desk.closeDialog();
    }}
    @close=${(event) => event.target.isConnected && desk.dialog && desk.closeDialog()}
  >
    ${DIALOGS[desk.dialog.name](desk)}
  </dialog>`;
}

const DIALOGS = { actor, close, help };

/** @param {(given: FormData) => void} send */
function asked(desk, { title, fields, label, send }) {
  const submit = (event) => {
    event.preventDefault();
    send(new FormData(event.target));
  };
  return html`<form class="stack" @submit=${submit}>
    <h2 id="dialog-title">${title}</h2>
    ${fields}
    <div class="row">
      <button class="button first">${label}</button>
      <button class="button" type="button" @click=${() => desk.closeDialog()}>${desk.i18n.text('cancel')}</button>
    </div>
  </form>`;
}

function actor(desk) {
  const { i18n } = desk;
  return asked(desk, {
    title: i18n.text('actor.title'),
    label: i18n.text('actor.keep'),
    send: (given) => given.get('actor').trim() && desk.name(given.get('actor').trim()),
    fields: html`<p class="soft">${i18n.text('actor.text')}</p>
      <label class="field">
        ${i18n.text('actor')}
        <input name="actor" required maxlength=${LONGEST_ACTOR} autocomplete="name" autofocus .value=${desk.actor} />
      </label>`,
  });
}

/** To complete asks for evidence, which may be left out. To skip asks why. */
function close(desk) {
  const { i18n } = desk;
  const { action, works } = desk.dialog;
  const [first] = works;
  const completes = action === 'COMPLETE';
  const field = completes ? 'evidence' : 'note';
  const isOneKind = works.every((work) => work.kind === first.kind);
  const label = !isOneKind
    ? i18n.text(completes ? 'complete' : 'skip.work')
    : completes
      ? completeLabel(i18n, first)
      : skipLabel(i18n, first);
  return asked(desk, {
    title: works.length > 1 ? i18n.text('picked', { count: works.length }) : toDo(i18n, first),
    label,
    send: (given) => {
      const text = given.get(field).trim();
      if (text || completes) {
        desk.closeDialog();
        desk.resolve(action, works, text ? { [field]: text } : {});
      }
    },
    fields: html`${works.length > 1 ? nothing : html`<p><bdi class="number">${first.userId}</bdi></p>`}
      ${first.messages && works.length === 1
        ? html`<ul class="words">
            ${first.messages.map((message) => html`<li><blockquote dir="auto">${message.text ?? i18n.text('words.notKept')}</blockquote></li>`)}
          </ul>`
        : nothing}
      <label class="field">
        ${i18n.text(completes ? 'evidence' : 'note')}
        <input name=${field} dir="auto" maxlength=${LONGEST_TEXT} autocomplete="off" autofocus ?required=${!completes} />
      </label>
      <p class="soft small">${i18n.text(completes ? 'evidence.hint' : 'note.hint')}</p>`,
  });
}

function help(desk) {
  const { i18n } = desk;
  return html`<div class="stack">
    <h2 id="dialog-title">${i18n.text('help.title')}</h2>
    <dl class="keys">
      ${SHOWN.map(
        ([keys, does]) => html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
          <dd>${i18n.text(`key.${does}`)}</dd>`,
      )}
    </dl>
    <div @change=${(event) => switchKeys(event.target.checked)}>
      ${option({ type: 'checkbox', name: 'keys', value: 'on', label: i18n.text('help.on'), checked: areKeysOn() })}
    </div>
    <div class="row">
      <button class="button first" autofocus @click=${() => desk.closeDialog()}>${i18n.text('close')}</button>
    </div>
  </div>`;
}
