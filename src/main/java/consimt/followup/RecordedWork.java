package consimt.followup;

import consimt.ledger.Entry;
import consimt.ledger.What.FollowUpStep;
import consimt.ledger.What.LateMessage;
import consimt.ledger.WorkState;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A follow-up from the ledger: each step of work has the state of the work after it. */
public final class RecordedWork {

    private RecordedWork() {}

    /**
     * The follow-up after a step.
     *
     * @param relation in whose ledger the step is
     * @return empty if the entry is no step of work, or is one that only newer code can read
     */
    public static Optional<FollowUp> in(Relation relation, Entry step) {
        FollowUpId id = id(step);
        WorkState after = step.work();
        if (id == null || after == null) {
            return Optional.empty();
        }
        BusinessId own = relation.businessId();
        BusinessId queueOf = step.what() instanceof FollowUpStep work && work.queueOf() != null ? work.queueOf() : own;
        return Optional.of(new FollowUp(
                id,
                new Relation(relation.userId(), queueOf),
                after.job().kind() == WorkState.Kind.REPORT_REVIEW ? own : null,
                after,
                Map.of()));
    }

    /** The work that an entry is a step of, or null. */
    public static @Nullable FollowUpId id(Entry step) {
        if (step.what() instanceof FollowUpStep work) {
            return work.followUpId();
        }
        return step.what() instanceof LateMessage late ? late.removal() : null;
    }
}
