package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer has a number and an address, and a caller tells both. */
class ToldIdsTest {

    private static final World WORLD = World.fresh();
    private static int customers;

    private final String number = String.valueOf(40_755_600_000L + customers);
    private final String address = "c" + customers++ + "@example.org";

    @BeforeAll
    static void settle() {
        WORLD.settle("shop", "'marketingBasis':'CONVERSATION'");
        WORLD.settle("other", "'marketingBasis':'CONVERSATION'");
    }

    /** They are customers of both shops, and nobody refused yet. */
    private void agree() {
        for (String business : List.of("shop", "other")) {
            for (String id : List.of(number, address)) {
                WORLD.call("decide-consent", "{'userId':'%s','businessId':'%s','decision':'CONTINUE'}", id, business);
            }
        }
        WORLD.clock.pass(Duration.ofSeconds(1));
    }

    private JsonNode told(String function, String id, String other, String more) {
        WORLD.clock.pass(Duration.ofSeconds(1));
        return WORLD.byBusiness(
                "shop", function, "'userId':'%s','businessId':'shop','alsoKnownAs':['%s']%s", id, other, more);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private String marketing(String id) {
        return WORLD.marketing(id, "shop");
    }

    @Test
    void aNoAtOneIdRefusesAtTheOtherWheneverTheIdsWereTold() {
        agree();
        told("request-opt-in", address, number, ",'proof':'the checkout','occurredAt':'2026-11-01T10:00:00Z'");
        assertEquals("ALLOWED", marketing(address));
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", number);
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
        assertEquals("ALLOWED", WORLD.marketing(address, "other"));
    }

    @ParameterizedTest
    @CsvSource({"request-opt-out, {}, MARKETING_OPTED_OUT", "decide-consent, BLOCK, BLOCKED_BY_USER"})
    void aNoThatWasSaidBeforeCountsFromThenAtTheOther(String function, String decision, String reason) {
        agree();
        String more = decision.equals("BLOCK") ? ",'decision':'BLOCK'" : "";
        WORLD.call(function, "{'userId':'%s','businessId':'shop'%s}", number, more);
        assertEquals("ALLOWED", marketing(address));
        told("open-conversation", address, number, "");
        assertEquals(reason, marketing(address));
    }

    /** Whoever tells the ids, also the operator. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aYesCountsAtItsOwnIdAlone(boolean isByOperator) {
        agree();
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'shop','alsoKnownAs':['%s']}", number, address);
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
        WORLD.clock.pass(Duration.ofSeconds(1));
        String yes = "{'userId':'%s','businessId':'shop','alsoKnownAs':['%s']}";
        if (isByOperator) {
            WORLD.call("request-opt-in", yes, address, number);
        } else {
            WORLD.byPerson(address, "request-opt-in", "'businessId':'shop'");
        }
        assertEquals("ALLOWED", marketing(address));
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
    }

    /** The one names the other still, and the other knows of nobody: it was erased, or the link was cut off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinkIsCompletedFromEitherSide(boolean isErased) {
        agree();
        if (isErased) {
            told("open-conversation", number, address, "");
            WORLD.call("erase-person", "{'userId':'%s','businessId':'shop'}", number);
            WORLD.clock.pass(Duration.ofSeconds(1));
        } else {
            World cut = WORLD.with(new Fault(6, Fault.When.BEFORE));
            assertThrows(
                    RuntimeException.class,
                    () -> cut.call(
                            "open-conversation",
                            "{'userId':'%s','businessId':'shop','alsoKnownAs':['%s']}",
                            number,
                            address));
        }
        told("open-conversation", address, number, "");
        WORLD.clock.pass(Duration.ofSeconds(1));
        WORLD.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", address);
        WORLD.clock.pass(Duration.ofSeconds(1));
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", number);
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
    }

    /** An erasure between the link and the refusal cuts the link. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10})
    void aNoCountsAtEachIdThatItNamesThoughOneIsErasedMeanwhile(int call) {
        agree();
        World meanwhile = WORLD.with(new Between(
                call, () -> WORLD.elsewhere().call("erase-person", "{'userId':'%s','businessId':'shop'}", number)));
        meanwhile.call("request-opt-out", "{'userId':'%s','businessId':'shop','alsoKnownAs':['%s']}", number, address);
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
    }

    @Test
    void aConfirmationSaysAtWhichIdsTheOptOutHolds() {
        agree();
        String text = "/confirmation/text";
        JsonNode one = WORLD.call("request-opt-out", "{'userId':'%s','businessId':'other'}", number);
        assertTrue(one.at(text).asText().endsWith(" This holds for this number or address."), one::toString);
        JsonNode both = told("request-opt-out", number, address, "");
        assertTrue(
                both.at(text)
                        .asText()
                        .endsWith(" This holds for this number or address, and for another one that A has for you."),
                both::toString);
        assertFalse(both.at(text).asText().contains(address), both::toString);
        WORLD.clock.pass(Duration.ofSeconds(1));
        JsonNode back = WORLD.byPerson(number, "request-opt-in", "'businessId':'shop'");
        assertTrue(
                back.at(text)
                        .asText()
                        .endsWith(
                                " This holds for this number or address alone. What you stopped at another one stays stopped."),
                back::toString);
    }

    @Test
    void theRowsOfAListTellThemToo() {
        agree();
        JsonNode answer = WORLD.byBusiness(
                "shop",
                "import-preferences",
                "'businessId':'shop','source':'old','rows':[{'userId':'%s','alsoKnownAs':['%s'],'wish':'OPT_OUT'}]",
                address,
                number);
        assertEquals("RECORDED", answer.at("/rows/0/outcome").asText());
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
    }

    /** Of five ids four count. */
    @Test
    void theGoodIdsOfANoCountAndTheOthersHaveNotesAndAYesIsAnError() {
        agree();
        JsonNode no = told("request-opt-out", number, "b#d','%s','1%s','2%s','3%s".replace("%s", address), "");
        assertEquals("RECORDED", no.path("outcome").asText());
        assertEquals(
                "alsoKnownAs TOO_MANY, alsoKnownAs[0] INVALID",
                IntStream.range(0, 2)
                        .mapToObj(note -> no.path("notes").get(note))
                        .map(note -> note.path("field").asText() + " "
                                + note.path("code").asText())
                        .collect(Collectors.joining(", ")));
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
        assertEquals("MARKETING_OPTED_OUT", marketing("2" + address));
        assertEquals("FIRST_CONTACT_REQUIRED", marketing("3" + address));
        JsonNode yes = told("request-opt-in", address, "not an id", ",'proof':'p','occurredAt':'2026-11-01T10:00:00Z'");
        assertEquals("REJECTED", yes.path("outcome").asText());
    }

    /** The zero may be a part of the number: then it is another person's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNoRefusesAtBothPeopleWhomAnIdMayMeanAndLinksNeither(boolean isFirst) {
        agree();
        String either = "+40 0" + number.substring(2);
        String other = "400" + number.substring(2);
        JsonNode no = told("request-opt-out", isFirst ? either : address, isFirst ? address : either, "");
        assertEquals("INVALID", no.at("/notes/0/code").asText());
        assertEquals(
                List.of(number, other).toString(),
                texts(no.at("/notes/0/readings")).toString());
        for (String id : List.of(number, other, address)) {
            assertEquals("MARKETING_OPTED_OUT", marketing(id), id);
        }
        JsonNode alone = WORLD.call("export-person", "{'userId':'%s','businessId':'shop'}", address);
        assertEquals(List.of(), texts(alone.path("unverifiedIds")));
    }

    /** The address is the family's. Each id is taken off the list by hand. */
    @Test
    void anOptInAtOneIdEndsTheWorkForThisIdAlone() {
        WORLD.settle("family", "'removal':{'mode':'MANUAL'}");
        String no = "{'userId':'%s','businessId':'family','alsoKnownAs':['%s']}";
        WORLD.call("request-opt-out", no, number, address);
        String day = removal(number).path("stopsBy").asText();
        assertEquals(List.of(number + " " + day, address + " " + day), open());
        WORLD.clock.pass(Duration.ofSeconds(1));
        WORLD.byPerson(number, "request-opt-in", "'businessId':'family'");
        assertEquals(List.of(address + " " + day), open());
        assertEquals("IN_PROGRESS", removal(address).path("status").asText());
        WORLD.clock.pass(Duration.ofDays(30));
        WORLD.call("request-opt-out", no, number, "3" + address);
        String later = removal(number).path("stopsBy").asText();
        assertEquals(List.of(address + " " + day, number + " " + later, "3" + address + " " + later), open());
    }

    /** An id that is linked after the day has a day of its own. */
    @Test
    void aLinkOpensTheRemovalOfWhatWasRefusedBefore() {
        WORLD.settle("family", "'removal':{'mode':'MANUAL'}");
        WORLD.call("request-opt-out", "{'userId':'%s','businessId':'family'}", number);
        WORLD.step("family", removal(number).path("followUpId").asText(), "COMPLETE", "ana");
        WORLD.clock.pass(Duration.ofDays(60));
        assertEquals(List.of(), open());
        WORLD.call("open-conversation", "{'userId':'%s','businessId':'family','alsoKnownAs':['%s']}", number, address);
        assertEquals("DONE", removal(number).path("status").asText());
        assertEquals(List.of(address + " " + removal(address).path("stopsBy").asText()), open());
    }

    private JsonNode removal(String id) {
        return WORLD.call("read-relation", "{'userId':'%s','businessId':'family'}", id)
                .at("/relation/removal");
    }

    /** The queue of this customer's ids, by day. */
    private List<String> open() {
        return WORLD.pages("list-follow-ups", "followUps", "'businessId':'family'").stream()
                .filter(piece -> List.of(number, address, "3" + address)
                        .contains(piece.path("userId").asText()))
                .sorted(Comparator.comparing(
                                (JsonNode piece) -> piece.path("due").asText())
                        .thenComparing(piece -> List.of(number, address, "3" + address)
                                .indexOf(piece.path("userId").asText())))
                .map(piece ->
                        piece.path("userId").asText() + " " + piece.path("due").asText())
                .toList();
    }

    @Test
    void aPersonNamesNobodyElse() {
        agree();
        JsonNode no = WORLD.byPerson(number, "request-opt-out", "'businessId':'shop','alsoKnownAs':['%s']", address);
        assertEquals("NOT_ALLOWED", no.at("/notes/0/code").asText());
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
        assertEquals("ALLOWED", marketing(address));
    }

    @Test
    void theOtherIdIsShownToNobodyButTheCallers() {
        agree();
        told("request-opt-out", number, address, "");
        for (String function : List.of("read-relation", "read-ledger", "export-person")) {
            JsonNode read = WORLD.byPerson(number, function, "'businessId':'shop'");
            assertFalse(read.toString().contains(address), read::toString);
        }
        JsonNode entries = WORLD.byPerson(number, "read-ledger", "'businessId':'shop'");
        String link = "";
        for (JsonNode entry : entries.path("entries")) {
            if (entry.path("kind").asText().equals("IDENTITY_CHANGED")) {
                assertEquals("UNVERIFIED", entry.path("value").asText());
                assertFalse(entry.has("evidence"), entry::toString);
                link = entry.path("entryId").asText();
            }
        }
        JsonNode receipt = WORLD.byPerson(number, "give-receipt", "'businessId':'shop','entryId':'%s'", link);
        assertFalse(receipt.toString().contains(address), receipt::toString);
        JsonNode toOperator = WORLD.call("export-person", "{'userId':'%s','businessId':'shop'}", number);
        assertTrue(toOperator.path("unverifiedIds").toString().contains(address), toOperator::toString);
    }

    /** A no counts at each id that is named, and the answer is about the first. */
    @Test
    void whatWouldBeTooManyIdsIsNotJoinedAndTheNoCountsAtEach() {
        agree();
        for (int each = 0; each < 20; each++) {
            told("open-conversation", number, "x" + each + number + "@example.org", "");
        }
        JsonNode no = told("request-opt-out", number, address, "");
        assertEquals("RECORDED", no.path("outcome").asText());
        assertEquals("TOO_MANY", no.at("/notes/0/code").asText());
        assertEquals(List.of(address), texts(no.at("/notes/0/readings")));
        assertEquals("MARKETING_OPTED_OUT", marketing(number));
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
        WORLD.byPerson(number, "request-opt-in", "'businessId':'shop'");
        assertEquals("MARKETING_OPTED_OUT", marketing(address));
    }
}
