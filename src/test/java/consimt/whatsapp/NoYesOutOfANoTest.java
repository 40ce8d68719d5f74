package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever the platform sends that is no act of agreement: nothing that a check refused before is allowed after it. The
 * one exception is SERVICE, by which a message that may be a refusal can be answered for a day.
 */
class NoYesOutOfANoTest {

    private static final int CASES = Cases.of(30, 5_000);
    private static final int CASES_OF_A_WORLD = 250;

    private static final String NUMBER = "77";
    private static final String OWN_PHONE = "40212555010";

    private static final List<String> REFUSALS = List.of(
            "STOP",
            "Stop. Thank you!",
            "unsubscribe",
            "🛑",
            "I do not wish to be contacted",
            "nu mă mai contactați",
            "How did you get my number?",
            "Bitte keine Werbung mehr",
            "ne m'écrivez plus");

    private static final List<String> TALK = List.of("hello", "da", "yes please", "👍", "the blue one", "ok");

    private static final List<String> SCOPES = List.of(
            "",
            ",'scope':{'channel':'sms'}",
            ",'scope':{'channel':'whatsapp','sender':'" + NUMBER + "'}",
            ",'scope':{'topic':'offers'}");

    private World world = World.fresh();

    @Test
    void whatIsNoAgreementAllowsNothingThatWasRefused() {
        Set<String> grown = new HashSet<>();
        for (int seed = 0; seed < CASES; seed++) {
            if (seed % CASES_OF_A_WORLD == 0) {
                world = World.fresh();
                settle();
            }
            grown.addAll(allowedBy(seed));
        }
        assertEquals(Set.of("SERVICE"), grown, "only the answer to a refusal");
    }

    private void settle() {
        assertEquals(
                "RECORDED",
                world.settle(
                                "shop",
                                "'name':'S','languages':['en','ro'],'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}}],'whatsapp':{'phoneNumberIds':['%s']}",
                                NUMBER)
                        .get("outcome")
                        .textValue());
    }

    /** The categories that a message which agrees to nothing made allowed. */
    private Set<String> allowedBy(int seed) {
        Random random = new Random(seed);
        String person = World.somebody();
        List<String> told = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String act = act(person, random);
            told.add(act);
            world.clock.pass(Duration.ofMinutes(1 + random.nextInt(3_000)));
        }
        world.clock.pass(Duration.ofDays(2));
        Set<String> before = allowed(person);
        String update = noAgreement(person, random);
        told.add(update);
        assertEquals(200, Webhook.deliver(world, Envelopes.of(update)), told::toString);
        Set<String> after = allowed(person);
        after.removeAll(before);
        Set<String> categories = new HashSet<>();
        after.forEach(each -> categories.add(each.split(" ")[0]));
        assertTrue(Set.of("SERVICE").containsAll(categories), () -> "case " + seed + ": " + after + " by " + told);
        world.clock.pass(Duration.ofDays(1).plusSeconds(1));
        Set<String> later = allowed(person);
        later.removeAll(before);
        assertEquals(Set.of(), later, () -> "case " + seed + ", a day later: " + told);
        return categories;
    }

    private Set<String> allowed(String person) {
        Set<String> allowed = new HashSet<>();
        for (String category : List.of("MARKETING", "UTILITY", "AUTHENTICATION", "SERVICE", "CALL")) {
            for (String scope : SCOPES) {
                if (category.equals("CALL") && !scope.isEmpty()) {
                    continue;
                }
                JsonNode result = world.checked(
                                "'businessId':'shop','userId':'%s','category':'%s','consistent':true%s",
                                person, category, scope)
                        .get("permission");
                if (result.textValue().equals("ALLOWED")) {
                    allowed.add(category + " " + scope);
                }
            }
        }
        return allowed;
    }

    /** What may have happened before. */
    private String act(String person, Random random) {
        String who = "'businessId':'shop','userId':'" + person + "'";
        String scope = any(SCOPES, random);
        switch (random.nextInt(8)) {
            case 0 -> world.call("open-conversation", "{%s}", who);
            case 1 -> world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
            case 2 -> world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", who);
            case 3 -> world.call("decide-consent", "{%s,'decision':'BLOCK'}", who);
            case 4 -> world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
            case 5 -> world.call("request-opt-out", "{%s%s}", who, scope);
            case 6 -> world.call("request-opt-in", "{%s%s}", who, scope);
            default ->
                Webhook.deliver(
                        world,
                        Envelopes.of(Envelopes.message(NUMBER, person, unique(random), any(REFUSALS, random), now())));
        }
        return "act";
    }

    /** An update of any kind that is no agreement. */
    private String noAgreement(String person, Random random) {
        String refusal = any(REFUSALS, random);
        String talk = any(TALK, random);
        String either = random.nextBoolean() ? refusal : talk;
        return switch (random.nextInt(20)) {
            case 0 -> message(person, text(refusal), random);
            case 1 -> message(person, quoted("'type':'image','image':{'id':'1','caption':'%s'}", refusal), random);
            case 2 -> message(person, "'type':'reaction','reaction':{'message_id':'wamid.0'}", random);
            case 3 -> message(person, "'type':'reaction','reaction':{'message_id':'wamid.0','emoji':''}", random);
            case 4 ->
                message(
                        person,
                        "'type':'reaction','reaction':{'message_id':'wamid.0','emoji':'"
                                + any(List.of("🛑", "🚫", "🔕", "👎"), random) + "'}",
                        random);
            case 5 -> message(person, form(refusal), random);
            case 6 ->
                message(
                        person,
                        quoted("'type':'button','button':{'payload':'1','text':'%s'}", "Stop promotions"),
                        random);
            case 7 ->
                message(
                        person,
                        quoted(
                                "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'7','title':'More','description':'%s'}}",
                                "I do not wish to be contacted"),
                        random);
            case 8 -> message(person, quoted("'type':'hologram','hologram':{'text':'%s'}", either), random);
            case 9 -> message(person, quoted("'text':{'body':'%s'}", either), random);
            case 10 -> standby(person, text(either), random);
            case 11 -> lists("agent_chats", "'messages':[%s]", person, text(either), random);
            case 12 ->
                lists(
                        "history",
                        "'history':[{'threads':[{'id':'" + person + "','messages':[%s]}]}]",
                        person,
                        text(either),
                        random);
            case 13 -> echo(person, either, random);
            case 14 -> Envelopes.preference(NUMBER, person, "stop", now());
            case 15 ->
                Envelopes.failed(NUMBER, person, unique(random), any(List.of(131050, 131049, 131026), random), now());
            case 16 -> Envelopes.marketingSent(NUMBER, person, unique(random), now());
            case 17 ->
                message(
                        person,
                        "'type':'interactive','interactive':{'type':'call_permission_reply','call_permission_reply':{'response':'reject'}}",
                        random);
            case 18 -> message(person, "'type':'request_welcome'", random);
            default ->
                message(
                        person,
                        quoted("'type':'edit','edit':{'message':{'type':'text','text':{'body':'%s'}}}", either),
                        random);
        };
    }

    /** What the business wrote itself comes back as an echo, and under a chat that an agent answers. */
    private static String echo(String person, String text, Random random) {
        String sent = Envelopes.element(OWN_PHONE, unique(random), 1_795_000_000L, json(text(text)))
                .replace("\"id\":", "\"to\":\"" + person + "\",\"id\":");
        String lists = any(
                List.of(
                        "'message_echoes':[%s]",
                        "'messages':[%s]", "'standby':{'message_echoes':[%s]}", "'standby':{'messages':[%s]}"),
                random);
        String field = any(List.of("smb_message_echoes", "messages", "standby", "message_echoes"), random);
        return Envelopes.change(field, NUMBER, json(lists).formatted(sent))
                .replace("\"metadata\":{", "\"metadata\":{\"display_phone_number\":\"" + OWN_PHONE + "\",");
    }

    private String message(String person, String parts, Random random) {
        return lists("messages", "'messages':[%s]", person, parts, random);
    }

    private String standby(String person, String parts, Random random) {
        return lists("standby", "'standby':{'messages':[%s]}", person, parts, random);
    }

    private String lists(String field, String lists, String person, String parts, Random random) {
        String element = Envelopes.element(person, unique(random), now(), json(parts));
        return Envelopes.change(field, NUMBER, json(lists).formatted(element));
    }

    private static String form(String refusal) {
        String values = "{\\\"flow_token\\\":\\\"t\\\",\\\"comment\\\":\\\"" + refusal.replace('\'', '’') + "\\\"}";
        return "'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow','body':'Sent','response_json':'"
                + values + "'}}";
    }

    private static String text(String text) {
        return quoted("'type':'text','text':{'body':'%s'}", text);
    }

    /** The apostrophe of a text is no quotation mark of its JSON. */
    private static String quoted(String parts, String text) {
        return parts.formatted(text.replace('\'', '’'));
    }

    private static String json(String parts) {
        return parts.replace('\'', '"');
    }

    private static String unique(Random random) {
        return "wamid." + Long.toString(random.nextLong(), 36);
    }

    private long now() {
        return world.clock.instant().getEpochSecond();
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
