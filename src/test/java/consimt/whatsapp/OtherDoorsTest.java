package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people write otherwise than in a message to the business: to its agent, long ago, in forms, by reactions. */
class OtherDoorsTest {

    private static final String REFUSAL = "I do not wish to be contacted";
    private static final Instant LONG_AGO = Instant.parse("2026-08-01T10:00:00Z");

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final long now = world.clock.instant().getEpochSecond();

    @Test
    void anOldRefusalHoldsFromItsOwnTimeAndIsReadByPeople() {
        settle("1");
        deliver(history(REFUSAL));
        assertEquals("REFUSAL_SUSPECTED 2026-08-01T10:00:00.999Z", marketing());
        assertEquals(List.of(REFUSAL), queue().findValuesAsText("text"));
    }

    @Test
    void aLaterOptInLiftsAnOldRefusalInEitherOrder() {
        settle("1");
        for (String refusal : List.of(REFUSAL, "STOP")) {
            for (boolean optInFirst : List.of(true, false)) {
                String someone = World.somebody();
                String optIn = "{'userId':'%s','businessId':'shop','occurredAt':'2026-08-01T10:00:02Z'}";
                if (optInFirst) {
                    world.call("request-opt-in", optIn, someone);
                }
                deliver(history(refusal).replace(person, someone));
                world.call("request-opt-in", optIn, someone);
                assertEquals("ALLOWED -", marketing(someone));
                deliver(history(refusal).replace(person, someone));
                assertEquals("ALLOWED -", marketing(someone));
            }
        }
        assertEquals(List.of(), queue().findValuesAsText("text"));
    }

    /** Its own time is before the opt-in, and its arrival after it, as the platform may deliver the two. */
    @Test
    void aMessageOfThePastThatComesByItselfHoldsFromItsArrival() {
        settle("1");
        for (boolean liveFirst : List.of(true, false)) {
            String someone = World.somebody();
            String live =
                    under("messages", "\"messages\":[%s]", "h", text(REFUSAL)).replace(person, someone);
            String past = live.replace("\"field\":\"messages\"", "\"field\":\"history\"");
            world.clock.pass(Duration.ofSeconds(9));
            deliver(liveFirst ? live : past);
            world.clock.pass(Duration.ofSeconds(9));
            world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", someone);
            world.clock.pass(Duration.ofSeconds(9));
            String arrival = world.clock.instant().toString();
            deliver(liveFirst ? past : live);
            String expected = liveFirst ? "ALLOWED -" : "REFUSAL_SUSPECTED " + arrival;
            assertEquals(expected, marketing(someone));
            deliver(live);
            deliver(past);
            assertEquals(expected, marketing(someone));
        }
    }

    @Test
    void anOldStopOutlivesAnEarlierOptIn() {
        settle("1");
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop','occurredAt':'2026-08-01T09:59:59Z'}", person);
        deliver(history("STOP"));
        assertEquals("MARKETING_OPTED_OUT 2026-08-01T10:00:00.999Z", marketing());
    }

    @Test
    void whatCameForAnUnknownNumberCountsAsItWouldHave() {
        deliver(history(REFUSAL));
        world.clock.pass(Duration.ofDays(2));
        settle("1");
        assertEquals("1", replayed());
        assertEquals("REFUSAL_SUSPECTED 2026-08-01T10:00:00.999Z", marketing());
    }

    /** The platform's agent had the chat, and then the business. */
    @Test
    void talkWithTheAgentDoesNotReplaceTheSameTalkWithTheBusiness() {
        String standby = under("standby", "\"standby\":{\"messages\":[%s]}", "m", text("hello"));
        String messages = under("messages", "\"messages\":[%s]", "m", text("hello"));
        for (List<String> order : List.of(List.of(standby, messages), List.of(messages, standby))) {
            order.forEach(this::deliver);
            settle("1");
            assertEquals("2", replayed());
            assertEquals("ACCEPTED", conversation());
            settle("2");
        }
        assertEquals(1, entries());
    }

    @Test
    void talkWithTheAgentLeavesNothing() {
        settle("1");
        deliver(under("standby", "\"standby\":{\"messages\":[%s]}", "m", text("hello")));
        deliver(under("chats", "\"messages\":[%s]", "n", text("hello")));
        deliver(history("hello"));
        assertEquals(0, entries());
        assertEquals("NONE", conversation());
    }

    /** A form may have anything about a person; the verdict is enough. */
    @Test
    void ofAFormForAnUnknownNumberOnlyTheVerdictIsKept() {
        String form = "\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":"
                + "{\"response_json\":\"{\\\"name\\\":\\\"Ana Pop\\\",\\\"note\\\":\\\"" + REFUSAL + "\\\"}\"}}";
        deliver(under("messages", "\"messages\":[%s]", "m", form));
        String kept = world.items(world.tables.aside()).toString();
        assertFalse(kept.contains("Ana") || kept.contains(REFUSAL), kept);
        settle("1");
        replayed();
        assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", marketing());
    }

    @Test
    void peopleReadOfAFormOnlyWhatMayRefuse() {
        settle("1");
        String form = "\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":"
                + "{\"response_json\":\"{\\\"name\\\":\\\"Ana Pop\\\",\\\"note\\\":\\\"" + REFUSAL + "\\\"}\"}}";
        deliver(under("messages", "\"messages\":[%s]", "m", form));
        assertEquals(List.of(REFUSAL), queue().findValuesAsText("text"));
    }

    @Test
    void ofAFormForAnUnknownNumberNothingIsAgreement() {
        for (String words : List.of("no more flowers", "hello")) {
            deliver(under("messages", "\"messages\":[%s]", "m", form(words)));
        }
        settle("1");
        replayed();
        assertEquals(0, entries());
    }

    @Test
    void anOldStopInAThreadOfTheBusinessScopedIdCounts() {
        settle("1");
        deliver(history("STOP")
                .replace("\"threads\":[{\"id\":\"" + person, "\"threads\":[{\"id\":\"RO." + person)
                .replace("{\"from\"", "{\"from_user_id\":\"RO." + person + "\",\"from\""));
        assertEquals("MARKETING_OPTED_OUT 2026-08-01T10:00:00.999Z", marketing());
    }

    /** A stop wherever it stands; a yes only where it is expected. */
    @Test
    void aSettingThatStopsCountsWhereverItStands() {
        settle("1");
        String note = "\"type\":\"system\",\"system\":{\"type\":\"user_preference_changed\",\"marketing\":\"stop\"}";
        String setting = "\"user_preferences\":[{\"wa_id\":\"" + person + "\",\"category\":\"marketing_messages\","
                + "\"value\":\"stop\",\"timestamp\":" + now + "}]";
        for (String change : List.of(
                under("chats", "\"messages\":[%s]", "m", note),
                under("history", "\"history\":[{\"threads\":[{\"messages\":[%s]}]}]", "m", note),
                under("messages", "\"late\":[%s]", "m", note),
                under("standby", "\"standby\":{\"messages\":[%s]}", "m", note),
                Envelopes.change("chats", "1", setting),
                Envelopes.change("history", "1", "\"history\":[{" + setting + "}]"),
                Envelopes.change("standby", "1", "\"standby\":{" + setting + "}"))) {
            String someone = World.somebody();
            String stop = change.replace(person, someone);
            deliver(stop);
            assertEquals("MARKETING_OPTED_OUT", atNumber(someone), change);
            world.clock.pass(Duration.ofSeconds(9));
            deliver(stop.replace("\"stop\"", "\"resume\"").replace(Long.toString(now), Long.toString(now + 1)));
            assertEquals("MARKETING_OPTED_OUT", atNumber(someone), change);
        }
    }

    private String atNumber(String someone) {
        return world.may(
                "'userId':'%s','businessId':'shop','category':'MARKETING','scope':{'channel':'whatsapp','sender':'1'}",
                someone);
    }

    /** Words that stand where a message of its type has none. */
    @Test
    void aStrayRefusalHolds() {
        settle("1");
        for (String parts : List.of(
                "\"type\":\"image\",\"image\":{\"id\":\"1\"},\"text\":{\"body\":\"STOP\"}",
                "\"type\":\"sticker\",\"sticker\":{\"id\":\"1\"},\"text\":\"STOP\"",
                "\"type\":\"location\",\"location\":{},\"caption\":\"Go away\"",
                "\"type\":\"audio\",\"audio\":{\"id\":\"1\",\"caption\":\"STOP\"}",
                "\"type\":\"unsupported\",\"unsupported\":{\"type\":\"edit\",\"text\":\"Go away\"}")) {
            String someone = World.somebody();
            deliver(under("messages", "\"messages\":[%s]", "m" + someone, parts).replace(person, someone));
            assertEquals("REFUSAL_SUSPECTED 2026-11-24T12:00:00Z", marketing(someone), parts);
        }
    }

    private static String form(String words) {
        return "\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":"
                + "{\"response_json\":\"{\\\"note\\\":\\\"" + words + "\\\"}\"}}";
    }

    private void settle(String number) {
        world.settle(
                "shop",
                "'name':'S','languages':['en'],'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['%s']}",
                number);
    }

    private void deliver(String change) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(change)));
    }

    private String history(String words) {
        return under(
                        "history",
                        "\"history\":[{\"threads\":[{\"id\":\"" + person + "\",\"messages\":[%s]}]}]",
                        "h",
                        text(words))
                .replace(Long.toString(now), Long.toString(LONG_AGO.getEpochSecond()));
    }

    private static String text(String words) {
        return "\"type\":\"text\",\"text\":{\"body\":\"" + words + "\"}";
    }

    private String under(String field, String lists, String id, String parts) {
        String message =
                "{\"from\":\"%s\",\"id\":\"wamid.%s%1$s\",\"timestamp\":\"%d\",%s}".formatted(person, id, now, parts);
        return "{\"field\":\"%s\",\"value\":{\"metadata\":{\"phone_number_id\":\"1\"},%s}}"
                .formatted(field, lists.formatted(message));
    }

    private String replayed() {
        return world.call("replay-unknown", "{'phoneNumberId':'1'}")
                .get("replayed")
                .asText();
    }

    private JsonNode queue() {
        return world.call("list-follow-ups", "{'businessId':'shop'}").get("followUps");
    }

    private String conversation() {
        return world.text("/relation/conversation", "read-relation", "{'userId':'%s','businessId':'shop'}", person);
    }

    private long entries() {
        return world.items(world.tables.ledger()).stream()
                .filter(item ->
                        item.containsKey("userId") && item.get("userId").s().equals(person))
                .count();
    }

    private String marketing() {
        return marketing(person);
    }

    private String marketing(String someone) {
        JsonNode result = world.checked("'userId':'%s','businessId':'shop','category':'MARKETING'", someone);
        return World.reason(result) + " " + result.path("since").asText("-");
    }
}
