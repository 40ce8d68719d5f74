/**
 * A person stops a business's marketing, says why or does not, and may change their mind.
 *
 * <p>Marketing is refused from the moment that the opt-out is recorded. Where people at the business remove numbers by
 * hand, a follow-up opens for them, and the person is told by which day the last message may come. Opting out is not
 * blocking: the two still talk, and messages about orders arrive. Opting in never lifts a block.
 */
@NullMarked
package consimt.optout;

import org.jspecify.annotations.NullMarked;
