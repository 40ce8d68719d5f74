package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds opt-outs that statuses tell of when one business gets more of them in an hour than people could mean: a fault of
 * the platform's once told it of everybody. What a person said in any other way is never held.
 *
 * <p>The hour is any hour by the statuses' own time, wherever it begins. The clock's hours alone would let twice as many
 * through around their ends, so each of them has places for half as many, and whoever finds their own hour full takes a
 * place in both of the hours beside it. Any hour lies within two of the clock's, and whoever is let through in one of the
 * two has a place of their own there or in the other one: so there are never more than the places of both. A full hour
 * thus still lets through as many as are allowed, where few came in the hours beside it; where many did, fewer.
 *
 * <p>Places are never given back, so an opt-out that was let through once always is, and one that was held stays so: a
 * status that is delivered again, in whatever order and however late, is decided as before and counts once.
 */
@Singleton
public class StatusCircuitBreaker {

    /** The store keeps a dozen bytes of each place in one item an hour, which it writes anew for each. */
    private static final int MOST = 10_000;

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final HourlyQuota admissions;
    private final Clock clock;
    private final int most;

    /** @param most how many of a business's are applied in any hour */
    public StatusCircuitBreaker(
            HourlyQuota admissions,
            Clock clock,
            @ConfigProperty(name = "consimt.whatsapp.status-opt-outs-an-hour") int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "consimt.whatsapp.status-opt-outs-an-hour must be a number from 1 to " + MOST);
        }
        this.admissions = admissions;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Whether an opt-out is to be applied, and not to be held for a person to look at.
     *
     * @param optOut its entry in the ledger
     * @param at the status's own time
     */
    public boolean admits(BusinessId businessId, EntryId optOut, Instant at) {
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        // The hour before comes first: it tends to be the fuller one, and what it refuses takes no place in the next.
        return hasPlace(businessId, hour, optOut)
                || (hasPlace(businessId, hour.minus(AN_HOUR), optOut)
                        && hasPlace(businessId, hour.plus(AN_HOUR), optOut));
    }

    private boolean hasPlace(BusinessId businessId, Instant hour, EntryId optOut) {
        int places = places(hour);
        return places > 0 && admissions.takePlace(businessId, hour, optOut, places, clock.instant());
    }

    /** Of two hours beside each other, as many as are allowed in one. */
    private int places(Instant hour) {
        boolean isEven = hour.getEpochSecond() / AN_HOUR.toSeconds() % 2 == 0;
        return isEven ? most / 2 : most - most / 2;
    }
}
