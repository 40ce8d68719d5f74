package consimt.relation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A removal from the marketing list by hand, as promised at an opt-out.
 *
 * @param scope which marketing it is about
 * @param stopsBy the last day, in the business's time zone, on which marketing may still come
 * @param optOut the opt-out behind it, as it stands in the scope
 */
public record Removal(Scope scope, LocalDate stopsBy, Mark optOut) {

    public Removal {
        optOut = optOut.in(scope);
    }

    /** Whether it is the removal of this opt-out, however the entry is named. */
    public boolean isOf(EntryId entry) {
        return optOut.entry().shortened().equals(entry.shortened());
    }

    /**
     * Null if the opt-out promised none.
     *
     * @param scope under which the opt-out stands
     */
    public static @Nullable Removal of(Fact optOut, Scope scope) {
        return optOut.stopsBy() == null ? null : new Removal(scope, optOut.stopsBy(), optOut.mark());
    }
}
