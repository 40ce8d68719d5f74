/**
 * The work that people do by hand: taking a number off a marketing list, putting it back, and deciding about reports and
 * messages that may be refusals.
 *
 * <p>A follow-up is OPEN, then CLAIMED (a claim lapses), then DONE or SKIPPED; or WITHDRAWN, if the person opts in
 * before it is done. A closed state is final. The id follows from the ledger entry that caused the work, so opening is
 * idempotent. Every step is a ledger entry with the actor, the time, a note and evidence.
 *
 * <p>Opening is a step, and so is withdrawing, also of work that did not open. The entry of each step has the state of
 * the work after it ({@link consimt.ledger.WorkState}), so the last step tells everything. The id of the entry follows
 * from the version. If the work was restored to an earlier state and the ledger was not, a step takes the next version
 * that has no entry.
 *
 * <p>Work is due at the end of the last of the business's days, in its own country and time zone; the day of the
 * request does not count. Reminders come at half of the time, on the business day before the last, and on each business
 * day when the work is overdue. Marketing that was sent after the opt-out moves the work to the top of the queue.
 *
 * <p>Which removals there should be follows from the marks ({@code consimt.followup}).
 *
 * <p>A relation has one open review of reports at most. A report is added to it, or opens the next one. The entry of
 * its first report is the opening of a review.
 *
 * <p>A decision about messages is final, also after a crash.
 */
@NullMarked
package consimt.followup;

import org.jspecify.annotations.NullMarked;
