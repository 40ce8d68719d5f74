package consimt.followup;

import consimt.followup.FollowUp.State;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import java.util.Optional;

/** All work by hand. Each call throws {@link consimt.function.StoreUnavailable} where the store does not answer. */
public interface FollowUps {

    /** Opens it, unless it was opened, or withdrawn, before. */
    void open(FollowUp followUp);

    /**
     * Withdraws what is not closed. What was not opened yet is kept as withdrawn, so it cannot open later.
     *
     * @return the state in which it now is
     */
    State withdraw(FollowUp followUp);

    Optional<FollowUp> find(BusinessId businessId, FollowUpId id);
}
