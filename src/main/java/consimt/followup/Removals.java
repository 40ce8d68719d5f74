package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.ledger.Source;
import consimt.record.RemovalWork;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The work of taking a number off a marketing list, and of putting it back. */
@Singleton
public class Removals implements RemovalWork {

    /** Longer than any function may run. A note that is still pending then was cut off. */
    public static final Duration CUT_OFF_AFTER = Duration.ofMinutes(15);

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final BusinessSettings settings;
    private final Clock clock;

    Removals(FollowUps followUps, FollowUpWork work, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public @Nullable LocalDate stopsBy(BusinessId businessId, Instant optedOut) {
        Business business = settings.of(businessId);
        return business.removal().byHand() ? BusinessDays.due(business, optedOut) : null;
    }

    @Override
    public boolean intend(Relation relation, Note note) {
        return followUps.store(new WorkChange(null, noted(relation, note), null)) == Stored.STORED;
    }

    private FollowUp noted(Relation relation, Note note) {
        return pending(relation, note.removal(), note.optOut())
                .lookedAtAgain(clock.instant().plus(CUT_OFF_AFTER));
    }

    @Override
    public boolean settle(Relation relation, Standing standing, @Nullable Removal current, @Nullable Note note) {
        FollowUp noted = note == null ? null : noted(relation, note);
        boolean stands = true;
        if (current != null && !standing.byHand().isDone(current)) {
            stands = open(
                    relation,
                    current,
                    noted,
                    isOffTheList(relation, standing, standing.byHand().before(current)));
        }
        if (noted != null
                && (current == null || !FollowUpId.ofRemoval(relation, current).equals(noted.id()))) {
            followUps.forget(noted);
        }
        return stands;
    }

    @Override
    public void open(Relation relation, Standing standing) {
        Map<FollowUpId, Removal> toBeDone = new LinkedHashMap<>();
        standing.removals().current().stream()
                .filter(removal -> !standing.byHand().isDone(removal))
                .forEach(removal -> toBeDone.put(FollowUpId.ofRemoval(relation, removal), removal));
        if (toBeDone.isEmpty()) {
            return;
        }
        Map<FollowUpId, FollowUp> found = followUps.find(relation.businessId(), toBeDone.keySet());
        toBeDone.forEach((id, removal) -> {
            FollowUp there = found.get(id);
            if (there == null || there.state() == State.PENDING) {
                open(
                        relation,
                        removal,
                        null,
                        isOffTheList(relation, standing, standing.byHand().before(removal)));
            }
        });
    }

    @Override
    public void forget(Relation relation, Note note) {
        followUps.forget(noted(relation, note));
    }

    /**
     * Whether the number is off the list already: an earlier removal was done, and was not undone, not even in part. Then
     * there is nothing to remove.
     */
    private boolean isOffTheList(Relation relation, Standing standing, @Nullable Removal before) {
        if (before == null || standing.removals().mayBeBackInPartAfter(before)) {
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

    /** Whether the work is open after this, or was open; false if it was ended before. */
    private boolean open(Relation relation, Removal removal, @Nullable FollowUp noted, boolean offTheList) {
        FollowUp pending = pending(relation, removal);
        if (noted != null
                && noted.id().equals(pending.id())
                && followUps.store(beginning(noted, pending, offTheList)) == Stored.STORED) {
            return true;
        }
        FollowUp there = work.change(
                pending, found -> found.state() == State.PENDING ? beginning(found, pending, offTheList) : null);
        return there.state() != State.WITHDRAWN;
    }

    /** @param there the note of it, or the work itself if there is none */
    private WorkChange beginning(FollowUp there, FollowUp pending, boolean offTheList) {
        FollowUp before = there.version() == 0 ? null : there;
        if (!offTheList) {
            return work.opening(before, pending.over(there));
        }
        Instant now = clock.instant();
        FollowUp done = pending.over(there).closed(State.DONE, Source.SYSTEM, now);
        return new WorkChange(
                before,
                done,
                FollowUpWork.step(done, "COMPLETE", Source.SYSTEM, now, "The number was not put back before."));
    }

    @Override
    public void undo(Relation relation, Removal removal, Instant optedIn) {
        FollowUp there = withdraw(relation, removal);
        if (there.state() == State.DONE) {
            work.openIfAbsent(reinstatement(relation, removal, there, optedIn));
        }
    }

    /**
     * The earlier removal needs no work any more. If an opt-in was cut off before it undid this removal, nothing opens.
     */
    @Override
    public void replace(Relation relation, Removal removal) {
        FollowUp there = withdraw(relation, removal);
        if (there.state() == State.DONE) {
            work.change(reinstatement(relation, removal, there, clock.instant()), this::withdrawing);
        }
    }

    @Override
    public boolean hasBegun(Relation relation, Removal removal) {
        return followUps
                .find(relation.businessId(), FollowUpId.ofRemoval(relation, removal))
                .filter(there -> there.state() != State.PENDING && there.state() != State.WITHDRAWN)
                .isPresent();
    }

    @Override
    public boolean end(Relation relation, Removal removal) {
        FollowUp ended = work.change(
                pending(relation, removal),
                there -> withdrawing(there, Source.SYSTEM, "Another removal of the same person remains."));
        return ended.state() == State.WITHDRAWN;
    }

    private FollowUp withdraw(Relation relation, Removal removal) {
        return work.change(pending(relation, removal), this::withdrawing);
    }

    private @Nullable WorkChange withdrawing(FollowUp there) {
        return withdrawing(there, Source.PERSON, null);
    }

    /** Work that did not open yet is stored as withdrawn too, so that it cannot open later. */
    private @Nullable WorkChange withdrawing(FollowUp there, String actor, @Nullable String note) {
        if (there.state().isClosed()) {
            return null;
        }
        Instant now = clock.instant();
        FollowUp withdrawn = there.closed(State.WITHDRAWN, there.assignee(), now);
        Entry entry = FollowUpWork.step(withdrawn, "WITHDRAW", actor, now, note);
        return new WorkChange(there.version() == 0 ? null : there, withdrawn, entry);
    }

    private static FollowUp pending(Relation relation, Removal removal) {
        return pending(relation, removal, removal.optOut().entry());
    }

    private static FollowUp pending(Relation relation, Removal removal, EntryId optOut) {
        return FollowUp.pending(
                FollowUpId.ofRemoval(relation, removal),
                relation,
                Kind.MARKETING_REMOVAL,
                removal.scope(),
                optOut,
                removal.optOut().at(),
                removal.stopsBy());
    }

    /** @param done the work of the removal, which has the whole id of the opt-out */
    private FollowUp reinstatement(Relation relation, Removal removal, FollowUp done, Instant since) {
        return FollowUp.pending(
                FollowUpId.ofReinstatement(relation, removal),
                relation,
                Kind.MARKETING_REINSTATEMENT,
                removal.scope(),
                done.cause(),
                since,
                BusinessDays.due(settings.of(relation.businessId()), since));
    }
}
