// One business: the conversation as a chat shows it, what the business may send, and what the person can do.

import { html, nothing } from '../lit-html/lit-html.js';
import { avatar, choices, loading, permitting } from '../shared/parts.js';
import { composer, ownWords, report, stop } from './forms.js';
import { isAllStopped, lastOptOut, nameOf, waitsForAnswer, wantsOptIn } from './describe.js';
import { lines } from './lines.js';
import { may } from './may.js';
import { HOME, historyOf } from './views.js';

const PANELS = { report, stop };

export function chat(page) {
  const { i18n } = page;
  const { businessId } = page.view;
  const relation = page.relation(businessId);
  const business = relation ? nameOf(relation) : businessId;
  const isRead = relation && page.ledgers.has(businessId);
  return html`<div class="stack">
      <a class="back" href=${HOME}>${i18n.text('back')}</a>
      <div class="who">
        ${avatar(businessId, business)}
        <div><h1 tabindex="-1"><bdi class="name">${business}</bdi></h1></div>
      </div>
    </div>
    ${!isRead
      ? loading(page)
      : isUnknown(page, relation)
        ? html`<p class="card">${i18n.text('noBusiness', { id: businessId })}</p>`
        : conversation(page, relation)}`;
}

/** A business without settings, with which there was never anything. */
const isUnknown = (page, { business, businessId, conversation }) =>
  !business && conversation === 'NONE' && page.entries(businessId).length === 0;

function conversation(page, relation) {
  const { i18n } = page;
  return html`<div class="conversation">
    <section class="stack" aria-label=${i18n.text('chat', { business: nameOf(relation) })}>
      <div role="log">
        <ul class="chat">
          ${lines(i18n, relation, page.entries(relation.businessId), notMe(page, relation))} ${wayBack(page, relation)}
          ${whyNot(page, relation)}
        </ul>
      </div>
      ${waitsForAnswer(relation) && page.panel !== 'report' ? firstContact(page, relation) : nothing}
      ${PANELS[page.panel]?.(page, relation) ?? nothing}
      ${page.isSample && !relation.blocked ? composer(page, relation) : nothing}
    </section>
    <aside class="stack" aria-label=${i18n.text('actions')}>
      ${actions(page, relation)}
      <section class="card stack">
        <h2>${i18n.text('may')}</h2>
        ${may(i18n, relation, inFull(i18n), (part) => (part.isStopped && !relation.blocked ? again(page, relation, part) : nothing))}
      </section>
    </aside>
  </div>`;
}

/** All kinds of contact, in the order of their words: the person's own messages come last. */
const inFull = (i18n) => Object.fromEntries(i18n.names('category.').map((name) => [name, `category.${name}`]));

/** Asks for a part again that was stopped. */
function again(page, relation, part) {
  const label = html`${page.i18n.text('optIn')} <span class="quiet">${part.what}</span>`;
  return html`<br />${permitting(page, label, () => page.optIn(relation.businessId, part.scope))}`;
}

/**
 * What the three choices offer is not offered again. What permits stands last: above it nothing moves when it appears, and
 * so it does not take the place of what was pressed.
 */
function actions(page, relation) {
  const { i18n } = page;
  const { businessId } = relation;
  const button = (key, press, kind = '') =>
    html`<button class="button ${kind}" ?disabled=${page.isBusy} @click=${press}>${i18n.text(key)}</button>`;
  const opens = (panel) => () => page.open(panel, '.panel h2');
  const optInLabel = relation.marketing === 'OPTED_OUT' ? 'optIn' : 'optIn.first';
  const block = button('block', () => page.decide(businessId, 'BLOCK'), 'danger');
  const unblock = permitting(page, i18n.text('unblock'), () => page.decide(businessId, 'UNBLOCK'));
  return html`<section class="card stack">
    <h2>${i18n.text('actions')}</h2>
    ${relation.blocked
      ? html`<p class="note">${i18n.text('blocked.note', { business: nameOf(relation), date: i18n.date(relation.blockedSince) })}</p>`
      : nothing}
    <div class="actions">
      ${isAllStopped(relation) ? nothing : button('stop', opens('stop'))}
      ${waitsForAnswer(relation)
        ? nothing
        : [relation.blocked ? nothing : block, button('report', opens('report'), 'danger')]}
      <a class="button" href=${historyOf(businessId)}>${i18n.text('history')}</a>
      ${wantsOptIn(relation) ? permitting(page, i18n.text(optInLabel), () => page.optIn(businessId)) : nothing}
      ${relation.blocked ? unblock : nothing}
    </div>
  </section>`;
}

/** A business that never configured anything has no choices in its own words. */
function firstContact(page, relation) {
  const { i18n } = page;
  const all =
    relation.business?.choices ??
    ['block', 'report', 'continue'].map((key) => ({
      decision: key.toUpperCase(),
      label: i18n.text(key),
      effect: i18n.text(`${key}.effect`),
    }));
  const choose = (decision) =>
    decision === 'REPORT' ? page.open('report', '.panel h2') : page.decide(relation.businessId, decision);
  return choices(page, all, choose);
}

const chip = (page, label, press) =>
  html`<button class="button" dir="auto" ?disabled=${page.isBusy} @click=${press}>${label}</button>`;

const notMe = (page, relation) =>
  html`<div class="chips">
    ${chip(page, page.i18n.text('claim.notMe'), () => page.optOut(relation.businessId, undefined, true))}
  </div>`;

/** The confirmation offers to opt back in. */
function wayBack(page, relation) {
  const optOut = lastOptOut(relation, page.entries(relation.businessId));
  return optOut && !relation.blocked
    ? html`<li class="theirs">
        <p class="bubble" dir="auto">${relation.confirmation.optBackIn.text}</p>
        <div class="chips">
          ${permitting(page, page.i18n.text('optIn'), () => page.optIn(relation.businessId, optOut.scope))}
        </div>
      </li>`
    : nothing;
}

/** So often the business is told why. What is said later would change nothing there. */
const MOST_REASONS = 5;

/** The business may ask why. To decline is one press, as to answer is. Also who answered may say something else later. */
function whyNot(page, relation) {
  const { i18n, panel } = page;
  const entries = page.entries(relation.businessId);
  const optOut = lastOptOut(relation, entries);
  const given = entries.filter((entry) => entry.kind === 'OPT_OUT_REASON' && entry.value === optOut?.entryId).length;
  // Who says that a claim is not true has said why.
  if (!optOut || optOut.disownsClaims || given >= MOST_REASONS) {
    return nothing;
  }
  const isAnswered = optOut.reason || given > 0;
  const opens = (key, opened, focus) => chip(page, i18n.text(key), () => page.open(opened, focus));
  if (isAnswered && panel !== 'why' && panel !== 'reason') {
    return html`<li class="theirs">
      <div class="chips">${opens('reason.change', 'why', '[role="log"] [tabindex]')}</div>
    </li>`;
  }
  const { text, options } = relation.confirmation.askReason;
  const explain = (reason) => page.explain(relation.businessId, optOut.entryId, reason);
  return html`<li class="theirs">
      <p class="bubble" dir="auto" tabindex="-1">${text}</p>
      <div class="chips">
        ${options
          .filter((each) => each.code !== 'OTHER')
          .map((each) => chip(page, each.label, () => explain({ code: each.code })))}
        ${opens('reason.own', 'reason', '.panel textarea')}
        ${chip(page, i18n.text('reason.decline'), () => explain('DECLINED'))}
        ${isAnswered ? opens('cancel', null, 'h1') : nothing}
      </div>
    </li>
    ${panel === 'reason' ? html`<li class="wide">${ownWords(page, explain)}</li>` : nothing}`;
}
