/**
 * A person stops a business's marketing, gives a reason or declines, and may opt in again.
 *
 * <p>Marketing is refused from the moment that the opt-out is recorded. If people at the business remove numbers by
 * hand, a follow-up opens for them, and the person is told the last day on which marketing may still come. An opt-out
 * is no block: the two can still write to each other, and messages about orders arrive. An opt-in never lifts a block.
 *
 * <p>A yes that a business took down is a claim: it counts where nothing else speaks, lifts nothing, and the person can
 * disown it. A list from elsewhere has refusals, which count as the person's own, and claims.
 */
@NullMarked
package consimt.optout;

import org.jspecify.annotations.NullMarked;
