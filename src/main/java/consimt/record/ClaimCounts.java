package consimt.record;

import consimt.ledger.What.Claim;
import consimt.ledger.What.OptOut;
import consimt.relation.BusinessId;
import consimt.runtime.Faults;
import consimt.runtime.StoreUnavailable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * How many claims each business made on a day, and how many people disowned them. Each call but {@link #note} throws
 * {@link StoreUnavailable} if the store does not answer.
 */
public interface ClaimCounts {

    void add(BusinessId businessId, LocalDate day, Counted more);

    /** @param to the last day, included */
    Counted between(BusinessId businessId, LocalDate from, LocalDate to);

    /**
     * @param made how many claims were recorded
     * @param disowned how many opt-outs said that no claim is true
     */
    record Counted(int made, int disowned) {

        public static final Counted NONE = new Counted(0, 0);

        public Counted plus(Counted more) {
            return new Counted(made + more.made, disowned + more.disowned);
        }

        private static Counted of(Recorded recorded) {
            if (recorded.isConflict()
                    || recorded.stored() == null
                    || recorded.move().repeated()) {
                return NONE;
            }
            boolean isClaim = recorded.stored().what() instanceof Claim;
            boolean disowns = recorded.stored().what() instanceof OptOut optOut && optOut.disownsClaims();
            return new Counted(isClaim ? 1 : 0, disowns ? 1 : 0);
        }
    }

    /** Counts what was recorded for the first time. A count that fails is lost, for what it counts is recorded. */
    default void note(BusinessId businessId, LocalDate day, Collection<Recorded> recorded) {
        Counted more = recorded.stream().map(Counted::of).reduce(Counted.NONE, Counted::plus);
        if (!more.equals(Counted.NONE)) {
            try {
                add(businessId, day, more);
            } catch (StoreUnavailable failed) {
                Faults.log("a count of claims is lost", failed);
            }
        }
    }

    /** The same of one statement. */
    default Recorded noting(BusinessId businessId, LocalDate day, Recorded recorded) {
        note(businessId, day, List.of(recorded));
        return recorded;
    }
}
