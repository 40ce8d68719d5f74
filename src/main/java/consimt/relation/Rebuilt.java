package consimt.relation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a stored standing once the ledger is asked. What refuses is joined, so nothing that refuses is taken away.
 * What lifts a refusal, or agrees, is as the ledger tells: a permission without a proof is none.
 */
public final class Rebuilt {

    private Rebuilt() {}

    /**
     * @param stored as the relation is stored
     * @param ledger as the ledgers of all the person's ids tell it
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
                Marks.of(marks),
                sets.reports(),
                ledger.byHand(),
                new PersonIds(
                        sets.ids().known(),
                        stored.ids().merged(),
                        new ToldIds(sets.ids().told().all(), stored.ids().told().merged())),
                new Held(sets.held().at(), ledger.held().released()));
    }

    private static @Nullable Mark of(MarkKind kind, @Nullable Mark stored, @Nullable Mark ledger) {
        // A first contact is granted by its mark, so it is granted once only where none is taken away.
        boolean isKept = kind.isProtective() || kind == MarkKind.CONTACTED;
        if (!isKept || stored == null) {
            return ledger;
        }
        return ledger == null || !kind.moves(stored, ledger) ? stored : ledger;
    }

    /** A standing with the first contact of another one, if that has any. */
    public static Standing withContactOf(Standing other, Standing standing) {
        Mark contact = other.marks().get(Marks.Key.of(MarkKind.CONTACTED));
        return contact == null
                ? standing
                : new Standing(
                        standing.marks().with(Marks.Key.of(MarkKind.CONTACTED), contact),
                        standing.reports(),
                        standing.byHand(),
                        standing.ids(),
                        standing.held());
    }
}
