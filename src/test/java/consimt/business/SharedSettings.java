package consimt.business;

import consimt.relation.BusinessId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings that the functions of a test remember together, so that each sees at once what another of them settles. */
public final class SharedSettings extends BusinessSettings {

    private static final String OPERATOR = "operator";

    private final BusinessSettings shared;
    private final Runnable leave;
    private final Runnable leaveForMany;

    /**
     * @param leave is asked for before anything is read, be it remembered or not, and throws where there is none
     * @param leaveForMany the same where the settings of several businesses are read together
     */
    public SharedSettings(BusinessSettings shared, Businesses own, Clock clock, Runnable leave, Runnable leaveForMany) {
        super(own, clock, OPERATOR);
        this.shared = shared;
        this.leave = leave;
        this.leaveForMany = leaveForMany;
    }

    /**
     * What all of them remember.
     *
     * @param reading by nobody's leave, since here each reader's is asked for
     * @param settling by leave of the one function that settles
     */
    public static BusinessSettings of(Businesses reading, Businesses settling, Clock clock) {
        return new BusinessSettings(new Divided(reading, settling), clock, OPERATOR);
    }

    @Override
    public Business of(BusinessId businessId) {
        leave.run();
        return shared.of(businessId);
    }

    @Override
    public Map<BusinessId, Business> of(Set<BusinessId> businessIds) {
        leaveForMany.run();
        return shared.of(businessIds);
    }

    @Override
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        leave.run();
        return shared.ownerOf(phoneNumberId);
    }

    @Override
    public Business fresh(BusinessId businessId) {
        leave.run();
        return shared.fresh(businessId);
    }

    @Override
    Businesses.Settling put(Business business, boolean keepsBasis, String actor) {
        return shared.put(business, keepsBasis, actor);
    }

    private record Divided(Businesses reading, Businesses settling) implements Businesses {

        @Override
        public Optional<Business> find(BusinessId businessId) {
            return reading.find(businessId);
        }

        @Override
        public Map<BusinessId, Business> find(Set<BusinessId> businessIds) {
            return reading.find(businessIds);
        }

        @Override
        public Optional<BusinessId> ownerOf(String phoneNumberId) {
            return reading.ownerOf(phoneNumberId);
        }

        @Override
        public List<PastSettings> inForce(BusinessId businessId, Instant from, Instant to) {
            return reading.inForce(businessId, from, to);
        }

        @Override
        public Settling put(BusinessId businessId, NewSettings settings, String actor, Instant now) {
            return settling.put(businessId, settings, actor, now);
        }
    }
}
