package consimt.whatsapp;

import consimt.ledger.Places;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The circuit breaker for opt-outs from statuses: a fault of the platform once reported an opt-out of everybody. Each
 * hour of the clock has a limited number of places for a business's opt-outs. An opt-out is admitted if it has or gets
 * a place in the hour of its status's own time; otherwise it is held. Opt-outs by other ways are never held.
 *
 * <p>Places are never given back. So a repeated delivery is decided as before, in whatever order it comes, and counts
 * once.
 *
 * <p>Each hour counts by itself: the minutes around the end of an hour may admit twice the limit.
 *
 * @param most how many opt-outs of a business are admitted in each hour of the clock
 */
@Singleton
public record StatusCircuitBreaker(Places places, Clock clock, int most) {

    /**
     * The highest number of places: the store keeps a dozen bytes for each place, in one item an hour, and writes the
     * whole item for each new place.
     */
    private static final int MOST = 10_000;

    @Inject
    StatusCircuitBreaker(Places places, Clock clock) {
        this(places, clock, Setting.of("consimt.whatsapp.status-opt-outs-an-hour", Integer.class));
    }

    public StatusCircuitBreaker {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "consimt.whatsapp.status-opt-outs-an-hour must be a number from 1 to " + MOST);
        }
    }

    /**
     * Whether an opt-out is to be applied; if not, it is held until somebody decides.
     *
     * @param optOut its entry in the ledger
     * @param at the status's own time
     */
    boolean admits(BusinessId businessId, EntryId optOut, Instant at) {
        return places.take(businessId, at.truncatedTo(ChronoUnit.HOURS).toString(), optOut, most, clock.instant());
    }
}
