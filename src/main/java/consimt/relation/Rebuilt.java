package consimt.relation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stored standing with the one that the ledger gives. Refusals of both are joined, so no refusal is lost.
 * Marks that lift a refusal, and agreement, are taken from the ledger: a permission that the ledger does not prove does
 * not count.
 */
public final class Rebuilt {

    private Rebuilt() {}

    /**
     * @param stored the standing in the relation's item
     * @param ledger the standing from the ledgers of all the person's ids
     */
    public static Standing of(Standing stored, Standing ledger) {
        Map<Marks.Key, Mark> marks = new HashMap<>();
        Set<Marks.Key> keys = new TreeSet<>(stored.marks().keys());
        keys.addAll(ledger.marks().keys());
        for (Marks.Key key : keys) {
            Mark mark = of(key.kind(), stored.marks().get(key), ledger.marks().get(key));
            if (mark != null) {
                marks.put(key, mark);
            }
        }
        Standing sets = stored.with(ledger);
        return new Standing(
                new Marks(marks).with(Map.of()),
                sets.reports(),
                new PersonIds(
                        sets.ids().known(),
                        stored.ids().merged(),
                        sets.ids().unverified(),
                        stored.ids().unverifiedMerged()),
                new Held(sets.held().at(), ledger.held().released()));
    }

    private static @Nullable Mark of(MarkKind kind, @Nullable Mark stored, @Nullable Mark ledger) {
        // If the mark of a first contact were removed, the contact could be granted twice.
        // Without the mark of a promise, nobody would look for the work. A claim that was disowned must not count
        // again.
        boolean isKept = kind.outlastsErasure() || kind == MarkKind.CONTACTED;
        if (!isKept || stored == null) {
            return ledger;
        }
        return ledger == null || !kind.moves(stored, ledger) ? stored : ledger;
    }
}
