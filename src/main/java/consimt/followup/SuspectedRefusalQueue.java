package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUpWork.Steps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.NumberedWork.Opening;
import consimt.ledger.Entry;
import consimt.ledger.Source;
import consimt.ledger.What.FollowUpStep;
import consimt.record.MessageText;
import consimt.record.SuspectedRefusalWork;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Held;
import consimt.relation.Mark;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The work of reading messages that may be refusals. A relation has one open piece of it at most. A message is added to
 * that piece or opens the next one, in one transaction with an entry of its own. So a message is taken once, however
 * often it arrives. What people wrote is in the follow-up alone, until it is closed.
 */
@Singleton
class SuspectedRefusalQueue implements SuspectedRefusalWork {

    /** A relation holds as many messages one by one; what is held beyond them, only an opt-in ends. */
    private static final int MOST_MESSAGES = Held.MOST;

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;
    private final Clock clock;

    SuspectedRefusalQueue(FollowUps followUps, FollowUpWork work, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void add(Relation relation, Mark message, @Nullable MessageText text) {
        SuspectedRefusal suspected =
                new SuspectedRefusal(message.entry(), message.at(), text == null ? null : text.value(), false);
        Steps steps = new Steps();
        Stored stored;
        do {
            Opening opening = numbered(relation).opening();
            FollowUp open = opening.open();
            if (open != null && open.messages().size() >= MOST_MESSAGES) {
                return;
            }
            FollowUp after = open == null
                    ? work.opened(steps.next(first(relation, opening.next(), suspected)))
                    : steps.next(open).withMessage(suspected);
            stored = followUps.store(new WorkChange(open, after, entry(after, message.entry())));
        } while (stored == Stored.CHANGED_MEANWHILE);
    }

    @Override
    public void withdraw(Relation relation, Instant optedIn) {
        FollowUp open = numbered(relation).opening().open();
        if (open == null) {
            return;
        }
        work.change(open, current -> {
            boolean isAnswered = current.messages().stream()
                    .allMatch(message -> message.arrivedAt().isBefore(optedIn));
            if (!current.state().isWork() || !isAnswered) {
                return null;
            }
            Instant now = clock.instant();
            FollowUp after = current.closed(State.WITHDRAWN, current.assignee(), now);
            return new WorkChange(
                    current,
                    after,
                    FollowUpWork.step(after, "WITHDRAW", Source.PERSON, now, "The person opted in afterwards."));
        });
    }

    private NumberedWork numbered(Relation relation) {
        return new NumberedWork(
                followUps, relation.businessId(), number -> FollowUpId.ofSuspectedRefusals(relation, number));
    }

    private FollowUp first(Relation relation, int number, SuspectedRefusal message) {
        return FollowUp.pending(
                        FollowUpId.ofSuspectedRefusals(relation, number),
                        relation,
                        Kind.SUSPECTED_REFUSAL,
                        message.id(),
                        message.arrivedAt(),
                        BusinessDays.atOnce(settings.of(relation.businessId()), message.arrivedAt()))
                .withMessage(message);
    }

    private Entry entry(FollowUp after, EntryId message) {
        return Entry.ofWork(
                EntryId.ofSuspectedRefusal(message),
                clock.instant(),
                Source.SYSTEM,
                new FollowUpStep("ADD_MESSAGE", after.id(), null, null));
    }
}
