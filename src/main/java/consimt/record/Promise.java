package consimt.record;

import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.Standing;
import java.time.LocalDate;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The promised end of marketing after an opt-out, at a business that removes by hand.
 *
 * @param stopsBy the last day on which marketing may come; null if it has stopped, because the number is off the list
 * @param standing for which it was made
 * @param isNoted whether this call noted the coming work. Then the schedule finishes it after a crash
 * @param unopened what the person is shown if the work is left to the schedule
 * @param keeping {@link RemovalWork#reconcile} for its opt-out
 * @param takingBack deletes the note of this call, because its opt-out is not recorded under this id
 */
public record Promise(
        @Nullable LocalDate stopsBy,
        Standing standing,
        boolean isNoted,
        Removals unopened,
        BiFunction<Fact, Move, Removals> keeping,
        Runnable takingBack) {}
