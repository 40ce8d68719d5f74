/**
 * Every recorded fact about every relation, and every change of a business's settings, unchanging: what, when, received
 * when, by whom, how, on what words. A message that changes nothing is not recorded.
 *
 * <p>The ledger is written first, if the entry is absent, under the caller's request id; so it is also what makes a
 * repeated request harmless. The same id with other content is a conflict. Where the caller gave no time, the instant
 * first recorded is the fact's, whoever repeats it.
 *
 * <p>An entry is a common head and one record for its kind ({@link consimt.ledger.What}). A kind that says something about
 * the standing gives it as a fact, so the fold of a ledger is its marks. What only newer code knows is kept and shown as it
 * is. The content is proved by a salted hash ({@link consimt.ledger.Commitment}).
 *
 * <p>A step of work by hand carries how the work stands after it ({@link consimt.ledger.WorkState}). It is stored in one
 * transaction with the work.
 *
 * <p>Who reads is handed {@link consimt.ledger.Ledger}; the recorder alone is handed {@link consimt.ledger.LedgerWriter}.
 * The store of settings writes each change of them, in one transaction with them.
 */
@NullMarked
package consimt.ledger;

import org.jspecify.annotations.NullMarked;
