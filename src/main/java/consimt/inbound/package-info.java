/**
 * Records what others tell of a business's people: the events of vendors, by {@code receive-event}, and for all who tell so
 * how much of it a business may bring by its own word.
 *
 * <p>A key that the operator keeps tells the person's word. By one that a business holds a no refuses like any other, and
 * what people write is agreement as ever, but a start is a claim of the business. So is a start that a clerk or a program
 * may have made, whoever holds the key. Of several persons of whom one complained, each is suspected to have refused.
 *
 * <p>A text that a person wrote is always judged, whatever the vendor makes of it.
 */
@NullMarked
package consimt.inbound;

import org.jspecify.annotations.NullMarked;
