package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.ledger.Source;
import consimt.ledger.What.FollowUpStep;
import consimt.relation.EntryId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a piece of work by hand opens and changes, the same for all kinds. */
@Singleton
public class FollowUpWork {

    private final FollowUps followUps;
    private final BusinessSettings settings;
    private final Clock clock;

    FollowUpWork(FollowUps followUps, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Opens work again that is missing although the ledger has its opening: the work was restored to an earlier state,
     * and the ledger was not.
     *
     * @return whether it was missing
     */
    public boolean openAgain(FollowUp pending) {
        AtomicBoolean opens = new AtomicBoolean();
        change(pending, stored -> {
            opens.set(stored.state() == State.PENDING);
            return opens.get() ? opening(stored, stored) : null;
        });
        return opens.get();
    }

    /**
     * @param stored the note of it, or null
     * @param pending the work to open
     */
    public WorkChange opening(@Nullable FollowUp stored, FollowUp pending) {
        FollowUp opened = opened(pending);
        return new WorkChange(stored, opened, step(opened, "OPEN", Source.SYSTEM, clock.instant(), null));
    }

    /**
     * Opens a removal, or completes it at once.
     *
     * @param stored the note of it, or null
     * @param passed how many versions the ledger has already
     * @param isOffTheList whether the number is off the list, so that there is nothing to remove
     */
    public WorkChange removal(@Nullable FollowUp stored, FollowUp pending, int passed, boolean isOffTheList) {
        FollowUp noted = (stored == null ? pending : pending.over(stored)).passingOver(passed);
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
     * @param stored as stored, or with version 0
     * @param passed how many versions the ledger has already
     */
    public WorkChange withdrawal(FollowUp stored, int passed, String actor, @Nullable String note) {
        Instant now = clock.instant();
        FollowUp withdrawn = stored.passingOver(passed).closed(State.WITHDRAWN, stored.assignee(), now);
        return new WorkChange(stored, withdrawn, step(withdrawn, "WITHDRAW", actor, now, note)).from(stored);
    }

    FollowUp opened(FollowUp pending) {
        Business business = settings.of(pending.relation().businessId());
        return pending.open(Reminders.next(business, pending, clock.instant()));
    }

    /**
     * Changes the stored work. If another writer changes it at the same time, the change is tried again.
     *
     * @param otherwise the start if nothing is stored, with version 0
     * @param deciding makes the change from what is stored; null leaves it
     * @return the work after the call
     */
    FollowUp change(FollowUp otherwise, Function<FollowUp, @Nullable WorkChange> deciding) {
        FollowUp stored = find(otherwise);
        Steps steps = new Steps();
        while (stored != null) {
            WorkChange change = deciding.apply(steps.next(stored));
            if (change == null) {
                return stored;
            }
            Stored result = followUps.store(change.from(stored));
            if (result == Stored.STORED) {
                return change.after();
            }
            stored = steps.wasTaken(result) ? stored : find(otherwise);
        }
        return otherwise;
    }

    private @Nullable FollowUp find(FollowUp otherwise) {
        return followUps
                .find(otherwise.relation().businessId(), otherwise.id())
                .orElse(otherwise.version() == 0 ? otherwise : null);
    }

    /** The tries of one step: limited in number, and past versions that the ledger has already. */
    public static final class Steps {

        /**
         * Each try means that another writer changed the work, or that the ledger has a step from before a restore. So
         * many are no real case.
         */
        private static final int MOST = 200;

        private int tries;
        private int passed;

        /** The state from which to make the step. */
        public FollowUp next(FollowUp stored) {
            if (++tries > MOST) {
                throw new StoreUnavailable("too many changes of one piece of work at once");
            }
            return stored.passingOver(passed);
        }

        /** Whether the version was taken and is passed over. If not, the stored state must be read again. */
        boolean wasTaken(Stored result) {
            passed = result == Stored.ENTRY_WAS_THERE ? passed + 1 : 0;
            return passed > 0;
        }
    }

    /** The entry of a step that nobody at the business made. */
    static Entry step(FollowUp after, String step, String actor, Instant at, @Nullable String note) {
        return Entry.ofWork(
                EntryId.ofStep(after.id(), after.version()), at, actor, new FollowUpStep(step, after.id(), note, null));
    }
}
