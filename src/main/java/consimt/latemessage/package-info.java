/**
 * Marketing that was sent although the person had opted out.
 *
 * <p>A message is late exactly if the person was opted out when it was sent. It is an entry in the ledger, it is counted on
 * the removal of the opt-out, and it moves that removal to the top of the queue. The messenger's statuses tell of messages
 * too, and what it and {@code record-message} tell of one message is one entry.
 */
@NullMarked
package consimt.latemessage;

import org.jspecify.annotations.NullMarked;
