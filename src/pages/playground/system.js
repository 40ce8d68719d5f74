// What the business's own system and WhatsApp do, when somebody presses for them.

import { html, nothing } from '../lit-html/lit-html.js';
import { verdict } from './rules.js';

export function system(play) {
  const { i18n, businesses, businessId } = play;
  const press = (key, act) =>
    html`<button class="button" ?disabled=${play.isBusy || !play.userId} @click=${act}>${i18n.text(key)}</button>`;
  const takeOver = (event) => event.isTrusted && play.player.takeOver();
  return html`<section class="card system" aria-label=${i18n.text('system')} @click=${takeOver} @change=${takeOver}>
    <h2>${i18n.text('system')}</h2>
    <div class="row">
      <label class="pick">
        <span class="quiet">${i18n.text('business')}</span>
        <select class="select" @change=${(event) => play.meet(event.target.value)}>
          ${businesses.map(
            (each) => html`<option value=${each.businessId} ?selected=${each.businessId === businessId}>${each.name}</option>`,
          )}
        </select>
      </label>
      ${press('system.someone', () => play.meet(businessId))} ${press('system.introduce', () => play.introduce())}
    </div>
    <form class="row" @submit=${(event) => ask(play, event)}>
      <label class="pick">
        <span class="quiet">${i18n.text('category')}</span>
        <select class="select" name="category">
          ${i18n.names('category.').map(
            (each) => html`<option value=${each} ?selected=${each === 'MARKETING'}>${i18n.text(`category.${each}`)}</option>`,
          )}
        </select>
      </label>
      <button class="button first" ?disabled=${play.isBusy || !play.userId}>${i18n.text('system.ask')}</button>
      ${press('system.send', () => play.sendMarketing())}
    </form>
    ${verdict(play)} ${whatsapp(play, press)}
  </section>`;
}

function ask(play, event) {
  event.preventDefault();
  play.ask(new FormData(event.target).get('category'));
}

/** A business that lists no number gets nothing from there. */
function whatsapp(play, press) {
  const { i18n } = play;
  const [number] = play.business?.whatsapp?.phoneNumberIds ?? [];
  if (!number) {
    return nothing;
  }
  const submit = async (event) => {
    event.preventDefault();
    const field = event.target.elements.text;
    if (field.value.trim()) {
      await play.writes(number, field.value);
      field.value = play.failed ? field.value : '';
    }
  };
  return html`<form class="row" @submit=${submit}>
    <label class="field grow">
      <span class="quiet">${i18n.text('whatsapp.text')}</span>
      <input name="text" dir="auto" autocomplete="off" placeholder=${i18n.text('whatsapp.text')} />
    </label>
    <button class="button" ?disabled=${play.isBusy}>${i18n.text('whatsapp.send')}</button>
    ${press('whatsapp.move', () => play.moves(number))}
  </form>`;
}
