// The answer to the question, and the rules in their order with the one that answers.

import { html, nothing } from '../lit-html/lit-html.js';
import { mark } from '../shared/parts.js';
import { CONTACTS } from './watch.js';

/** What the last check answered. */
export function verdict(play) {
  const { i18n, verdict: last } = play;
  if (!last) {
    return html`<p class="verdict soft" role="status">${i18n.text('verdict.none')}</p>`;
  }
  const isAllowed = last.permission === 'ALLOWED';
  return html`<p class="verdict" role="status">
    <span class="soft">${about(i18n, last.about)}</span>
    ${mark(isAllowed ? 'yes' : 'no', i18n.text(isAllowed ? 'verdict.yes' : 'verdict.no'))}
    ${last.reason ? html`<code>${last.reason}</code>` : nothing}
  </p>`;
}

/** What was asked about: a kind of message, or something else that people do, which has only its name. */
function about(i18n, kind) {
  const key = ['category', 'contact'].map((words) => `${words}.${kind}`).find(i18n.has);
  return key ? i18n.text(key) : html`<code>${kind ?? ''}</code>`;
}

/** The names of rules and the columns are those of the answers. */
export function rules(play) {
  const { i18n, moved } = play;
  const { rules: columns } = play.standing;
  const [first] = columns;
  const rows = first.rules.map((step, index) => ({
    reason: step.rule,
    answers: columns.map((column) => column.rules[index].said === 'ANSWERS'),
  }));
  const allowed = { reason: null, answers: columns.map((column) => column.answer.permission === 'ALLOWED') };
  return html`<section class="card rules" aria-label=${i18n.text('rules')}>
    <h2>${i18n.text('rules')}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${i18n.text('rules.rule')}</th>
          ${CONTACTS.map((contact) => html`<th scope="col">${i18n.text(`contact.${contact}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...rows, allowed].map(
          (row) => html`<tr class=${row.answers.some(Boolean) ? 'answers' : ''}>
            <th scope="row">
              ${row.reason ? html`<code>${breakable(row.reason)}</code>` : i18n.text('rules.allowed')}
              <small>${row.reason ? i18n.text(`rule.${row.reason}`) : nothing}</small>
            </th>
            ${row.answers.map((answers, column) => cell(i18n, answers, row.reason, moved.has(column)))}
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function cell(i18n, answers, reason, isNew) {
  return answers
    ? html`<td class="here ${reason ? 'no' : 'yes'} ${isNew ? 'moved' : ''}">
        <span aria-hidden="true">${reason ? '✕' : '✓'}</span><span class="quiet">${i18n.text('rules.answers')}</span>
      </td>`
    : html`<td></td>`;
}

/** A long name may go on in the next line. */
const breakable = (name) =>
  name.split('_').map((part, index) => (index === 0 ? part : html`_<wbr />${part}`));
