/**
 * How a conversation between a business and a person begins, and what the person decides about it.
 *
 * <p>A business makes contact once. The person then blocks, reports or continues; sending the business a message is
 * agreement too. A message sent long after a block does not lift it, only UNBLOCK does; and unblocking gives back what
 * was agreed before, no more.
 */
@NullMarked
package consimt.consent;

import org.jspecify.annotations.NullMarked;
