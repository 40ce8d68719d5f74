/**
 * What a business is told: each change of its relations and of its settings, pushed to its endpoint (a notice) or read by
 * it ({@link consimt.notice.ListChanges}).
 *
 * <p>A change is a ledger entry that the business may know. {@link consimt.ledger.Entry.ChangeType} is the closed list. A block
 * and a report are never in it, and neither is work in another's queue.
 *
 * <p>The store gives a change its place when it stores the entry: the time of arrival, and a hash of the entry's key.
 * Changes are listed in the order of places. A reader waits until slower clocks and the index have caught up, so a cursor
 * passes over nothing.
 */
@NullMarked
package consimt.notice;

import org.jspecify.annotations.NullMarked;
