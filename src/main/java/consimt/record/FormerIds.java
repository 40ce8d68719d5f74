package consimt.record;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether code before this one may have stored something, in its own form. A platform delivers again for a week, so what was
 * stored before an update of the code may come again after the update.
 *
 * <p>When this code first ran is noted once and asked for once a process; what is told of later events costs nothing.
 */
@Singleton
public class FormerIds {

    /** For which code before may still run beside this one, while versions are switched. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** The platform delivers again for seven days, and its clock may be ahead. */
    private static final Duration DELIVERED_AGAIN = Duration.ofDays(8);

    private final IdForm form;
    private final Clock clock;
    private volatile @Nullable Instant since;

    FormerIds(IdForm form, Clock clock) {
        this.form = form;
        this.clock = clock;
    }

    /** Whether the statement may stand in the ledger under the id that code before gave it. */
    boolean mayHave(Statement statement) {
        return statement.formerId().isPresent()
                && mayHaveStored(statement.request().time().own());
    }

    /**
     * Whether code before may have stored what happened at an instant, by the word of who told it. The word may be ahead of
     * the arrival, so for some days everything may be.
     */
    public boolean mayHaveStored(Instant at) {
        return at.isBefore(since().plus(OVERLAP)) || clock.instant().isBefore(since().plus(DELIVERED_AGAIN));
    }

    private Instant since() {
        Instant known = since;
        if (known == null) {
            known = form.since(clock.instant());
            since = known;
        }
        return known;
    }
}
