package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.Tries;
import consimt.ledger.Source;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Message;
import consimt.ledger.WorkState.Term;
import consimt.record.SuspectedRefusalWork;
import consimt.record.WrittenText;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Held;
import consimt.relation.Mark;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The work of reading messages that may be refusals. A relation has one open piece of it at most, to which a message is
 * added. What people wrote is in the follow-up alone, until it is closed.
 */
@Singleton
record SuspectedRefusalQueue(FollowUps followUps, FollowUpWork work, BusinessSettings settings)
        implements SuspectedRefusalWork {

    /** A relation holds as many messages one by one; what is held beyond them, only an opt-in ends. */
    private static final int MOST_MESSAGES = Held.MOST;

    @Override
    public void add(Relation relation, Mark message, @Nullable WrittenText text) {
        Message suspected = new Message(message.entry(), message.at(), false);
        String said = text == null ? null : text.value();
        work(relation)
                .add(
                        work,
                        id -> first(relation, id, suspected).withMessage(suspected, said),
                        open -> open.messages().size() < MOST_MESSAGES ? open.withMessage(suspected, said) : null,
                        after -> work.added("ADD_MESSAGE", after, EntryId.ofSuspectedRefusal(message.entry())));
    }

    @Override
    public void withdraw(Relation relation, Instant optedIn) {
        FollowUp open = work(relation).open();
        Tries tries = new Tries();
        while (open != null
                && open.messages().stream()
                        .allMatch(message -> message.arrivedAt().isBefore(optedIn))) {
            tries.begin();
            boolean isEnded = followUps
                    .step(open, from -> work.withdrawal(from, 0, Source.PERSON, "The person opted in afterwards."))
                    .isPresent();
            open = isEnded ? null : work(relation).open();
        }
    }

    private NumberedWork work(Relation relation) {
        return NumberedWork.ofSuspectedRefusals(followUps, relation);
    }

    private FollowUp first(Relation relation, FollowUpId id, Message message) {
        return FollowUp.pending(
                id,
                relation,
                Job.of(Kind.SUSPECTED_REFUSAL, message.id()),
                new Term(
                        message.arrivedAt(),
                        BusinessDays.atOnce(settings.of(relation.businessId()), message.arrivedAt())));
    }
}
