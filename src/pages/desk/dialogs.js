// What the desk asks before it goes on, and the help.

import { html, nothing } from '../lit-html/lit-html.js';
import { CallFailed } from '../shared/api.js';
import { option } from '../shared/parts.js';
import { scopeLabel, toDo } from './describe.js';
import { completeLabel, skipLabel } from './detail.js';
import { areKeysOn, SHOWN, switchKeys } from './keys.js';
import { idOf, isWhole, spelled } from './numbers.js';
import { knownSince } from './people-view.js';

/** The most letters that the functions take. */
const LONGEST_ACTOR = 100;
const LONGEST_TEXT = 1000;

const CHANNELS = ['whatsapp', 'sms', 'rcs', 'email', 'voice', 'push'];

/** The ways by which somebody may say a stop to a clerk, as the entry's channel. */
const HOW = ['phone', 'letter', 'counter'];

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

const DIALOGS = { actor, close, hand, file, stop, help };

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
        desk.close(action, works, text ? { [field]: text } : {});
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

/** To a colleague. Those who have work already are offered. */
function hand(desk) {
  const { i18n } = desk;
  const { works } = desk.dialog;
  const colleagues = new Set(desk.queue.read.map((work) => work.assignee).filter((name) => name && name !== desk.actor));
  return asked(desk, {
    title: i18n.text('hand'),
    label: i18n.text('hand'),
    send: (given) => {
      const assignee = given.get('assignee').trim();
      if (assignee) {
        desk.closeDialog();
        desk.resolve('CLAIM', works, { assignee });
      }
    },
    fields: html`<p>
        ${works.length > 1
          ? i18n.text('picked', { count: works.length })
          : html`${toDo(i18n, works[0])} <bdi class="number">${works[0].userId}</bdi>`}
      </p>
      <label class="field">
        ${i18n.text('hand.who')}
        <input name="assignee" list="colleagues" required maxlength=${LONGEST_ACTOR} autocomplete="off" autofocus />
      </label>
      <datalist id="colleagues">${[...colleagues].map((name) => html`<option value=${name}></option>`)}</datalist>`,
  });
}

/** First the numbers, then what they found. Only removals are closed by them. */
function file(desk) {
  const { i18n } = desk;
  const { works, missing, evidence, done } = desk.dialog;
  if (!works) {
    return asked(desk, {
      title: i18n.text('file'),
      label: i18n.text('file.find'),
      send: async (given) => {
        const chosen = given.get('file');
        desk.readNumbers(`${given.get('numbers')}\n${await chosen.text()}`, chosen.name);
      },
      fields: html`<p class="soft">${i18n.text('file.text')}</p>
        <label class="field">${i18n.text('file.choose')} <input type="file" name="file" accept=".csv,.txt,text/*" /></label>
        <label class="field">
          ${i18n.text('file.paste')}
          <textarea name="numbers" rows="4" spellcheck="false" autocomplete="off" autofocus></textarea>
        </label>`,
    });
  }
  const found = html`<p>${done ? i18n.text('file.done', done) : i18n.text('file.found', { count: works.length })}</p>
    ${missing.length > 0
      ? html`<div class="stack">
          <p id="missing">${i18n.text(done ? 'file.failed' : 'file.missing', { count: missing.length })}</p>
          <p class="missing small" tabindex="0" role="group" aria-labelledby="missing">${missing.join(' ')}</p>
        </div>`
      : nothing}`;
  return asked(desk, {
    title: i18n.text('file'),
    label: i18n.text(works.length > 0 ? 'complete.MARKETING_REMOVAL' : 'close'),
    send: () => {
      desk.closeDialog();
      if (works.length > 0) {
        desk.close('COMPLETE', works, evidence ? { evidence } : {});
      }
    },
    fields: found,
  });
}

/** What somebody said by phone, by letter or at the counter. */
function stop(desk) {
  const { i18n } = desk;
  const business = desk.settings?.business;
  // The topics may come while the form is open, and what is chosen stays in its place.
  const scopes = [{}, ...CHANNELS.map((channel) => ({ channel })), ...(business?.topics ?? []).map(({ code }) => ({ topic: code }))];
  return asked(desk, {
    title: i18n.text('stop'),
    label: i18n.text('stop.send'),
    send: async (given) => {
      const at = endOfMinute(given.get('at'));
      const scope = scopes[given.get('scope')];
      const { dialog } = desk;
      const whom = await whomToStop(desk, given);
      if (whom && dialog === desk.dialog) {
        desk.closeDialog();
        desk.people.stop(whom, {
          channel: given.get('how'),
          ...(Object.keys(scope).length > 0 && { scope }),
          ...(at && { occurredAt: at }),
        });
      }
    },
    fields: html`<p class="soft">${i18n.text('stop.text')}</p>
      <label class="field">
        ${i18n.text('find')}
        <input
          name="who"
          required
          maxlength="128"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="who-meant"
          .value=${desk.dialog.userId}
          @change=${(event) => look(desk, event.target.value.trim())}
        />
      </label>
      <div class="stack small" id="who-meant" role="status">${meantBy(desk)}</div>
      <label class="field">
        ${i18n.text('column.scope')}
        <span class="pick">
          <select class="select" name="scope">
            ${scopes.map(
              (scope, index) => html`<option value=${index}>${index === 0 ? i18n.text('stop.all') : scopeLabel(i18n, business, scope)}</option>`,
            )}
          </select>
        </span>
      </label>
      <fieldset class="row">
        <legend>${i18n.text('stop.how')}</legend>
        ${HOW.map((how, index) => option({ name: 'how', value: how, label: i18n.text(`how.${how}`), checked: index === 0 }))}
      </fieldset>
      <label class="field">
        ${i18n.text('stop.when')}
        <input type="datetime-local" name="at" max=${nowHere()} aria-describedby="zone" />
        <small class="soft" id="zone">${new Intl.DateTimeFormat().resolvedOptions().timeZone}</small>
      </label>
      <p class="soft">${i18n.text('stop.by', { who: desk.actor })}</p>`,
  });
}

/** Looks who is meant, as soon as somebody has written it. */
function look(desk, written) {
  const { dialog } = desk;
  if (dialog.written === written || written === dialog.userId) {
    return dialog.look;
  }
  Object.assign(dialog, { written, meant: null, failed: null });
  dialog.look = desk.people.meantBy(written).then(
    (meant) => dialog.written === written && Object.assign(dialog, { meant }),
    (failed) => {
      if (!(failed instanceof CallFailed)) {
        throw failed;
      }
      // The next press looks again.
      Object.assign(dialog, { written: null, failed: failed.kind });
    },
  );
  return dialog.look.then(() => dialog === desk.dialog && desk.show());
}

/**
 * The ids for which the stop counts; null if somebody has to see first who is meant. A number with its country's code
 * waits for no look.
 */
async function whomToStop(desk, given) {
  const { dialog } = desk;
  const written = given.get('who').trim();
  if (written === dialog.userId) {
    return [written];
  }
  const isSeen = dialog.written === written && dialog.meant;
  if (!isSeen && isWhole(written)) {
    return [idOf(written)];
  }
  await look(desk, written);
  const ids = dialog.meant?.map((each) => each.userId) ?? [];
  const isAsTyped = ids.length === 1 && ids[0] === idOf(written);
  const picked = given.get('whom');
  return ids.length > 0 && (isSeen || isAsTyped) ? (picked ? [picked] : ids) : null;
}

/** Whom the text means, and what is known of them. */
function meantBy(desk) {
  const { i18n, dialog } = desk;
  const { meant, failed } = dialog;
  const who = (each) => `${spelled(each.userId)}, ${knownSince(i18n, each)}`;
  if (failed) {
    return html`<p class="lacking">${i18n.text(`error.${failed}`)}</p>`;
  }
  if (!meant) {
    return html`<p class="soft">${i18n.text('find.hint')}</p>`;
  }
  if (meant.length < 2) {
    return html`<p class=${meant.length > 0 ? '' : 'lacking'}>
      <bdi>${meant.length > 0 ? who(meant[0]) : i18n.text('meant.none', { text: dialog.written })}</bdi>
    </p>`;
  }
  return html`<fieldset class="stack">
    <legend>${i18n.text('meant', { text: dialog.written })}</legend>
    ${option({ name: 'whom', value: '', label: i18n.text('meant.all'), checked: true })}
    ${meant.map((each) => option({ name: 'whom', value: each.userId, label: who(each) }))}
  </fieldset>`;
}

/** This minute, as a field of a form has it. */
const nowHere = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** A minute that is over, at its end: a stop counts from the last moment at which it may have been said. */
function endOfMinute(local) {
  const at = new Date(`${local}:59`);
  return local && at < Date.now() ? `${at.toISOString().slice(0, 19)}Z` : null;
}

function help(desk) {
  const { i18n } = desk;
  return html`<div class="stack">
    <h2 id="dialog-title">${i18n.text('help.title')}</h2>
    <dl class="keys">
      ${SHOWN.map(
        ([keys, does]) => html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
          <dd>${i18n.text(i18n.has(`key.${does}`) ? `key.${does}` : does)}</dd>`,
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
