package consimt.inbound;

import static java.util.stream.Collectors.groupingBy;

import consimt.ledger.Ledger.Places;
import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How many entries a business that signs with a secret of its own may bring in a second. No gateway's limit is the
 * business's, and all of its entries are under its one key of the changes, which opt-outs from it by other ways need.
 *
 * <p>An envelope that has room for one entry has room for all. What is more than a second's share takes the share of the
 * seconds that follow.
 */
@Singleton
public record OwnEntries(Places places, Metrics metrics, Clock clock) {

    /** In a second, of what is no certain refusal. */
    public static final int MOST = 150;

    /** Certain refusals in a second. No campaign brings so many, and nothing else takes their places. */
    public static final int MOST_REFUSALS = 300;

    /** Updates in a second, such as statuses, each of which is read for whether it becomes an entry. */
    public static final int MOST_UPDATES = 2_000;

    /** What is looked through for certain refusals in an envelope beyond that: as many as the platform sends at once. */
    private static final int LOOKED_THROUGH = 1_000;

    /** Of one envelope. */
    public Admission admission(Function<BusinessId, Signer> signers) {
        return new Admission(signers);
    }

    /** What of an envelope is recorded now. The platform delivers the envelope again if that is not all of it. */
    public final class Admission {

        private final Function<BusinessId, Signer> signers;
        private final Set<BusinessId> beyond = ConcurrentHashMap.newKeySet();

        private Admission(Function<BusinessId, Signer> signers) {
            this.signers = signers;
        }

        public boolean isBounded(BusinessId businessId) {
            return signers.apply(businessId) == Signer.BUSINESS;
        }

        public boolean waits(BusinessId businessId) {
            return beyond.contains(businessId);
        }

        public boolean isWhole() {
            return beyond.isEmpty();
        }

        /** All updates; without room for them, those that may be certain refusals and are short. */
        public <T> List<T> admittedUpdates(BusinessId businessId, List<T> updates, Predicate<T> mayBeACertainRefusal) {
            return isWithin(() -> admits(businessId, "updates", updates.size(), MOST_UPDATES))
                    ? updates
                    : updates.stream()
                            .filter(mayBeACertainRefusal)
                            .limit(LOOKED_THROUGH)
                            .toList();
        }

        /** A refusal does not wait for the store of the places. */
        public boolean admitsRefusals(BusinessId businessId, int many) {
            return isWithin(() -> admits(businessId, "refusals", many, MOST_REFUSALS));
        }

        private static boolean isWithin(BooleanSupplier bound) {
            try {
                return bound.getAsBoolean();
            } catch (StoreUnavailable failed) {
                Faults.log("refusals are recorded without a place", failed);
                return true;
            }
        }

        public boolean admits(BusinessId businessId, int many) {
            return admits(businessId, "entries", many, MOST);
        }

        public <T> List<T> admitted(Collection<T> entries, Function<T, BusinessId> whose) {
            Map<BusinessId, List<T>> ofBusinesses = entries.stream().collect(groupingBy(whose));
            return ofBusinesses.entrySet().stream()
                    .filter(each -> admits(each.getKey(), each.getValue().size()))
                    .flatMap(each -> each.getValue().stream())
                    .toList();
        }

        private boolean admits(BusinessId businessId, String what, int many, int most) {
            boolean has = many == 0 || !isBounded(businessId) || take(businessId, what + " of ", many, most);
            if (!has && beyond.add(businessId)) {
                metrics.reached("UPDATES", businessId.value());
            }
            return has;
        }
    }

    private boolean take(BusinessId businessId, String what, int many, int most) {
        Instant now = clock.instant();
        long second = now.getEpochSecond();
        if (!places.take(businessId, what + second, Math.min(many, most), most, now)) {
            return false;
        }
        for (int rest = many - most; rest > 0; rest -= most) {
            second++;
            places.take(businessId, what + second, Math.min(rest, most), most, now);
        }
        return true;
    }
}
