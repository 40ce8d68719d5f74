// The forms of a conversation. None is sent to an address: the page reads them.

import { html, nothing } from '../lit-html/lit-html.js';
import { option } from '../shared/parts.js';
import { CHANNELS, isAllowed, nameOf } from './describe.js';

/** The most letters that the functions take. */
const LONGEST_DETAILS = 1000;
const LONGEST_REASON = 500;

/** @param {(given: FormData) => void} send */
function form(page, send, label, fields) {
  const { i18n } = page;
  const submit = (event) => {
    event.preventDefault();
    send(new FormData(event.target));
  };
  return html`<form class="card stack panel" @submit=${submit}>
    ${fields} ${page.lacking ? html`<p class="note" role="alert">${i18n.text(page.lacking)}</p>` : nothing}
    <div class="row">
      <button class="button first" ?disabled=${page.isBusy}>${i18n.text(label)}</button>
      <button class="button" type="button" @click=${() => page.open(null, 'h1')}>${i18n.text('cancel')}</button>
    </div>
  </form>`;
}

/** A text field of a form; one with nothing in it is left out. */
function written(given, field) {
  const text = given.get(field).trim();
  return text ? { [field]: text } : {};
}

export function report(page, relation) {
  const { i18n } = page;
  const reasons = relation.business?.reportReasons ?? [{ code: 'OTHER', label: i18n.text('report.OTHER') }];
  const send = (given) =>
    page.decide(relation.businessId, 'REPORT', {
      report: { reason: given.get('reason'), ...written(given, 'details') },
      ...(given.has('block') && { alsoBlock: true }),
    });
  const alsoBlock = option({
    type: 'checkbox',
    name: 'block',
    value: 'yes',
    label: i18n.text('report.alsoBlock'),
    effect: i18n.text('block.effect'),
  });
  return form(
    page,
    send,
    'report.send',
    html`<h2 tabindex="-1" class="name">${i18n.text('report.title', { business: nameOf(relation) })}</h2>
      <fieldset class="stack tight">
        <legend class="quiet">${i18n.text('report.why')}</legend>
        ${reasons.map((each) => option({ name: 'reason', value: each.code, label: each.label, required: true }))}
      </fieldset>
      <label class="field">
        ${i18n.text('report.details')}
        <textarea name="details" maxlength=${LONGEST_DETAILS} dir="auto"></textarea>
      </label>
      ${relation.blocked ? nothing : alsoBlock}`,
  );
}

export function stop(page, relation) {
  const { i18n } = page;
  const topics = (relation.business?.topics ?? []).map((each) => [each.code, each.label]);
  const channels = CHANNELS.map((each) => [each, i18n.text(`channel.${each}`)]);
  const send = (given) => {
    const scope = given.get('what') === 'some' ? scopeIn(given) : undefined;
    return scope === null
      ? page.open('stop', '.panel .select', 'stop.pick')
      : page.optOut(relation.businessId, scope);
  };
  return form(
    page,
    send,
    'stop.send',
    html`<h2 tabindex="-1" class="name">${i18n.text('stop.title', { business: nameOf(relation) })}</h2>
      ${isAllowed(relation, 'UTILITY') ? html`<p class="soft">${i18n.text('stop.effect')}</p>` : nothing}
      <fieldset class="stack tight">
        <legend class="quiet">${i18n.text('stop.what')}</legend>
        ${option({ name: 'what', value: 'all', label: i18n.text('stop.all'), checked: true })}
        ${option({ name: 'what', value: 'some', label: i18n.text('stop.some') })}
        <div class="row parts">
          ${topics.length > 0 ? part('topic', i18n.text('stop.topic'), i18n.text('stop.topic.any'), topics) : nothing}
          ${part('channel', i18n.text('stop.channel'), i18n.text('stop.channel.any'), channels)}
        </div>
      </fieldset>`,
  );
}

function part(name, label, any, all) {
  return html`<label class="field grow">
    ${label}
    <span class="pick">
      <select class="select" name=${name}>
        <option value="">${any}</option>
        ${all.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select>
    </span>
  </label>`;
}

/** Null if nothing is picked. */
function scopeIn(given) {
  const picked = ['topic', 'channel'].filter((name) => given.get(name)).map((name) => [name, given.get(name)]);
  return picked.length > 0 ? Object.fromEntries(picked) : null;
}

export function ownWords(page, explain) {
  return form(
    page,
    (given) => explain({ code: 'OTHER', ...written(given, 'text') }),
    'reason.send',
    html`<label class="field">
      ${page.i18n.text('reason.words')}
      <textarea name="text" maxlength=${LONGEST_REASON} dir="auto"></textarea>
    </label>`,
  );
}

/** On one's own machine the person can write, which is agreement too. It reaches nobody. */
export function composer(page, relation) {
  const { i18n } = page;
  const submit = async (event) => {
    event.preventDefault();
    const field = event.target.elements.text;
    const text = field.value.trim();
    if (text) {
      await page.decide(relation.businessId, 'MESSAGE_SENT', { text });
      field.value = page.failed ? text : '';
    }
  };
  const agrees = relation.marketingByWriting ? 'write.agrees.marketing' : 'write.agrees';
  return html`<form class="row" @submit=${submit}>
    ${relation.conversation === 'ACCEPTED' ? nothing : html`<p class="soft small">${i18n.text(agrees)}</p>`}
    <label class="field grow">
      <span class="quiet">${i18n.text('write')}</span>
      <input name="text" dir="auto" autocomplete="off" placeholder=${i18n.text('write')} />
    </label>
    <button class="button first" ?disabled=${page.isBusy}>${i18n.text('write.send')}</button>
  </form>`;
}
