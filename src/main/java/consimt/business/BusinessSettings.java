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

/** The settings of the businesses asked about lately, so that a campaign reads them once and not once a message. */
@Singleton
public class BusinessSettings {

    public static final Duration KEPT = Duration.ofSeconds(60);

    /** At some two kilobytes each, a few megabytes. */
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

    /** A business's settings, at most {@link #KEPT} old; the defaults where it never configured anything. */
    public Business of(BusinessId businessId) {
        return kept.get(businessId, this::read);
    }

    /**
     * As the store has them now, and as {@link #of} tells them from then on. What records an opt-out begins with this:
     * by settings of a minute ago the work that it asks for would not open.
     *
     * @throws consimt.runtime.StoreUnavailable where they cannot be read
     */
    public Business fresh(BusinessId businessId) {
        // Computed under the key's lock, so that no read that began earlier takes its place.
        return kept.asMap().compute(businessId, (id, known) -> read(id));
    }

    /**
     * To whom a WhatsApp number belongs now.
     *
     * @throws consimt.runtime.StoreUnavailable where it cannot be read
     */
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        return businesses.ownerOf(phoneNumberId);
    }

    private Business read(BusinessId businessId) {
        return businesses.find(businessId).orElseGet(() -> Business.unconfigured(businessId));
    }

    /** Under what id the operator of the service has its own queue and settings. */
    public BusinessId operator() {
        return operator;
    }

    /** @param actor who settles it */
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
