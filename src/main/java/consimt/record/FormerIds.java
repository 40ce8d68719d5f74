package consimt.record;

import consimt.runtime.Remembers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether an earlier release may have stored an entry under an id of the former form, or may have read a message
 * otherwise. A platform delivers again for a week, so an event from before an update may arrive again after it.
 *
 * <p>The first run of each form is noted once in the store, and read once in each process. Later events cost nothing.
 */
@Singleton
public class FormerIds implements Remembers {

    /** How long an earlier release may run beside this one, while versions are switched. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** The platform delivers again for seven days; a day more, because its clock may be ahead. */
    private static final Duration DELIVERED_AGAIN = Duration.ofDays(8);

    private final FormsInUse form;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    FormerIds(FormsInUse form, Clock clock) {
        this.form = form;
        this.clock = clock;
    }

    @Override
    public void forget() {
        since.clear();
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
        return mayBeOfBefore(FormsInUse.IDS, at);
    }

    /**
     * Whether an earlier release may have read a message of this instant by other words.
     *
     * @param words the version of this release's words
     */
    public boolean mayHaveReadOtherwise(String words, Instant at) {
        return mayBeOfBefore("words-" + words, at);
    }

    private boolean mayBeOfBefore(String name, Instant at) {
        Instant first = since.computeIfAbsent(name, its -> form.since(its, clock.instant()));
        return at.isBefore(first.plus(OVERLAP)) || clock.instant().isBefore(first.plus(DELIVERED_AGAIN));
    }
}
