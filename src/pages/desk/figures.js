// The figures of a period, by week.

import { download, table } from '../shared/file.js';
import { lastWeeks, today } from './weeks.js';

/** So many weeks can be chosen. The functions take a year. */
export const PERIODS = [4, 12, 26, 52];

/** Of the file, as the functions name them. */
const COLUMNS = [
  'from',
  'to',
  'key',
  'optOuts',
  'optIns',
  'declined',
  'notAsked',
  'medianHoursAfterMessage',
  'p90HoursAfterMessage',
  'reason',
  'count',
  'share',
];

const ADDED = ['opened', 'done', 'skipped', 'withdrawn', 'overdue', 'lateMessages'];

export const SUSPECTED = ['opened', 'confirmed', 'skipped', 'messagesCleared'];

export class Figures {
  constructor(desk) {
    this.desk = desk;
    this.period = 12;
    this.weeks = null;
  }

  choose(period) {
    this.period = period;
    this.weeks = null;
    return this.desk.run(() => this.read());
  }

  asked() {
    const { businessId, settings } = this.desk;
    const to = today(settings.business.timeZone);
    return { businessId, from: lastWeeks(this.period, to)[0].monday, to };
  }

  async read() {
    if (this.weeks) {
      return null;
    }
    const asked = this.asked();
    const [work, pages] = await Promise.all([
      this.workByWeek(asked),
      this.pages('report-reasons', { ...asked, by: 'week' }),
    ]);
    const periods = pages.flatMap((page) => page.periods);
    const left = new Map();
    for (const { key, optOuts, optIns } of periods) {
      const known = left.get(key) ?? { optOuts: 0, optIns: 0 };
      left.set(key, { optOuts: known.optOuts + optOuts, optIns: known.optIns + optIns });
    }
    this.weeks = lastWeeks(this.period, asked.to).map((week) => ({
      ...week,
      figures: work.get(week.key),
      optOuts: left.get(week.key)?.optOuts ?? 0,
      optIns: left.get(week.key)?.optIns ?? 0,
    }));
    this.suspected = suspected([...work.values()]);
    this.periods = periods;
    this.days = asked;
    this.reasons = added(periods);
    this.texts = periods.flatMap((period) => period.texts).reverse();
    return null;
  }

  async pages(report, asked) {
    const pages = [];
    do {
      const nextToken = pages.at(-1)?.nextToken;
      pages.push(await this.desk.calls.read(report, { ...asked, ...(nextToken && { nextToken }) }));
    } while (pages.at(-1).nextToken);
    return pages;
  }

  /** A week with very much work comes in parts. Then the longer times are shown. */
  async workByWeek(asked) {
    const byWeek = new Map();
    for (const { week, figures } of (await this.pages('report-follow-ups', asked)).flatMap((page) => page.weeks)) {
      const known = byWeek.get(week);
      byWeek.set(week, known ? joined(known, figures) : figures);
    }
    return byWeek;
  }

  save() {
    return this.desk.run(async () => {
      await this.read();
      const { businessId, from, to } = this.days;
      download(`reasons-${businessId}-${from}-${to}.csv`, table(reasonRows(this.periods)));
      return null;
    });
  }
}

/** The names of the columns, then a row for each reason of a week, and one for a week without reasons. */
export function reasonRows(periods) {
  return [COLUMNS, ...periods.flatMap(rows)];
}

function rows({ reasons, hoursAfterMessage: hours, ...period }) {
  const told = { ...period, medianHoursAfterMessage: hours?.median, p90HoursAfterMessage: hours?.p90 };
  return (reasons.length > 0 ? reasons : [{}]).map(({ code: reason, count, share }) => {
    const row = { ...told, reason, count, share };
    return COLUMNS.map((name) => row[name]);
  });
}

function joined(one, other) {
  const sums = Object.fromEntries(ADDED.map((name) => [name, one[name] + other[name]]));
  const longer = (name) => (one[name] === null && other[name] === null ? null : Math.max(one[name], other[name]));
  return {
    ...sums,
    medianHours: longer('medianHours'),
    percentile95Hours: longer('percentile95Hours'),
    suspectedRefusals: suspected([one, other]) ?? undefined,
  };
}

/** How people decided about messages that may be refusals; null if there were none. */
function suspected(all) {
  const known = all.map((figures) => figures.suspectedRefusals).filter(Boolean);
  const sum = (name) => known.reduce((total, each) => total + each[name], 0);
  return known.length > 0 ? Object.fromEntries(SUSPECTED.map((name) => [name, sum(name)])) : null;
}

/** @returns {Array<[string, number]>} how often each reason was given, the most frequent first */
function added(periods) {
  const counts = new Map();
  const add = (code, count) => count > 0 && counts.set(code, (counts.get(code) ?? 0) + count);
  for (const period of periods) {
    period.reasons.forEach(({ code, count }) => add(code, count));
    add('DECLINED', period.declined);
    add('NOT_ASKED', period.notAsked);
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}
