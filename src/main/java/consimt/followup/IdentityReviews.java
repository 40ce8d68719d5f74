package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.record.HeldIdentities;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import jakarta.inject.Singleton;

/** Opens the operator's work about ids that would be too many for one person. */
@Singleton
class IdentityReviews implements HeldIdentities {

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;

    IdentityReviews(FollowUps followUps, FollowUpWork work, BusinessSettings settings) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
    }

    @Override
    public void open(Relation relation, Mark held) {
        Business operator = settings.of(settings.operator());
        FollowUpId id = FollowUpId.ofTooManyIds(relation, held.entry());
        // Each message that names two of these ids comes here again.
        if (followUps.find(operator.businessId(), id).isPresent()) {
            return;
        }
        work.openIfAbsent(FollowUp.pending(
                        id,
                        new Relation(relation.userId(), operator.businessId()),
                        Kind.TOO_MANY_IDS,
                        held.entry(),
                        held.at(),
                        BusinessDays.soon(operator, held.at()))
                .about(relation.businessId()));
    }
}
