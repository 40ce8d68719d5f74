/**
 * The work that people do by hand: taking a number off a marketing list, putting it back, looking at a report, at an
 * opt-out that is in doubt, or at ids that would be too many for one person.
 *
 * <p>A follow-up is OPEN, then CLAIMED (a claim lapses), then DONE or SKIPPED for a reason; or WITHDRAWN, when the
 * person changes their mind before it is done. Closed is final. Its id follows from the ledger entry that caused it, so
 * the same cause never opens two, and every step is a ledger entry with who, when, a note and evidence.
 *
 * <p>To open is a step, and so is to be withdrawn, also before it opened. Each step's entry carries how the work stands after
 * it ({@link consimt.ledger.WorkState}), so the last one tells all there is to know. The id of the entry follows from the
 * version. Where the work was restored to an earlier state and the ledger was not, a step takes the next version whose entry
 * is not there.
 *
 * <p>It is due at the end of the last of the business's days, in its own country and time zone; the day of the request is
 * not counted. Reminders come at half of the time, on the business day before, and on each business day when it is
 * overdue. Marketing that was sent after the opt-out moves it to the top of the queue.
 *
 * <p>A removal belongs to the opt-out in force. When the person opts in, what is not done is withdrawn, and what was done
 * is to be undone; when they opt out again before it was undone, the number is off the list already.
 *
 * <p>A relation has one open review of reports at most. A report is added to it, or opens the next one where it is closed.
 * The entry of its first report is the opening of a review.
 *
 * <p>An opt-out that is held ({@code consimt.held}) is work here too: what a decision brings about is behind a port.
 *
 * <p>Ids that would be too many for one person hold marketing until the operator decides, in its own queue. Completed, they
 * are different persons, and the hold ends once all that is held of the person is completed; skipped, it stays.
 */
@NullMarked
package consimt.followup;

import org.jspecify.annotations.NullMarked;
