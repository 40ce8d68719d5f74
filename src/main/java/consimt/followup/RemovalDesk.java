package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.Tries;
import consimt.followup.FollowUps.WorkChange;
import consimt.followup.RemovalPlan.Step;
import consimt.followup.RemovalPlan.Task;
import consimt.ledger.Source;
import consimt.record.RelationView.RemovalView;
import consimt.record.RemovalWork;
import consimt.record.RemovalWork.Promise;
import consimt.record.Removals;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads the work about a person, plans what is to be done, and stores it unless somebody was quicker; then again. */
@Singleton
public record RemovalDesk(FollowUps followUps, FollowUpWork work, BusinessSettings settings, Clock clock)
        implements RemovalWork {

    /** Longer than any function may run. A note that is still pending then was cut off. */
    static final Duration CUT_OFF_AFTER = Duration.ofMinutes(15);

    /** A transaction has 100 items at most. A step may need three: the work, its entry and the count of its day. */
    private static final int MOST_AT_ONCE = 20;

    private static final int MOST_NOTES = 40;

    /** What begins is planned from all that ends, so it is not left to a later transaction. */
    private static final Comparator<Step> OPENINGS_FIRST =
            Comparator.comparing(step -> step.task() != Task.OPEN && step.task() != Task.COMPLETE);

    /**
     * A removal that is going on keeps its promise, under whichever of the person's ids it was made. Usually an opt-out
     * of what is not stopped has none: then the note comes first, so that the work that is read is later than the note.
     */
    @Override
    public @Nullable Promise intend(
            Relation relation, Scope scope, Mark optOut, Instant said, @Nullable Supplier<Standing> reading) {
        Business business = settings.of(relation.businessId());
        if (!business.removal().byHand()) {
            return null;
        }
        LocalDate day = BusinessDays.due(business, said);
        FollowUp note = note(relation, scope, optOut, day);
        if (reading == null) {
            return promise(note, Standing.UNKNOWN, day, false, ifUndisturbed(note, Standing.UNKNOWN, null));
        }
        Standing standing = reading.get();
        if (!standing.mayHaveWork()) {
            boolean isNoted = isNew(note);
            return promise(
                    note,
                    standing,
                    day,
                    isNoted,
                    ifUndisturbed(note, standing, isNoted ? PersonWork.of(List.of(note)) : null));
        }
        boolean isNoted = !standing.isOptedOutAsAWhole(scope) && isNew(note);
        PersonWork personWork = read(relation, standing);
        Optional<FollowUp> going = personWork.covering(relation, scope, standing.marks());
        if (going.isEmpty()) {
            return isNoted
                    ? promise(note, standing, day, true, ifUndisturbed(note, standing, personWork))
                    : promise(note, standing, day, isNew(note), ifUndisturbed(note, standing, null));
        }
        if (isNoted) {
            followUps.forget(note);
        }
        LocalDate promised = PersonWork.isDone(going.get()) ? null : going.get().due();
        FollowUp ownNote = promised == null ? note : note(relation, scope, optOut, promised);
        FollowUpId covering = going.get().id();
        return promise(note, standing, promised, false, (fact, move) -> keep(covering, ownNote, fact, move, reading));
    }

    /**
     * The removal that covered this opt-out may have ended, or be about to. Then this opt-out gets a note of its own, and the
     * marks are read again: the opt-in may be later than this opt-out.
     */
    private Removals keep(FollowUpId covering, FollowUp note, Fact optOut, Move move, Supplier<Standing> reading) {
        Standing after = move.after();
        PersonWork now = read(note.relation(), after);
        FollowUp removal = now.pieces().get(covering);
        if (removal != null && !now.isOver(removal, after.marks()) && !PersonWork.isLifted(removal, after.marks())) {
            return reconcile(note.relation(), optOut, move, now);
        }
        boolean unused = isNew(note);
        Standing since = after.with(reading.get());
        return reconcile(note.relation(), optOut, move.upTo(since), null);
    }

    /**
     * If nothing changed in the relation between the promise and the mark, no other opt-out came between, and the work needs
     * no second read. Another one that comes now sees the mark, and so looks for this note.
     *
     * @param seen the work, read after the note was made; else null
     */
    private BiFunction<Fact, Move, Removals> ifUndisturbed(
            FollowUp note, Standing standing, @Nullable PersonWork seen) {
        return (optOut, move) -> {
            boolean isUndisturbed = move.elsewhere().isEmpty() && move.before().equals(standing);
            return reconcile(note.relation(), optOut, move, isUndisturbed ? seen : null);
        };
    }

    private Promise promise(
            FollowUp note,
            Standing standing,
            @Nullable LocalDate stopsBy,
            boolean isNoted,
            BiFunction<Fact, Move, Removals> keeping) {
        return new Promise(
                stopsBy,
                standing,
                isNoted,
                which -> which.test(note.scope()) ? Optional.of(view(note)) : Optional.empty(),
                keeping,
                () -> {
                    if (isNoted) {
                        followUps.forget(note);
                    }
                });
    }

    private FollowUp note(Relation relation, Scope scope, Mark optOut, LocalDate day) {
        return RemovalPlan.removal(relation, scope, optOut, day)
                .lookedAtAgain(clock.instant().plus(CUT_OFF_AFTER));
    }

    private boolean isNew(FollowUp note) {
        return followUps.store(List.of(new WorkChange(null, note, null)), List.of(), List.of()) == Stored.STORED;
    }

    @Override
    public Removals reconcile(Relation relation, @Nullable Fact fact, Move move) {
        return reconcile(relation, fact, move, null);
    }

    /** @param known the work, if nobody can have changed it since it was read; else null */
    private Removals reconcile(Relation relation, @Nullable Fact fact, Move move, @Nullable PersonWork known) {
        Standing after = move.after();
        if (!after.mayHaveWork()) {
            return Removals.NONE;
        }
        Map<Relation, Standing> linked = new HashMap<>(move.elsewhere());
        linked.keySet().removeAll(after.others(relation));
        linked.values().removeIf(standing -> !standing.mayHaveWork());
        if (linked.isEmpty()) {
            return shown(relation, after, settle(relation, fact, move, known, List.of()));
        }
        List<FollowUp> all = new ArrayList<>(pieces(after.withAllOthers(relation)));
        if (fact != null && fact.stopsBy() != null) {
            all.add(RemovalPlan.removal(relation, fact.scope(), fact.mark(), fact.stopsBy()));
        }
        // The own work comes last: until then its note is there, so the schedule finishes after a crash.
        linked.forEach((each, standing) -> settle(each, null, Move.none(standing), null, all));
        return shown(relation, after, settle(relation, fact, move, known, all));
    }

    /** @param linked work under ids that are the person's by the word of the business */
    private PersonWork settle(
            Relation relation, @Nullable Fact fact, Move move, @Nullable PersonWork known, List<FollowUp> linked) {
        Supplier<Business> business = () -> settings.of(relation.businessId());
        PersonWork personWork = known == null ? read(relation, move.after()) : known;
        int passed = 0;
        Tries tries = new Tries();
        while (true) {
            tries.begin();
            List<Step> steps =
                    new RemovalPlan(relation, fact, move, personWork, linked, business, clock.instant()).steps();
            if (steps.isEmpty()) {
                return personWork;
            }
            List<Step> some =
                    steps.stream().sorted(OPENINGS_FIRST).limit(MOST_AT_ONCE).toList();
            List<WorkChange> changes = changes(some, personWork, passed);
            List<FollowUp> forgotten = some.stream()
                    .filter(step -> step.task() == Task.FORGET)
                    .map(Step::work)
                    .toList();
            Stored stored = store(changes, forgotten, personWork);
            if (stored == Stored.STORED) {
                personWork =
                        personWork.with(changes.stream().map(WorkChange::after).toList(), forgotten);
                if (some.size() == steps.size()) {
                    return personWork;
                }
            }
            // If the marks have moved since, whoever moved them reads the work after this.
            passed = stored == Stored.ENTRY_WAS_THERE ? passed + 1 : 0;
            personWork = stored == Stored.CHANGED_MEANWHILE ? read(relation, move.after()) : personWork;
        }
    }

    /**
     * Of two opt-outs at one moment, neither may see the mark of the other, but at least one reads the note of the other. So
     * no removal opens if a note has changed meanwhile that was read with it. Of very many notes only the first count: at
     * worst, two removals remain.
     */
    private Stored store(List<WorkChange> changes, List<FollowUp> forgotten, PersonWork personWork) {
        if (changes.isEmpty()) {
            forgotten.forEach(followUps::forget);
            return Stored.STORED;
        }
        List<FollowUp> unchanged = personWork
                .with(List.of(), forgotten)
                .notes()
                .filter(note ->
                        changes.stream().noneMatch(change -> change.after().id().equals(note.id())))
                .limit(MOST_NOTES)
                .toList();
        return followUps.store(changes, forgotten, unchanged);
    }

    private PersonWork read(Relation relation, Standing standing) {
        Set<Relation> one = standing.others(relation);
        one.add(relation);
        return PersonWork.of(pieces(one));
    }

    private List<FollowUp> pieces(Set<Relation> ids) {
        return ids.stream().flatMap(each -> followUps.about(each).stream()).toList();
    }

    private List<WorkChange> changes(List<Step> steps, PersonWork personWork, int passed) {
        List<WorkChange> changes = new ArrayList<>();
        for (Step step : steps) {
            FollowUp stored = personWork.pieces().get(step.work().id());
            FollowUp piece = stored == null ? step.work() : stored;
            switch (step.task()) {
                case OPEN -> changes.add(work.removal(stored, step.work(), passed, false));
                case COMPLETE -> changes.add(work.removal(stored, step.work(), passed, true));
                case PUT_BACK -> changes.add(work.removal(null, step.work(), passed, false));
                case WITHDRAW -> changes.add(work.withdrawal(piece, passed, Source.PERSON, null));
                case GIVE_WAY ->
                    changes.add(work.withdrawal(
                            piece, passed, Source.SYSTEM, "Another removal of the same person remains."));
                case FORGET -> {}
            }
        }
        return changes;
    }

    @Override
    public Removals shown(Relation relation, Standing standing) {
        if (!standing.isOptedOut() || !standing.mayHaveWork()) {
            return Removals.NONE;
        }
        return shown(relation, standing, read(relation, standing));
    }

    /**
     * Also removals under ids by the word of the business alone, for display only: they may be another person's. Of
     * removals of one scope the relation's own counts.
     */
    private Removals shown(Relation relation, Standing standing, PersonWork personWork) {
        Set<Relation> told = standing.withAllOthers(relation);
        told.removeAll(standing.others(relation));
        told.remove(relation);
        PersonWork all = told.isEmpty() ? personWork : personWork.with(pieces(told), List.of());
        List<FollowUp> current = all.current(standing.marks());
        List<FollowUp> own = current.stream()
                .filter(removal -> removal.relation().equals(relation))
                .toList();
        List<FollowUp> counting = current.stream()
                .filter(removal -> removal.relation().equals(relation)
                        || own.stream().noneMatch(mine -> mine.scope().covers(removal.scope())))
                .toList();
        return which -> PersonWork.shown(counting.stream().filter(removal -> which.test(removal.scope())))
                .map(RemovalDesk::view);
    }

    private static RemovalView view(FollowUp removal) {
        return new RemovalView(
                PersonWork.isDone(removal) ? RemovalView.Status.DONE : RemovalView.Status.IN_PROGRESS,
                removal.due(),
                removal.id().value());
    }

    /**
     * The removal that marketing of a scope was late for; an opt-in may have ended it since. Reads only if the person may
     * have work by hand.
     *
     * @param rather the scopes that count, if there is such a one
     */
    Optional<LateRemoval> lateFor(Relation relation, Standing standing, Scope message, Predicate<Scope> rather) {
        if (!standing.mayHaveWork()) {
            return Optional.empty();
        }
        PersonWork personWork = read(relation, standing);
        return personWork
                .touching(relation, message, standing.marks(), rather)
                .map(removal -> new LateRemoval(removal, personWork.lateMessageToldOn()));
    }

    /** @param toldOn the last day on which the business was told of a late message to the person, of any scope; null if it never was */
    record LateRemoval(FollowUp removal, @Nullable LocalDate toldOn) {}

    /**
     * Finishes what was cut off, when a person's relations and work were rebuilt. What has a note is left to the schedule.
     *
     * @param optOuts that were promised a day
     */
    public void finish(Relation relation, Standing standing, List<Fact> optOuts) {
        if (standing.mayHaveWork()) {
            Move none = Move.none(standing);
            List<FollowUp> linked =
                    standing.isLinkedByBusiness() ? pieces(standing.withAllOthers(relation)) : List.of();
            PersonWork personWork = settle(relation, null, none, null, linked);
            for (Fact optOut : optOuts) {
                if (personWork.notes().noneMatch(note -> PersonWork.isOf(note, optOut.mark()))) {
                    personWork = settle(relation, optOut, none, personWork, linked);
                }
            }
        }
    }
}
