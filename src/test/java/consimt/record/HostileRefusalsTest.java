package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Refusals by every way in, with whatever can be wrong with one, with requests of other callers at the same moment, and cut
 * off at any call: once one is acknowledged the check refuses, and goes on to refuse until the person says otherwise.
 */
class HostileRefusalsTest {

    /** 5,000 with {@code -Pthorough}. */
    private static final int CASES = Cases.of(84, 5_000);

    private static final int CASES_OF_A_WORLD = 50;

    private static final String OWN_SECRET_NAME = "consimt/whatsapp/own";
    private static final String OWN_SECRET = "a secret of the business's own";

    private final Map<Way, Integer> acknowledged = new EnumMap<>(Way.class);

    /** How a person refuses. */
    private enum Way {
        BLOCK,
        REPORT,
        OPT_OUT,
        /** All categories by SMS. */
        CHANNEL,
        /** An opt-out word by SMS, after which carriers stop everything. */
        STOP_BY_SMS,
        ONE_CLICK,
        MESSAGE,
        /** In free words, by SMS or mail. */
        WORDS,
        /** In free words, by WhatsApp. */
        CHAT,
        PREFERENCE,
        STATUS,
        TOPIC,
        CLERK,
        /** An emoji below a message of the business. */
        REACTION,
        /** An answer to a form of WhatsApp. */
        FORM,
        /** A chat that the platform's own agent answers. */
        STANDBY,
        /** A message of a type, or a change of a field, that this release does not know. */
        UNKNOWN,
        /** A chat from before the account was moved in. */
        HISTORY,
        CAPTION
    }

    private static final Set<String> OF_MARKETING =
            Set.of("MARKETING_OPTED_OUT", "BLOCKED_BY_USER", "REFUSAL_SUSPECTED", "CHANNEL_OPTED_OUT");

    private static final Set<String> OF_A_CHANNEL = Set.of("CHANNEL_OPTED_OUT", "BLOCKED_BY_USER");

    /** Messages that are refusals, by the door through which they come. */
    private static final Map<Way, List<String>> IN_WHATSAPP = Map.of(
            Way.REACTION,
            List.of("🛑", "🚫", "🔕", "👎").stream()
                    .map("'type':'reaction','reaction':{'message_id':'wamid.0','emoji':'%s'}"::formatted)
                    .toList(),
            Way.FORM,
            List.of("'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow','body':'Sent',"
                    + "'response_json':'{\\'comment\\':\\'I do not wish to be contacted\\',"
                    + "\\'flow_token\\':\\'x\\'}'}}"),
            Way.STANDBY,
            List.of(
                    "'type':'text','text':{'body':'STOP'}",
                    "'type':'text','text':{'body':'I do not wish to be contacted'}"),
            Way.UNKNOWN,
            List.of(
                    "'text':{'body':'STOP'}",
                    "'type':'hologram','text':{'body':'STOP'}",
                    "'type':'hologram','hologram':{'text':'I do not wish to be contacted'}"),
            Way.HISTORY,
            List.of("'type':'text','text':{'body':'STOP'}"),
            Way.CAPTION,
            List.of(
                    "'type':'image','image':{'id':'1','caption':'STOP'}",
                    "'type':'image','image':{'id':'1','caption':'I do not wish to be contacted'}"));

    @Test
    void onceARefusalIsAcknowledgedTheCheckRefusesUntilThePersonSaysOtherwise() {
        World world = World.fresh();
        for (int seed = 0; seed < CASES; seed++) {
            if (seed % CASES_OF_A_WORLD == 0) {
                world = World.fresh();
                settle(world);
            }
            Case each = new Case(world, seed);
            try {
                each.run();
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("case " + seed + ": " + each.told, failed);
            }
        }
        for (Way way : Way.values()) {
            assertTrue(acknowledged.getOrDefault(way, 0) >= CASES / 30, () -> way + " in " + acknowledged);
        }
    }

    private static void settle(World world) {
        world.secrets.with(OWN_SECRET_NAME, OWN_SECRET);
        for (Shop shop : Shop.values()) {
            String secret = shop == Shop.OWN ? ",'appSecretName':'" + OWN_SECRET_NAME + "'" : "";
            JsonNode answer = world.settle(
                    shop.toString(),
                    "'name':'S','languages':['en'],'removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['%s']%s}",
                    shop == Shop.MANUAL ? "MANUAL" : "AUTOMATIC",
                    shop.ordinal(),
                    secret);
            assertEquals("RECORDED", answer.get("outcome").textValue(), answer::toString);
        }
    }

    private enum Shop {
        AUTOMATIC,
        MANUAL,
        /** Its webhook is signed with a secret that it holds, so it can sign anything. */
        OWN
    }

    private final class Case {

        private static final List<String> IDS = List.of("block", "wamid.1", "a/b:c");

        private static final int FOURTEEN_HOURS = 14 * 60 * 60 * 1_000;

        private static final List<String> WRONG = List.of(
                "'locale':'ro_RO'",
                "'locale':'en-US-u-fw-mon-mu-celsius'",
                "'locale':[]",
                "'channel':' '",
                "'channel':{}",
                "'occurredAt':'tomorrow'",
                "'occurredAt':'2126-11-24T12:00:00Z'",
                "'occurredAt':'0026-11-24T12:00:00Z'",
                "'occurredAt':17",
                "'ocurredAt':'2026-11-24T12:00:00Z'",
                "'requestId':'no id at all'",
                "'requestId':7",
                "'unknown':{'deep':[1,2,{'x':null}]}",
                "'scope':'offers'",
                "'scope':{'channel':'sms'}",
                "'scope':{'channel':'whatsapp','sender':'9'}",
                "'scope':{'channel':'pigeon','topic':'gone'}",
                "'channel':'sms','channel':'email'",
                "'locale':'en','locale':'ro'",
                "'scope':{'channel':'sms','channel':'email'}");

        private final World world;
        private final Random random;
        private final String phone = World.somebody();
        private final String scoped = "RO." + phone;
        private final boolean hasTwoIds;
        private final Shop business;
        private final String number;
        private final List<Runnable> history = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private boolean isByASlowClock;

        Case(World world, int seed) {
            this.world = world;
            this.random = new Random(seed);
            this.business = any(List.of(Shop.values()));
            this.number = Integer.toString(business.ordinal());
            this.hasTwoIds = business != Shop.OWN && random.nextInt(3) == 0;
        }

        void run() {
            if (hasTwoIds) {
                deliver(world, Envelopes.messageOfBoth(number, phone, scoped, unique(), "hello", now()));
            }
            int acts = random.nextInt(5);
            for (int i = 0; i < acts; i++) {
                passAWhile();
                Runnable act = allowing(world);
                act.run();
                history.add(act);
            }
            passAWhile();
            attack(world).run();
            passAWhile();
            Way way = any(List.of(Way.values()));
            Refusal refusal = refusal(way);
            String outcome = told(refusal);
            told.add(way + " answered " + outcome);
            if (!Set.of("RECORDED", "UNCHANGED", "200").contains(outcome)) {
                assertEquals("SUPERSEDED", outcome);
                assertFalse(isByASlowClock, "the refusal came after every yes");
                return;
            }
            acknowledged.merge(way, 1, Integer::sum);
            assertRefused(way);
            for (int i = 0; i < 3; i++) {
                passAWhile();
                if (!history.isEmpty()) {
                    any(history).run();
                }
                attack(world).run();
                if (business == Shop.OWN) {
                    signWhatWouldLiftIt();
                }
                assertRefused(way);
            }
            passAWhile();
            String who = who(any(ids()));
            world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
            world.call("request-opt-in", "{%s}", who);
            assertAllowed();
        }

        /** Told once with a cut or with somebody between, and then until it is answered. */
        private String told(Refusal refusal) {
            int call = 1 + random.nextInt(9);
            World first = switch (random.nextInt(3)) {
                case 0 -> world.with(new Fault(call, any(List.of(Fault.When.values()))));
                case 1 -> world.with(new Between(call, attack(world)));
                default -> world.elsewhere();
            };
            for (World each : List.of(first, world.elsewhere())) {
                try {
                    return refusal.tell(each);
                } catch (StoreUnavailable isUnverifiedAgain) {
                    told.add("cut off at " + call);
                    world.clock.pass(Duration.ofMillis(random.nextInt(3_000)));
                }
            }
            throw new AssertionError("never answered");
        }

        /** Something that allows more, before the refusal. It can be repeated. */
        private Runnable allowing(World where) {
            String id = any(IDS);
            String one = any(ids());
            String who = who(one);
            String time = switch (random.nextInt(3)) {
                case 0 -> ",'occurredAt':'" + world.clock.instant().plusSeconds(random.nextInt(300)) + "'";
                case 1 -> ",'occurredAt':'" + world.clock.instant().minusSeconds(random.nextInt(300)) + "'";
                default -> "";
            };
            long at = now();
            String wamid = unique();
            String resume = any(ids());
            return switch (random.nextInt(6)) {
                case 0 -> () -> as(where, person(one), "request-opt-in", who + ",'requestId':'" + id + "'" + time);
                case 1 -> () -> as(where, "", "request-opt-in", who + ",'requestId':'" + id + "'" + time);
                case 2 ->
                    () -> as(
                            where,
                            person(one),
                            "decide-consent",
                            who + ",'requestId':'" + id + "','decision':'UNBLOCK'" + time);
                case 3 ->
                    () -> as(
                            where,
                            "",
                            "decide-consent",
                            who + ",'requestId':'" + id + "','decision':'MESSAGE_SENT'" + time);
                case 4 -> () -> deliver(where, Envelopes.preference(number, resume, "resume", at));
                default -> () -> deliver(where, Envelopes.message(number, resume, wamid, "hello", at));
            };
        }

        /** What somebody else does with ids that are not theirs. Nothing of it may lift a refusal. */
        private Runnable attack(World where) {
            String id = any(IDS);
            String who = who(any(ids()));
            String time = ",'occurredAt':'"
                    + any(List.of("2001-01-01T00:00:00Z", world.clock.instant().toString())) + "'";
            String shop = "{'kind':'BUSINESS','businessId':'" + business + "'}";
            return switch (random.nextInt(5)) {
                case 0 -> () -> as(where, shop, "request-opt-out", who + ",'requestId':'" + id + "'" + time);
                case 1 ->
                    () -> as(
                            where,
                            "",
                            "decide-consent",
                            who + ",'requestId':'" + id + "','decision':'MESSAGE_SENT'" + time);
                case 2 ->
                    () -> as(
                            where,
                            "",
                            "request-opt-in",
                            who + ",'requestId':'" + id + "','occurredAt':'2001-01-01T00:00:00Z'");
                case 3 -> () -> as(where, shop, "open-conversation", who + ",'requestId':'" + id + "'");
                default ->
                    () -> as(
                            where,
                            "",
                            "decide-consent",
                            who + ",'requestId':'" + id + "','decision':'CONTINUE'" + time);
            };
        }

        /** A resume, and that the person is one with a friend who allows everything. */
        private void signWhatWouldLiftIt() {
            String friend = World.somebody();
            world.call("decide-consent", "{%s,'decision':'BLOCK'}", who(friend));
            passAWhile();
            world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who(friend));
            world.call("request-opt-in", "{%s}", who(friend));
            deliver(world, Envelopes.preference(number, phone, "resume", now()));
            deliver(world, Envelopes.moved(number, phone, friend, now()));
            world.call("request-opt-in", "{%s}", who(friend));
            deliver(world, Envelopes.preference(number, friend, "resume", now()));
        }

        private Refusal refusal(Way way) {
            String who = any(ids());
            String id = any(IDS);
            isByASlowClock = random.nextInt(4) == 0;
            String slow = ",'occurredAt':'" + world.clock.instant().minusMillis(random.nextInt(FOURTEEN_HOURS)) + "'";
            String wrong = random.nextBoolean() ? "," + any(WRONG) : "";
            String fields = who(who)
                    + (random.nextBoolean() ? ",'requestId':'" + id + "'" : "")
                    + (isByASlowClock ? slow : wrong)
                    + (random.nextInt(4) == 0 ? "," + any(WRONG) : "");
            String caller = random.nextBoolean() ? person(who) : "";
            long at = now();
            String time = any(List.of("", "", "", "undated", "ahead"));
            told.add(way + " " + fields + " " + time);
            return switch (way) {
                case BLOCK -> where -> outcome(as(where, caller, "decide-consent", fields + ",'decision':'BLOCK'"));
                case REPORT -> {
                    String report = any(List.of(
                            ",'alsoBlock':true,'report':{'reason':'SPAM'}",
                            ",'alsoBlock':true",
                            ",'alsoBlock':'yes','report':7"));
                    yield where ->
                            outcome(as(where, caller, "decide-consent", fields + ",'decision':'REPORT'" + report));
                }
                case OPT_OUT -> {
                    String reason = any(
                            List.of("", ",'reason':'DECLINED'", ",'reason':{'code':'GONE'}", ",'reason':{'text':'x'}"));
                    yield where -> outcome(as(where, caller, "request-opt-out", fields + reason));
                }
                case CHANNEL -> {
                    String all = any(List.of("'ALL'", "'ALL'", "'all of it'", "[]"));
                    String sms = onSms(fields) + ",'categories':" + all;
                    yield where -> outcome(as(where, caller, "request-opt-out", sms));
                }
                case STOP_BY_SMS -> {
                    String stop = onSms(fields) + ",'decision':'MESSAGE_SENT','text':'STOP'";
                    yield where -> outcome(as(where, caller, "decide-consent", stop));
                }
                case CLERK -> {
                    String shop = "{'kind':'BUSINESS','businessId':'" + business + "'}";
                    yield where -> outcome(as(where, shop, "request-opt-out", fields));
                }
                case ONE_CLICK -> {
                    String link = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who(who));
                    String language = any(List.of("-", "ro_RO", "en;q=", "", "de"));
                    if (random.nextInt(3) == 0) {
                        world.clock.pass(Duration.ofDays(181)); // the link has ended
                    }
                    if (random.nextInt(3) == 0) {
                        as(world, person(who), "revoke-person-links", "'userId':'" + who + "'");
                    }
                    yield where -> click(where, link, language);
                }
                case WORDS ->
                    where -> outcome(as(
                            where,
                            caller,
                            "decide-consent",
                            fields + ",'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'"));
                case CHAT ->
                    delivered(Envelopes.message(number, who, any(IDS), "I do not wish to be contacted", at), time);
                case MESSAGE -> delivered(Envelopes.message(number, who, any(IDS), "STOP", at), time);
                case PREFERENCE -> delivered(Envelopes.preference(number, who, "stop", at), time);
                case STATUS -> delivered(Envelopes.failed(number, who, any(IDS), 131050, at), time);
                case REACTION, FORM, CAPTION ->
                    delivered(inWhatsApp(way, "messages", "'messages':[%s]", who, at), time);
                case STANDBY -> delivered(inWhatsApp(way, "standby", "'standby':{'messages':[%s]}", who, at), time);
                case UNKNOWN -> {
                    String field = any(List.of("messages", "agent_chats"));
                    yield delivered(inWhatsApp(way, field, "'messages':[%s]", who, at), time);
                }
                case HISTORY -> {
                    String threads = "'history':[{'threads':[{'id':'" + who + "','messages':[%s]}]}]";
                    yield delivered(inWhatsApp(way, "history", threads, who, at), "");
                }
                case TOPIC -> {
                    String update = at(Envelopes.message(number, who, any(IDS), "STOP", at), time);
                    yield where -> {
                        Webhook.deliverByTopic(where, update);
                        return "200";
                    };
                }
            };
        }

        private static String onSms(String fields) {
            return fields.replaceAll(",'scope':('offers'|\\{[^}]*})", "") + ",'scope':{'channel':'sms'}";
        }

        private String inWhatsApp(Way way, String field, String lists, String who, long at) {
            String parts = any(IN_WHATSAPP.get(way)).replace('\'', '"');
            String element = Envelopes.element(who, any(IDS), at, parts);
            return Envelopes.change(field, number, lists.replace('\'', '"').formatted(element));
        }

        private Refusal delivered(String update, String time) {
            String told = at(update, time);
            return where -> deliver(where, told);
        }

        private String at(String update, String time) {
            String replaced = switch (time) {
                case "undated" -> "\"timestamp\":" + any(List.of("\"x\"", "null", "[]", "\"1\"", "-7"));
                case "ahead" -> "\"timestamp\":\"" + (now() + 86_400) + "\"";
                default -> "";
            };
            return replaced.isEmpty() ? update : update.replaceAll("\"timestamp\":\"?[0-9]+\"?", replaced);
        }

        private String deliver(World where, String update) {
            Platform signing = new Platform(business == Shop.OWN ? OWN_SECRET : Platform.SECRET);
            return Integer.toString(Webhook.deliver(where, signing, Envelopes.of(update)));
        }

        private String click(World where, String link, String language) {
            Map<String, String> headers =
                    Map.of("content-type", "application/x-www-form-urlencoded", "accept-language", language);
            HttpCall call = new HttpCall(
                    "POST",
                    Map.of("link", link),
                    headers,
                    "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8));
            return Integer.toString(where.access.unsubscribe().answer(call).statusCode());
        }

        private JsonNode as(World where, String caller, String function, String fields) {
            String input = "{" + fields + "}";
            return caller.isEmpty()
                    ? where.call(function, "%s", input)
                    : where.call(function, "{'caller':%s,'input':%s}", caller, input);
        }

        private void assertRefused(Way way) {
            for (String id : ids()) {
                switch (way) {
                    case BLOCK, REPORT -> assertRefused(id, "SERVICE", "", Set.of("BLOCKED_BY_USER"));
                    case CHANNEL, STOP_BY_SMS -> {
                        assertRefused(id, "MARKETING", "", OF_MARKETING);
                        assertRefused(id, "UTILITY", "", OF_A_CHANNEL);
                        assertRefused(id, "AUTHENTICATION", ",'scope':{'channel':'sms'}", OF_A_CHANNEL);
                    }
                    default -> assertRefused(id, "MARKETING", "", OF_MARKETING);
                }
            }
        }

        private void assertRefused(String id, String category, String scope, Set<String> reasons) {
            JsonNode result = world.call(
                            "check-permission", "{%s,'category':'%s','consistent':true%s}", who(id), category, scope)
                    .at("/results/0");
            assertEquals("REFUSED", result.get("permission").textValue(), () -> id + " " + result);
            assertTrue(reasons.contains(result.get("reason").textValue()), () -> id + " " + result);
        }

        private void assertAllowed() {
            for (String id : ids()) {
                assertEquals(
                        "ALLOWED",
                        world.text(
                                "/results/0/permission",
                                "check-permission",
                                "{%s,'category':'MARKETING','consistent':true}",
                                who(id)));
            }
        }

        private List<String> ids() {
            return hasTwoIds ? List.of(phone, scoped) : List.of(phone);
        }

        /** By any spelling of the id. */
        private String who(String id) {
            String scheme = any(id.equals(scoped) ? List.of("", "whatsapp:") : List.of("", "+", "tel:+", "WhatsApp:"));
            return "'userId':'" + scheme + id + "','businessId':'" + business + "'";
        }

        private static String person(String id) {
            return "{'kind':'PERSON','userId':'" + id + "'}";
        }

        private String unique() {
            return "wamid." + phone + "." + random.nextInt(1_000_000);
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private void passAWhile() {
            world.clock.pass(Duration.ofMillis(1 + random.nextInt(90_000)));
        }

        private long now() {
            return world.clock.instant().truncatedTo(ChronoUnit.SECONDS).getEpochSecond();
        }
    }

    private static String outcome(JsonNode answer) {
        return answer.get("outcome").textValue();
    }

    private interface Refusal {

        /** The outcome, or the status of an answer over HTTP. */
        String tell(World where);
    }
}
