// What a business may send, and why.

import { html, nothing } from '../lit-html/lit-html.js';
import { mark } from '../shared/parts.js';
import { parts, permission } from './describe.js';

/**
 * After a press it is not known until it was read again, and then nothing is said.
 *
 * @param labels the key of a text for each kind of contact
 * @param {(part: Object) => unknown} [below] what stands below a part of the marketing
 */
export function may(i18n, relation, labels, below = () => nothing) {
  if (!relation.may) {
    return nothing;
  }
  return html`<dl class="may">
    ${Object.entries(labels).map(([category, label]) => {
      const found = permission(i18n, relation, category);
      return html`<div>
        <dt>${i18n.text(label)} ${mark(found.mark, found.label)}</dt>
        ${found.why.map((why) => html`<dd>${why}</dd>`)}
        ${category === 'MARKETING' ? parts(i18n, relation).map((part) => aPart(i18n, part, below)) : nothing}
      </div>`;
    })}
  </dl>`;
}

function aPart(i18n, part, below) {
  return html`<dd>
    ${i18n.text(part.isStopped ? 'part.stopped' : 'part.asked', { what: part.what })} ${part.removal} ${below(part)}
  </dd>`;
}
