package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.OneOf;
import consimt.relation.Fact.Kind;
import consimt.relation.Standing.Conversation;
import consimt.relation.Standing.Marketing;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What remains of a standing after an erasure, and what may come to it later. */
class ErasureTest {

    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");

    /** In the middle of the instants of {@link Facts}. */
    private static final Fact ERASED = Fact.of(Kind.PERSON_ERASED, FIRST.plusSeconds(1), EntryId.ofErasure(FIRST));

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Facts.upTo(4);
    }

    @Property(tries = 1_000)
    @OneOf(5)
    void whateverWasThereWhatRemainsIsTheNo(@ForAll("facts") List<Fact> facts) {
        Standing before = Standing.UNKNOWN;
        for (Fact fact : facts) {
            before = before.with(fact);
        }
        Fact all = erasure(before);
        Standing after = before.erased(all, PersonIds.NONE);
        assertEquals(Standing.UNKNOWN.with(all), after);
        assertEquals(before.isBlocked(), after.isBlocked());
        assertEquals(Marketing.OPTED_OUT, after.marketing());
        assertEquals(Conversation.NONE, after.conversation());
        for (Fact fact : facts) {
            after = after.with(fact);
        }
        assertEquals(Marketing.OPTED_OUT, after.marketing());
        assertEquals(Conversation.NONE, after.conversation());
        assertNull(after.mark(MarkKind.CONTACTED));
        assertFalse(after.isOpenedByClaim());
    }

    @Property(tries = 1_000)
    @OneOf(5)
    void whatComesAfterAnErasureComesInAnyOrder(@ForAll("facts") List<Fact> facts) {
        Set<String> ends = new TreeSet<>();
        Facts.inEveryOrder(facts, order -> {
            Standing standing = Standing.UNKNOWN.with(ERASED);
            for (Fact fact : order) {
                standing = standing.with(fact);
                assertEquals(standing, standing.with(fact));
            }
            ends.add(new TreeMap<>(standing.held().at()) + " " + new TreeSet<>(standing.reports()) + keys(standing));
        });
        assertEquals(1, ends.size(), ends::toString);
    }

    private static String keys(Standing standing) {
        StringBuilder all = new StringBuilder();
        new TreeSet<>(standing.marks().keys())
                .forEach(key -> all.append(key).append(standing.marks().get(key)));
        return all.toString();
    }

    private static Fact erasure(Standing before) {
        Instant at = FIRST.plusSeconds(9);
        return Fact.ofErasure(new Mark(at, EntryId.ofErasure(at)), before.keptByErasure(at));
    }

    /** Also where a later yes is not comparable with what was refused. */
    @Property(tries = 1_000)
    @OneOf(5)
    void noPartOfANoIsForgotten(@ForAll("scoped") List<Fact> facts, @ForAll("scoped") List<Fact> later) {
        Standing before = join(Standing.UNKNOWN, facts);
        Fact erasure = erasure(before);
        List<Fact> since = later.stream()
                .map(fact -> new Fact(
                        fact.kind(),
                        fact.scope(),
                        fact.categories(),
                        new Mark(fact.mark().at().plusSeconds(20), fact.mark().entry()),
                        fact.stopsBy()))
                .toList();
        Standing stayed = join(before, since);
        Standing erased = join(before.erased(erasure, PersonIds.NONE), since);
        assertEquals(erased, join(Standing.UNKNOWN.with(erasure), since));
        assertTrue(!stayed.isBlocked() || erased.isBlocked());
        for (Scope asked : ScopedFacts.ASKED) {
            Channel channel = asked.channel();
            assertTrue(stayed.optOutFrom(asked) == null || erased.optOutFrom(asked) != null, () -> asked + " " + facts);
            assertTrue(
                    stayed.optOutFromChannel(channel) == null || erased.optOutFromChannel(channel) != null,
                    () -> asked + " " + facts);
            Scope call = new Scope(Channel.VOICE, null, asked.topic());
            assertTrue(stayed.optOutFromCalls(call) == null || erased.optOutFromCalls(call) != null);
        }
    }

    @Provide
    Arbitrary<List<Fact>> scoped() {
        return Arbitraries.oneOf(ScopedFacts.upTo(3), ScopedFacts.ofManyScopes(1, 9));
    }

    private static Standing join(Standing standing, List<Fact> facts) {
        Standing joined = standing;
        for (Fact fact : facts) {
            joined = joined.with(fact);
        }
        return joined;
    }

    /** A block that was in force crosses with the opt-out; that the person was erased does not. */
    @Test
    void underAnIdByTheWordOfTheBusinessOnlyTheNoCounts() {
        Fact erased = Fact.ofErasure(ERASED.mark(), Set.of(Marks.Key.of(MarkKind.BLOCKED)));
        Standing other = Standing.UNKNOWN.with(Fact.of(Kind.CONTINUE, FIRST, EntryId.ofRequest("yes")));
        Standing told = other.with(erased.crossing());
        assertEquals(other.with(Standing.UNKNOWN.with(erased).crossing()).marks(), told.marks());
        assertTrue(told.isBlocked());
        assertEquals(Marketing.OPTED_OUT, told.marketing());
        assertEquals(Conversation.ACCEPTED, told.conversation());
    }
}
