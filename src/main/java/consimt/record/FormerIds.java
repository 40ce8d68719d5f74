package consimt.record;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an earlier release may have stored an entry under an id of the former form. A platform delivers again
 * for a week, so an entry from before an update may arrive again after it.
 *
 * <p>The first run of this release is noted once in the store, and read once in each process. Later events cost
 * nothing.
 */
@Singleton
public class FormerIds {

    /** How long an earlier release may run beside this one, while versions are switched. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** The platform delivers again for seven days; a day more, because its clock may be ahead. */
    private static final Duration DELIVERED_AGAIN = Duration.ofDays(8);

    private final IdForm form;
    private final Clock clock;
    private volatile @Nullable Instant since;

    FormerIds(IdForm form, Clock clock) {
        this.form = form;
        this.clock = clock;
    }

    /** Whether the statement may be in the ledger under its former id. */
    boolean mayHave(Statement statement) {
        return statement.formerId().isPresent()
                && mayHaveStored(statement.request().time().own());
    }

    /**
     * Whether an earlier release may have stored an event of this instant. The sender's clock may be ahead, so for some
     * days the answer is always yes.
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
