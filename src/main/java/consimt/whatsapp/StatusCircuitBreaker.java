package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The circuit breaker for opt-outs that statuses tell of: a fault of the platform's once told of an opt-out of everybody.
 * Each hour of the clock has a number of places for the opt-outs of a business. An opt-out is admitted if it has a place
 * in the hour of its status's own time, or gets one; otherwise it is held. What a person said in any other way is never
 * held.
 *
 * <p>Places are never given back. So a status that is delivered again, in whatever order and however late, is decided as
 * before and counts once.
 *
 * <p>Each hour counts by itself: the minutes around the end of an hour may admit twice as many as an hour does.
 */
@Singleton
public class StatusCircuitBreaker {

    /** The store keeps a dozen bytes for each place, in one item an hour, and writes the whole item for each new place. */
    private static final int MOST = 10_000;

    private final HourlyQuota quota;
    private final Clock clock;
    private final int most;

    /** @param most how many opt-outs of a business are admitted in each hour of the clock */
    public StatusCircuitBreaker(
            HourlyQuota quota,
            Clock clock,
            @ConfigProperty(name = "consimt.whatsapp.status-opt-outs-an-hour") int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "consimt.whatsapp.status-opt-outs-an-hour must be a number from 1 to " + MOST);
        }
        this.quota = quota;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Whether an opt-out is to be applied, and not to be held for a person to look at.
     *
     * @param optOut its entry in the ledger
     * @param at the status's own time
     */
    boolean admits(BusinessId businessId, EntryId optOut, Instant at) {
        return quota.takePlace(businessId, at.truncatedTo(ChronoUnit.HOURS), optOut, most, clock.instant());
    }
}
