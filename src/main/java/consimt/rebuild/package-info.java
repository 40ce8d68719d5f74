/**
 * The ledger is enough: relations and follow-ups can be rebuilt from it.
 *
 * <p>A relation is read before the ledgers of all the person's ids. So each mark that was read has its entry in what is
 * read next. The fold of these ledgers is compared with the stored relation, part by part, and each difference is
 * named.
 *
 * <p>Refusals are joined: a refusal that the ledger does not have is named and stays. Marks that lift a refusal, and
 * agreement, are set back to the ledger's. Work by hand becomes what its last step left; a closed state is final. Work
 * with later steps than the ledger stays as it is. Then the removals are brought in line with the marks, as after every
 * call, so that what a crash cut off is finished.
 *
 * <p>A relation stays unchanged, and is named, if newer code wrote it in a shape of its own, or if one of its ledgers
 * has a kind of entry that only newer code knows.
 *
 * <p>Every call of a store throws {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
@NullMarked
package consimt.rebuild;

import org.jspecify.annotations.NullMarked;
