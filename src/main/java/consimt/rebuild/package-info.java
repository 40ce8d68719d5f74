/**
 * The ledger is enough: relations and follow-ups are made from it.
 *
 * <p>A relation is read before the ledgers of all the person's ids. So each mark that is read has its entry in what is read
 * after it. The fold of these ledgers is compared with what is stored, part by part, and each difference is named.
 *
 * <p>What refuses is joined: a refusal that the ledger does not know is named and stays. What lifts a refusal or agrees is
 * set back to what the ledger tells. Work by hand is as its last step left it; closed is final. Work that is further than
 * the ledger knows stays as it is.
 *
 * <p>Left alone, and named, is a relation in whose ledgers an entry is of a kind that only newer code knows, or that is
 * stored in the shape of newer code.
 */
@NullMarked
package consimt.rebuild;

import org.jspecify.annotations.NullMarked;
