/**
 * The work that people at a business do by hand: taking a number off a marketing list, or putting it back.
 *
 * <p>A removal is due at the end of the last of the business's days, in its own country and time zone; the day of the
 * request is not counted. Its id follows from the opt-out that caused it, so the same cause never opens two, and a
 * person's change of mind withdraws it even where it was not opened yet.
 */
@NullMarked
package consimt.followup;

import org.jspecify.annotations.NullMarked;
