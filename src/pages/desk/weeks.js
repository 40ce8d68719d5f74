// Weeks of the calendar (ISO 8601), as the reports name them.

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** Today where the business is, such as 2026-11-26. */
export function today(timeZone) {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(new Date())
    .reduce((all, { type, value }) => ({ ...all, [type]: value }), {});
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/**
 * The last so many weeks, the one of the given day included.
 *
 * @returns {Array<{key: string, monday: string}>}
 */
export function lastWeeks(count, day) {
  const last = mondayOf(Date.parse(day));
  return Array.from({ length: count }, (_, index) => {
    const monday = last - (count - 1 - index) * WEEK;
    return { key: keyOf(monday), monday: new Date(monday).toISOString().slice(0, 10) };
  });
}

function mondayOf(instant) {
  return instant - ((new Date(instant).getUTCDay() + 6) % 7) * DAY;
}

/** A week is of the year that its Thursday is in. */
function keyOf(monday) {
  const thursday = monday + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  return `${year}-W${String(1 + (monday - first) / WEEK).padStart(2, '0')}`;
}
