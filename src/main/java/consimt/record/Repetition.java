package consimt.record;

import consimt.ledger.Entry;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.Mark;
import consimt.relation.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is recorded besides the entry under a statement's id: what is stored × what comes → what is written. The order
 * is the precedence: the first row that matches answers. The rows are pure, and the {@link Recorder} carries them out.
 */
enum Repetition {
    /** Nothing was stored under the id. */
    NEW(met -> met.kept.isNew(), met -> List.of()),

    // Another statement is stored under the id (a collision).

    /**
     * The same message was read otherwise at its first delivery: the business's words or buttons have changed since, or
     * the release has. The stored reading is the more protective one.
     */
    READ_AS_STORED(
            met -> met.isReadOtherwise() && met.storedRefusesAsMuch(),
            met -> List.of(met.asStored().orElseThrow())),

    /**
     * As before, but the present reading is the more protective one, or each refuses something of its own. The message
     * counts as both.
     */
    READ_BOTH_WAYS(Case::isReadOtherwise, met -> List.of(met.asStored().orElseThrow(), met.statement.separate())),

    /** The same opt-out had another scope: the business's settings may have changed since. Both count. */
    IN_BOTH_SCOPES(
            met -> met.isOther() && met.inStoredScope().isPresent(),
            met -> List.of(met.inStoredScope().orElseThrow(), met.statement.instead())),

    /** A refusal is recorded all the same, under an id made from its own and its content. */
    REFUSED_UNDER_A_TAKEN_ID(
            met -> met.isOther() && met.statement.isProtective(), met -> List.of(met.statement.instead())),

    /** Nothing else is recorded under a taken id. */
    CONFLICT(Case::isOther, met -> List.of()),

    // The same statement is stored.

    /**
     * A refusal under a used id, which an opt-in has lifted at least in part, comes so late that it is a new one, and
     * not a retry.
     */
    ASKED_AGAIN(Case::isAskedAgain, met -> List.of(met.asNewRequest())),

    /**
     * A message that may be a refusal was told as one of the past before, and now arrives by itself. It then gets a
     * second entry, which holds from the arrival.
     */
    NO_LONGER_OF_THE_PAST(Case::isNoLongerOfThePast, met -> List.of(met.statement.separate())),

    /** A retry completes what the first request left undone. */
    RETRIED(met -> true, met -> List.of());

    private final Predicate<Case> matches;
    private final Function<Case, List<Statement>> written;

    Repetition(Predicate<Case> matches, Function<Case, List<Statement>> written) {
        this.matches = matches;
        this.written = written;
    }

    /** The first row that matches; the last one always does. */
    static Repetition of(Case met) {
        return Stream.of(values())
                .filter(row -> row.matches.test(met))
                .findFirst()
                .orElseThrow();
    }

    /** What is to be recorded, in this order. If the first is the stored statement, it is completed with it. */
    List<Statement> written(Case met) {
        return written.apply(met);
    }

    /**
     * A statement that meets the entry under its id.
     *
     * @param statement what comes
     * @param kept what is stored
     * @param after the standing that has the entry's fact; not looked at if the entry is that of another statement
     */
    record Case(Statement statement, WriteResult kept, Standing after) {

        /** How long a retry may come after the first request. */
        private static final Duration RETRIED = Duration.ofHours(1);

        private boolean isOther() {
            return kept.isConflict();
        }

        private boolean isReadOtherwise() {
            return isOther() && asStored().isPresent();
        }

        /** The message as the entry has it; empty if the entry is of something else. */
        private Optional<Statement> asStored() {
            Entry stored = kept.entry();
            return statement
                    .otherReadings(stored)
                    .filter(reading -> stored.tellsTheSameAs(reading.entry()))
                    .findFirst();
        }

        /** Whether the stored reading of the message refuses all that the present one does. */
        private boolean storedRefusesAsMuch() {
            return statement.isMessage()
                    || statement.isSuspected()
                            && asStored().filter(Statement::stopsAll).isPresent();
        }

        private Optional<Statement> inStoredScope() {
            return statement.inScopeOf(kept.entry());
        }

        private boolean isAskedAgain() {
            return statement.isAskedWithoutTime()
                    && kept.entry()
                            .recordedAt()
                            .plus(RETRIED)
                            .isBefore(statement.request().receivedAt())
                    && lifted().isPresent();
        }

        private Statement asNewRequest() {
            return statement.again(lifted().orElseThrow());
        }

        private Optional<Mark> lifted() {
            return kept.entry().fact().flatMap(fact -> fact.liftedInPartBy(after));
        }

        private boolean isNoLongerOfThePast() {
            return statement.isSuspected()
                    && !statement.request().time().isOfThePast()
                    && kept.entry().countsFrom().isBefore(kept.entry().recordedAt());
        }
    }
}
