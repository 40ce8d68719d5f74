/**
 * Marketing that was sent although the person had opted out.
 *
 * <p>A message is late exactly if the person was opted out when it was sent. A late message is an entry in the ledger,
 * is counted on the removal of the opt-out, and moves that removal to the top of the queue. The messenger's statuses
 * report sent messages too. If a status and {@code record-message} report the same message, there is one entry.
 */
@NullMarked
package consimt.latemessage;

import org.jspecify.annotations.NullMarked;
