/**
 * The one write path. What somebody said about a relation is a {@link consimt.record.Statement}; the {@link
 * consimt.record.Recorder} records it and says what became of it.
 *
 * <p>The order is always the same: what is promised, the ledger's entry if it is absent, the marks of all the person's ids
 * where they move, the work by hand. No step needs a transaction with another: each is idempotent and they commute. Nobody
 * else writes what was said and the marks; the steps of work by hand keep their own entries, in one transaction with the
 * work.
 *
 * <p>A person may be known to a business under several ids. That ids are one is an entry in the ledger of each, with the
 * other id as its value, and each of them has the whole standing: what was recorded under either before, and whatever
 * will be. Ids that are one stay one. Work by hand stays with the id under which it was promised, for the people who do it
 * have the person on their lists under that one. When all of that is done, the merge is noted as finished at the id that
 * the person has now; then a later message that names both ids changes nothing.
 */
@NullMarked
package consimt.record;

import org.jspecify.annotations.NullMarked;
