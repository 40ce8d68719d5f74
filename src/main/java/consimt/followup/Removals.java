package consimt.followup;

import consimt.business.Business;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Removal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The queue's side of an opt-out and of a change of mind, at businesses that remove by hand. */
@Singleton
public class Removals {

    private final FollowUps followUps;

    public Removals(FollowUps followUps) {
        this.followUps = followUps;
    }

    /** The last day on which marketing may come after an opt-out now, or null where the business removes at once. */
    public @Nullable LocalDate stopsBy(Business business, Instant now) {
        return business.removal().byHand() ? BusinessDays.due(business, now) : null;
    }

    public void open(Relation relation, Removal removal) {
        followUps.open(asFollowUp(relation, removal));
    }

    /**
     * The person opted in again: what is not done need not be, and what is done is to be undone.
     *
     * @param since when they did
     */
    public void undo(Business business, Relation relation, Removal removal, Instant since) {
        if (withdraw(relation, removal) == State.DONE) {
            followUps.open(new FollowUp(
                    FollowUpId.ofReinstatement(relation, removal),
                    relation,
                    Kind.MARKETING_REINSTATEMENT,
                    State.OPEN,
                    since,
                    BusinessDays.due(business, since)));
        }
    }

    public State withdraw(Relation relation, Removal removal) {
        return followUps.withdraw(asFollowUp(relation, removal));
    }

    private static FollowUp asFollowUp(Relation relation, Removal removal) {
        return new FollowUp(
                FollowUpId.ofRemoval(relation, removal),
                relation,
                Kind.MARKETING_REMOVAL,
                State.OPEN,
                removal.optOut().at(),
                removal.stopsBy());
    }
}
