package consimt.followup;

import static java.util.stream.Collectors.groupingBy;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUps.Change;
import consimt.followup.FollowUps.Stored;
import consimt.function.Parallel;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work by hand that an opt-out, a change of mind, a report or a doubt begins or ends. */
@Singleton
public class Work {

    /** Longer than any function may run: what is still pending then was cut off. */
    static final Duration CUT_OFF_AFTER = Duration.ofMinutes(15);

    private final FollowUps followUps;
    private final BusinessSettings settings;
    private final Clock clock;

    public Work(FollowUps followUps, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.settings = settings;
        this.clock = clock;
    }

    /** The last day on which marketing may come after an opt-out, or null where the business removes at once. */
    public @Nullable LocalDate stopsBy(Business business, Instant asked) {
        return business.removal().byHand() ? BusinessDays.due(business, asked) : null;
    }

    /**
     * Notes that an opt-out is about to be recorded, so that what a crash cuts off is finished by {@link
     * RemindFollowUps}.
     *
     * @return the note, or empty where there is one already, or the work itself
     */
    public Optional<FollowUp> intend(Relation relation, Removal removal) {
        FollowUp intent =
                pending(relation, removal).lookedAtAgain(clock.instant().plus(CUT_OFF_AFTER));
        boolean made = followUps.store(new Change(null, intent, null)) == Stored.STORED;
        return made ? Optional.of(intent) : Optional.empty();
    }

    /**
     * Opens the work that a standing tells of, unless it was opened, or withdrawn, before; and forgets the note of one
     * that did not begin.
     *
     * @param standing after the opt-out
     * @param intent the note that was made of it, or null where there was one already
     */
    public void settle(Relation relation, Standing standing, @Nullable FollowUp intent) {
        Removal current = standing.currentRemoval();
        if (current != null && !standing.removalIsDone()) {
            open(relation, current, intent, isOffTheList(relation, standing.removalBefore()));
        }
        if (intent != null && (current == null || !current.optOut().entry().equals(intent.cause()))) {
            followUps.forget(intent);
        }
    }

    /** Whether the number was taken off the list before and not put back: then there is nothing to remove. */
    private boolean isOffTheList(Relation relation, @Nullable Removal before) {
        if (before == null) {
            return false;
        }
        FollowUpId removal = FollowUpId.ofRemoval(relation, before);
        FollowUpId reinstatement = FollowUpId.ofReinstatement(relation, before);
        Map<FollowUpId, FollowUp> found = followUps.find(relation.businessId(), List.of(removal, reinstatement));
        return isDone(found.get(removal)) && !isDone(found.get(reinstatement));
    }

    private static boolean isDone(@Nullable FollowUp followUp) {
        return followUp != null && followUp.state() == State.DONE;
    }

    private void open(Relation relation, Removal removal, @Nullable FollowUp intent, boolean offTheList) {
        FollowUp pending = pending(relation, removal);
        if (intent != null
                && intent.id().equals(pending.id())
                && followUps.store(beginning(intent, pending, offTheList)) == Stored.STORED) {
            return;
        }
        change(pending, there -> there.state() == State.PENDING ? beginning(there, pending, offTheList) : null);
    }

    /** @param there the note of it, or itself where there is none */
    private Change beginning(FollowUp there, FollowUp pending, boolean offTheList) {
        FollowUp before = there.version() == 0 ? null : there;
        if (!offTheList) {
            return new Change(before, opened(pending.over(there)), null);
        }
        Instant now = clock.instant();
        FollowUp done = pending.over(there).closed(State.DONE, Entry.SYSTEM, now);
        return new Change(
                before, done, step(done, "COMPLETE", Entry.SYSTEM, now, "The number was not put back before."));
    }

    /** The person opted in again: what is not done need not be, and what is done is to be undone. */
    public void undo(Relation relation, Removal removal, Instant since) {
        if (withdraw(relation, removal) == State.DONE) {
            openIfAbsent(reinstatement(relation, removal, since));
        }
    }

    /** A new opt-out takes the place of an earlier one: nothing of that is to be done any more. */
    public void replace(Relation relation, Removal removal) {
        withdraw(relation, removal);
        FollowUp reinstatement = reinstatement(relation, removal, clock.instant());
        followUps
                .find(relation.businessId(), reinstatement.id())
                .filter(there -> there.state().isWork())
                .ifPresent(there -> change(there, this::withdrawing));
    }

    /** Opens the review of a report, in the queue of the operator. */
    public void review(Relation relation, EntryId report, Instant at) {
        Business operator = settings.of(settings.operator());
        FollowUp review = FollowUp.pending(
                        FollowUpId.ofReview(relation, report),
                        new Relation(relation.userId(), operator.businessId()),
                        Kind.REPORT_REVIEW,
                        report,
                        at,
                        BusinessDays.due(operator, at))
                .about(relation.businessId());
        openIfAbsent(review);
    }

    /**
     * Opens the looks at opt-outs that are not to be applied before.
     *
     * @return how many were not held before
     */
    public int hold(List<HeldOptOut> optOuts) {
        AtomicInteger news = new AtomicInteger();
        Map<DueDay, List<FollowUp>> held =
                optOuts.stream().map(this::held).map(this::opened).collect(groupingBy(DueDay::of));
        Parallel.run(held.values().stream()
                .<Runnable>map(ofOneDay -> () -> news.addAndGet(followUps.open(ofOneDay)))
                .toList());
        return news.get();
    }

    private FollowUp held(HeldOptOut optOut) {
        return FollowUp.pending(
                FollowUpId.ofHeldOptOut(optOut.relation(), optOut.optOut()),
                optOut.relation(),
                Kind.HELD_OPT_OUT,
                optOut.optOut(),
                optOut.at(),
                BusinessDays.soon(settings.of(optOut.relation().businessId()), optOut.at()));
    }

    private State withdraw(Relation relation, Removal removal) {
        return change(pending(relation, removal), this::withdrawing).state();
    }

    private boolean openIfAbsent(FollowUp pending) {
        return followUps.store(new Change(null, opened(pending), null)) == Stored.STORED;
    }

    private FollowUp opened(FollowUp pending) {
        Business business = settings.of(pending.relation().businessId());
        return pending.open(Reminders.next(business, pending, clock.instant()));
    }

    /** What was not opened yet is kept as withdrawn too, so that it cannot open later. */
    private @Nullable Change withdrawing(FollowUp there) {
        if (there.state().isClosed()) {
            return null;
        }
        Instant now = clock.instant();
        FollowUp withdrawn = there.closed(State.WITHDRAWN, there.assignee(), now);
        Entry entry = there.state() == State.PENDING ? null : step(withdrawn, "WITHDRAW", Entry.PERSON, now, null);
        return new Change(there.version() == 0 ? null : there, withdrawn, entry);
    }

    private static Entry step(FollowUp after, String step, String actor, Instant at, @Nullable String note) {
        return Entry.of(
                EntryId.ofStep(after.id(), after.version()),
                Entry.Kind.FOLLOW_UP,
                step,
                at,
                actor,
                after.id(),
                note,
                null);
    }

    /**
     * Changes what is there, however often somebody else does meanwhile.
     *
     * @param otherwise what to start from where there is none: never stored, so of version 0
     * @param deciding the change of what is there, or null to leave it
     * @return as it is then
     */
    private FollowUp change(FollowUp otherwise, Function<FollowUp, @Nullable Change> deciding) {
        while (true) {
            FollowUp there = followUps
                    .find(otherwise.relation().businessId(), otherwise.id())
                    .orElse(otherwise.version() == 0 ? otherwise : null);
            Change change = there == null ? null : deciding.apply(there);
            if (change == null) {
                return there == null ? otherwise : there;
            }
            if (followUps.store(change) == Stored.STORED) {
                return change.after();
            }
        }
    }

    private record DueDay(BusinessId businessId, LocalDate due) {

        static DueDay of(FollowUp followUp) {
            return new DueDay(followUp.relation().businessId(), followUp.due());
        }
    }

    private static FollowUp pending(Relation relation, Removal removal) {
        return FollowUp.pending(
                FollowUpId.ofRemoval(relation, removal),
                relation,
                Kind.MARKETING_REMOVAL,
                removal.optOut().entry(),
                removal.optOut().at(),
                removal.stopsBy());
    }

    private FollowUp reinstatement(Relation relation, Removal removal, Instant since) {
        return FollowUp.pending(
                FollowUpId.ofReinstatement(relation, removal),
                relation,
                Kind.MARKETING_REINSTATEMENT,
                removal.optOut().entry(),
                since,
                BusinessDays.due(settings.of(relation.businessId()), since));
    }
}
