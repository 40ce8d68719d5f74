package consimt.followup;

import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.ledger.Entry;
import consimt.ledger.What.LateMessage;
import consimt.ledger.What.OfWork;
import consimt.ledger.WorkState;
import consimt.ledger.WorkState.WorkCounts;
import consimt.ledger.WorkState.WorkProgress;
import consimt.ledger.WorkState.WorkSubject;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A follow-up from the ledger: each step of work has the state of the work after it. */
public final class RecordedWork {

    private RecordedWork() {}

    /** The state of the follow-up for the step's entry. */
    static WorkState of(FollowUp after) {
        return new WorkState(
                new WorkSubject(
                        after.kind().name(),
                        after.scope().isAll() ? null : after.scope(),
                        after.cause(),
                        after.openedAt(),
                        after.due()),
                new WorkProgress(after.state().name(), after.assignee(), after.claimedUntil(), after.closedAt()),
                new WorkCounts(after.reminders(), after.lateMessages(), after.reports()),
                messages(after),
                after.remindAt(),
                after.version());
    }

    /**
     * The follow-up after a step.
     *
     * @param relation in whose ledger the step is
     * @return empty if the entry is no step of work, or is one that only newer code can read
     */
    public static Optional<FollowUp> in(Relation relation, Entry step) {
        FollowUpId id = id(step);
        WorkState work = step.work();
        if (id == null || work == null) {
            return Optional.empty();
        }
        BusinessId queueOf = step.what() instanceof OfWork ofWork && ofWork.queueOf() != null
                ? ofWork.queueOf()
                : relation.businessId();
        try {
            Kind kind = Kind.valueOf(work.subject().kind());
            return Optional.of(new FollowUp(
                    id,
                    new Relation(relation.userId(), queueOf),
                    kind.isOfTheOperator() ? relation.businessId() : null,
                    kind,
                    work.subject().scope() == null ? Scope.ALL : work.subject().scope(),
                    work.subject().cause(),
                    State.valueOf(work.progress().state()),
                    work.subject().openedAt(),
                    work.subject().due(),
                    work.progress().assignee(),
                    work.progress().claimedUntil(),
                    work.progress().closedAt(),
                    work.counts().reminders(),
                    work.counts().lateMessages(),
                    work.counts().reports(),
                    messages(work),
                    work.remindAt(),
                    work.version()));
        } catch (IllegalArgumentException ofNewerCode) {
            return Optional.empty();
        }
    }

    private static @Nullable List<WorkState.Message> messages(FollowUp work) {
        return work.messages().isEmpty()
                ? null
                : work.messages().stream()
                        .map(message -> new WorkState.Message(message.id(), message.arrivedAt(), message.isCleared()))
                        .toList();
    }

    /** Without their texts, which are in no entry. */
    private static List<SuspectedRefusal> messages(WorkState work) {
        return work.messages() == null
                ? List.of()
                : work.messages().stream()
                        .map(message ->
                                new SuspectedRefusal(message.id(), message.arrivedAt(), null, message.cleared()))
                        .toList();
    }

    /** The work that an entry is a step of, or null. */
    public static @Nullable FollowUpId id(Entry step) {
        if (step.what() instanceof OfWork ofWork) {
            return ofWork.followUpId();
        }
        return step.what() instanceof LateMessage late ? late.removal() : null;
    }
}
