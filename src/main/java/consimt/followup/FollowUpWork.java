package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.Source;
import consimt.ledger.WorkState.State;
import consimt.relation.EntryId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Singleton
public record FollowUpWork(FollowUps followUps, BusinessSettings settings, Clock clock) {

    /** @param pending the work to open */
    WorkChange opening(@Nullable FollowUp stored, FollowUp pending) {
        FollowUp opened = opened(pending);
        return new WorkChange(stored, opened, step(opened, "OPEN", Source.SYSTEM, clock.instant(), null));
    }

    /**
     * @param passed how many versions the ledger has already
     * @param isOffTheList whether the number is off the list, so that there is nothing to remove
     */
    WorkChange removal(@Nullable FollowUp stored, FollowUp pending, int passed, boolean isOffTheList) {
        FollowUp noted = pending.passingOver(passed);
        if (!isOffTheList) {
            return opening(stored, noted);
        }
        Instant now = clock.instant();
        FollowUp done = noted.closed(State.DONE, Source.SYSTEM, now);
        return new WorkChange(
                stored, done, step(done, "COMPLETE", Source.SYSTEM, now, "The number was not put back before."));
    }

    /**
     * Ends work. Work that did not open is stored as withdrawn too, so that it cannot open later.
     *
     * @param passed how many versions the ledger has already
     */
    WorkChange withdrawal(FollowUp stored, int passed, String actor, @Nullable String note) {
        Instant now = clock.instant();
        FollowUp withdrawn = stored.passingOver(passed).closed(State.WITHDRAWN, stored.assignee(), now);
        FollowUp before = stored.version() == 0 ? null : stored;
        return new WorkChange(before, withdrawn, step(withdrawn, "WITHDRAW", actor, now, note));
    }

    FollowUp opened(FollowUp pending) {
        Business business = settings.of(pending.relation().businessId());
        return pending.open(Reminders.next(business, pending, clock.instant()));
    }

    /** The entry of a report or a message that was added to a piece of work. */
    Entry added(String step, FollowUp after, EntryId id) {
        return Entry.ofWork(id, clock.instant(), Source.SYSTEM, new FollowUpStep(step, after.id(), null, null));
    }

    /** The entry of a step that nobody at the business made. */
    static Entry step(FollowUp after, String step, String actor, Instant at, @Nullable String note) {
        return Entry.ofWork(
                EntryId.ofStep(after.id(), after.version()), at, actor, new FollowUpStep(step, after.id(), note, null));
    }
}
