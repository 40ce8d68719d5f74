package consimt.business;

import consimt.business.Business.AtGateway;
import consimt.business.Businesses.PastSettings;
import consimt.business.LawRow.MessageChannel;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.runtime.ExpiringCache;
import consimt.runtime.Rehearsal.Remembers;
import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache of the businesses' settings, so that a campaign reads them once, and not once for each message. */
@Singleton
public class BusinessSettings implements Remembers {

    public static final Duration KEPT = Duration.ofSeconds(60);

    /** Two thousand settings of some two kilobytes: a few megabytes. */
    static final int MOST = 2_000;

    private final Businesses businesses;
    private final Clock clock;
    private final ExpiringCache<BusinessId, Business> kept;
    private final BusinessId operator;
    private final Supplier<Laws> laws;

    @Inject
    BusinessSettings(Businesses businesses, Clock clock) {
        this(businesses, clock, Setting.text("consimt.operator.business-id"));
    }

    public BusinessSettings(Businesses businesses, Clock clock, String operator) {
        this(businesses, clock, operator, Laws::ofThisRelease);
    }

    BusinessSettings(Businesses businesses, Clock clock, String operator, Supplier<Laws> laws) {
        this.laws = laws;
        this.operator = new BusinessId(operator);
        this.businesses = businesses;
        this.clock = clock;
        this.kept = new ExpiringCache<>(clock, KEPT, MOST);
    }

    @Override
    public void forget() {
        kept.clear();
    }

    /** A business's settings, at most {@link #KEPT} old. The defaults if the business never configured anything. */
    public Business of(BusinessId businessId) {
        return kept.get(businessId, this::read);
    }

    public Optional<AtGateway> atGateway() {
        return Optional.ofNullable(ofOperator().terms().gateway());
    }

    public Business ofOperator() {
        return of(operator);
    }

    public boolean acceptsClaims() {
        return ofOperator().acceptsClaims();
    }

    /** The settings of several businesses. Those that are not cached are read together. */
    public Map<BusinessId, Business> of(Set<BusinessId> businessIds) {
        Map<BusinessId, Business> all = new TreeMap<>();
        Set<BusinessId> unknown = new TreeSet<>();
        for (BusinessId businessId : businessIds) {
            Business cached = kept.get(businessId);
            if (cached == null) {
                unknown.add(businessId);
            } else {
                all.put(businessId, cached);
            }
        }
        if (!unknown.isEmpty()) {
            Map<BusinessId, Business> found = businesses.find(unknown);
            unknown.forEach(businessId -> all.put(businessId, keep(businessId, found.get(businessId))));
        }
        return all;
    }

    /** What was read meanwhile by {@link #fresh} is newer, and stays. */
    private Business keep(BusinessId businessId, @Nullable Business found) {
        return kept.get(businessId, same -> found == null ? Business.unconfigured(same) : found);
    }

    /**
     * The settings as the store has them now; {@link #of(BusinessId)} returns the same from then on. Every use that records
     * an opt-out begins with this call: with settings of a minute ago the removal by hand might not open.
     *
     * @throws consimt.runtime.StoreUnavailable if they cannot be read
     */
    public Business fresh(BusinessId businessId) {
        return kept.refresh(businessId, this::read);
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

    /**
     * The settings by which a process may have answered at an instant, the latest first: those that were in force then, or
     * others that it remembered.
     */
    public List<PastSettings> at(BusinessId businessId, Instant at) {
        return businesses.inForce(businessId, at.minus(KEPT), at);
    }

    /** The id of the operator's own queue and settings. */
    public BusinessId operator() {
        return operator;
    }

    /**
     * The marketing basis that applies to a business: its own, or else its country's. A row of a law takes effect when
     * its first day begins in the business's time zone, whatever is cached.
     *
     * @param channel null for any: then the country's row for all electronic messages counts
     * @param asOf the day whose laws count; null for today in the business's time zone
     */
    public MarketingBasis marketingBasis(Business business, @Nullable Channel channel, @Nullable LocalDate asOf) {
        return business.hasOwnBasis()
                ? business.terms().marketingBasis()
                : basis(business, channel, day(business, asOf)).applies();
    }

    /** The marketing basis by a channel on a day, and why. */
    public AppliedBasis basis(Business business, @Nullable Channel channel, LocalDate day) {
        return AppliedBasis.of(business, laws.get(), MessageChannel.of(channel), day);
    }

    /** The marketing basis for electronic messages that applies now, and why. */
    public AppliedBasis basis(Business business) {
        return basis(business, null, day(business, null));
    }

    /**
     * The law of the business's country by which a no to one kind of messages is one to others, by the id of its row;
     * null if there is none. The operator's own settings may have moved the row, or switched it off.
     *
     * @param operators the operator's own settings; asked where the country has a row
     * @param asOf the day whose laws count; null for today in the business's time zone
     */
    public @Nullable String revokingLaw(Business business, Supplier<Business> operators, @Nullable LocalDate asOf) {
        String country = business.profile().country();
        return country == null
                ? null
                : laws.get()
                        .revokingAll(
                                country,
                                day(business, asOf),
                                () -> operators.get().terms().laws())
                        .map(RevocationRow::id)
                        .orElse(null);
    }

    /**
     * The laws about the hours at which texts and calls may come to a place that are in force. The operator's own settings
     * may have moved a row, or switched it off.
     *
     * @param place a country, or a part of one
     * @param operators the operator's own settings; asked where the place has a row
     */
    public List<HoursRow> hours(String place, Channel channel, LocalDate day, Supplier<Business> operators) {
        return laws.get().hours(place, channel).stream()
                .filter(row -> row.isInForce(day, operators.get().terms().laws()))
                .toList();
    }

    private LocalDate day(Business business, @Nullable LocalDate asOf) {
        return asOf == null ? business.dayOf(clock.instant()) : asOf;
    }

    /** @param keepsBasis whether the business keeps its own marketing basis, if it has one */
    Businesses.Settling put(Business business, boolean keepsBasis, String actor) {
        Instant now = clock.instant();
        Businesses.Settling settling = businesses.put(
                business.businessId(),
                before -> {
                    Business settled = before.filter(earlier -> keepsBasis && earlier.hasOwnBasis())
                            .map(earlier -> business.with(earlier.terms().marketingBasis(), null))
                            .orElse(business);
                    Business dated = settled.with(basis(settled, null, settled.dayOf(now)));
                    return before.map(earlier -> dated.after(earlier, now)).orElse(dated);
                },
                actor,
                now);
        kept.remove(business.businessId());
        return settling;
    }
}
