// The figures of a period, by week.

import { download } from '../shared/file.js';
import { lastWeeks, today } from './weeks.js';

/** So many weeks can be chosen. The functions take a year. */
export const PERIODS = [4, 12, 26, 52];

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
    const { calls } = this.desk;
    const [work, reasons] = await Promise.all([
      this.workByWeek(asked),
      calls.read('report-reasons', { ...asked, by: 'week' }),
    ]);
    const left = new Map(reasons.periods.map((period) => [period.key, period]));
    this.weeks = lastWeeks(this.period, asked.to).map((week) => ({
      ...week,
      figures: work.get(week.key),
      optOuts: left.get(week.key)?.optOuts ?? 0,
      optIns: left.get(week.key)?.optIns ?? 0,
    }));
    this.suspected = suspected([...work.values()]);
    this.advice = reasons.advice;
    this.reasons = added(reasons.periods);
    this.texts = reasons.periods.flatMap((period) => period.texts).reverse();
    return null;
  }

  /** A week with very much work comes in parts. Then the longer times are shown. */
  async workByWeek(asked) {
    const byWeek = new Map();
    let nextToken;
    do {
      const page = await this.desk.calls.read('report-follow-ups', { ...asked, ...(nextToken && { nextToken }) });
      for (const { week, figures } of page.weeks) {
        const known = byWeek.get(week);
        byWeek.set(week, known ? joined(known, figures) : figures);
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return byWeek;
  }

  save() {
    const asked = this.asked();
    return this.desk.run(async () => {
      const csv = await this.desk.calls.table('report-reasons', { ...asked, by: 'week' });
      download(`reasons-${asked.businessId}-${asked.from}-${asked.to}.csv`, csv);
      return null;
    });
  }
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
