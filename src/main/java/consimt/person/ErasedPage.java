package consimt.person;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.ledger.WorkState;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call erased. Only the last page has no {@code nextToken}.
 *
 * @param erased the relations that it went through; with {@code dryRun} they are as they were
 * @param entries how many entries it deleted
 * @param openWork what is still to be done: it keeps what its clerk needs, and goes with a call after it is closed
 * @param unverifiedIds ids by the word of the business, which are as they were
 */
public record ErasedPage(
        Outcome outcome,
        List<ErasedRelation> erased,
        int entries,
        List<OpenWork> openWork,
        List<UserId> unverifiedIds,
        @Nullable String nextToken)
        implements Answer {

    public record ErasedRelation(UserId userId, BusinessId businessId) {

        static ErasedRelation of(Relation relation) {
            return new ErasedRelation(relation.userId(), relation.businessId());
        }
    }

    /** @param queueOf in whose queue it is */
    public record OpenWork(FollowUpId followUpId, BusinessId queueOf, UserId userId, WorkState.Kind kind) {}
}
