package consimt.consent;

import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A first contact that is cut off between its mark and its entry does not keep the business from the person for ever. */
class CutOffContactTest {

    private static final World WORLD = World.fresh();

    private final String person = World.somebody();

    @Test
    void aContactThatWasCutOffIsForTheFirstWhoAsksAfterFiveMinutesAndForNobodyElse() {
        cutOff(person, "made-here");
        assertEquals("AWAITING_DECISION", open(""));
        WORLD.clock.pass(Duration.ofMinutes(5));
        assertEquals("FIRST_CONTACT", open(""));
        assertEquals("AWAITING_DECISION", open(""));
        assertEquals(List.of("FIRST_CONTACT"), kinds(person));
    }

    @Test
    void whoLostTheAnswerGetsItAgainWithTheSameRequestId() {
        cutOff(person, "made-here");
        WORLD.clock.pass(Duration.ofMinutes(5));
        assertEquals("FIRST_CONTACT", open(",'requestId':'mine'"));
        assertEquals("FIRST_CONTACT", open(",'requestId':'mine'"));
        assertEquals("AWAITING_DECISION", open(",'requestId':'another'"));
    }

    @Test
    void theOneWhoWasCutOffFinishesItUnlessAnotherDid() {
        cutOff(person, "first");
        WORLD.clock.pass(Duration.ofMinutes(5));
        assertEquals("FIRST_CONTACT", open(",'requestId':'first'"));
        assertEquals("AWAITING_DECISION", open(",'requestId':'second'"));
        String other = World.somebody();
        cutOff(other, "first");
        WORLD.clock.pass(Duration.ofMinutes(5));
        assertEquals("FIRST_CONTACT", open(other, ",'requestId':'second'"));
        assertEquals("CONFLICT", open(other, ",'requestId':'first'"));
    }

    @Test
    void itIsGrantedOnceHoweverManyAskUnderWhicheverIdOfThePerson() {
        String other = World.somebody();
        cutOff(person, "made-here");
        WORLD.move("change", "shop", person, other);
        WORLD.clock.pass(Duration.ofMinutes(5));
        List<String> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> open(i % 2 == 0 ? person : other, ""))
                .toList();
        assertEquals(1, answers.stream().filter("FIRST_CONTACT"::equals).count(), answers::toString);
        assertEquals(15, answers.stream().filter("AWAITING_DECISION"::equals).count(), answers::toString);
    }

    @Test
    void nobodyFinishesAContactThatThePersonRefusedMeanwhile() {
        cutOff(person, "made-here");
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", person);
        WORLD.clock.pass(Duration.ofMinutes(5));
        assertEquals("MARKETING_OPTED_OUT", open(""));
        assertEquals(List.of("MARKETING_PREFERENCE"), kinds(person));
    }

    /** Leaves what a call leaves that ends after its mark. */
    private static void cutOff(String who, String requestId) {
        Mark mark = new Mark(WORLD.clock.instant(), EntryId.ofFirstContact(EntryId.ofRequest(requestId)));
        WORLD.stores.relations().contact(World.relation(who, "shop"), Fact.of(Fact.Kind.FIRST_CONTACT, mark));
    }

    private String open(String more) {
        return open(person, more);
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
