/**
 * The one write path. What somebody said about a relation is a {@link consimt.record.Statement}. The {@link
 * consimt.record.Recorder} records it and returns what became of it.
 *
 * <p>The order is always the same: the promise, the ledger's entry if absent, the marks of all the person's ids, the
 * work by hand. The steps are idempotent and commute, so no step needs a transaction with another. Only this package
 * writes statements and marks. Steps of work by hand write their own entries, in one transaction with the work.
 *
 * <p>A business may know a person under several ids. Each of two merged ids has an entry in its ledger with the other
 * id as its value, and each has the whole standing. Merged ids stay merged. Work by hand stays with the id under which
 * it was promised, because the clerks' lists have this one. Which work there should be is decided in {@code
 * consimt.followup}, behind the port {@link consimt.record.RemovalWork}: a promise before the entry, and after the marks the
 * work that follows from them. When everything is done, the merge is noted as finished at
 * the id that the person has now. After that, a message that names both ids changes nothing.
 *
 * <p>Every call of a store throws {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@NullMarked
package consimt.record;

import org.jspecify.annotations.NullMarked;
