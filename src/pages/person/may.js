// What a business may send, and why.

import { html, nothing } from '../lit-html/lit-html.js';
import { mark } from '../shared/parts.js';
import { parts, permission } from './describe.js';

/**
 * After a press it is not known until it was read again, and then nothing is said. Kinds of contact that are allowed for
 * the same reason stand together.
 *
 * @param labels the key of a text for each kind of contact
 * @param {(part: Object) => unknown} [below] what stands below a part of the marketing
 */
export function may(i18n, relation, labels, below = () => nothing) {
  if (!relation.may) {
    return nothing;
  }
  const groups = [];
  for (const [category, label] of Object.entries(labels)) {
    const kind = { category, label: i18n.text(label), ...permission(i18n, relation, category) };
    const same = groups.find(([first]) => isSame(first, kind));
    if (same) {
      same.push(kind);
    } else {
      groups.push([kind]);
    }
  }
  return html`<dl class="may">
    ${groups.map(
      (kinds) => html`<div>
        ${kinds.map((kind) => html`<dt>${kind.label} ${mark(kind.mark, kind.outcome)}</dt>`)}
        ${kinds[0].why.map((why) => html`<dd>${why}</dd>`)}
        ${kinds.some((kind) => kind.category === 'MARKETING')
          ? parts(i18n, relation).map((part) => aPart(i18n, part, below))
          : nothing}
      </div>`,
    )}
  </dl>`;
}

function isSame(one, other) {
  return one.mark === other.mark && one.why.join() === other.why.join();
}

function aPart(i18n, part, below) {
  return html`<dd>
    ${i18n.text(part.isStopped ? 'part.stopped' : 'part.asked', { what: part.what })} ${part.removal} ${below(part)}
  </dd>`;
}
