package consimt.whatsapp;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A message that changes nothing costs one read and has no entry; whatever may change something is recorded. */
class NothingNewTest {

    private static final String WORDS = "'optOutWords':['basta'],'optOutButtons':['bye']";

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String phone = World.somebody();
    private final String scoped = "RO." + phone;
    private final String who = "'userId':'%s','businessId':'shop'".formatted(phone);

    @BeforeEach
    void theShopIsKnown() {
        settle(WORDS, "'en'");
        deliver(Envelopes.message("1", World.somebody(), "wamid.0", "hello", now()));
    }

    @Test
    void aLaterMessageCostsOneReadOfTheStandingAndHasNoEntry() {
        deliver(message("wamid.1", "hello", now()));
        meter.take();
        later();
        deliver(message("wamid.2", "hello again", now()));
        // Whose number it is and their settings, and then how the person stands.
        assertEquals(new Meter.Reading(List.of("GetItem", "GetItem", "BatchGetItem"), 2.5, 0), meter.take());
        assertEquals(Set.of("wamid.1"), entries(phone));
    }

    @Test
    void theAnswerNamesTheEntryOfTheStandingAgreement() {
        world.call("decide-consent", "{%s,'requestId':'first','decision':'MESSAGE_SENT'}", who);
        later();
        meter.take();
        JsonNode answer = world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who);
        assertEquals("UNCHANGED", answer.get("outcome").textValue());
        assertEquals("first", answer.get("entryId").textValue());
        assertEquals("ACCEPTED", answer.at("/relation/conversation").textValue());
        assertEquals(new Meter.Reading(List.of("GetItem"), 1, 0), meter.take());
        assertEquals(Set.of("first"), entries(phone));
    }

    /** The request that was cut off happened when the ledger first heard of it, whenever it is repeated. */
    @Test
    void aRepeatedRequestThatDoesNotSayWhenIsCompleted() {
        String request = "{%s,'requestId':'cut','decision':'MESSAGE_SENT'}";
        assertThrows(
                StoreUnavailable.class,
                () -> world.with(new Fault(1, Fault.When.AFTER)).call("decide-consent", request, who));
        String first = world.clock.instant().toString();
        later();
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who);
        later();
        JsonNode answer = world.call("decide-consent", request, who);
        assertEquals("cut", answer.get("entryId").textValue());
        assertEquals(first, answer.at("/relation/conversationSince").textValue());
    }

    @Test
    void anEarlierMessageIsRecordedAndBecomesTheAgreement() {
        deliver(message("wamid.2", "hello", now()));
        deliver(message("wamid.1", "hello before", now() - 60));
        deliver(message("wamid.3", "hello between", now() - 30));
        assertEquals(Set.of("wamid.1", "wamid.2"), entries(phone));
    }

    /** A tie goes by the entry, as it does between marks. */
    @Test
    void aMessageOfTheSameInstantIsRecordedIfItsEntryComesFirst() {
        // In the order of their entries, which are hashes: 5, 4, 6.
        deliver(message("wamid.4", "hello", now()));
        deliver(message("wamid.6", "hello", now()));
        deliver(message("wamid.5", "hello", now()));
        assertEquals(Set.of("wamid.4", "wamid.5"), entries(phone));
    }

    /** The message may be an opt-out that was cut off, so for eight days each message's entry is looked for. */
    @ParameterizedTest
    @ValueSource(strings = {"'optOutButtons':['bye']", "'optOutWords':['basta']", ""})
    void whereAWordOrButtonWasTakenAwayLatelyEachMessageIsRecorded(String fewer) {
        deliver(message("wamid.1", "hello", now()));
        world.clock.pass(Duration.ofDays(9));
        settle(fewer, "'en'");
        world.clock.pass(Duration.ofDays(8).minusMinutes(2));
        deliver(message("wamid.2", "hello", now()));
        world.clock.pass(Duration.ofMinutes(2));
        deliver(message("wamid.3", "hello", now()));
        assertEquals(Set.of("wamid.1", "wamid.2"), entries(phone));
    }

    @Test
    void whatIsAddedTakesNothingAway() {
        deliver(message("wamid.1", "hello", now()));
        settle("'optOutWords':['basta','adio'],'optOutButtons':['bye','ciao']", "'en','ro'");
        world.clock.pass(Duration.ofMinutes(2));
        deliver(message("wamid.2", "hello", now()));
        assertEquals(Set.of("wamid.1"), entries(phone));
    }

    /** It is more than talk. A reply that rejects calls is nothing at all. */
    @Test
    void aPermissionToCallIsAlwaysAnEntryAndARejectionNone() {
        deliver(message("wamid.1", "hello", now()));
        later();
        deliver(callPermission("wamid.2", "reject"));
        later();
        deliver(callPermission("wamid.3", "accept"));
        deliver(callPermission("wamid.3", "accept"));
        assertEquals(Set.of("wamid.1", "wamid.3"), entries(phone));
    }

    private String callPermission(String id, String response) {
        return message(id, "", now())
                .replace(
                        "\"type\":\"text\"",
                        "\"type\":\"interactive\",\"interactive\":{\"type\":\"call_permission_reply\","
                                + "\"call_permission_reply\":{\"response\":\"" + response + "\"}}");
    }

    @Test
    void aLanguageThatIsTakenAwayTakesItsWordsAway() {
        settle(WORDS, "'ro','en'");
        world.clock.pass(Duration.ofDays(9));
        deliver(message("wamid.1", "hello", now()));
        settle(WORDS, "'en'");
        world.clock.pass(Duration.ofMinutes(2));
        deliver(message("wamid.2", "hello", now()));
        assertEquals(Set.of("wamid.1", "wamid.2"), entries(phone));
    }

    @Test
    void aMessageThatNamesAnIdWhichIsNotMergedIsRecorded() {
        deliver(message("wamid.1", "hello", now()));
        later();
        deliver(both("wamid.2"));
        assertEquals(Set.of("wamid.1", "identity~1"), entries(phone));
        assertEquals(Set.of("wamid.2", "identity~1"), entries(scoped));
        assertCostsOneReadOfTheStanding(both("wamid.3"));
    }

    /** The ids are one by a change of identity, and nothing says yet that their merge is finished. */
    @Test
    void idsWhoseMergeWasCutOffBeforeItsNoteAreToldNoSecondTime() {
        deliver(Envelopes.moved("1", phone, scoped, now()));
        for (String id : List.of(phone, scoped)) {
            world.client.updateItem(update -> update.tableName(world.tables.relations())
                    .key(Map.of("userId", AttributeValue.fromS(id), "businessId", AttributeValue.fromS("shop")))
                    .updateExpression("REMOVE #merged")
                    .expressionAttributeNames(Map.of("#merged", "mergedWith")));
        }
        Set<String> told = entries(phone);
        assertEquals(told, entries(scoped));
        later();
        deliver(both("wamid.1"));
        assertEquals(told, entries(phone));
        assertEquals(Stream.concat(told.stream(), Stream.of("wamid.1")).collect(toSet()), entries(scoped));
        later();
        assertCostsOneReadOfTheStanding(both("wamid.2"));
    }

    /** The note is the last step: until then a message that names both ids completes what was cut off. */
    @Test
    void aMergeThatIsCutOffAnywhereIsCompletedByALaterMessageToo() {
        int cuts = 0;
        for (Fault.When when : Fault.When.values()) {
            boolean reached = true;
            for (int call = 1; reached; call++) {
                String other = World.somebody();
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'BLOCK'}", other);
                world.call("decide-consent", "{'userId':'RO.%s','businessId':'shop','decision':'CONTINUE'}", other);
                byte[] told =
                        Envelopes.of(Envelopes.messageOfBoth("1", other, "RO." + other, "wamid.1", "hello", now()));
                Fault fault = new Fault(call, when);
                reached = Webhook.isCutOff(world.with(fault), told) || fault.happened();
                cuts += reached ? 1 : 0;
                later();
                deliver(Envelopes.messageOfBoth("1", other, "RO." + other, "wamid.2", "hello", now()));
                assertEquals("BLOCKED_BY_USER", reason("RO." + other), when + " " + call);
                assertEquals("BLOCKED_BY_USER", reason(other), when + " " + call);
            }
        }
        assertTrue(cuts > 8, cuts + " cuts");
    }

    @Test
    void whetherMarketingWasLateIsStillReadConsistently() {
        deliver(message("wamid.1", "stop", now()));
        later();
        meter.take();
        deliver(Envelopes.marketingSent("1", phone, "wamid.2", now()));
        assertEquals(3, meter.take().readUnits(), "consistent reads: of the number, the settings and the standing");
        assertEquals(Set.of("message~wamid.2", "wamid.1"), entries(phone));
    }

    private void assertCostsOneReadOfTheStanding(String message) {
        later();
        meter.take();
        deliver(message);
        assertEquals(List.of("GetItem", "GetItem", "BatchGetItem"), meter.take().calls());
    }

    /** Those of messages by the messages' own ids. */
    private Set<String> entries(String id) {
        Map<String, String> messages = IntStream.range(0, 10)
                .mapToObj(i -> "wamid." + i)
                .collect(toMap(wamid -> EntryId.ofWhatsAppMessage(wamid).value(), wamid -> wamid));
        Set<String> ids = new TreeSet<>();
        world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(id))
                .forEach(entry -> ids.add(messages.getOrDefault(
                        entry.get("entryId").textValue(), entry.get("entryId").textValue())));
        return ids;
    }

    private String reason(String id) {
        return world.marketing(id, "shop");
    }

    private String message(String id, String text, long at) {
        return Envelopes.message("1", phone, id, text, at);
    }

    private String both(String id) {
        return Envelopes.messageOfBoth("1", phone, scoped, id, "hello", now());
    }

    private void deliver(String change) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(change)));
    }

    private void settle(String optOuts, String languages) {
        world.settle(
                "shop",
                "'languages':[%s],'whatsapp':{'phoneNumberIds':['1']%s}",
                languages,
                optOuts.isEmpty() ? "" : "," + optOuts);
    }

    private void later() {
        world.clock.pass(Duration.ofSeconds(1));
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }
}
