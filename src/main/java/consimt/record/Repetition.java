package consimt.record;

import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.Mark;
import consimt.relation.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is recorded besides the entry under a statement's id: what is stored × what comes → what is written. The order
 * is the precedence: the first row that matches answers. The rows are pure, and the {@link Recorder} carries them out.
 */
enum Repetition {
    NEW(met -> met.kept.isNew(), met -> Optional.empty()),

    // Another statement is stored under the id (a collision).

    /**
     * A message was read otherwise at its first delivery, and what is stored refuses as much: the business's words or
     * buttons have changed since, or the release has. Talk does not unsay a refusal. What is stored is completed.
     */
    READ_AS_STORED(met -> met.isOther() && met.storedRefusesAsMuch(), met -> Optional.empty()),

    /**
     * A refusal is recorded all the same, under an id made from its own and its content. What the same request told
     * before, as a message that was read otherwise or in another scope, is completed.
     */
    INSTEAD(met -> met.isOther() && met.statement.isProtective(), met -> Optional.of(met.statement.instead())),

    /** Nothing else is recorded under a taken id. */
    CONFLICT(Case::isOther, met -> Optional.empty()),

    // The same statement is stored.

    /**
     * A refusal under a used id, which an opt-in has lifted at least in part, comes so late that it is a new one, and
     * not a retry.
     */
    ASKED_AGAIN(Case::isAskedAgain, met -> met.lifted().map(met.statement::again)),

    /**
     * A message that may be a refusal was told as one of the past before, and now arrives by itself. It then gets a
     * second entry, which holds from the arrival.
     */
    NO_LONGER_OF_THE_PAST(Case::isNoLongerOfThePast, met -> Optional.of(met.statement.instead())),

    /** A retry completes what the first request left undone. */
    RETRIED(met -> true, met -> Optional.empty());

    private final Predicate<Case> matches;
    private final Function<Case, Optional<Statement>> further;

    Repetition(Predicate<Case> matches, Function<Case, Optional<Statement>> further) {
        this.matches = matches;
        this.further = further;
    }

    /** The first row that matches; the last one always does. */
    static Repetition of(Case met) {
        return Stream.of(values())
                .filter(row -> row.matches.test(met))
                .findFirst()
                .orElseThrow();
    }

    /** What is to be recorded besides what is stored. */
    Optional<Statement> further(Case met) {
        return further.apply(met);
    }

    /** @param after the standing that has the entry's fact; not looked at if the entry is that of another statement */
    record Case(Statement statement, WriteResult kept, Standing after) {

        /** How long a retry may come after the first request. */
        private static final Duration RETRIED = Duration.ofHours(1);

        private boolean isOther() {
            return kept.isConflict();
        }

        /** What is stored, as a statement; empty if another request told it. */
        Optional<Statement> asStored() {
            return statement.as(kept.entry());
        }

        /**
         * Whether a reading of the same message is stored that refuses all that the present one does. A caller may use
         * one id again for what may be another refusal.
         */
        private boolean storedRefusesAsMuch() {
            boolean mayBeAnother = statement.request().id().isOfRequest();
            return asStored()
                    .filter(Statement::isOfMessage)
                    .filter(stored ->
                            statement.isMessage() || statement.isSuspected() && stored.stopsAll() && !mayBeAnother)
                    .isPresent();
        }

        private boolean isAskedAgain() {
            return statement.isAskedWithoutTime()
                    && kept.entry()
                            .recordedAt()
                            .plus(RETRIED)
                            .isBefore(statement.request().receivedAt())
                    && lifted().isPresent();
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
