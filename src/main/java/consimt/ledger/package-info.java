/**
 * Every recorded fact about every relation, and every change of a business's settings: what, when it occurred, when it
 * was received, by whom, through which channel, with which words. Entries never change. A message that changes nothing
 * is not recorded.
 *
 * <p>An entry is written first, if absent, under the caller's request id. So the ledger makes requests idempotent. The
 * same id with other content is a conflict. If the caller gave no time, the instant of the first recording is the
 * fact's time, also for a retry.
 *
 * <p>An entry is a common head and one record for its kind ({@link consimt.ledger.EntryContent}). A kind that changes the
 * standing gives a fact, so the fold of a ledger is its marks. Content that only newer code knows is kept and shown as
 * it is. A salted hash proves the content ({@link consimt.ledger.Commitment}).
 *
 * <p>A step of work by hand has the state of the work after it ({@link consimt.ledger.WorkState}). The step is stored
 * in one transaction with the work.
 *
 * <p>Readers get {@link consimt.ledger.Ledger}. Only the recorder gets {@link consimt.ledger.LedgerWriter}. The store
 * of settings writes each change of settings and its entry in one transaction.
 *
 * <p>Every call of a store throws {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@NullMarked
package consimt.ledger;

import org.jspecify.annotations.NullMarked;
