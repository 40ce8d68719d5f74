// What the ledger has, as both sides of a conversation said it.

import { about, bubble } from '../shared/parts.js';
import { html, nothing } from '../lit-html/lit-html.js';
import { lastOptOut, nameOf, reasonLabel, scopeLabel, sentence } from './describe.js';

/** @param notMe what stands beside a claim of the business that counts */
export function lines(i18n, relation, entries, notMe) {
  const last = lastOptOut(relation, entries);
  const all = entries.flatMap((entry) =>
    entry.kind === 'CLAIM'
      ? [claim(i18n, relation, entry, notMe)]
      : said(i18n, relation, entry, entry === last && relation.confirmation.text),
  );
  return all.length > 0 ? all : about(i18n.text('chat.empty'));
}

function claim(i18n, relation, entry, notMe) {
  const words = html`${sentence(i18n, relation, entry)}<br /><bdi>${i18n.text('claim.proof', { proof: entry.proof })}</bdi>`;
  return bubble('theirs', words, relation.claims ? notMe : nothing);
}

/** @param confirmation of an opt-out in force. Of one by a message the ledger has no words */
function said(i18n, relation, entry, confirmation) {
  const business = nameOf(relation);
  const time = html`<time datetime=${entry.occurredAt}>${i18n.time(entry.occurredAt)}</time>`;
  const mine = (text) => bubble('mine', text, time);
  const theirs = (text) => bubble('theirs', text);
  switch (entry.kind) {
    case 'FIRST_CONTACT':
      return [bubble('theirs', i18n.text('chat.wantsTo', { business }), time)];
    case 'CONSENT_DECISION':
      return decided(i18n, relation, entry, mine, theirs);
    case 'MARKETING_PREFERENCE': {
      const pressed = i18n.text(entry.disownsClaims ? 'claim.notMe' : entry.value === 'OPT_OUT' ? 'stop' : 'optIn');
      const part = entry.scope ? `: ${scopeLabel(i18n, relation, entry.scope)}` : '';
      const words = entry.wordsShown ?? confirmation;
      return [mine(entry.text ?? pressed + part), words ? theirs(words) : nothing];
    }
    case 'OPT_OUT_REASON': {
      const reason = entry.reason ?? { code: 'DECLINED' };
      return reason.code === 'DECLINED'
        ? [mine(i18n.text('reason.decline')), theirs(i18n.text('reason.declined'))]
        : [mine(reasonLabel(relation, reason) || '…'), theirs(i18n.text('reason.thanks'))];
    }
    case 'LATE_MESSAGE':
      return [about(sentence(i18n, relation, entry))];
    case 'FOLLOW_UP':
      return entry.value === 'COMPLETE' ? [about(sentence(i18n, relation, entry))] : [];
    default:
      return [];
  }
}

function decided(i18n, relation, entry, mine, theirs) {
  const business = nameOf(relation);
  switch (entry.value) {
    case 'CONTINUE':
      return [mine(i18n.text('continue')), theirs(i18n.text('continue.done'))];
    case 'BLOCK':
      return [mine(i18n.text('block')), about(i18n.text('block.done', { business }))];
    case 'UNBLOCK':
      return [mine(i18n.text('unblock')), about(i18n.text('unblock.done', { business }))];
    case 'REPORT': {
      const reason = entry.reason ? reasonLabel(relation, entry.reason) : '';
      return [
        mine([i18n.text('report'), reason].filter(Boolean).join(': ')),
        theirs(i18n.text('report.done')),
        entry.alsoBlock ? about(i18n.text('block.done', { business })) : nothing,
      ];
    }
    case 'MESSAGE_SENT':
      return [
        entry.text ? mine(entry.text) : nothing,
        entry.judged === 'SUSPECTED_REFUSAL' ? about(i18n.text('write.suspected')) : nothing,
        entry.agreesTo ? theirs(i18n.text(entry.agreesTo)) : nothing,
        entry.text ? nothing : about(sentence(i18n, relation, entry)),
      ];
    default:
      return [];
  }
}
