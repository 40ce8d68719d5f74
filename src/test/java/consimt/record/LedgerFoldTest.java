package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.dynamodb.Stores;
import consimt.kit.Cases;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.Ledger;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The ledger is enough to know how people stand: the fold of the ledgers of a person's ids at a business is the marks of
 * each of these ids, after any history.
 */
class LedgerFoldTest {

    /** More of them with {@code -Pthorough}. */
    private static final int HISTORIES = Cases.of(10, 1_000);

    private int cuts;
    private int merges;
    private int told;

    @Test
    void theFoldOfTheLedgersOfAPersonsIdsIsTheirMarks() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = new RandomHistory(World.fresh(), seed).repeatingAll();
            history.goesOn(8 + seed % 30);
            history.ends();
            cuts += history.cuts();
            for (String business : RandomHistory.BUSINESSES) {
                assertTheFoldIsTheMarks(history, business, seed);
            }
        }
        assertTrue(cuts >= HISTORIES / 2, cuts + " cuts");
        assertTrue(merges >= HISTORIES / 2, merges + " histories with several ids");
        assertTrue(told >= HISTORIES / 20, told + " of them by the word of the business");
    }

    private void assertTheFoldIsTheMarks(RandomHistory history, String business, int seed) {
        Stores stores = history.world.stores;
        for (String id : history.ids) {
            Relation relation = World.relation(id, business);
            Standing standing = stores.standings().of(relation, Consistency.STRONG);
            Set<UserId> same = one(stores.ledger(), relation, false);
            Set<UserId> all = one(stores.ledger(), relation, true);
            if (id.equals(history.ids.get(0))) {
                merges += all.size() > 1 ? 1 : 0;
                told += all.size() > same.size() ? 1 : 0;
            }
            Set<UserId> apart = new TreeSet<>(standing.knownAs());
            apart.add(relation.userId());
            assertEquals(same, apart, () -> "history " + seed + ": " + history.steps);
            Standing fold = Standing.UNKNOWN;
            for (UserId each : all) {
                for (Entry entry : entries(stores.ledger(), new Relation(each, relation.businessId()))) {
                    Fact fact = entry.fact()
                            .map(its -> same.contains(each) ? its : its.crossing())
                            .orElse(null);
                    fold = fact == null ? fold : fold.with(fact);
                }
            }
            assertEquals(fold.marks(), standing.marks(), () -> "history " + seed + ": " + history.steps);
            assertEquals(fold.reports(), standing.reports(), () -> "history " + seed + ": " + history.steps);
            assertEquals(fold.held(), standing.held(), () -> "history " + seed + ": " + history.steps);
        }
    }

    /**
     * The ids that are one with the relation's own, as the ledgers tell.
     *
     * @param unverifiedToo whether those are among them that are by the word of the business alone
     */
    private static Set<UserId> one(Ledger ledger, Relation relation, boolean unverifiedToo) {
        Set<UserId> one = new TreeSet<>();
        Deque<UserId> next = new ArrayDeque<>(List.of(relation.userId()));
        while (!next.isEmpty()) {
            UserId id = next.pop();
            if (one.add(id)) {
                for (Entry entry : entries(ledger, new Relation(id, relation.businessId()))) {
                    if (entry.what() instanceof EntryContent.IdentityChanged changed
                            && (unverifiedToo || !entry.source().isUnverified())) {
                        next.add(changed.other());
                    }
                }
            }
        }
        return one;
    }

    private static List<Entry> entries(Ledger ledger, Relation relation) {
        return ledger.read(relation, Instant.EPOCH, null, 1_000).items();
    }
}
