/**
 * How a conversation between a business and a person begins, and what the person decides about it.
 *
 * <p>A business makes contact once. The person then blocks, reports or continues. A message to the business is
 * agreement too. Only UNBLOCK lifts a block; a message does not, however late. After UNBLOCK the earlier agreement
 * counts again, and nothing beyond it.
 */
@NullMarked
package consimt.consent;

import org.jspecify.annotations.NullMarked;
