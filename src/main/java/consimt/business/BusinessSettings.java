package consimt.business;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A cache of the businesses' settings, so that a campaign reads them once, and not once for each message. */
@Singleton
public class BusinessSettings {

    public static final Duration KEPT = Duration.ofSeconds(60);

    /** Two thousand settings of some two kilobytes: a few megabytes. */
    static final int MOST = 2_000;

    private final Businesses businesses;
    private final Clock clock;
    private final Cache<BusinessId, Business> kept;
    private final BusinessId operator;

    public BusinessSettings(
            Businesses businesses,
            Clock clock,
            @ConfigProperty(name = "consimt.operator.business-id", defaultValue = "operator") String operator) {
        this.operator = new BusinessId(operator);
        this.businesses = businesses;
        this.clock = clock;
        this.kept = cache(clock);
    }

    /** A business's settings, at most {@link #KEPT} old. The defaults if the business never configured anything. */
    public Business of(BusinessId businessId) {
        return kept.get(businessId, this::read);
    }

    /**
     * The settings as the store has them now; {@link #of} returns the same from then on. Every use that records an
     * opt-out begins with this call: with settings of a minute ago the removal by hand might not open.
     *
     * @throws consimt.runtime.StoreUnavailable if they cannot be read
     */
    public Business fresh(BusinessId businessId) {
        // Computed under the key's lock, so that no read that began earlier overwrites the result.
        return kept.asMap().compute(businessId, (id, known) -> read(id));
    }

    /**
     * The business that owns a WhatsApp number now.
     *
     * @throws consimt.runtime.StoreUnavailable if the owner cannot be read
     */
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        return businesses.ownerOf(phoneNumberId);
    }

    private Business read(BusinessId businessId) {
        return businesses.find(businessId).orElseGet(() -> Business.unconfigured(businessId));
    }

    /** The id of the operator's own queue and settings. */
    public BusinessId operator() {
        return operator;
    }

    /** @param actor who configures the business */
    Businesses.Settling put(Business business, String actor) {
        Businesses.Settling settling = businesses.put(business, actor, clock.instant());
        kept.invalidate(business.businessId());
        return settling;
    }

    private static Cache<BusinessId, Business> cache(Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }
}
