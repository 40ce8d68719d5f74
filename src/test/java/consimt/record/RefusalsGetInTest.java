package consimt.record;

import static consimt.whatsapp.Webhook.deliver;
import static consimt.whatsapp.Webhook.isCutOff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A no always gets in: no id, clock, language, setting or act of somebody else turns a person's refusal away. */
class RefusalsGetInTest {

    private static final String NUMBER = "1";

    private final World world = World.fresh();
    private final String phone = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(phone);

    @BeforeEach
    void theShopIsKnown() {
        world.settle("shop", "'languages':['en'],'whatsapp':{'phoneNumberIds':['1']}");
    }

    // An id that is taken.

    @Test
    void nothingThatWhatsAppTellsHasAnIdThatARequestCanHave() {
        long before = now() - 9;
        deliver(world, Envelopes.of(Envelopes.message(NUMBER, phone, "wamid.1", "hello", before)));
        deliver(world, Envelopes.of(Envelopes.message(NUMBER, phone, "wamid.2", "STOP", now())));
        deliver(world, Envelopes.of(Envelopes.preference(NUMBER, phone, "stop", now())));
        deliver(world, Envelopes.of(Envelopes.failed(NUMBER, phone, "wamid.3", 131050, now())));
        List<JsonNode> entries = world.pages("read-ledger", "entries", who);
        assertEquals(4, entries.size());
        for (JsonNode entry : entries) {
            assertTrue(entry.get("entryId").textValue().contains("~"));
        }
    }

    /** By the sender's own id, as the business knows it. */
    @Test
    void whatIsToldOfOneSentMessageStaysOne() {
        world.call("request-opt-out", "{%s}", who);
        pass(1);
        deliver(world, Envelopes.of(Envelopes.marketingSent(NUMBER, phone, "wamid.9", now())));
        JsonNode noted = world.sent(who, "wamid.9", world.clock.instant());
        assertEquals("UNCHANGED", outcome(noted));
    }

    @ParameterizedTest
    @CsvSource({"decide-consent, ''", "request-opt-out, 'MARKETING_OPTED_OUT'"})
    void aRefusalWhoseIdIsTakenIsRecordedOnce(String function, String reason) {
        String refusal = function.equals("decide-consent") ? "'decision':'BLOCK'" : "'channel':'app'";
        world.call("request-opt-in", "{%s,'requestId':'r','occurredAt':'2001-01-01T00:00:00Z'}", who);
        JsonNode first = world.call(function, "{%s,'requestId':'r',%s}", who, refusal);
        assertEquals("RECORDED", outcome(first));
        assertEquals(reason.isEmpty() ? "BLOCKED_BY_USER" : reason, marketing());
        JsonNode again = world.call(function, "{%s,'requestId':'r',%s}", who, refusal);
        assertEquals("UNCHANGED", outcome(again));
        assertEquals(first.get("entryId"), again.get("entryId"));
        assertEquals(2, world.pages("read-ledger", "entries", who).size());
    }

    // Somebody else's use of an id.

    @Test
    void aRequestIdIsItsCallersOwn() {
        for (String caller : List.of(business(), person(), "")) {
            assertEquals("RECORDED", outcome(as(caller, "request-opt-out", "%s,'requestId':'guessed'", who)), caller);
            pass(1);
            assertEquals("RECORDED", world.outcome("request-opt-in", "{%s}", who));
            pass(1);
        }
        assertEquals(6, world.pages("read-ledger", "entries", who).size());
    }

    // The same request again.

    @Test
    void aRepeatThatNoLongerHoldsIsSuperseded() {
        String block = "{%s,'requestId':'b','decision':'BLOCK'}";
        assertEquals("RECORDED", world.outcome("decide-consent", block, who));
        assertEquals("UNCHANGED", world.outcome("decide-consent", block, who));
        pass(1);
        world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
        assertEquals("SUPERSEDED", world.outcome("decide-consent", block, who));
        String optIn = "{%s,'requestId':'i'}";
        world.call("request-opt-in", optIn, who);
        pass(1);
        world.call("request-opt-out", "{%s}", who);
        assertEquals("SUPERSEDED", world.outcome("request-opt-in", optIn, who));
    }

    /** A client with one id for all that it asks for. */
    @Test
    void aRefusalAskedForAgainUnderAnIdOfSomethingElseIsANewOne() {
        world.call("request-opt-in", "{%s,'requestId':'x'}", who);
        pass(1);
        assertEquals("RECORDED", world.outcome("request-opt-out", "{%s,'requestId':'x'}", who));
        for (int time = 0; time < 3; time++) {
            pass(1);
            world.call("request-opt-in", "{%s}", who);
            world.clock.pass(Duration.ofHours(2));
            assertEquals("RECORDED", world.outcome("request-opt-out", "{%s,'requestId':'x'}", who));
            assertMarketingIsRefused();
        }
    }

    @Test
    void aReasonGoesWithEveryEntryThatAnAnswerNamed() {
        JsonNode byPerson = as(person(), "request-opt-out", "%s,'requestId':'r'", who);
        world.call("request-opt-in", "{%s,'requestId':'x'}", who);
        pass(1);
        JsonNode instead = world.call("request-opt-out", "{%s,'requestId':'x'}", who);
        pass(1);
        world.call("request-opt-in", "{%s}", who);
        world.clock.pass(Duration.ofHours(2));
        JsonNode again = world.call("request-opt-out", "{%s,'requestId':'x'}", who);
        for (JsonNode answered : List.of(byPerson, instead, again)) {
            assertEquals(
                    "RECORDED",
                    outcome(as(
                            person(),
                            "explain-opt-out",
                            "%s,'entryId':'%s','reason':'DECLINED'",
                            who,
                            answered.get("entryId").textValue())));
        }
    }

    // Clocks.

    @Test
    void aYesThatIsDatedAheadDoesNotOutliveALaterNo() {
        world.call("request-opt-in", "{%s,'occurredAt':'2026-11-24T12:04:59Z'}", who);
        world.call("decide-consent", "{%s,'decision':'UNBLOCK','occurredAt':'2026-11-24T12:04:59Z'}", who);
        pass(1);
        assertEquals("RECORDED", world.outcome("request-opt-out", "{%s}", who));
        assertMarketingIsRefused();
        assertEquals("RECORDED", world.outcome("decide-consent", "{%s,'decision':'BLOCK'}", who));
        assertTrue(isBlocked());
        JsonNode optIn = world.pages("read-ledger", "entries", who).stream()
                .filter(entry -> entry.get("value").textValue().equals("OPT_IN"))
                .findFirst()
                .orElseThrow();
        assertEquals("2026-11-24T12:04:59Z", optIn.get("occurredAt").textValue());
        assertEquals("2026-11-24T12:00:00Z", optIn.get("countsFrom").textValue());
    }

    /** The first delivery fixes from when it counts. */
    @Test
    void aYesThatIsDatedAheadCountsNoLaterWhenItIsRepeated() {
        String optIn = "{%s,'requestId':'i','occurredAt':'2026-11-24T12:04:00Z'}";
        world.call("request-opt-in", optIn, who);
        pass(60);
        world.call("request-opt-out", "{%s}", who);
        pass(120);
        assertEquals("SUPERSEDED", world.outcome("request-opt-in", optIn, who));
        assertMarketingIsRefused();
    }

    @Test
    void withinOneSecondANoToldInWholeSecondsStands() {
        world.clock.set(Instant.parse("2026-11-24T12:00:00.400Z"));
        world.call("request-opt-in", "{%s,'occurredAt':'2026-11-24T12:00:00.200Z'}", who);
        deliver(world, Envelopes.of(Envelopes.message(NUMBER, phone, "wamid.1", "STOP", now())));
        assertMarketingIsRefused();
        world.call("decide-consent", "{%s,'decision':'UNBLOCK','occurredAt':'2026-11-24T12:00:00.300Z'}", who);
        assertEquals(
                "RECORDED",
                world.outcome("decide-consent", "{%s,'decision':'BLOCK','occurredAt':'2026-11-24T12:00:00Z'}", who));
    }

    /** Decimals say which moment is meant. */
    @Test
    void aNoThatTellsItsMillisecondsCountsFromThem() {
        world.call("request-opt-out", "{%s,'occurredAt':'2026-11-23T11:00:00.000Z'}", who);
        world.call("request-opt-in", "{%s,'occurredAt':'2026-11-23T11:00:00.200Z'}", who);
        assertEquals("", marketing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1999-12-31T23:59:59Z", "2099-01-01T00:00:00Z", "2026-11-24", ""})
    void aRefusalWithATimeThatCannotBeCountsFromItsArrival(String time) {
        world.call("request-opt-in", "{%s}", who);
        for (String function : List.of("request-opt-out", "decide-consent")) {
            String decision = function.equals("decide-consent") ? ",'decision':'BLOCK'" : "";
            JsonNode answer = world.call(function, "{%s,'requestId':'r','occurredAt':'%s'%s}", who, time, decision);
            assertEquals("occurredAt", answer.at("/notes/0/field").textValue());
            assertEquals(1, answer.get("notes").size());
        }
        assertEquals("OPTED_OUT", world.text("/relation/marketing", "read-relation", "{%s}", who));
        assertTrue(isBlocked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"-1\"", "\"946684799\"", "null", "{}", "17.5"})
    void aStopWithoutAReadableTimeCountsFromItsFirstArrival(String time) {
        world.call("request-opt-in", "{%s}", who);
        pass(1);
        String[] updates = {
            Envelopes.message(NUMBER, phone, "wamid.1", "STOP", now()),
            Envelopes.preference(NUMBER, phone, "stop", now()),
            Envelopes.failed(NUMBER, phone, "wamid.2", 131050, now())
        };
        for (String update : updates) {
            String undated = update.replaceAll("\"timestamp\":\"?[0-9]+\"?", "\"timestamp\":" + time);
            assertFalse(undated.equals(update));
            deliver(world, Envelopes.of(undated));
            assertMarketingIsRefused();
            pass(1);
            world.call("request-opt-in", "{%s}", who);
            pass(1);
            deliver(world, Envelopes.of(undated));
            // A preference has no id but its time, so each delivery is a new one.
            assertEquals(update.equals(updates[1]) ? "MARKETING_OPTED_OUT" : "", marketing());
            pass(1);
            world.call("request-opt-in", "{%s}", who);
            pass(1);
        }
    }

    @Test
    void aYesWithoutAReadableTimeIsLeftOut() {
        world.call("request-opt-out", "{%s}", who);
        pass(1);
        String resume = Envelopes.preference(NUMBER, phone, "resume", now());
        deliver(world, Envelopes.of(resume.replaceAll("\"timestamp\":\"?[0-9]+\"?", "\"timestamp\":\"?\"")));
        assertMarketingIsRefused();
        deliver(world, Envelopes.of(resume));
        assertEquals("", marketing(",'scope':{'sender':'%s'}".formatted(NUMBER)));
    }

    // What else is wrong with it.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'locale':'ro_RO'",
                "'locale':7",
                "'channel':''",
                "'channel':'cccccccccccccccccccccccccccccccccccccccccc'",
                "'requestId':'with spaces'",
                "'occuredAt':'2026-11-24T11:00:00Z'",
                "'reason':'BECAUSE'",
                "'campaign':' '",
                "'campaign':7",
                "'messageSentAt':'yesterday'",
                "'messageSentAt':'2026-12-24T11:00:00Z'",
                "'messageSentAt':'1999-12-24T11:00:00Z'",
                "'reason':{'code':'small'}",
                "'reason':{'code':'TAKEN_AWAY'}",
                "'anything':{'at':['all']}"
            })
    void anOptOutIsRecordedWhateverElseIsWrongWithIt(String wrong) {
        JsonNode answer = world.call("request-opt-out", "{%s,%s}", who, wrong);
        assertEquals("RECORDED", outcome(answer));
        String field = wrong.substring(1, wrong.indexOf("':"));
        assertTrue(answer.at("/notes/0/field").textValue().startsWith(field), answer::toString);
        assertTrue(answer.at("/notes/0/message").textValue().startsWith(field));
        assertMarketingIsRefused();
        assertEquals(1, world.counted.get("NotedRefusals"));
        assertFalse(world.counted.containsKey("TurnedAwayRefusals"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'decision':'BLOCK','blockReason':'UNFRIENDLY'",
                "'decision':'BLOCK','alsoBlock':true",
                "'decision':'BLOCK','report':{'reason':'SPAM'}",
                "'decision':'BLOCK','occurredAt':17",
                "'decision':'REPORT','alsoBlock':'yes','report':{'reason':'SPAM'}",
                "'decision':'REPORT','alsoBlock':true",
                "'decision':'REPORT','alsoBlock':true,'report':{'reason':'RUDE'}"
            })
    void aBlockIsRecordedWhateverElseIsWrongWithIt(String wrong) {
        JsonNode answer = world.call("decide-consent", "{%s,%s}", who, wrong);
        assertEquals("RECORDED", outcome(answer));
        assertTrue(isBlocked());
        assertEquals(1, answer.get("notes").size());
        int reports = wrong.contains("REPORT") ? 1 : 0;
        assertEquals(reports, answer.at("/relation/reports").intValue());
    }

    @Test
    void whatIsSoundHasNoNotes() {
        assertFalse(world.call("request-opt-out", "{%s,'locale':'en-US-u-fw-mon-mu-celsius'}", who)
                .has("notes"));
        assertFalse(world.call("decide-consent", "{%s,'decision':'BLOCK'}", who).has("notes"));
        assertFalse(world.counted.containsKey("NotedRefusals"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'userId':'with spaces','businessId':'shop'",
                "'userId':'1'",
                "'businessId':'shop'",
                "'userId':['1'],'businessId':'shop'"
            })
    void whereThePersonOrTheBusinessCannotBeReadItIsRefusedAndCounted(String parties) {
        JsonNode optOut = world.call("request-opt-out", "{%s,'locale':'ro_RO'}", parties);
        assertEquals("REJECTED", outcome(optOut));
        assertEquals(Set.of("outcome", "errors"), Set.copyOf(fields(optOut)));
        assertEquals("REJECTED", world.outcome("decide-consent", "{%s,'decision':'BLOCK'}", parties));
        assertTrue(world.counted.get("TurnedAwayRefusals") >= 2);
        assertTrue(world.entries().isEmpty());
    }

    @Test
    void aCallerWhoMayNotIsRefusedAndCounted() {
        assertEquals("REJECTED", outcome(as("{'kind':'BUSINESS','businessId':'other'}", "request-opt-out", "%s", who)));
        assertEquals("REJECTED", outcome(as(business(), "decide-consent", "%s,'decision':'BLOCK'", who)));
        assertEquals(2, world.counted.get("TurnedAwayRefusals"));
    }

    /** Talk that nobody could record is no refusal, and rings no alarm. */
    @Test
    void aRefusalInFreeWordsThatCannotBeRecordedIsCountedToo() {
        for (String words : List.of("STOP", "I do not wish to be contacted")) {
            long before = world.counted.getOrDefault("TurnedAwayRefusals", 0L);
            String message = "'decision':'MESSAGE_SENT','text':'" + words + "'";
            assertEquals("REJECTED", world.outcome("decide-consent", "{'userId':'1',%s}", message));
            assertEquals("REJECTED", outcome(as(business(), "decide-consent", "%s,%s", who, message)));
            assertEquals(before + 2, world.counted.get("TurnedAwayRefusals"), words);
        }
        long refusals = world.counted.get("TurnedAwayRefusals");
        world.call("decide-consent", "{'userId':'1','decision':'MESSAGE_SENT','text':'The blue one, please'}");
        assertEquals(refusals, world.counted.get("TurnedAwayRefusals"));
        assertTrue(world.entries().isEmpty());
    }

    @Test
    void whatAllowsMoreIsRefusedForWhateverIsWrongWithIt() {
        for (String wrong : List.of("'locale':'ro_RO'", "'occurredAt':'yesterday'", "'any':1")) {
            assertEquals("REJECTED", world.outcome("request-opt-in", "{%s,%s}", who, wrong));
            for (String decision : List.of("UNBLOCK", "CONTINUE", "MESSAGE_SENT")) {
                assertEquals(
                        "REJECTED", world.outcome("decide-consent", "{%s,'decision':'%s',%s}", who, decision, wrong));
            }
        }
        assertFalse(world.counted.containsKey("TurnedAwayRefusals"));
        assertTrue(world.entries().isEmpty());
    }

    // What else an envelope brings.

    @Test
    void aStopIsRecordedWhereTheStoreFailsForAnEarlierMessageOfThePerson() {
        assertRecordedWhereTheFirstUpdateFails(someone -> Envelopes.of(
                Envelopes.message(NUMBER, someone, "wamid.a", "hello", now() - 9),
                Envelopes.message(NUMBER, someone, "wamid.b", "STOP", now())));
    }

    @Test
    void aStopAndAStatusOfSomebodyElseAreRecordedWhicheverOfThemTheStoreFails() {
        for (int write = 1; write <= 2; write++) {
            String failed = World.somebody();
            String stopping = World.somebody();
            assertTrue(isCutOff(world.with(Fault.ofMarks(write)), aStatusAndAStop(failed, stopping)));
            assertTrue(isRefused(failed) || isRefused(stopping));
        }
    }

    private byte[] aStatusAndAStop(String failed, String stopping) {
        return Envelopes.of(
                Envelopes.failed(NUMBER, failed, "wamid." + failed, 131050, now()),
                Envelopes.message(NUMBER, stopping, "wamid." + stopping, "STOP", now()));
    }

    private boolean isRefused(String someone) {
        return world.may(
                        "'userId':'%s','businessId':'shop','category':'MARKETING','consistent':true,'scope':{'channel':'whatsapp','sender':'%s'}",
                        someone, NUMBER)
                .equals("MARKETING_OPTED_OUT");
    }

    /** Envelopes whose first write of a relation is about something else than the stop. */
    private void assertRecordedWhereTheFirstUpdateFails(Function<String, byte[]> envelope) {
        assertTrue(isCutOff(world.with(Fault.ofMarks(1)), envelope.apply(phone)));
        assertMarketingIsRefused();
    }

    private void assertMarketingIsRefused() {
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** Why marketing is refused, or nothing. */
    private String marketing() {
        return marketing("");
    }

    private String marketing(String scope) {
        String reason = reason(scope);
        return Set.of("MARKETING_OPTED_OUT", "BLOCKED_BY_USER").contains(reason) ? reason : "";
    }

    private String reason(String scope) {
        return world.call("check-permission", "{%s,'category':'MARKETING','consistent':true%s}", who, scope)
                .at("/results/0/reason")
                .asText();
    }

    private boolean isBlocked() {
        return world.call("read-relation", "{%s}", who).at("/relation/blocked").booleanValue();
    }

    private JsonNode as(String caller, String function, String fields, Object... values) {
        String input = "{" + fields.formatted(values) + "}";
        return caller.isEmpty()
                ? world.call(function, "%s", input)
                : world.call(function, "{'caller':%s,'input':%s}", caller, input);
    }

    private static String business() {
        return "{'kind':'BUSINESS','businessId':'shop'}";
    }

    private String person() {
        return "{'kind':'PERSON','userId':'" + phone + "'}";
    }

    private static String outcome(JsonNode answer) {
        return answer.get("outcome").textValue();
    }

    private static List<String> fields(JsonNode answer) {
        return answer.propertyStream().map(java.util.Map.Entry::getKey).toList();
    }

    private void pass(int seconds) {
        world.clock.pass(Duration.ofSeconds(seconds));
    }

    private long now() {
        return world.clock.instant().getEpochSecond();
    }
}
