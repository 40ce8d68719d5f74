/**
 * What is held of a person: shown, made anew from the ledger, handed out and forgotten.
 *
 * <p><b>Shown.</b> Relations as callers see them, and for a person's page what the business is called, what the person
 * can choose, and what the business may send. Nothing here decides anything. A business is told no more than the
 * relation, and what lies behind an answer of the check.
 *
 * <p><b>Rebuilt.</b> The ledger is enough. A relation is read before the ledgers of all the person's ids. So each mark
 * that was read has its entry in what is read next. The fold of these ledgers is compared with the stored relation,
 * and each difference is named. Refusals are joined: one that the ledger does not have is named and stays. Marks that
 * lift a refusal, and agreement, are set back to the ledger's. Work by hand becomes what its last step left; a closed
 * state is final. Then the removals are brought in line with the marks, as after every call. A relation stays
 * unchanged, and is named, if newer code wrote it in a shape of its own, or if one of its ledgers has a kind of entry
 * that only newer code knows.
 *
 * <p><b>Handed out and forgotten.</b> Both go through the ids that are one by more than the word of the business,
 * business by business and page by page. An id by the business's word alone may be a stranger's: it is named, and
 * nothing under it is shown or touched.
 */
@NullMarked
package consimt.person;

import org.jspecify.annotations.NullMarked;
