package consimt.record;

import consimt.relation.Removal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * By when marketing stops after an opt-out.
 *
 * @param stopsBy the last day on which marketing may come; null where it stops at once, or is over
 * @param intended the removal that was noted for it, before the opt-out is recorded; null where there is one already
 * @param isElsewhere whether it was made under another of the person's ids
 */
record Promise(@Nullable LocalDate stopsBy, @Nullable Removal intended, boolean isElsewhere) {

    static final Promise NONE = new Promise(null, null, false);
}
