package consimt.record;

import consimt.answer.Outcome;
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
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.Collection;
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
        return statement.part().isAll() ? record(statement, read) : recordOfAPart(statement, true);
    }

    /** The same, but an opt-out opens no work by hand. Work that is there is brought in line. */
    public Recorded recordWithoutWork(Statement statement) {
        return statement.part().isAll() ? recordAsItIs(statement, false) : recordOfAPart(statement, false);
    }

    /**
     * A wish or a claim about a part of marketing. It takes half a unit more, for a relation has room for a few parts only.
     * Beyond these an opt-out is one of all marketing, in its entry too, and nothing else is recorded.
     */
    private Recorded recordOfAPart(Statement statement, boolean opensWork) {
        Relation relation = statement.relation();
        Promise promise = opensWork ? promised(statement) : null;
        Standing standing = promise == null ? atTheDoor(statement) : promise.standing();
        if (!standing.marks().haveNoRoomFor(statement.part(), statement.what() instanceof Claim)) {
            Map<Relation, Standing> read = statement.alsoKnownAs().isEmpty() ? Map.of(relation, standing) : Map.of();
            return follow(statement, keep(statement, promise), promise, read);
        }
        if (!statement.isProtective()) {
            metrics.reached("SCOPES", relation.businessId().value());
            return Recorded.tooManyParts(statement);
        }
        return promise == null
                ? recordOfAll(statement, opensWork)
                : recordBoth(() -> recordOfAllInsteadOf(promise, statement), () -> recordOfAll(statement, true));
    }

    private Recorded recordOfAllInsteadOf(Promise promise, Statement ofAPart) {
        promise.withdrawal().run();
        return recordOfAll(ofAPart, true);
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

    /** What an opt-out refuses besides marketing, by its channel, is recorded beside it. There are few whole channels. */
    private Recorded recordOfAll(Statement ofAPart, boolean opensWork) {
        Optional<Statement> ofChannel = ofAPart.ofItsChannel();
        if (ofChannel.isEmpty()) {
            return recordAsItIs(ofAPart.ofAll(), opensWork);
        }
        Recorded all = recordBoth(
                () -> recordAsItIs(ofAPart.ofAll(), opensWork), () -> recordAsItIs(ofChannel.get(), opensWork));
        return all.followedBy(recordAsItIs(ofChannel.get(), opensWork));
    }

    private Recorded recordAsItIs(Statement statement, boolean opensWork) {
        return opensWork ? record(statement, Map.of()) : follow(statement, keep(statement, null), null, Map.of());
    }

    /** Records nothing: what a person said cannot be understood. The answer is where the relation stands. */
    public Recorded answerOnly(Statement statement) {
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

    /** Without the messages that, as far as is known now, change nothing and so get no entries. */
    public List<Statement> thatMayChange(Collection<Statement> statements) {
        return new Batch(this, standings, statements).thatMayChange();
    }

    /** @param read standings that were read moments ago, also of relations that do not exist */
    Recorded record(Statement statement, Map<Relation, Standing> read) {
        if (statement.what() instanceof IdentityChanged) {
            return joining.recordIdentity(statement, this::record);
        }
        Promise promise = promised(statement);
        Map<Relation, Standing> known = promise == null ? read : Map.of(statement.relation(), promise.standing());
        return follow(statement, keep(statement, promise), promise, known);
    }

    /**
     * The promise for an opt-out. If it fails twice, the person's other ids cannot be read or merged, or the work cannot be
     * read. An opt-out does not wait for that.
     *
     * @return null if it is no opt-out, or if the business removes at once
     */
    private @Nullable Promise promised(Statement statement) {
        if (!(statement.what() instanceof OptOut)) {
            return null;
        }
        Supplier<Standing> united = () -> united(statement);
        try {
            return promise(statement, united);
        } catch (RuntimeException once) {
            return promisedOnceMore(statement, united);
        }
    }

    private @Nullable Promise promise(Statement optOut, Supplier<Standing> reading) {
        return removals.intend(
                optOut.relation(),
                optOut.part(),
                optOut.mark(),
                optOut.request().occurredAt(),
                reading);
    }

    /** Once more, because a fault may be over, and a mail program says an opt-out once. */
    private @Nullable Promise promisedOnceMore(Statement optOut, Supplier<Standing> united) {
        try {
            return promise(optOut, united);
        } catch (RuntimeException failed) {
            Promise besides = promisedAlone(optOut);
            follow(optOut, keep(optOut, besides), besides, Map.of());
            throw failed;
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

    /**
     * The promise without the person's other ids, or without any standing. At worst, a second removal is promised. If the
     * note cannot be stored either, the opt-out is recorded without a note. The caller hears of the fault and repeats the
     * opt-out.
     */
    private @Nullable Promise promisedAlone(Statement optOut) {
        Relation relation = optOut.relation();
        Supplier<Standing> alone =
                () -> standings.of(relation, Consistency.STRONG).alone();
        for (Supplier<Standing> reading : List.of(alone, () -> Standing.UNKNOWN)) {
            try {
                return promise(optOut, reading);
            } catch (RuntimeException failed) {
                // The next way reads less. The caller gets the fault of the try before.
            }
        }
        return removals.intendUnnoted(
                relation, optOut.part(), optOut.mark(), optOut.request().occurredAt());
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

    /** Stores the statement's entry and nothing else. */
    WriteResult keep(Statement statement, @Nullable Promise promise) {
        Statement made = statement.promising(promise);
        WriteResult kept = writer.keep(made.relation(), made.entry());
        if (kept.isNew()) {
            count(made.what());
        }
        return kept;
    }

    private void count(EntryContent what) {
        if (what instanceof Claim) {
            metrics.count("ClaimsMade", 1);
        } else if (what instanceof OptOut optOut && optOut.disownsClaims()) {
            metrics.count("ClaimsDisowned", 1);
        }
    }

    /** The steps after the entry. */
    Recorded follow(Statement statement, WriteResult kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        return kept.isConflict()
                ? followOther(statement, kept, promise, read)
                : followOwn(statement, kept, promise, read);
    }

    /** The steps after the entry of another statement, which has the id. */
    private Recorded followOther(
            Statement statement, WriteResult kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        if (promise != null) {
            promise.withdrawal().run();
        }
        Case met = new Case(statement, kept, Standing.UNKNOWN);
        Repetition row = Repetition.of(met);
        List<Statement> written = row.written(met);
        return switch (row) {
            case READ_AS_STORED, REFUSED_UNDER_A_TAKEN_ID -> record(written.get(0), read);
            case READ_BOTH_WAYS -> recordBothReadings(written.get(0), written.get(1), kept.entry(), read);
            case IN_BOTH_SCOPES -> recordBothScopes(written.get(0), written.get(1), read);
            default -> Recorded.conflict(statement.relation(), kept.entry());
        };
    }

    /** @param asStored the message as the entry has it, which may have been cut off, so it is completed */
    private Recorded recordBothReadings(Statement asStored, Statement now, Entry stored, Map<Relation, Standing> read) {
        recordBoth(
                () -> follow(asStored, new WriteResult(WriteResult.How.REPEATED, stored), null, read),
                () -> record(now, read));
        return record(now, read);
    }

    /**
     * The wider one is the answer.
     *
     * @param asStored the opt-out as the entry has it, which may have been cut off, so it is completed
     */
    private Recorded recordBothScopes(Statement asStored, Statement now, Map<Relation, Standing> read) {
        Recorded first = recordBoth(() -> record(asStored, read), () -> record(now, Map.of()));
        Recorded second = record(now, Map.of());
        return asStored.stopsAllOf(now) && first.outcome() != Outcome.SUPERSEDED ? first.followedBy(second) : second;
    }

    /** If the first statement fails, the second one is recorded all the same. */
    private static Recorded recordBoth(Supplier<Recorded> first, Runnable second) {
        try {
            return first.get();
        } catch (StoreUnavailable failed) {
            second.run();
            throw failed;
        }
    }

    /** The steps after the statement's own entry. */
    private Recorded followOwn(
            Statement statement, WriteResult kept, @Nullable Promise promise, Map<Relation, Standing> read) {
        Entry entry = kept.entry();
        Optional<Fact> stored = entry.fact();
        if (stored.isEmpty() && statement.what().fact(statement.mark()).isPresent()) {
            // Newer code recorded the statement, and only that code knows what it did to the standing.
            throw new StoreUnavailable("an entry that newer code wrote");
        }
        if (stored.isEmpty()) {
            return Recorded.noted(statement.relation(), entry, kept.isNew());
        }
        Fact fact = stored.get();
        Move move = joining.join(statement, kept, read, this::record);
        recordOfOtherReading(statement);
        if (fact.kind().isProtective() && move.after().isErasedSince(fact.mark().at())) {
            // The erasure may have deleted the entry before the refusal got its mark.
            writer.keep(statement.relation(), entry);
        }
        Case met = new Case(statement, kept, move.after());
        Repetition row = Repetition.of(met);
        List<Statement> written = row.written(met);
        return switch (row) {
            case ASKED_AGAIN -> record(written.get(0), Map.of());
            case NO_LONGER_OF_THE_PAST -> {
                complete(statement, kept, fact, move, promise);
                yield record(written.get(0), Map.of());
            }
            default -> complete(statement, kept, fact, move, promise);
        };
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

    /** The work that follows from a statement's entry and its marks. */
    private Recorded complete(Statement statement, WriteResult kept, Fact fact, Move move, @Nullable Promise promise) {
        Entry entry = kept.entry();
        if (fact.kind() == Fact.Kind.REFUSAL_SUSPECTED && move.after().refusalSuspectedSince() != null) {
            suspected.add(statement.relation(), fact.mark(), statement.text());
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
        return new Recorded(statement.relation(), move.outcome(fact), entry.mark(), entry, move, shown, unopened);
    }

    /** Completes an opt-out that a crash cut off after its entry was stored. */
    public void finish(Relation relation, Entry optOut) {
        Fact fact = optOut.fact().orElseThrow();
        Move move = joining.join(relation, fact);
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
