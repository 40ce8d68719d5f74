/**
 * What may be an opt-out, until somebody decides.
 *
 * <p>A fault of the messenger may tell of opt-outs that nobody meant. Those beyond a limit are held: marketing to these
 * people is refused, and work opens in the queue of the business. Completed, a held opt-out is applied as of its own time,
 * as if it had never been held. Skipped, which the operator alone may do, it is dropped, and the same opt-out told again
 * stays dropped. What was decided stays decided, whatever a crash left.
 */
@NullMarked
package consimt.held;

import org.jspecify.annotations.NullMarked;
