package consimt.business;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who settled a business, when, what was in force before, and what from then on. */
class SettingsLedgerTest {

    private static final String BY_HAND = settings("'mode':'MANUAL','days':3,'dayKind':'BUSINESS'");
    private static final String AT_ONCE = settings("'mode':'AUTOMATIC','days':5,'dayKind':'BUSINESS'");
    private static final String SHOP = "'businessId':'shop'";

    /** What callers see of settings that name neither languages nor reasons. */
    private static final String NONE = ",'languages':[],'reasons':[]";

    private final World world = World.fresh();

    @Test
    void eachChangeShowsWhatWasBeforeAndWhatCameAfter() {
        settle(BY_HAND + ",'actor':'ana'");
        world.clock.pass(Duration.ofHours(1));
        settle(AT_ONCE);
        List<JsonNode> entries = entries("");
        assertEquals(
                World.tree(
                        "[{'entryId':'settings','kind':'SETTINGS','value':'SETTLED','occurredAt':'2026-11-24T12:00:00Z',"
                                + "'recordedAt':'2026-11-24T12:00:00Z','actor':'ana','calledBy':{'kind':'OPERATOR'},'after':{%1$s%3$s}},"
                                + "{'entryId':'settings','kind':'SETTINGS','value':'SETTLED','occurredAt':'2026-11-24T13:00:00Z',"
                                + "'recordedAt':'2026-11-24T13:00:00Z','actor':'OPERATOR','calledBy':{'kind':'OPERATOR'},"
                                + "'before':{%1$s%3$s},'after':{%2$s%3$s}}]",
                        BY_HAND, AT_ONCE, NONE),
                World.JSON.valueToTree(entries.stream()
                        .map(entry -> ((ObjectNode) entry.deepCopy()).put("entryId", "settings"))
                        .toList()));
        List<String> ids = ids(entries);
        assertTrue(ids.stream().allMatch(id -> id.matches("settings~[0-9A-Z]{26}")), ids::toString);
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void whatIsSettledAsItWasHasNoEntry() {
        settle(BY_HAND + ",'languages':['ro','en'],'reasons':[{'code':'A','labels':{'ro':'Da','en':'Yes'}}]");
        JsonNode settled = world.call("configure-business", "{%s}", SHOP).get("business");
        for (World where : List.of(world, world.elsewhere())) {
            JsonNode answer = where.call(
                    "configure-business",
                    "{'reasons':[{'labels':{'en':'Yes','ro':'Da'},'code':'A'}],'languages':['ro','en'],'actor':'ion',%s}",
                    BY_HAND);
            assertEquals("RECORDED", textOf(answer, "outcome"));
            assertEquals(settled, answer.get("business"));
        }
        assertEquals(1, entries("").size());
        // The order of languages says which one is the first.
        settle(BY_HAND + ",'languages':['en','ro'],'reasons':[{'code':'A','labels':{'ro':'Da','en':'Yes'}}]");
        assertEquals(2, entries("").size());
    }

    @Test
    void whatWasNotSettledHasNoEntry() {
        world.call("configure-business", "{%s,'whatsapp':{'phoneNumberIds':['1']}}", AT_ONCE.replace("shop", "other"));
        settle(BY_HAND);
        for (String numbers : List.of("'1'", "'2','1'")) {
            JsonNode refused =
                    world.call("configure-business", "{%s,'whatsapp':{'phoneNumberIds':[%s]}}", AT_ONCE, numbers);
            assertEquals("whatsapp.phoneNumberIds", textOf(refused, "/errors/0/field"));
        }
        assertEquals(1, entries("").size());
        assertEquals(
                World.tree("{%s}", BY_HAND + NONE),
                world.call("configure-business", "{%s}", SHOP).get("business"));
        JsonNode alone = world.call("configure-business", "{%s,'actor':'ana'}", SHOP);
        assertEquals(List.of("name", "country", "removal"), alone.get("errors").findValuesAsText("field"));
        JsonNode long101 = world.call("configure-business", "{%s,'actor':'%s'}", AT_ONCE, "a".repeat(101));
        assertEquals("actor TOO_LONG", problem(long101));
        assertEquals(1, entries("").size());
    }

    @Test
    void theEntriesAreReadPageByPageByTheOperatorAndTheBusiness() {
        IntStream.range(0, 9).forEach(i -> {
            settle(i % 2 == 0 ? BY_HAND : AT_ONCE);
            if (i % 3 == 0) {
                world.clock.pass(Duration.ofSeconds(1));
            }
        });
        world.call("configure-business", "{%s}", BY_HAND.replace("shop", "other"));
        world.call("decide-consent", "{'userId':'u',%s,'decision':'CONTINUE'}", SHOP);
        List<JsonNode> all = entries("");
        assertEquals(9, all.size());
        for (int limit = 1; limit <= 9; limit++) {
            assertEquals(ids(all), ids(entries(",'limit':" + limit)));
            assertEquals(ids(all), ids(asBusiness(limit)));
        }
        assertEquals(
                1, world.pages("read-ledger", "entries", "'userId':'u'," + SHOP).size());
    }

    @Test
    void noSecretIsInAnEntryOnlyTheNamesOfSecrets() {
        world.secrets
                .with("consimt/whatsapp/app", "hush-the-app-secret")
                .with("consimt/whatsapp/verify", "hush-the-verify-token")
                .with("consimt/notices/shop", "hush-the-notices");
        settle(BY_HAND
                + ",'notices':{'url':'https://shop.example/notices','secretName':'consimt/notices/shop'},'whatsapp':{'phoneNumberIds':['1'],"
                + "'appSecretName':'consimt/whatsapp/app','verifyTokenName':'consimt/whatsapp/verify'}");
        settle(AT_ONCE);
        String stored = world.items(world.tables.ledger()).toString();
        assertFalse(stored.contains("hush-the"));
        JsonNode before = entries("").get(1).get("before");
        assertEquals("consimt/whatsapp/app", textOf(before, "/whatsapp/appSecretName"));
        assertFalse(entries("").toString().contains("hush"));
    }

    @Test
    void anEntryHasTheIdsOfWhatItIsAboutAsAttributesOfTheirOwn() {
        settle(BY_HAND);
        world.call("decide-consent", "{'userId':'u',%s,'decision':'CONTINUE'}", SHOP);
        world.call("request-opt-out", "{'userId':'u',%s}", SHOP);
        assertEquals(
                List.of("#shop null shop", "u#shop u shop", "u#shop u shop", "u#shop u shop"),
                world.items(world.tables.ledger()).stream()
                        .map(item -> "%s %s %s"
                                .formatted(text(item, "relation"), text(item, "userId"), text(item, "businessId")))
                        .sorted()
                        .toList());
    }

    /** To the business they are as if they were not there. */
    @Test
    void whatOnlyNewerCodeKnowsIsShownToTheOperatorAsItIs() {
        settle(BY_HAND);
        world.clock.pass(Duration.ofSeconds(1));
        settle(AT_ONCE);
        world.clock.pass(Duration.ofSeconds(1));
        settle(BY_HAND);
        List<String> ids = ids(entries(""));
        Map<String, AttributeValue> second = world.items(world.tables.ledger()).stream()
                .filter(item -> text(item, "entryId").equals(ids.get(1)))
                .findFirst()
                .orElseThrow();
        for (Map<String, String> newer : List.of(
                Map.of("kind", "SETTINGS_OF_A_GROUP"),
                Map.of("value", "SUSPENDED"),
                Map.of("before", "gzip:H4sI", "after", "[1]"))) {
            Map<String, AttributeValue> item = new HashMap<>(second);
            newer.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
            put(item);
            List<JsonNode> shown = entries(",'limit':1");
            assertEquals(ids, ids(shown));
            JsonNode it = shown.get(1);
            assertEquals(newer.getOrDefault("kind", "SETTINGS"), textOf(it, "kind"));
            assertEquals(newer.getOrDefault("value", "SETTLED"), textOf(it, "value"));
            assertNotEquals(newer.containsKey("before"), it.has("before"));
            assertNotEquals(newer.containsKey("after"), it.has("after"));
            assertEquals(List.of(ids.get(0), ids.get(2)), ids(asBusiness(1)));
        }
    }

    /** As newer code may have stored it. */
    @Test
    void aFieldThatOnlyNewerCodeKnowsIsAChangeWhereItGoes() {
        settle(BY_HAND);
        Map<String, AttributeValue> newer =
                new HashMap<>(world.items(world.tables.businesses()).get(0));
        newer.put(
                "settings",
                AttributeValue.fromS(text(newer, "settings").replaceFirst("\\{", "{\"quietHours\":\"22-8\",")));
        world.client.putItem(put -> put.tableName(world.tables.businesses()).item(newer));
        settle(BY_HAND);
        JsonNode last = entries("").get(1);
        assertEquals("22-8", textOf(last, "/before/quietHours"));
        assertFalse(last.get("after").has("quietHours"));
    }

    /** An item of the store has 400 KB, so the settings before and after must fit into it. */
    @Test
    void theLongestSettingsFitIntoAnEntryBesideTheLongestBefore() {
        int most = 50;
        while (!outcome(longSettings(most, "A")).equals("RECORDED")) {
            assertEquals("body TOO_LONG", problem(call(longSettings(most, "A"))));
            assertEquals(List.of(), entries(""));
            most--;
        }
        assertTrue(most < 50 && settledBytes() > 188_000, () -> "there is no limit at " + settledBytes());
        assertEquals("RECORDED", outcome(longSettings(most, "B")));
        assertEquals("RECORDED", outcome(longSettings(most, "C")));
        List<JsonNode> entries = entries("");
        assertEquals(
                List.of("A", "B", "C"),
                entries.stream().map(entry -> textOf(entry, "/after/name")).toList());
        assertEquals(
                List.of("A", "B"),
                entries.stream()
                        .skip(1)
                        .map(entry -> textOf(entry, "/before/name"))
                        .toList());
    }

    /** Lambda answers with six megabytes at most. */
    @Test
    void aPageOfTheLongestEntriesIsAMegabyte() {
        IntStream.range(0, 20).forEach(i -> {
            assertEquals("RECORDED", outcome(longSettings(40, Integer.toString(i))));
            if (i % 5 == 0) {
                world.clock.pass(Duration.ofSeconds(1));
            }
        });
        List<String> operator = ids(pages(token -> world.call("read-ledger", "{%s,'limit':100%s}", SHOP, token)));
        List<String> business = ids(pages(token -> asBusiness(100, token)));
        assertEquals(20, operator.size());
        assertEquals(operator, business);
        assertEquals(20, Set.copyOf(operator).size());
    }

    private static List<JsonNode> pages(Function<String, JsonNode> read) {
        List<JsonNode> pages = World.answers(read);
        pages.forEach(page -> assertTrue(page.toString().getBytes(StandardCharsets.UTF_8).length < 1_100_000));
        return pages.stream().flatMap(page -> page.get("entries").valueStream()).toList();
    }

    /** Of 132 KB of labels, and a kilobyte for each button. */
    private static byte[] longSettings(int buttons, String name) {
        String wide = "\uD835\uDC00"; // four bytes
        String labels = IntStream.range(0, 20)
                .mapToObj(i -> "'en-%s%s':'%s'".formatted((char) ('A' + i), "Z", wide.repeat(80)))
                .collect(Collectors.joining(","));
        String reasons = IntStream.range(0, 20)
                .mapToObj(i -> "{'code':'R%d','labels':{%s}}".formatted(i, labels))
                .collect(Collectors.joining(","));
        String ids = IntStream.range(10, 10 + buttons)
                .mapToObj(i -> "'" + i + wide.repeat(254) + "'")
                .collect(Collectors.joining(","));
        String words = IntStream.range(10, 60)
                .mapToObj(i -> "'" + i + wide.repeat(38) + "'")
                .collect(Collectors.joining(","));
        return "{%s,'name':'%s','country':'RO','removal':{'mode':'MANUAL'},'reasons':[%s],'whatsapp':{'phoneNumberIds':['1'],'optOutWords':[%s],'optOutButtons':[%s]}}"
                .formatted(SHOP, name, reasons, words, ids)
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode call(byte[] settings) {
        return world.call("configure-business", settings);
    }

    private String outcome(byte[] settings) {
        return textOf(call(settings), "outcome");
    }

    private int settledBytes() {
        return text(
                        world.items(world.tables.businesses()).stream()
                                .filter(item -> text(item, "businessId").equals("shop"))
                                .findFirst()
                                .orElseThrow(),
                        "settings")
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }

    private static String settings(String removal) {
        return "'businessId':'shop','name':'Shop','country':'RO','timeZone':'Europe/Bucharest','removal':{" + removal
                + "},'marketingBasis':'OPT_IN'";
    }

    private void settle(String settings) {
        assertEquals("RECORDED", world.outcome("configure-business", "{%s}", settings));
    }

    private List<JsonNode> entries(String more) {
        return world.pages("read-ledger", "entries", SHOP + more);
    }

    private List<JsonNode> asBusiness(int limit) {
        return pages(token -> asBusiness(limit, token));
    }

    private JsonNode asBusiness(int limit, String token) {
        return world.byBusiness("shop", "read-ledger", "%s,'limit':%d%s", SHOP, limit, token);
    }

    private void put(Map<String, AttributeValue> entry) {
        world.client.putItem(put -> put.tableName(world.tables.ledger()).item(entry));
    }

    private static List<String> ids(List<JsonNode> entries) {
        return textsOf(entries, "entryId");
    }

    private static String problem(JsonNode rejected) {
        return textOf(rejected, "/errors/0/field") + " " + textOf(rejected, "/errors/0/code");
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? item.get(attribute).s() : "null";
    }
}
