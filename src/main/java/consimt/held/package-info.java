/**
 * Uncertain opt-outs, until somebody decides.
 *
 * <p>A fault of the messenger may report opt-outs that nobody meant. Opt-outs beyond a limit are held: marketing to
 * these people is refused, and work opens in the business's queue. A completed one is applied as of its own time, as if
 * it had never been held. A skipped one is dropped, and stays dropped when the same opt-out is delivered again; only
 * the operator may skip. A decision is final, also after a crash.
 */
@NullMarked
package consimt.held;

import org.jspecify.annotations.NullMarked;
