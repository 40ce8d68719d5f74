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

    private final Cache<String, BusinessId> owners;

    private final BusinessId operator;

    public BusinessSettings(
            Businesses businesses,
            Clock clock,
            @ConfigProperty(name = "consimt.operator.business-id", defaultValue = "operator") String operator) {
        this.operator = new BusinessId(operator);
        this.businesses = businesses;
        this.clock = clock;
        this.kept = cache(clock);
        this.owners = cache(clock);
    }

    /** A business's settings, at most {@link #KEPT} old; the defaults where it never configured anything. */
    public Business of(BusinessId businessId) {
        Business known = kept.getIfPresent(businessId);
        if (known != null) {
            return known;
        }
        Business read = businesses.find(businessId).orElseGet(() -> Business.unconfigured(businessId));
        kept.put(businessId, read);
        return read;
    }

    /**
     * To whom a WhatsApp number belongs, as of at most {@link #KEPT} ago. That it is nobody's is never remembered, since
     * whoever settles it expects to be served at once.
     */
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        BusinessId known = owners.getIfPresent(phoneNumberId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<BusinessId> owner = businesses.ownerOf(phoneNumberId);
        owner.ifPresent(id -> owners.put(phoneNumberId, id));
        return owner;
    }

    /** Under what id the operator of the service has its own queue and settings. */
    public BusinessId operator() {
        return operator;
    }

    /** As the store has them now. */
    Business fresh(BusinessId businessId) {
        kept.invalidate(businessId);
        return of(businessId);
    }

    boolean put(Business business) {
        boolean put = businesses.put(business, clock.instant());
        kept.invalidate(business.businessId());
        owners.invalidateAll();
        return put;
    }

    private static <K, V> Cache<K, V> cache(Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }
}
