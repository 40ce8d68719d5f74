// Work, and how it stands, in words.

import { closes, isClosed } from './queue.js';

/** The name of the business, or its id if it has none. */
export const nameOf = (desk) => desk.settings?.business.name ?? desk.businessId;

/** What is to be done. */
export const toDo = (i18n, work) => i18n.text(`kind.${work.kind}`);

/** Those of a scope's parts that say something, in words. */
export function scopeLabel(i18n, business, scope) {
  const topic = business?.topics?.find((each) => each.code === scope.topic);
  const numbers = business?.whatsapp?.numberLabels ?? [];
  const sender = numbers.find((each) => each.phoneNumberId === scope.sender);
  return i18n.list(
    [
      scope.topic && labelIn(i18n, topic?.labels, scope.topic),
      scope.channel && i18n.text(`channel.${scope.channel}`),
      scope.sender && labelIn(i18n, sender?.labels, scope.sender),
    ].filter(Boolean),
  );
}

/** The parts of the marketing that somebody stopped, in words. */
export const scopesLabel = (i18n, business, scopes = []) =>
  scopes
    .filter((each) => each.marketing === 'OPTED_OUT')
    .map((each) => scopeLabel(i18n, business, each.scope))
    .join('; ');

/** Why the check refuses marketing, or that nothing does. */
export function reasonOf(i18n, reason = 'ALLOWED') {
  const key = REASONS[reason] ?? `why.${reason}`;
  return i18n.has(key) ? i18n.text(key) : reason;
}

/** These are said as the entries behind them. */
const REASONS = {
  BLOCKED_BY_USER: 'entry.CONSENT_DECISION.BLOCK',
  MARKETING_OPTED_OUT: 'entry.MARKETING_PREFERENCE.OPT_OUT',
  CHANNEL_OPTED_OUT: 'entry.MARKETING_PREFERENCE.OPT_OUT',
  CALLS_OPTED_OUT: 'entry.MARKETING_PREFERENCE.OPT_OUT',
  REFUSAL_SUSPECTED: 'entry.REFUSAL_SUSPECTED',
};

/** The label in the page's language, or in the first language that there is one in. */
export function labelIn(i18n, labels, otherwise) {
  return labels ? (labels[i18n.language] ?? Object.values(labels)[0]) : otherwise;
}

/** A reason as the business words it; else as all businesses do. */
export function reasonLabel(i18n, business, code) {
  const own = business?.reasons.find((each) => each.code === code);
  return own ? labelIn(i18n, own.labels, code) : i18n.has(`reason.${code}`) ? i18n.text(`reason.${code}`) : code;
}

/** Who has it, or who closed it. */
export function whoHas(i18n, work) {
  if (isClosed(work)) {
    return work.assignee
      ? i18n.text(`state.${work.state}.by`, { who: work.assignee })
      : i18n.text(`state.${work.state}`);
  }
  if (work.state !== 'CLAIMED') {
    return i18n.text('state.OPEN');
  }
  return work.claimedUntil
    ? i18n.text('state.CLAIMED.until', { who: work.assignee, time: i18n.clock(work.claimedUntil) })
    : i18n.text('state.CLAIMED', { who: work.assignee });
}

/**
 * What came of a press about one piece of work.
 *
 * @returns {{tone: 'yes'|'no'|'wait', text: string}}
 */
export function told(i18n, result) {
  const who = result.assignee;
  switch (result.outcome) {
    case 'RECORDED':
    case 'UNCHANGED':
      // Messages or reports that nobody saw here keep it open.
      if (closes(result.action) && !isClosed(result)) {
        return { tone: 'wait', text: i18n.text('told.more') };
      }
      return { tone: 'yes', text: i18n.text(result.action === 'HAND' ? 'told.handed' : `told.${result.state}`, { who }) };
    case 'CONFLICT':
      if (who && result.state === 'CLAIMED') {
        return { tone: 'no', text: i18n.text('told.lost', { who }) };
      }
      if (result.state === 'OPEN' || result.state === 'CLAIMED') {
        return { tone: 'wait', text: i18n.text('told.more') };
      }
      return { tone: 'no', text: who ? i18n.text('told.closed.by', { who }) : i18n.text('told.closed') };
    default: {
      const key = `told.${result.errors?.[0]?.code}`;
      return { tone: 'no', text: i18n.text(i18n.has(key) ? key : 'told.REJECTED') };
    }
  }
}

/** What a search looks in. */
export function textOf(i18n, business, work) {
  return [work.userId, work.about, work.assignee, toDo(i18n, work), work.scope && scopeLabel(i18n, business, work.scope)]
    .concat(work.messages?.map((message) => message.text))
    .filter(Boolean)
    .join(' ');
}

export const inDays = (i18n, days) =>
  i18n.number(days, { style: 'unit', unit: 'day', maximumFractionDigits: 1 });
