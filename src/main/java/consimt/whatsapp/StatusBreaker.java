package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds opt-outs that statuses tell of when one business gets more of them in an hour than people could mean: a fault of
 * the platform's once told it of everybody. What a person said in any other way is never held.
 *
 * <p>The hour is that of the status's own time, and an opt-out that was let through once always is: so a status that is
 * delivered again counts once, and is decided as before.
 */
@Singleton
public class StatusBreaker {

    /** The store keeps a dozen bytes of each in one item, which it writes anew for each. */
    private static final int MOST = 10_000;

    private final Admissions admissions;
    private final Clock clock;
    private final int most;

    /** @param most how many of a business's are applied in an hour */
    public StatusBreaker(
            Admissions admissions,
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
        return admissions.admit(businessId, at.truncatedTo(ChronoUnit.HOURS), optOut, most, clock.instant());
    }
}
