package consimt.permission;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.business.HoursRow;
import consimt.business.MarketingBasis;
import consimt.hours.Arrival;
import consimt.hours.JudgedPlace;
import consimt.hours.JudgedPlace.Region;
import consimt.hours.Wait;
import consimt.hours.Wait.Quiet;
import consimt.relation.Channel;
import consimt.relation.MessageCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * @param its is asked only where a rule needs the settings, because that may cost a read
 * @param operators the operator's own settings; asked only where a law may be moved
 * @param asOf the day whose laws count; null for today
 * @param timings what was judged before: the people of a list are in few places
 */
record BusinessTerms(
        BusinessSettings settings,
        Supplier<Business> its,
        Supplier<Business> operators,
        @Nullable LocalDate asOf,
        Map<Arriving, @Nullable Timing> timings)
        implements Rules.Terms {

    record Arriving(JudgedPlace place, Channel channel, Instant at) {}

    static BusinessTerms of(
            BusinessSettings settings, Supplier<Business> its, Supplier<Business> operators, @Nullable LocalDate asOf) {
        return new BusinessTerms(settings, its, operators, asOf, new HashMap<>());
    }

    @Override
    public Business business() {
        return its.get();
    }

    @Override
    public MarketingBasis basis(@Nullable Channel channel) {
        return settings.marketingBasis(business(), channel, asOf);
    }

    @Override
    public @Nullable String revokingLaw() {
        return settings.revokingLaw(business(), operators, asOf);
    }

    @Override
    public boolean acceptsClaims() {
        return operators.get().acceptsClaims();
    }

    @Override
    public @Nullable Timing timing(Arrival arrival, Channel channel, MessageCategory category) {
        boolean mayHaveLaw = category.isMarketing() && channel.isTextOrCall();
        if (!mayHaveLaw) {
            return null;
        }
        Business business = business();
        JudgedPlace place = JudgedPlace.of(arrival, business.profile().country(), business.timeZone());
        if (place == null) {
            return null;
        }
        Arriving arriving = new Arriving(place, channel, arrival.at());
        if (!timings.containsKey(arriving)) {
            Set<Quiet> quiet = quiet(arriving, asOf == null ? business.dayOf(arrival.at()) : asOf);
            timings.put(arriving, quiet.isEmpty() ? null : Timing.of(Wait.at(arrival.at(), quiet), place));
        }
        return timings.get(arriving);
    }

    /** Each region of the place has the laws of its country and its own, on each of its clocks. */
    private Set<Quiet> quiet(Arriving arriving, LocalDate day) {
        Set<Quiet> quiet = new LinkedHashSet<>();
        for (Region region : arriving.place.regions()) {
            for (String place : new TreeSet<>(List.of(region.country(), region.code()))) {
                for (HoursRow row : settings.hours(place, arriving.channel, day, operators)) {
                    for (ZoneId zone : region.zones()) {
                        row.quiet().forEach(span -> quiet.add(new Quiet(span, zone, row.id())));
                    }
                }
            }
        }
        return quiet;
    }
}
