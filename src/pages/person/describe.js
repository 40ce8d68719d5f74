// How things stand, and what was recorded, in words.

export const CHANNELS = ['whatsapp', 'sms', 'rcs', 'email', 'voice', 'push'];

const STOPPED = ['MARKETING_OPTED_OUT', 'CHANNEL_OPTED_OUT'];

/** The business's name, or its id if it has none. */
export const nameOf = (relation) => relation.business?.name ?? relation.businessId;

export const waitsForAnswer = (relation) => relation.conversation === 'CONTACTED' && !relation.blocked;

const isAll = (scope) => !scope || Object.keys(scope).length === 0;

/** Whether a check of this kind of contact says yes. After a press it is not known until it was read again. */
export const isAllowed = (relation, category) =>
  Boolean(relation.may?.some((each) => each.category === category && each.permission === 'ALLOWED'));

/** Whether all marketing of the business is stopped. */
export const isAllStopped = (relation) => relation.marketing === 'OPTED_OUT' && !relation.scopes;

/**
 * Whether the person's no to this marketing stands.
 *
 * @param [scope] a part of it; all of it if there is none
 */
export function isStopped(relation, scope) {
  if (isAllStopped(relation)) {
    return true;
  }
  const parts = relation.scopes ?? [];
  return isAll(scope)
    ? isRestStopped(relation) && parts.every((part) => part.marketing === 'OPTED_OUT')
    : parts.some((part) => isSame(part.scope, scope) && part.marketing === 'OPTED_OUT');
}

const isSame = (one, other) => ['channel', 'sender', 'topic'].every((part) => one[part] === other[part]);

/** Whether an opt-in would change anything: there is an opt-out, or a yes is needed. While a block stands it changes nothing. */
export const wantsOptIn = (relation) =>
  !relation.blocked &&
  (relation.marketing === 'OPTED_OUT' || relation.may?.some((each) => each.reason === 'NO_MARKETING_CONSENT'));

/** Whether the marketing that no part speaks of is stopped. */
const isRestStopped = (relation) =>
  isAllStopped(relation) || relation.scopes?.some((part) => isAll(part.scope) && part.marketing === 'OPTED_OUT');

/**
 * Whether a kind of contact is allowed, and why.
 *
 * @returns {{mark: 'yes'|'no'|'wait', outcome: string, why: string[]}}
 */
export function permission(i18n, relation, category) {
  const found = relation.may.find((each) => each.category === category);
  const isMarketing = category === 'MARKETING';
  const answer = (mark, key, why) => ({ mark, outcome: i18n.text(key), why: why.filter(Boolean) });
  if (found.permission === 'ALLOWED') {
    return answer('yes', 'may.yes', [agreement(i18n, relation, category)]);
  }
  if (isMarketing && STOPPED.includes(found.reason) && !isRestStopped(relation)) {
    return answer('wait', 'may.some', []);
  }
  if (!isMarketing && found.reason === 'CHANNEL_OPTED_OUT' && found.parts?.some(isOpen)) {
    const stopped = found.parts.filter((part) => !isOpen(part));
    const what = i18n.list(stopped.map((part) => scopeLabel(i18n, relation, part.scope)));
    return answer('wait', 'may.some', [i18n.text('part.stopped', { what })]);
  }
  const why = [
    i18n.text(`why.${found.reason}`, { date: i18n.date(found.since ?? relation.conversationSince ?? Date.now()) }),
    ...(isMarketing && STOPPED.includes(found.reason) ? removal(i18n, relation.removal) : []),
  ];
  return found.reason === 'REFUSAL_SUSPECTED' ? answer('wait', 'may.held', why) : answer('no', 'may.no', why);
}

const isOpen = (part) => part.permission === 'ALLOWED';

function agreement(i18n, relation, category) {
  if (isByClaim(relation, category)) {
    return i18n.text('why.claimed');
  }
  if (category === 'MARKETING') {
    return relation.marketing === 'OPTED_IN'
      ? i18n.text('why.optedIn', { date: i18n.date(relation.marketingSince) })
      : i18n.text('why.unset');
  }
  return relation.basis === null || category === 'MESSAGE_TO_BUSINESS'
    ? ''
    : i18n.text(`why.${relation.basis}`, { date: i18n.date(relation.conversationSince) });
}

/** Whether the business may because it says that the person agreed. */
const isByClaim = ({ claims = [], basis, marketing }, category) =>
  category === 'MARKETING'
    ? marketing === 'UNSET' && claims.some((claim) => basis === null || claim.value === 'OPT_IN')
    : category !== 'MESSAGE_TO_BUSINESS' && basis === null && claims.length > 0;

/** The last opt-out, as long as one is in force and nothing was said about marketing after it. */
export function lastOptOut(relation, entries) {
  const last = entries.findLast((entry) => entry.kind === 'MARKETING_PREFERENCE');
  return relation.confirmation && last?.value === 'OPT_OUT' ? last : null;
}

/** How far the removal from the list has come. */
function removal(i18n, found) {
  if (found?.status === 'IN_PROGRESS') {
    return [i18n.text('stopsBy', { day: i18n.day(found.stopsBy) })];
  }
  return found ? [i18n.text('stopped')] : [];
}

/** Each part of the marketing that the person spoke of. */
export function parts(i18n, relation) {
  return (relation.scopes ?? [])
    .filter((part) => !isAll(part.scope))
    .map((part) => ({
      scope: part.scope,
      isStopped: part.marketing === 'OPTED_OUT',
      what: scopeLabel(i18n, relation, part.scope),
      removal: part.marketing === 'OPTED_OUT' ? removal(i18n, part.removal) : [],
    }));
}

/** A scope in words. */
export function scopeLabel(i18n, relation, scope) {
  const { scopes = [], topics = [], senders = [] } = relation.business ?? {};
  const told = scopes.find((each) => isSame(each.scope, scope));
  if (told) {
    return told.label;
  }
  const topic = topics.find((each) => each.code === scope.topic)?.label ?? scope.topic;
  const sender = senders.find((each) => each.sender === scope.sender)?.label ?? scope.sender;
  const channel = sender ?? (scope.channel && i18n.text(`channel.${scope.channel}`));
  return i18n.list([topic, channel].filter(Boolean));
}

/** A reason as the business words it and as the person added; empty if there is only a code that nobody explains. */
export function reasonLabel(relation, reason) {
  const { reasons = [], reportReasons = [] } = relation.business ?? {};
  const label = [...reasons, ...reportReasons].find((each) => each.code === reason.code)?.label;
  return [label, reason.text].filter(Boolean).join(': ');
}

/** What an entry of the ledger says, in a sentence for the person. */
export function sentence(i18n, relation, entry) {
  const known = (key) => i18n.text(i18n.has(key) ? key : 'history.other');
  switch (entry.kind) {
    case 'CONSENT_DECISION':
      return known(`history.${entry.value}`);
    case 'CLAIM':
      return isAll(entry.scope)
        ? i18n.text(`history.CLAIM.${entry.value}`)
        : i18n.text('history.CLAIM.OPT_IN.some', { what: scopeLabel(i18n, relation, entry.scope) });
    case 'MARKETING_PREFERENCE':
      if (entry.disownsClaims) {
        return known('history.notMe');
      }
      if (entry.categories) {
        const what = scopeLabel(i18n, relation, { channel: entry.scope.channel });
        return i18n.text('history.OPT_OUT.channel', { what });
      }
      return isAll(entry.scope)
        ? known(`history.${entry.value}`)
        : i18n.text(`history.${entry.value}.some`, { what: scopeLabel(i18n, relation, entry.scope) });
    case 'OPT_OUT_REASON':
      return known(entry.reason?.code === 'DECLINED' ? 'history.DECLINED' : 'history.OPT_OUT_REASON');
    case 'FOLLOW_UP':
      return work(i18n, entry.work);
    case 'IDENTITY_CHANGED':
      return known('history.identity');
    default:
      return known(`history.${entry.kind}`);
  }
}

const WORK = { MARKETING_REMOVAL: 'history.removal', MARKETING_REINSTATEMENT: 'history.reinstatement' };

function work(i18n, found) {
  const key = WORK[found?.kind];
  if (key && found.state === 'DONE') {
    return i18n.text(`${key}.done`);
  }
  if (key && found.state === 'OPEN') {
    return i18n.text(key, { day: i18n.day(found.due) });
  }
  const isClosed = ['DONE', 'SKIPPED', 'WITHDRAWN'].includes(found?.state);
  return i18n.text(isClosed ? 'history.work.done' : 'history.work');
}
