/**
 * Receipts: what is recorded about a person and a business, in one signed text that a stranger can check.
 *
 * <p>A receipt is for one entry of the ledger, or for how the two stand. It has the fields of ISO/IEC TS 27560 in the
 * terms of the Data Privacy Vocabulary, as far as this service knows them. A field that nobody settled is left out, and
 * the answer notes it. A business gets a receipt of what it can read in the ledger, and of nothing else.
 *
 * <p>The key is made from a secret that is rotated as others are. The public key is stored before its first receipt, and
 * stays, so a receipt can be checked after any number of rotations. Without a secret no receipt is given.
 */
@NullMarked
package consimt.receipt;

import org.jspecify.annotations.NullMarked;
