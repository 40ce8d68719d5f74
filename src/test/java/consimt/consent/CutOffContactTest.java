package consimt.consent;

import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A first contact that is cut off counts as made once its place was taken. Its caller alone may finish it. */
class CutOffContactTest {

    private static final World WORLD = World.fresh();
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    private final String person = World.somebody();

    @ParameterizedTest
    @EnumSource
    void whereverItIsCutOffItsCallerGetsItAndNobodyElse(Fault.When when) {
        int cuts = 0;
        for (int call = 1; cutOff(World.somebody(), call, when); call++) {
            for (Duration later : List.of(Duration.ZERO, TWO_MINUTES)) {
                String who = World.somebody();
                cutOff(who, call, when);
                WORLD.clock.pass(later);
                assertEquals("FIRST_CONTACT", open(who, ",'requestId':'mine'"));
                assertEquals("AWAITING_DECISION", open(who, ",'requestId':'another'"));
                assertEquals(List.of("FIRST_CONTACT"), kinds(who));
            }
            cuts++;
        }
        assertTrue(cuts > 3, cuts + " cuts");
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoOneHasItWhereverTheFirstIsCutOff(Fault.When when) {
        for (int call = 1; cutOff(World.somebody(), call, when); call++) {
            String who = World.somebody();
            cutOff(who, call, when);
            String next = open(who, ",'requestId':'next'");
            WORLD.clock.pass(TWO_MINUTES);
            String later = open(who, ",'requestId':'later'");
            assertEquals("AWAITING_DECISION", later, "call " + call + " " + next);
            assertTrue(List.of("FIRST_CONTACT", "BUSY", "AWAITING_DECISION").contains(next), next);
            String first = open(who, ",'requestId':'mine'");
            assertEquals(next.equals("FIRST_CONTACT"), first.equals("AWAITING_DECISION"), first);
            assertEquals(List.of("FIRST_CONTACT"), kinds(who));
        }
    }

    @Test
    void itIsGrantedOnceHoweverManyAskUnderWhicheverIdOfThePerson() {
        String other = World.somebody();
        WORLD.move("change", "shop", person, other);
        List<String> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> open(i % 2 == 0 ? person : other, ""))
                .toList();
        assertTrue(Set.of("FIRST_CONTACT", "BUSY", "AWAITING_DECISION").containsAll(answers), answers::toString);
        assertTrue(answers.stream().filter("FIRST_CONTACT"::equals).count() < 2, answers::toString);
    }

    /** Both count as made at one moment, and the mark of the one that was cut off comes first. */
    @Test
    void whoWasCutOffGetsNothingWhereAnotherHadThePlaceUnderAnotherIdOfThePerson() {
        String other = World.somebody();
        WORLD.move("change", "shop", person, other);
        assertEquals("RESERVED", open(other, ",'requestId':'r','reserve':true"));
        cutOff(person, 3, Fault.When.BEFORE);
        WORLD.clock.pass(TWO_MINUTES);
        assertEquals("AWAITING_DECISION", open(other, ",'requestId':'next','reserve':true"));
        assertEquals("AWAITING_DECISION", open(person, ",'requestId':'mine'"));
    }

    @Test
    void nobodyFinishesAContactThatThePersonRefusedMeanwhile() {
        cutOff(person, 2, Fault.When.BEFORE);
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", person);
        WORLD.clock.pass(TWO_MINUTES);
        assertEquals("MARKETING_OPTED_OUT", open(person, ""));
        assertEquals("MARKETING_OPTED_OUT", open(person, ",'requestId':'mine'"));
        assertEquals(List.of("MARKETING_PREFERENCE"), kinds(person));
    }

    /** Whether the call was made. */
    private static boolean cutOff(String who, int call, Fault.When when) {
        Fault fault = new Fault(call, when);
        World cut = WORLD.with(fault);
        Fault.cutsOff(
                () -> cut.call("open-conversation", "{'userId':'%s','businessId':'shop','requestId':'mine'}", who));
        return fault.happened();
    }

    private static String open(String who, String more) {
        JsonNode answer = WORLD.call("open-conversation", "{'userId':'%s','businessId':'shop'%s}", who, more);
        return Objects.requireNonNullElse(answer.get("reason"), answer.get("outcome"))
                .textValue();
    }

    private static List<String> kinds(String who) {
        String asked = "'userId':'%s','businessId':'shop'".formatted(who);
        return textsOf(WORLD.pages("read-ledger", "entries", asked), "kind");
    }
}
