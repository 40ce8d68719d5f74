/**
 * How a conversation between a business and a person begins, and what the person decides about it.
 *
 * <p>A business makes contact once, unless a refusal of the person stands or may stand. A sender may reserve the contact, and say afterwards whether the message left. The person then blocks, reports
 * or continues. A message to the business is agreement too, unless it is or may be a refusal. Only UNBLOCK lifts a block; a message does not, however late. After UNBLOCK the earlier agreement
 * counts again, and nothing beyond it.
 */
@NullMarked
package consimt.consent;

import org.jspecify.annotations.NullMarked;
