package consimt.consent;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person stops all messages of a business by a channel. {@code ScopeTableTest} has what is then refused. */
class ChannelOptOutTest {

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    @BeforeEach
    void thePersonAgreed() {
        settle("AUTOMATIC");
        decide("'decision':'CONTINUE'");
    }

    private void settle(String removal) {
        world.settle(
                "shop",
                "'name':'Shop','marketingBasis':'CONVERSATION','removal':{'mode':'%s'},'topics':[{'code':'offers','labels':{'en':'Offers'}}],'whatsapp':{'phoneNumberIds':['9001']}",
                removal);
        world.clock.pass(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "STOP by {0}")
    @CsvSource({"sms, true", "rcs, true", "whatsapp, false", "email, false", "push, false"})
    void anOptOutWordStopsAllByAChannelWhoseCarriersStopAll(String channel, boolean stopsAll) {
        JsonNode answer = decide("'decision':'MESSAGE_SENT','text':'STOP','scope':{'channel':'%s'}".formatted(channel));
        assertEquals("RECORDED", textOf(answer, "outcome"));
        assertEquals("OPT_OUT", textOf(answer, "judged"));
        assertEquals(stopsAll ? "CHANNEL_OPTED_OUT" : "MARKETING_OPTED_OUT", ask("MARKETING", channel));
        assertEquals(stopsAll ? "CHANNEL_OPTED_OUT" : "ALLOWED", ask("UTILITY", channel));
        assertEquals("ALLOWED", ask("UTILITY", channel.equals("email") ? "sms" : "email"));
    }

    /** The word may have come by SMS or by RCS, and the answer's note names what hid the channel. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'scope':{'channel':'sms','channel':'rcs'}             | scope.channel
            'scope':{'channel':'sms','channel':'email'}           | scope.channel
            'scope':{'channel':'sms'},'scope':{'channel':'rcs'}   | scope
            'scope':{'channel':'text message','topic':'offers'}   | scope.channel
            'scope':{'chanel':'sms'}                              | scope.chanel
            'scope':'sms'                                         | scope
            'scope':{'sender':'1234'}                             | scope.sender
            """)
    void anOptOutWordByAChannelThatCannotBeToldStopsAllBySmsAndByRcs(String scope, String note) {
        settle("MANUAL");
        String stop = "'requestId':'s','decision':'MESSAGE_SENT','text':'STOP'," + scope;
        JsonNode answer = decide(stop);
        assertEquals("RECORDED", textOf(answer, "outcome"));
        assertEquals("s", textOf(answer, "entryId"));
        assertEquals(List.of(note), answer.get("notes").findValuesAsText("field"));
        assertEquals(
                List.of("sms", "rcs"), answer.at("/relation/optedOutChannels").findValuesAsText("channel"));
        for (String channel : List.of("sms", "rcs")) {
            assertEquals("CHANNEL_OPTED_OUT", ask("UTILITY", channel));
        }
        for (String channel : List.of("whatsapp", "email", "push")) {
            assertEquals("ALLOWED", ask("UTILITY", channel));
        }
        assertEquals(
                1,
                world.pages("list-follow-ups", "followUps", "'businessId':'shop'")
                        .size());
        List<?> entries = world.entries();
        assertEquals("UNCHANGED", textOf(decide(stop), "outcome"));
        assertEquals(entries, world.entries());
        world.clock.pass(Duration.ofMinutes(1));
        world.call("request-opt-in", "{%s}", who);
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
        assertEquals("ALLOWED", ask("UTILITY", "rcs"));
        world.clock.pass(Duration.ofHours(2));
        assertEquals("RECORDED", textOf(decide(stop), "outcome"));
        assertEquals("CHANNEL_OPTED_OUT", ask("UTILITY", "sms"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'scope':{'topic':'poetry'}
            'scope':{'topic':'offers','topic':'news'}
            'scope':{}
            'locale':7
            'scope':{'channel':'sms','channel':'rcs','sender':'9001'}
            """)
    void anOptOutWordWhoseChannelIsLeftOutOrToldByItsSenderIsAboutMarketing(String fields) {
        JsonNode answer = decide("'decision':'MESSAGE_SENT','text':'STOP'," + fields);
        assertEquals("RECORDED", textOf(answer, "outcome"));
        assertFalse(answer.get("relation").has("optedOutChannels"), answer::toString);
    }

    @Test
    void whatMayBeARefusalHoldsMarketingAlone() {
        decide("'decision':'MESSAGE_SENT','text':'I do not wish to be contacted','scope':{'channel':'sms'}");
        assertEquals("REFUSAL_SUSPECTED", ask("MARKETING", "sms"));
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
    }

    @Test
    void theAnswerTheRelationTheLedgerAndTheChangesTellIt() {
        JsonNode answer =
                stop("'requestId':'r-1','locale':'en','scope':{'channel':'sms','topic':'offers'},'categories':'ALL'");
        assertEquals(World.tree("{'channel':'sms','topic':'offers'}"), answer.get("scope"));
        assertEquals("ALL", textOf(answer, "categories"));
        assertEquals(
                "You will no longer get any messages from Shop by SMS. This holds for this number or address.",
                textOf(answer, "/confirmation/text"));
        assertFalse(answer.has("notes"), answer::toString);
        JsonNode relation =
                world.call("read-relation", "{%s,'locale':'en'}", who).get("relation");
        assertEquals(
                World.tree("[{'channel':'sms','since':'%s'}]", world.clock.instant()),
                relation.get("optedOutChannels"));
        assertEquals(
                World.tree("[{'scope':{'channel':'sms','topic':'offers'},'marketing':'OPTED_OUT',"
                        + "'removal':{'status':'DONE'}}]"),
                relation.get("scopes"));
        for (String category : List.of("UTILITY", "AUTHENTICATION", "SERVICE")) {
            JsonNode may = may(relation, category);
            assertEquals("CHANNEL_OPTED_OUT", textOf(may, "reason"));
            assertEquals(
                    List.of(
                            "whatsapp ALLOWED",
                            "sms REFUSED",
                            "rcs ALLOWED",
                            "email ALLOWED",
                            "voice ALLOWED",
                            "push ALLOWED"),
                    Stream.iterate(0, i -> i + 1)
                            .limit(may.get("parts").size())
                            .map(i -> may.get("parts").get(i))
                            .map(part -> textOf(part, "/scope/channel") + " " + textOf(part, "permission"))
                            .toList());
        }
        assertFalse(may(relation, "CALL").has("parts"));
        assertFalse(may(relation, "MESSAGE_TO_BUSINESS").has("parts"));
        JsonNode entry = world.pages("read-ledger", "entries", who).stream()
                .filter(each -> textOf(each, "entryId").equals("r-1"))
                .findFirst()
                .orElseThrow();
        assertEquals("OPT_OUT", textOf(entry, "value"));
        assertEquals(World.tree("{'channel':'sms','topic':'offers'}"), entry.get("scope"));
        assertEquals("ALL", textOf(entry, "categories"));
        world.clock.pass(Duration.ofMinutes(5));
        JsonNode change = world.pages("list-changes", "changes", "'businessId':'shop'").stream()
                .filter(each -> textOf(each, "type").equals("consimt.marketing.opted_out"))
                .findFirst()
                .orElseThrow()
                .get("data");
        assertEquals(World.tree("{'channel':'sms','topic':'offers'}"), change.get("scope"));
        assertEquals("ALL", textOf(change, "categories"));
    }

    @Test
    void anOrdinaryOptOutTellsNothingOfCategories() {
        JsonNode answer = stop("'scope':{'channel':'sms'}");
        assertFalse(answer.has("categories"), answer::toString);
        assertFalse(answer.get("relation").has("optedOutChannels"), answer::toString);
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'categories':'ALL'                                   | categories NOT_ALLOWED                          | ALLOWED
            'categories':'ALL','scope':{'topic':'offers'}        | categories NOT_ALLOWED                          | ALLOWED
            'categories':'ALL','scope':{'channel':'pigeon'}      | scope.channel UNKNOWN_VALUE categories NOT_ALLOWED | ALLOWED
            'categories':'ALL','scope':{'channel':'sms','channel':'rcs'} | scope.channel INVALID categories NOT_ALLOWED | ALLOWED
            'categories':'ALL','scope':{'channel':'sms'},'scope':{'channel':'rcs'} | scope INVALID categories NOT_ALLOWED | ALLOWED
            'categories':'ALL','scope':{'sender':'1234'}         | scope.sender UNKNOWN_VALUE categories NOT_ALLOWED | ALLOWED
            'categories':'some','scope':{'channel':'sms'}        | categories UNKNOWN_VALUE                        | CHANNEL_OPTED_OUT
            'categories':['ALL'],'scope':{'channel':'sms'}       | categories INVALID                              | CHANNEL_OPTED_OUT
            """)
    void whatIsWrongIsANoteAndTheOptOutIsRecorded(String fields, String notes, String utility) {
        JsonNode answer = stop(fields);
        assertEquals("RECORDED", textOf(answer, "outcome"));
        List<String> told = answer.get("notes").findValuesAsText("field");
        List<String> codes = answer.get("notes").findValuesAsText("code");
        assertEquals(
                List.of(notes.split(" ")),
                Stream.iterate(0, i -> i + 1)
                        .limit(told.size())
                        .flatMap(i -> Stream.of(told.get(i), codes.get(i)))
                        .toList());
        JsonNode marketing = world.checked("%s,'category':'MARKETING','scope':{'channel':'sms'}", who);
        assertEquals("REFUSED", textOf(marketing, "permission"));
        assertEquals(utility, ask("UTILITY", "sms"));
    }

    @Test
    void aSenderAloneHasItsChannel() {
        JsonNode answer = stop("'categories':'ALL','scope':{'sender':'9001'}");
        assertFalse(answer.has("notes"), answer::toString);
        assertEquals("CHANNEL_OPTED_OUT", ask("SERVICE", "whatsapp"));
    }

    @Test
    void aRepetitionChangesNothingAndAWiderStopUnderTheSameIdCounts() {
        String narrow = "'requestId':'r','scope':{'channel':'sms'}";
        stop(narrow);
        assertEquals("UNCHANGED", textOf(stop(narrow), "outcome"));
        assertEquals("RECORDED", textOf(stop(narrow + ",'categories':'ALL'"), "outcome"));
        assertEquals("UNCHANGED", textOf(stop(narrow + ",'categories':'ALL'"), "outcome"));
        assertEquals("CHANNEL_OPTED_OUT", ask("UTILITY", "sms"));
        assertEquals("UNCHANGED", textOf(stop(narrow), "outcome"));
        assertEquals("CHANNEL_OPTED_OUT", ask("UTILITY", "sms"));
    }

    /** The same word by SMS is told again after the person asked for SMS: it is the old one, and lifts or refuses nothing. */
    @Test
    void anOptInLiftsItAndTheOldWordToldAgainDoesNotRefuse() {
        String stop =
                "'requestId':'s','occurredAt':'%s','decision':'MESSAGE_SENT','text':'STOP','scope':{'channel':'sms'}"
                        .formatted(world.clock.instant());
        decide(stop);
        world.clock.pass(Duration.ofMinutes(1));
        JsonNode optIn = world.call("request-opt-in", "{%s,'scope':{'channel':'sms'}}", who);
        assertEquals("RECORDED", textOf(optIn, "outcome"));
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
        assertEquals("SUPERSEDED", textOf(decide(stop), "outcome"));
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
        assertEquals("ALLOWED", ask("MARKETING", "sms"));
    }

    /** An opt-in to a part is not in force while all messages by its channel are refused. */
    @Test
    void anOptInToAPartOfTheChannelLiftsNothing() {
        stop("'categories':'ALL','scope':{'channel':'sms','topic':'offers'}");
        world.clock.pass(Duration.ofMinutes(1));
        JsonNode optIn = world.call("request-opt-in", "{%s,'scope':{'channel':'sms','topic':'offers'}}", who);
        assertEquals("SUPERSEDED", textOf(optIn, "outcome"));
        assertEquals("CHANNEL_OPTED_OUT", ask("MARKETING", "sms"));
        world.clock.pass(Duration.ofMinutes(1));
        world.call("request-opt-in", "{%s,'scope':{'channel':'sms'}}", who);
        assertEquals("ALLOWED", ask("UTILITY", "sms"));
    }

    @Test
    void marketingThatCameAfterItIsLateAndOtherMessagesAreNot() {
        stop("'categories':'ALL','scope':{'channel':'sms','topic':'offers'}");
        world.call("request-opt-in", "{%s,'scope':{'channel':'sms','topic':'offers'}}", who);
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals(true, isLate("MARKETING", "'channel':'sms','topic':'offers'"));
        assertEquals(false, isLate("MARKETING", "'channel':'email'"));
        assertEquals(false, isLate("UTILITY", "'channel':'sms'"));
    }

    @Test
    void wherePeopleRemoveByHandTheConfirmationNamesTheDay() {
        settle("MANUAL");
        assertEquals(
                "You will no longer get any messages from Shop by SMS. Its people take your number or address off the list by hand, "
                        + "so a last message may still come until December 3, 2026. Shop is told of this. This holds for this number or address.",
                textOf(stop("'categories':'ALL','locale':'en','scope':{'channel':'sms'}"), "/confirmation/text"));
    }

    private boolean isLate(String category, String scope) {
        String sent = "{%s,'category':'%s','messageId':'m-%s','sentAt':'%s','scope':{%s}}";
        String id = category + scope.hashCode();
        return world.call("record-message", sent, who, category, id, world.clock.instant(), scope)
                .at("/results/0/late")
                .booleanValue();
    }

    private static JsonNode may(JsonNode relation, String category) {
        for (JsonNode each : relation.get("may")) {
            if (textOf(each, "category").equals(category)) {
                return each;
            }
        }
        throw new AssertionError(category);
    }

    private JsonNode stop(String fields) {
        return world.call("request-opt-out", "{%s,%s}", who, fields);
    }

    private JsonNode decide(String fields) {
        return world.call("decide-consent", "{%s,%s}", who, fields);
    }

    private String ask(String category, String channel) {
        return world.may("%s,'category':'%s','scope':{'channel':'%s'}", who, category, channel);
    }
}
