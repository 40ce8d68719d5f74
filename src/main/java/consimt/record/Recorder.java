package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.record.RemovalWork.Promise;
import consimt.record.Repetition.Case;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one write path: a statement goes in, and what became of it comes out, by the four steps of {@code
 * docs/write-path.md}. The steps are idempotent and commute. So a caller that got no answer repeats the statement, and
 * the retry completes what is missing.
 */
@Singleton
public record Recorder(
        LedgerWriter writer,
        Standings standings,
        RemovalWork removals,
        ReportReviews reviews,
        SuspectedRefusalWork suspected,
        Joining joining,
        Metrics metrics) {

    /**
     * Records a statement. It takes two calls of the store if only one id and no work by hand are concerned; a message
     * that may change nothing takes one, or three.
     */
    public Recorded record(Statement statement) {
        if (!statement.mayChangeNothing()) {
            return statement.part().isAll() ? recordAsItIs(statement, true) : recordWhatFits(statement, true);
        }
        Relation relation = statement.relation();
        Standing standing = standings.of(relation, Consistency.STRONG);
        return agreement(statement, standing)
                .map(mark -> nothingNew(relation, mark, standing))
                .orElseGet(() -> record(statement, Map.of(relation, standing)));
    }

    /** @param read standings that were read moments ago, also of relations that do not exist */
    Recorded record(Statement statement, Map<Relation, Standing> read) {
        if (statement.what() instanceof IdentityChanged) {
            return joining.recordIdentity(statement, this::record);
        }
        Promise promise = promise(statement);
        WriteResult entry = entry(statement, promise);
        return follow(
                statement, entry, promise, promise == null ? read : Map.of(statement.relation(), promise.standing()));
    }

    /** The steps after the entry, and what the table of repetitions has recorded besides. */
    Recorded follow(Statement statement, WriteResult entry, @Nullable Promise promise, Map<Relation, Standing> read) {
        if (entry.isConflict()) {
            return followOther(statement, entry, promise, read);
        }
        if (entry.entry().fact().isEmpty()) {
            return noted(statement, entry);
        }
        Move marks = marks(statement, entry, read);
        Supplier<Recorded> work = () -> work(statement, entry, marks, promise);
        Case met = new Case(statement, entry, marks.after());
        return Repetition.of(met).further(met).map(next -> besides(work, next)).orElseGet(work);
    }

    /**
     * Step 1, of an opt-out, which does not wait: a mail program says it once. After a second fault nothing is read. At
     * worst, a second removal is promised. After a third one the day is promised alone, without a note.
     *
     * @return null if it is no opt-out, or if the business removes at once
     */
    private @Nullable Promise promise(Statement statement) {
        if (!(statement.what() instanceof OptOut)) {
            return null;
        }
        Supplier<Standing> united = () -> united(statement);
        for (Supplier<Standing> reading : List.of(united, united, () -> Standing.UNKNOWN)) {
            try {
                return promise(statement, reading);
            } catch (RuntimeException failed) {
                Faults.log("a removal is promised with less", failed);
            }
        }
        return promise(statement, null);
    }

    private @Nullable Promise promise(Statement optOut, @Nullable Supplier<Standing> reading) {
        return removals.intend(
                optOut.relation(),
                optOut.part(),
                optOut.mark(),
                optOut.request().occurredAt(),
                reading);
    }

    /** Step 2. */
    WriteResult entry(Statement statement, @Nullable Promise promise) {
        Statement made = statement.promising(promise);
        WriteResult kept = writer.keep(made.relation(), made.entry());
        if (kept.isNew()) {
            count(made.what());
        }
        return kept;
    }

    /** Step 3, of all the person's ids. */
    private Move marks(Statement statement, WriteResult kept, Map<Relation, Standing> read) {
        Move move = joining.join(statement, kept, read, this::record);
        recordOfOtherReading(statement);
        if (statement.isProtective()
                && move.after().isErasedSince(kept.entry().mark().at())) {
            // The erasure may have deleted the entry before the refusal got its mark.
            writer.keep(statement.relation(), kept.entry());
        }
        return move;
    }

    /** Step 4: a removal, a review or a decision about a message. */
    private Recorded work(Statement statement, WriteResult kept, Move move, @Nullable Promise promise) {
        Relation relation = statement.relation();
        Entry entry = kept.entry();
        Fact fact = entry.fact().orElseThrow();
        if (fact.kind() == Fact.Kind.REFUSAL_SUSPECTED && move.after().refusalSuspectedSince() != null) {
            suspected.add(relation, fact.mark(), statement.text());
        }
        if (fact.kind().isReport()) {
            reviews.add(relation, entry.id(), entry.occurredAt());
        }
        Supplier<Removals> shown = () -> removals.shown(relation, move.after());
        StoreUnavailable unopened = null;
        if (fact.kind().isOptOut()) {
            try {
                Removals work = promise == null
                        ? removals.reconcile(relation, fact, move)
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
        return new Recorded(relation, move.outcome(fact), entry.mark(), entry, move, shown, unopened, Set.of());
    }

    private void count(EntryContent what) {
        if (what instanceof Claim) {
            metrics.count("ClaimsMade", 1);
        } else if (what instanceof OptOut optOut && optOut.disownsClaims()) {
            metrics.count("ClaimsDisowned", 1);
        }
    }

    /** The standing once the ids that a statement names are one, because the removal may be of another of them. */
    private Standing united(Statement optOut) {
        Standing standing = standings.of(optOut.relation(), Consistency.STRONG);
        Set<UserId> apart = new HashSet<>(optOut.alsoKnownAs());
        apart.removeAll(standing.ids().merged(optOut.isUnverified()));
        if (apart.isEmpty()) {
            return standing;
        }
        apart.forEach(other -> joining.recordIdentity(optOut.ofIdentity(other), this::record));
        return standings.of(optOut.relation(), Consistency.STRONG);
    }

    /** The entry of another statement has the id. What is stored is completed if the same request told it. */
    private Recorded followOther(
            Statement statement, WriteResult kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        if (promise != null) {
            promise.withdrawal().run();
        }
        Case met = new Case(statement, kept, Standing.UNKNOWN);
        Repetition row = Repetition.of(met);
        Supplier<Recorded> conflict = () -> Recorded.conflict(statement.relation(), kept.entry());
        if (row == Repetition.CONFLICT) {
            return conflict.get();
        }
        Supplier<Recorded> stored = () -> met.asStored()
                .map(said -> complete(said, new WriteResult(WriteResult.How.REPEATED, kept.entry()), read))
                .orElseGet(conflict);
        return row.further(met).map(next -> besides(stored, next)).orElseGet(stored);
    }

    private Recorded complete(Statement statement, WriteResult kept, Map<Relation, Standing> read) {
        return kept.entry().fact().isEmpty()
                ? noted(statement, kept)
                : work(statement, kept, marks(statement, kept, read), null);
    }

    /** If the first fails, the next statement is recorded all the same. */
    private Recorded besides(Supplier<Recorded> first, Statement next) {
        Attempts attempts = new Attempts();
        attempts.run(() -> {
            Recorded unused = first.get();
        });
        Recorded recorded = record(next, Map.of());
        attempts.end();
        return recorded;
    }

    /** An entry that moves no marks. */
    private static Recorded noted(Statement statement, WriteResult kept) {
        if (statement.what().fact(statement.mark()).isPresent()) {
            // Newer code recorded the statement, and only that code knows what it did to the standing.
            throw new StoreUnavailable("an entry that newer code wrote");
        }
        return Recorded.noted(statement.relation(), kept.entry(), kept.isNew());
    }

    /**
     * Where an id may mean two people, a refusal is a fact of the other one too, and makes them no one person. The removal
     * by hand is that of the usual reading alone.
     */
    private void recordOfOtherReading(Statement statement) {
        UserId other = statement.relation().userId().otherReading();
        if (other != null && statement.isProtective()) {
            Relation theirs = new Relation(other, statement.relation().businessId());
            recordWithoutWork(statement.about(theirs).showing(Statement.Wording.NOTHING));
        }
    }

    /** The same, but an opt-out opens no work by hand. Work that is there is brought in line. */
    public Recorded recordWithoutWork(Statement statement) {
        return statement.part().isAll() ? recordAsItIs(statement, false) : recordWhatFits(statement, false);
    }

    private Recorded recordAsItIs(Statement statement, boolean opensWork) {
        return opensWork ? record(statement, Map.of()) : follow(statement, entry(statement, null), null, Map.of());
    }

    /** A wish or a claim about a part of marketing takes half a unit more, for a relation has room for a few parts only. */
    private Recorded recordWhatFits(Statement statement, boolean opensWork) {
        Relation relation = statement.relation();
        Promise promise = opensWork ? promise(statement) : null;
        Standing standing = promise == null ? atTheDoor(statement) : promise.standing();
        List<Statement> fitting = statement.fitting(standing.marks());
        if (fitting.contains(statement)) {
            Map<Relation, Standing> read = statement.alsoKnownAs().isEmpty() ? Map.of(relation, standing) : Map.of();
            return follow(statement, entry(statement, promise), promise, read);
        }
        if (fitting.isEmpty()) {
            metrics.reached("SCOPES", relation.businessId().value());
            return Recorded.tooManyParts(statement);
        }
        Attempts attempts = new Attempts();
        if (promise != null) {
            attempts.run(promise.withdrawal());
        }
        List<Recorded> recorded = new ArrayList<>();
        fitting.forEach(each -> attempts.run(() -> recorded.add(recordAsItIs(each, opensWork))));
        attempts.end();
        return recorded.get(0).followedBy(recorded.get(recorded.size() - 1));
    }

    /** A refusal does not wait for a store that does not answer. */
    private Standing atTheDoor(Statement statement) {
        try {
            return standings.of(statement.relation(), Consistency.EVENTUAL);
        } catch (StoreUnavailable unread) {
            if (statement.isProtective()) {
                return Standing.UNKNOWN;
            }
            throw unread;
        }
    }

    /** Records nothing: what a person said cannot be understood. The answer is where the relation stands. */
    public Recorded answerOnly(Statement statement) {
        Relation relation = statement.relation();
        return nothingNew(relation, statement.mark(), standings.of(relation, Consistency.STRONG));
    }

    private Recorded nothingNew(Relation relation, Mark mark, Standing standing) {
        return Recorded.nothingNew(relation, mark, standing, () -> removals.shown(relation, standing));
    }

    /** The agreement in force, if a message adds nothing to it and names no id whose merge is unfinished. */
    static Optional<Mark> agreement(Statement message, Standing standing) {
        Mark implied = standing.mark(MarkKind.IMPLIED);
        return implied != null
                        && message.isMessage()
                        && message.mark().compareTo(implied) > 0
                        && standing.ids().merged(message.isUnverified()).containsAll(message.alsoKnownAs())
                ? Optional.of(implied)
                : Optional.empty();
    }

    /**
     * Records many statements at once: first the merges of ids, then the entries of plain messages side by side, then
     * what moves, person by person. After a failed statement the others are still recorded.
     */
    public List<Recorded> recordAll(Collection<Statement> statements) {
        return new Batch(this, standings, statements).record();
    }

    /** Without the messages that, as far as is known now, change nothing and so get no entries. */
    public List<Statement> thatMayChange(Collection<Statement> statements) {
        return new Batch(this, standings, statements).thatMayChange();
    }

    /** Completes an opt-out that a crash cut off after its entry was stored. */
    public void finish(Relation relation, Entry optOut) {
        Fact fact = optOut.fact().orElseThrow();
        Move move = joining.join(relation, fact);
        removals.reconcile(relation, fact, move);
    }

    /** @return whether it was new */
    public boolean note(Relation relation, Entry entry) {
        return writer.keep(relation, entry).isNew();
    }
}
