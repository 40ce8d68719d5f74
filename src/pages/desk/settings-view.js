// How the business is set up, each setting with what it means. Only the operator changes them.

import { html, nothing } from '../lit-html/lit-html.js';
import { loading } from '../shared/parts.js';
import { labelIn } from './describe.js';

export function settingsView(desk) {
  const { i18n } = desk;
  const { notes = [] } = desk.settings ?? {};
  return html`<div>
      <h1 tabindex="-1">${i18n.text('view.settings')}</h1>
      <p class="lead">${i18n.text('settings.intro')}</p>
    </div>
    ${desk.settings
      ? html`<dl class="card settings">${all(i18n, desk.settings).map((each) => setting(i18n, each))}</dl>
          ${notes.length > 0
            ? html`<section class="stack">
                <h2>${i18n.text('settings.notes')}</h2>
                ${notes.map((note) => html`<p class="note" dir="auto">${note.message}</p>`)}
              </section>`
            : nothing}`
      : loading(desk)}`;
}

function setting(i18n, [name, value, means]) {
  return html`<div>
    <dt>${i18n.text(`setting.${name}`)}</dt>
    <dd><bdi>${value || i18n.text('setting.none')}</bdi></dd>
    <dd class="soft small">${i18n.text(means ?? `setting.${name}.means`)}</dd>
  </div>`;
}

/** The name, the value and what it means. */
function all(i18n, { business, basis }) {
  const { removal, languages, reasons, topics = [], notices, whatsapp } = business;
  const names = (displayed, code) => new Intl.DisplayNames(i18n.language, { type: displayed }).of(code);
  const labels = (list) => i18n.list(list.map((each) => labelIn(i18n, each.labels, each.code)));
  const isManual = removal.mode === 'MANUAL';
  return [
    ['name', business.name],
    ['country', business.country && names('region', business.country)],
    ['timeZone', business.timeZone],
    ['languages', i18n.list(languages.map((each) => names('language', each)))],
    [
      'removal',
      isManual
        ? i18n.text(`setting.removal.${removal.dayKind}`, { count: removal.days })
        : i18n.text('setting.removal.AUTOMATIC'),
      isManual ? 'setting.removal.MANUAL.means' : 'setting.removal.AUTOMATIC.means',
    ],
    ['basis', i18n.text(`basis.${basis.applies}`), `basis.why.${basis.why}`],
    ['law', basis.row?.source],
    ['reasons', labels(reasons)],
    ['topics', labels(topics)],
    ['notices', notices?.url],
    ['whatsapp', whatsapp && i18n.list(whatsapp.phoneNumberIds)],
    ['words', whatsapp?.optOutWords && i18n.list(whatsapp.optOutWords)],
  ];
}
