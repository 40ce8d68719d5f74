/**
 * Every fact about every relation, unchanging: what, when, received when, by whom, how, on what words.
 *
 * <p>The ledger is written first, if the entry is absent, under the caller's request id; so it is also what makes a
 * repeated request harmless. The same id with other content is a conflict. Where the caller gave no time, the instant
 * first recorded is the fact's, whoever repeats it.
 */
@NullMarked
package consimt.ledger;

import org.jspecify.annotations.NullMarked;
