package consimt.record;

import consimt.answer.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.OptOut;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Faults;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one write path: a statement goes in, and what became of it comes out. First the fact is stored in the ledger,
 * then the marks of all the person's ids move, then the work by hand follows. The steps are idempotent and commute. So
 * a caller that got no answer repeats the statement, and the retry completes what is missing.
 *
 * <p>Every call throws {@link consimt.runtime.StoreUnavailable} if a store does not answer.
 */
@Singleton
public class Recorder {

    /** How long a retry may come after the first request. */
    private static final Duration RETRIED = Duration.ofHours(1);

    private final LedgerWriter writer;
    private final Standings standings;
    private final Relations relations;
    private final RemovalWork removals;
    private final ReportReviews reviews;
    private final SuspicionWork suspicions;
    private final Identities identities;
    private final IdLimit idLimit;

    Recorder(
            LedgerWriter writer,
            Standings standings,
            Relations relations,
            RemovalWork removals,
            ReportReviews reviews,
            SuspicionWork suspicions,
            Identities identities,
            IdLimit idLimit) {
        this.writer = writer;
        this.standings = standings;
        this.relations = relations;
        this.removals = removals;
        this.reviews = reviews;
        this.suspicions = suspicions;
        this.identities = identities;
        this.idLimit = idLimit;
    }

    /**
     * Records a statement. It takes two calls of the store if only one id and no work by hand are concerned; a message
     * that may change nothing takes one, or three.
     */
    public Recorded record(Statement statement) {
        Map<Relation, Standing> read = Map.of();
        if (statement.mayChangeNothing()) {
            Relation relation = statement.relation();
            Standing standing = standings.of(relation, Consistency.STRONG);
            read = Map.of(relation, standing);
            Optional<Mark> agreement = agreement(statement, standing);
            if (agreement.isPresent()) {
                return nothingNew(relation, agreement.get(), standing);
            }
        }
        return record(statement, read);
    }

    /** Records nothing: what a person said cannot be understood. The answer is where the relation stands. */
    public Recorded leaveOut(Statement statement) {
        Relation relation = statement.relation();
        return nothingNew(relation, statement.mark(), standings.of(relation, Consistency.STRONG));
    }

    private Recorded nothingNew(Relation relation, Mark mark, Standing standing) {
        return Recorded.nothingNew(relation, mark, standing, () -> removals.shown(relation, standing));
    }

    /**
     * Records many statements at once: first the merges of ids, then the entries of plain messages side by side, then
     * what moves, person by person. After a failed statement the others are still recorded.
     */
    public List<Recorded> recordAll(Collection<Statement> statements) {
        return new Batch(this, standings, statements).record();
    }

    /** @param read standings that were read moments ago, also of relations that do not exist */
    Recorded record(Statement statement, Map<Relation, Standing> read) {
        if (statement.what() instanceof IdentityChanged) {
            return recordIdentity(statement);
        }
        Promise promise = statement.what() instanceof OptOut optOut ? promised(statement, optOut.scope()) : null;
        Map<Relation, Standing> known = promise == null ? read : Map.of(statement.relation(), promise.standing());
        return follow(statement, keep(statement, promise), promise, known);
    }

    private @Nullable Promise promised(Statement optOut, Scope scope) {
        try {
            return promise(optOut, scope, () -> united(optOut));
        } catch (RuntimeException failed) {
            if (failsAgain(optOut, scope)) {
                Promise besides = promisedAlone(optOut, scope);
                follow(optOut, keep(optOut, besides), besides, Map.of());
            }
            throw failed;
        }
    }

    private @Nullable Promise promise(Statement optOut, Scope scope, Supplier<Standing> reading) {
        return removals.intend(
                optOut.relation(), scope, optOut.mark(), optOut.request().occurredAt(), reading);
    }

    /**
     * Whether the person's other ids cannot be read or merged, or the work cannot be read, at least for some time. An
     * opt-out does not wait for that.
     */
    private boolean failsAgain(Statement optOut, Scope scope) {
        try {
            promise(optOut, scope, () -> united(optOut));
            return false;
        } catch (RuntimeException again) {
            return true;
        }
    }

    /** The standing once the ids that a statement names are one, because the removal may be of another of them. */
    private Standing united(Statement optOut) {
        Standing standing = standings.of(optOut.relation(), Consistency.STRONG);
        Set<UserId> apart = new HashSet<>(optOut.alsoKnownAs());
        apart.removeAll(standing.merged(optOut.isTold()));
        if (apart.isEmpty()) {
            return standing;
        }
        apart.forEach(other -> recordIdentity(optOut.ofIdentity(other)));
        return standings.of(optOut.relation(), Consistency.STRONG);
    }

    /** The promise without the person's other ids, or without all that there is. At worst, a second removal is promised. */
    private @Nullable Promise promisedAlone(Statement optOut, Scope scope) {
        try {
            return promise(
                    optOut,
                    scope,
                    () -> standings.of(optOut.relation(), Consistency.STRONG).alone());
        } catch (RuntimeException unread) {
            return promise(optOut, scope, () -> Standing.UNKNOWN);
        }
    }

    /** The agreement in force, if a message adds nothing to it and names no id whose merge is unfinished. */
    static Optional<Mark> agreement(Statement message, Standing standing) {
        Mark implied = standing.mark(MarkKind.IMPLIED);
        return implied != null
                        && message.isMessage()
                        && message.mark().compareTo(implied) > 0
                        && standing.merged(message.isTold()).containsAll(message.alsoKnownAs())
                ? Optional.of(implied)
                : Optional.empty();
    }

    /** Stores the statement's entry and nothing else. */
    Kept keep(Statement statement, @Nullable Promise promise) {
        Statement made = statement.promising(promise);
        return writer.keep(made.relation(), made.entry());
    }

    /** The steps after the entry. */
    Recorded follow(Statement statement, Kept kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        if (kept.isConflict()) {
            return collision(statement, kept.entry(), promise, read);
        }
        Recorded recorded = followKept(statement, kept, promise, read);
        if (isNoLongerOfThePast(statement, kept)) {
            return record(statement.beside(), Map.of());
        }
        return isVouchedForSince(statement, kept) ? record(statement.instead(), Map.of()) : recorded;
    }

    /**
     * Whether a message that may be a refusal was told as one of the past before, and now arrives by itself. It then
     * gets a second entry, which holds from the arrival.
     */
    private static boolean isNoLongerOfThePast(Statement statement, Kept kept) {
        return !kept.isNew()
                && statement.isSuspected()
                && !statement.request().time().isOfThePast()
                && kept.entry().countsFrom().isBefore(kept.entry().recordedAt());
    }

    /**
     * Whether the business alone told a wish about marketing before, and somebody else vouches for it now. It then gets
     * a second entry, because the business could lift the first one.
     */
    private static boolean isVouchedForSince(Statement statement, Kept kept) {
        return !kept.isNew()
                && !statement.isTold()
                && kept.entry().source().isTold()
                && kept.entry().fact().filter(fact -> fact.kind().isWish()).isPresent();
    }

    private Recorded followKept(
            Statement statement, Kept kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        Entry entry = kept.entry();
        Optional<Fact> told = entry.fact();
        if (told.isEmpty() && statement.what().fact(statement.mark()).isPresent()) {
            // Newer code recorded the statement, and only that code knows what it did to the standing.
            throw new StoreUnavailable("an entry that newer code wrote");
        }
        if (told.isEmpty()) {
            return Recorded.noted(statement.relation(), entry, kept.isNew());
        }
        Fact fact = told.get();
        Move move = merge(statement, fact, read);
        Optional<Mark> liftedBy = fact.liftedInPartBy(move.after());
        if (liftedBy.isPresent() && isAskedAgain(statement, kept)) {
            return record(statement.again(liftedBy.get()), Map.of());
        }
        if (fact.kind() == Fact.Kind.REFUSAL_SUSPECTED && move.after().refusalSuspectedSince() != null) {
            suspicions.add(statement.relation(), fact.mark(), statement.text());
        }
        if (fact.kind().isReport()) {
            reviews.add(statement.relation(), entry.id(), entry.occurredAt());
        }
        Supplier<Removals> shown = () -> removals.shown(statement.relation(), move.after());
        StoreUnavailable unopened = null;
        if (fact.kind().isOptOut()) {
            try {
                Removals work = promise == null
                        ? removals.reconcile(statement.relation(), fact, move)
                        : promise.keeping().apply(fact, move);
                shown = () -> work;
            } catch (StoreUnavailable failed) {
                if (promise == null || !promise.isNoted()) {
                    throw failed;
                }
                // The opt-out is stored, and this call made the note of the coming work. The schedule opens the work.
                Faults.log("the opening of a removal is left to the schedule", failed);
                unopened = failed;
                shown = promise::unopened;
            }
        }
        return new Recorded(
                statement.relation(), move.outcome(fact, !kept.isNew()), entry.mark(), entry, move, shown, unopened);
    }

    /**
     * Whether a refusal under a used id, which an opt-in has lifted at least in part, comes so late that it is a new
     * one, and not a retry.
     */
    private static boolean isAskedAgain(Statement statement, Kept kept) {
        return !kept.isNew()
                && statement.isAskedWithoutTime()
                && kept.entry()
                        .recordedAt()
                        .plus(RETRIED)
                        .isBefore(statement.request().receivedAt());
    }

    /**
     * The id is taken by another statement (a collision). A refusal is recorded all the same, under an id made from
     * both.
     */
    private Recorded collision(
            Statement statement, Entry there, @Nullable Promise promise, Map<Relation, Standing> read) {
        if (promise != null) {
            promise.takingBack().run();
        }
        Optional<Statement> asThere = statement
                .otherReadings(there)
                .filter(reading -> there.tellsTheSameAs(reading.entry()))
                .findFirst();
        if (asThere.isPresent()) {
            return readOtherwise(statement, asThere.get(), there, read);
        }
        Optional<Statement> before = statement.inScopeOf(there);
        if (before.isPresent()) {
            return recordBothScopes(statement, before.get(), read);
        }
        return statement.isProtective()
                ? record(statement.instead(), read)
                : Recorded.conflict(statement.relation(), there);
    }

    /**
     * The settings may have changed since the first request, so that the same opt-out has another scope. The first one
     * may have been cut off, so it is completed. Both count, and the wider one is the answer.
     *
     * @param before the opt-out as the entry has it
     */
    private Recorded recordBothScopes(Statement optOut, Statement before, Map<Relation, Standing> read) {
        Recorded first = beside(() -> record(before, read), () -> record(optOut.instead(), Map.of()));
        Recorded now = record(optOut.instead(), Map.of());
        return before.stopsAllOf(optOut) && first.outcome() != Outcome.SUPERSEDED ? first.followedBy(now) : now;
    }

    /**
     * A message may be read otherwise than at its first delivery: the business's words or buttons have changed, or the
     * release has. The more protective reading counts. If that is the present one, or if each refuses something of its
     * own, the message counts as both.
     *
     * @param asThere the message as the entry has it
     */
    private Recorded readOtherwise(Statement message, Statement asThere, Entry there, Map<Relation, Standing> read) {
        if (!message.isOfMessage() || message.isMessage() || message.isSuspected() && asThere.stopsAll()) {
            return record(asThere, read);
        }
        beside(
                () -> follow(asThere, new Kept(Kept.How.REPEATED, there), null, read),
                () -> record(message.beside(), read));
        return record(message.beside(), read);
    }

    /** If the first statement fails, the second one is recorded all the same. */
    private static Recorded beside(Supplier<Recorded> first, Runnable second) {
        try {
            return first.get();
        } catch (StoreUnavailable failed) {
            second.run();
            throw failed;
        }
    }

    /** Joins a fact. A refusal is joined under all ids that the statement names, even if these cannot be made one. */
    private Move merge(Statement statement, Fact fact, Map<Relation, Standing> read) {
        try {
            return mergeNamed(statement, fact, read);
        } catch (StoreUnavailable failed) {
            if (fact.kind().isProtective() && !statement.alsoKnownAs().isEmpty()) {
                Attempts attempts = new Attempts();
                attempts.run(() -> Merge.of(fact, relations, statement.relation(), Map.of())
                        .all());
                attempts.run(() -> recordAlsoUnder(statement, statement.alsoKnownAs()));
            }
            throw failed;
        }
    }

    private Move mergeNamed(Statement statement, Fact fact, Map<Relation, Standing> read) {
        Relation relation = statement.relation();
        Set<UserId> named = statement.alsoKnownAs();
        Map<Relation, Standing> known = idLimit.completed(relation, named, read);
        if (IdLimit.isPassedBy(statement, named, known)) {
            idLimit.hold(statement.request(), named, known);
            if (fact.kind().isProtective()) {
                recordAlsoUnder(statement, named);
            }
            named = Set.of();
        }
        Merge merge = new Merge(
                relations, relation, named, statement.isTold(), fact, there(known), new Telling(statement, named));
        Move move = merge.all();
        if (fact.kind().isOptIn()) {
            endWork(statement.relation(), fact, move);
        }
        return move;
    }

    /** Records a refusal under ids that are not made one, each time as a fact of its own, whichever of them fail. */
    private void recordAlsoUnder(Statement statement, Set<UserId> others) {
        BusinessId businessId = statement.relation().businessId();
        Attempts attempts = new Attempts();
        others.forEach(other -> attempts.run(() -> record(statement.about(new Relation(other, businessId)), Map.of())));
        attempts.end();
    }

    private static Map<Relation, Standing> there(Map<Relation, Standing> known) {
        Map<Relation, Standing> there = new HashMap<>(known);
        there.values().removeIf(Standing.UNKNOWN::equals);
        return there;
    }

    /** What follows from a statement that names several ids. */
    private final class Telling implements Merge.Completion {

        private final Statement statement;
        private final Set<UserId> besides;

        /** @param besides the ids that the statement names, without one whose entry it stores itself */
        private Telling(Statement statement, Set<UserId> besides) {
            this.statement = statement;
            this.besides = besides;
        }

        @Override
        public void tell(Set<UserId> others, boolean wereKnown) {
            others.stream()
                    .filter(besides::contains)
                    .forEach(other -> identities.tell(statement.ofIdentity(other), wereKnown));
        }

        @Override
        public void end(Move merged) {
            endWork(statement.relation(), null, merged);
        }
    }

    /** Records a change of identity. If its two ids are the same, the further ids that it names may still be new. */
    private Recorded recordIdentity(Statement statement) {
        UserId other = Identities.other(statement);
        Relation relation = statement.relation();
        Set<UserId> besides = statement.alsoKnownAs();
        Statement named = statement.knownAsToo(other);
        if (named.alsoKnownAs().isEmpty()) {
            return Recorded.noted(relation, statement.entry(), false);
        }
        Map<Relation, Standing> known = idLimit.completed(relation, named.alsoKnownAs(), Map.of());
        if (IdLimit.isPassedBy(statement, named.alsoKnownAs(), known)) {
            idLimit.hold(statement.request(), named.alsoKnownAs(), known);
            return Recorded.noted(relation, statement.entry(), true);
        }
        if (!other.equals(relation.userId())) {
            identities.keep(statement);
        }
        Merge merge = new Merge(
                relations,
                relation,
                named.alsoKnownAs(),
                statement.isTold(),
                null,
                there(known),
                new Telling(statement, besides));
        Move move = merge.all();
        Standing before = move.before();
        boolean isNew = !(statement.isTold() ? before.allIds() : before.knownAs()).containsAll(named.alsoKnownAs());
        return new Recorded(
                relation, isNew ? Outcome.RECORDED : Outcome.UNCHANGED, statement.mark(), statement.entry(), move);
    }

    /** Ends and undoes the removals, and ends the work of deciding about messages, that an opt-in answered. */
    private void endWork(Relation relation, @Nullable Fact optIn, Move move) {
        removals.reconcile(relation, optIn, move);
        suspicions.endAnswered(relation, move.after());
        move.elsewhere().forEach(suspicions::endAnswered);
    }

    /** Completes an opt-out that a crash cut off after its entry was stored. */
    public void finish(Relation relation, Entry optOut) {
        Fact fact = optOut.fact().orElseThrow();
        Move move = Merge.of(fact, relations, relation, Map.of()).all();
        removals.reconcile(relation, fact, move);
    }

    /**
     * Stores an entry that does not change the standing and follows from other entries.
     *
     * @return whether it was new
     */
    public boolean note(Relation relation, Entry entry) {
        return writer.keep(relation, entry).isNew();
    }
}
