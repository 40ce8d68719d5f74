package consimt.record;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a statement may stand in the ledger under the id that code before gave it. A platform delivers again for a week,
 * so what was stored before an update of the code may come again after it.
 *
 * <p>When this code first ran is noted once and asked for once a process; what is told of later events costs nothing.
 */
@Singleton
class FormerIds {

    /** For which code before may still run beside this one, while versions are switched. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final IdForm form;
    private final Clock clock;
    private volatile @Nullable Instant since;

    FormerIds(IdForm form, Clock clock) {
        this.form = form;
        this.clock = clock;
    }

    boolean mayHave(Statement statement) {
        return statement.formerId().isPresent() && statement.request().ownTime().isBefore(since().plus(OVERLAP));
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
