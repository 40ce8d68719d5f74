package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.OneOf;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class StandingOrderTest {

    /** Every order of every set, and each fact once more at the end: the same standing, which is what the oracle says. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(80)
    void orderAndRepetitionDoNotMatter(@ForAll("facts") List<Fact> facts) {
        Standing once = join(Standing.UNKNOWN, facts);
        assertEquals(Oracle.of(facts), Oracle.saysOf(once));
        assertEquals(once, join(once, facts));
        Facts.inEveryOrder(facts, order -> {
            if (!join(Standing.UNKNOWN, order).equals(once)) {
                assertEquals(once, join(Standing.UNKNOWN, order));
            }
        });
    }

    /** Facts that stand apart under two ids, put together from either side, are the facts of one. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(20)
    void standingsUnderTwoIdsJoinToOne(@ForAll("facts") List<Fact> one, @ForAll("facts") List<Fact> other) {
        List<Fact> all = new ArrayList<>(one);
        all.addAll(other);
        Standing joined = join(Standing.UNKNOWN, one).with(join(Standing.UNKNOWN, other));
        assertEquals(join(Standing.UNKNOWN, all), joined);
        assertEquals(joined, join(Standing.UNKNOWN, other).with(join(Standing.UNKNOWN, one)));
        assertEquals(joined, joined.with(joined));
        assertEquals(joined, joined.with(join(Standing.UNKNOWN, one)));
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Facts.upTo(7);
    }

    private static Standing join(Standing standing, List<Fact> facts) {
        Standing joined = standing;
        for (Fact fact : facts) {
            joined = joined.with(fact);
        }
        return joined;
    }
}
