package consimt.relation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A removal from the marketing list by hand, as promised at an opt-out.
 *
 * @param stopsBy the last day, in the business's time zone, on which marketing may still come
 * @param optOut the opt-out behind it
 */
public record Removal(LocalDate stopsBy, Mark optOut) {

    /** Null if the opt-out promised none. */
    public static @Nullable Removal of(Fact optOut) {
        return optOut.stopsBy() == null ? null : new Removal(optOut.stopsBy(), optOut.mark());
    }
}
