package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds marketing, however much of it there is. */
class HeldTest {

    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");

    /** In any order, again, and put together from two parts. */
    @Test
    void orderAndRepetitionDoNotMatterHoweverManyAreHeld() {
        Random random = new Random(20261124);
        for (int round = 0; round < 2_000; round++) {
            List<Fact> facts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(30); i++) {
                int which = random.nextInt(20);
                Instant written = FIRST.minusSeconds(random.nextInt(3));
                facts.add(random.nextBoolean() ? suspected(which).saidFrom(written) : cleared(which));
            }
            Held all = join(facts);
            Collections.shuffle(facts, random);
            assertEquals(all, join(facts));
            int cut = random.nextInt(facts.size());
            Held one = join(facts.subList(0, cut));
            Held other = join(facts.subList(cut, facts.size()));
            assertEquals(all, one.with(other));
            assertEquals(all, other.with(one));
            assertEquals(all, all.with(one));
        }
    }

    @Test
    void whatIsHeldBeyondTheMostIsReleasedByNobodyAndLiftedByALaterOptIn() {
        List<Fact> facts = new ArrayList<>(IntStream.rangeClosed(0, Held.MOST)
                .mapToObj(HeldTest::suspected)
                .toList());
        facts.addAll(
                IntStream.rangeClosed(0, Held.MOST).mapToObj(HeldTest::cleared).toList());
        Held held = join(facts);
        Instant since = held.since(Instant.MIN, Instant.MIN);
        assertEquals(since, held.since(since, since));
        assertNull(held.since(since.plusMillis(1), since.plusMillis(1)));
        assertNotNull(held.since(Instant.MAX, since), "an opt-in to one scope does not lift what nobody can name");
        assertNull(join(facts.stream()
                        .filter(fact ->
                                !fact.mark().entry().equals(suspected(0).mark().entry()))
                        .toList())
                .since(Instant.MIN, Instant.MIN));
        assertEquals(Held.MOST + 1, held.at().size());
        assertEquals(Held.MOST, held.released().size());
    }

    /** Until somebody decides that the message is no refusal. */
    @Test
    void aClaimIsBeforeAMessageOnlyIfItIsBeforeTheFirstMomentAtWhichThatMayHaveBeenWritten() {
        Instant written = FIRST.minusSeconds(60);
        Held held = join(List.of(suspected(0).saidFrom(written), suspected(1)));
        assertTrue(held.areWrittenAfter(written.minusMillis(1)));
        assertFalse(held.areWrittenAfter(written));
        assertEquals(FIRST, held.since(Instant.MIN, Instant.MIN), "an opt-in before the arrival lifts nothing");
        Fact later = new Fact(
                Kind.REFUSAL_SUSPECTED,
                Scope.ALL,
                new Mark(FIRST.plusSeconds(1), suspected(0).mark().entry()),
                null);
        assertEquals(held.with(later).at(), join(List.of(later)).with(held).at(), "one message that holds twice");
        assertFalse(held.with(later).areWrittenAfter(written), "its first moment counts, and its later arrival");
        Held decided = held.with(cleared(0));
        assertTrue(decided.areWrittenAfter(written));
        assertFalse(decided.areWrittenAfter(FIRST));
    }

    private static Held join(List<Fact> facts) {
        Held joined = Held.NOTHING;
        for (Fact fact : facts) {
            joined = joined.with(fact);
        }
        return joined;
    }

    private static Fact suspected(int i) {
        return Fact.of(Kind.REFUSAL_SUSPECTED, FIRST.plusMillis(i), EntryId.ofRequest("held-" + i));
    }

    private static Fact cleared(int i) {
        return Fact.of(Kind.REFUSAL_CLEARED, FIRST.plusSeconds(9), EntryId.ofRequest("held-" + i));
    }
}
