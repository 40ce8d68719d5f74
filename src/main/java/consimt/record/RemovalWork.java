package consimt.record;

import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The port for removals by hand, which follow from what is recorded. Each call is idempotent. */
public interface RemovalWork {

    /**
     * Promises the last day of marketing for an opt-out that is about to be recorded, and notes the coming work, so that the schedule finishes after a crash.
     *
     * @param reading reads the standing; called only where people remove by hand. Null to promise the day alone, without a read and without a note
     * @return null if the business removes at once
     */
    @Nullable Promise intend(Relation relation, Scope scope, Mark optOut, Instant said, @Nullable Supplier<Standing> reading);

    /**
     * Opens, ends and undoes work, so that it is what the marks ask for.
     *
     * @param fact what moved the marks; null if two ids became one
     * @return what the person is shown
     */
    Removals reconcile(Relation relation, @Nullable Fact fact, Move move);

    Removals shown(Relation relation, Standing standing);

    /**
     * The promised end of marketing after an opt-out, at a business that removes by hand.
     *
     * @param stopsBy the last day on which marketing may come; null if it has stopped, because the number is off the list
     * @param isNoted whether this call noted the coming work. Then the schedule finishes it after a crash
     * @param unopened what the person is shown if the work is left to the schedule
     * @param keeping {@link RemovalWork#reconcile} for its opt-out. Notes the coming work if what covered it has ended
     * @param withdrawal deletes the note of this call, because its opt-out is not recorded under this id
     */
    record Promise(
            @Nullable LocalDate stopsBy,
            Standing standing,
            boolean isNoted,
            Removals unopened,
            BiFunction<Fact, Move, Removals> keeping,
            Runnable withdrawal) {}
}
