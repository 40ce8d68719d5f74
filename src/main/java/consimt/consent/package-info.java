/**
 * What people decide about a business: how a conversation begins, blocks and reports, opt-outs and opt-ins.
 *
 * <p>A business makes contact once, unless a refusal of the person stands or may stand. A sender may reserve the
 * contact, and say afterwards whether the message left. The person then blocks, reports or continues. A message to the
 * business is agreement too, unless it is or may be a refusal. Only UNBLOCK lifts a block. After UNBLOCK the earlier
 * agreement counts again, and nothing beyond it.
 *
 * <p>Marketing is refused from the moment that the opt-out is recorded. If people at the business remove numbers by
 * hand, a follow-up opens for them, and the person is told the last day on which marketing may still come. An opt-out
 * is no block: the two can still write to each other, and messages about orders arrive. An opt-in never lifts a block.
 *
 * <p>A yes that a business took down is a claim: it counts where nothing else speaks, lifts nothing, and the person
 * can disown it. A list from elsewhere has refusals, which count as the person's own, and claims.
 */
@NullMarked
package consimt.consent;

import org.jspecify.annotations.NullMarked;
