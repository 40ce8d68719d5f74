package consimt.relation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The removal from a marketing list that people at the business do by hand, as promised at an opt-out.
 *
 * @param stopsBy the last day, in the business's time zone, on which marketing may still come
 * @param optOut the opt-out that it follows from
 */
public record Removal(LocalDate stopsBy, Mark optOut) {

    /** Null where the opt-out promised none. */
    public static @Nullable Removal of(Fact optOut) {
        return optOut.stopsBy() == null ? null : new Removal(optOut.stopsBy(), optOut.mark());
    }
}
