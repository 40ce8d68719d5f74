package consimt.record;

import consimt.record.RemovalWork.Note;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The promised end of marketing after an opt-out.
 *
 * @param stopsBy the last day on which marketing may come; null if it stops at once, or has stopped
 * @param note of the removal, made before the opt-out is recorded; null if there is one already
 * @param isElsewhere whether the promise was made under another of the person's ids
 */
record Promise(@Nullable LocalDate stopsBy, @Nullable Note note, boolean isElsewhere) {

    static final Promise NONE = new Promise(null, null, false);
}
