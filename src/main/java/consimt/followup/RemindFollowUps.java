package consimt.followup;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.WorkChange;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.Ledger;
import consimt.ledger.Source;
import consimt.ledger.WorkState.State;
import consimt.record.Recorder;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.Metrics;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the work whose time has come: reminds people of it, and finishes opt-outs that a crash cut off. A schedule
 * calls it, and a person may call it with {@code {}}. Extra, late and simultaneous runs do no harm: work leaves the
 * calendar in the same transaction in which it is looked at.
 */
@Singleton
public record RemindFollowUps(
        FollowUps followUps, Ledger ledger, Recorder recorder, BusinessSettings settings, Clock clock, Metrics metrics)
        implements Guarded {

    /** How far back the very first run looks. */
    private static final int FIRST_LOOK_BACK_DAYS = 30;

    /** How much overdue work this run reminded of. Each piece counts once a business day, until it is closed. */
    static final String OVERDUE = "OverdueFollowUps";

    /** How much work this run could not look at. Each piece counts in each run that fails on it. */
    static final String FAILED = "FailedFollowUps";

    /**
     * How many pieces of each business a run looks at before it goes on with those that have more. In each round it is a
     * multiple: a business with much work waits, and others do not wait for it.
     */
    static final int SHARE = 50;

    private static final int MORE = 10;

    @Funq("remind-follow-ups")
    public Answer remindFollowUps(Input input) {
        return guarded(() -> input.answer(nothing -> this::remind));
    }

    private Reminded remind() {
        Instant now = clock.instant();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate through = followUps.lookedAtThrough();
        LocalDate day = through == null ? today.minusDays(FIRST_LOOK_BACK_DAYS) : through;
        Tally tally = new Tally();
        try {
            for (int share = SHARE; tally.begins(share); share *= MORE) {
                lookFrom(day, through, now, tally);
            }
        } finally {
            metrics.count(OVERDUE, tally.overdue);
            metrics.count(FAILED, tally.failed);
        }
        if (tally.failure != null) {
            throw tally.failure;
        }
        return new Reminded(
                tally.reminded + tally.finished == 0 ? Outcome.UNCHANGED : Outcome.RECORDED,
                tally.reminded,
                tally.finished);
    }

    private void lookFrom(LocalDate first, @Nullable LocalDate through, Instant now, Tally tally) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        // No work is ever put on a past day, so a finished day stays finished. The last one is looked at once more,
        // because clocks differ.
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            followUps.toLookAt(day, now, (business, followUp) -> lookOrGoOn(business, followUp, now, tally));
            if (day.isBefore(today) && !day.equals(through) && tally.failure == null && !tally.leftOut) {
                followUps.noteLookedAtThrough(day);
            }
        }
    }

    /** A failed piece does not stop the others. The next run looks at it again. */
    private void lookOrGoOn(BusinessId business, Supplier<FollowUp> indexed, Instant now, Tally tally) {
        if (!tally.hasTurn(business)) {
            return;
        }
        try {
            look(indexed.get(), now, tally);
        } catch (RuntimeException failure) {
            tally.failed++;
            tally.failure = failure;
        }
    }

    private void look(FollowUp indexed, Instant now, Tally tally) {
        if (indexed.state() == State.PENDING) {
            finish(indexed);
            tally.finished++;
        } else {
            remind(indexed, now).ifPresent(tally::reminded);
        }
    }

    /** The kind of reminder that this run gave; empty if somebody changed the work meanwhile. Then the next run looks at it. */
    private Optional<Reminders.Why> remind(FollowUp indexed, Instant now) {
        if (!isDue(indexed, now)) {
            return Optional.empty();
        }
        Business business = settings.of(indexed.relation().businessId());
        Reminders.Why why = Reminders.why(business, indexed, now);
        return followUps
                .step(indexed, from -> {
                    FollowUp after = from.reminded(Reminders.next(business, indexed, now));
                    EntryId id = EntryId.ofStep(indexed.id(), after.version());
                    FollowUpStep reminder = FollowUpStep.reminder(why.name(), indexed.id());
                    return new WorkChange(indexed, after, Entry.ofWork(id, now, Source.SYSTEM, reminder));
                })
                .map(reminded -> why);
    }

    private static boolean isDue(FollowUp followUp, Instant now) {
        Instant at = followUp.work().remindAt();
        return followUp.state().isWork() && at != null && !at.isAfter(now);
    }

    /**
     * Completes the opt-out of a note, if it was recorded; else deletes the note. An entry that only newer code can
     * read is left to that code.
     */
    private void finish(FollowUp note) {
        Optional<Entry> cause = ledger.find(note.relation(), note.cause());
        if (cause.filter(Entry::isOptOut).isPresent()) {
            recorder.finish(note.relation(), cause.get());
            // If the opt-out was promised no day, the note is still there. Nothing follows from it.
            followUps.forget(note);
        } else if (cause.filter(Entry::isOfNewerCode).isEmpty()) {
            followUps.forget(note);
        }
    }

    private static final class Tally {
        private final Map<BusinessId, Integer> turns = new HashMap<>();
        private int share;
        private boolean leftOut = true;
        private int reminded;
        private int overdue;
        private int finished;
        private int failed;
        private @Nullable RuntimeException failure;

        /** Whether there is another round. In each, a failed piece fails again and counts once. */
        private boolean begins(int itsShare) {
            boolean begins = leftOut;
            if (begins) {
                share = itsShare;
                turns.clear();
                failed = 0;
            }
            leftOut = false;
            return begins;
        }

        private boolean hasTurn(BusinessId business) {
            boolean has = turns.merge(business, 1, Integer::sum) <= share;
            leftOut |= !has;
            return has;
        }

        private void reminded(Reminders.Why why) {
            reminded++;
            if (why == Reminders.Why.OVERDUE) {
                overdue++;
            }
        }
    }

    /** @param finished how many notes of cut-off opt-outs this run finished */
    public record Reminded(Outcome outcome, int reminded, int finished) implements Answer {}
}
