package consimt.infra;

import static consimt.local.Template.map;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.followup.ResolveFollowUp;
import consimt.kit.HotKeys;
import consimt.kit.World;
import consimt.local.Template;
import consimt.relation.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a business may call of one function in a second takes at most half of what a key bears that all of the business
 * share, and of all functions at once less than a key bears. The units are those of the functions on the engine, and
 * {@code docs/bounds.md} has the most.
 */
class NoBusinessHeatsItsOwnKeysTest {

    private static final Path BOUNDS = Path.of("docs/bounds.md");
    private static final int HALF = HotKeys.MOST / 2;

    /** So many items are measured, and a call has at most a hundred. */
    private static final int MEASURED = 5;

    private static final int ITEMS_OF_A_CALL = 100;
    private static final int UNITS_OF_A_REMOVAL = 4;
    private static final int TOLD_ROWS = 500;
    private static final int ROWS_WITH_WORK = 40;

    /** Whose key is a business, or a day. All others have a person in their key. */
    private static final Set<String> SHARED = Set.of(
            "changesByBusiness", "relationsByBusiness", "FollowUps", "queueByRank", "openedByBusiness", "remindByDay");

    private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem");

    private final World world = World.fresh();
    private final Set<String> measured = new TreeSet<>();

    /** By key, what each function with a limit of its own takes at the most, and the most of any other. */
    private final Map<String, Map<String, Integer>> byKey = new TreeMap<>();

    @Test
    void everyFunctionThatWritesForABusinessStaysBelowHalf() throws IOException {
        world.settle("shop", "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION'");
        measure("open-conversation", "a first contact", 1, hot -> call(hot, "open-conversation", World.somebody(), ""));
        measure("request-opt-out", "an opt-out", 1, hot -> call(hot, "request-opt-out", World.somebody(), ""));
        measure("request-opt-in", "a claim", 1, hot -> claim(hot, "request-opt-in", ""));
        measure("decide-consent", "a claim", 1, hot -> claim(hot, "decide-consent", ",'decision':'CONTINUE'"));
        List<String> people = Stream.generate(World::somebody).limit(MEASURED).toList();
        people.forEach(each -> call(world, "request-opt-out", each, ""));
        world.clock.pass(Duration.ofMinutes(1));
        measure(
                "record-message",
                "100 late messages",
                ITEMS_OF_A_CALL / MEASURED,
                hot -> hot.call(
                        "record-message",
                        "{'businessId':'shop','messages':[%s]}",
                        people.stream()
                                .map(each -> "{'userId':'%s','category':'MARKETING','messageId':'%1$s','sentAt':'%s'}"
                                        .formatted(each, world.clock.instant()))
                                .collect(joining(","))));
        measure(
                "resolve-follow-up",
                "100 removals done",
                ITEMS_OF_A_CALL / MEASURED,
                hot -> hot.step("shop", workOf(people, MEASURED), "COMPLETE", "ana"));
        measure(
                "import-preferences",
                "500 told rows",
                TOLD_ROWS / MEASURED,
                hot -> imports(hot, "'tell':true", MEASURED));
        measure(
                "import-preferences",
                "40 rows with work",
                ROWS_WITH_WORK / MEASURED,
                hot -> imports(hot, "'openWork':true", MEASURED));
        assertEquals(FunctionTable.names(function -> function.serves("business") && writes(function)), measured);
        Map.Entry<String, Integer> hottest = together();
        String said = "%d units of the busiest, `%s`".formatted(hottest.getValue(), hottest.getKey());
        assertTrue(Files.readString(BOUNDS).contains(said), said);
    }

    private static void imports(World hot, String more, int rows) {
        hot.call(
                "import-preferences",
                "{'businessId':'shop','source':'a list',%s,'rows':[%s]}",
                more,
                Stream.generate(World::somebody)
                        .limit(rows)
                        .map("{'userId':'%s','wish':'OPT_OUT'}"::formatted)
                        .collect(joining(",")));
    }

    private interface Use {
        void by(World hot);
    }

    @Test
    void norWithWorkAboutMessagesOfPeople() throws IOException {
        world.settle("shop", "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION'");
        String person = World.somebody();
        for (int i = 0; i < Held.MOST; i++) {
            world.clock.pass(Duration.ofSeconds(1));
            String text = ",'decision':'MESSAGE_SENT','text':'please do not write me any more offers " + i + "'";
            call(world, "decide-consent", person, text);
        }
        String work = workOf(List.of(person), 1);
        Map.Entry<String, Integer> hottest = hottest(units(hot -> hot.step("shop", work, "COMPLETE", "ana")));
        String said = "takes up to %d units, and one call closes %d"
                .formatted(hottest.getValue(), ResolveFollowUp.MOST_WITH_MESSAGES);
        assertTrue(Files.readString(BOUNDS).contains(said), said);
        int others = (ITEMS_OF_A_CALL - ResolveFollowUp.MOST_WITH_MESSAGES) * UNITS_OF_A_REMOVAL;
        int aCall = ResolveFollowUp.MOST_WITH_MESSAGES * hottest.getValue() + others;
        assertTrue(aCall * callsASecond("resolve-follow-up") < HALF, () -> aCall + " units");
    }

    /** @param times how often a call has what is measured */
    private void measure(String function, String use, int times, Use by) {
        Map<String, Integer> all = units(by);
        Map.Entry<String, Integer> hottest = hottest(all);
        double aSecond = callsASecond(function);
        int units = (int) (hottest.getValue() * times * aSecond);
        String limit = aSecond == callsASecond("") ? "" : function;
        all.forEach((key, its) -> byKey.computeIfAbsent(key, any -> new TreeMap<>())
                .merge(limit, (int) Math.ceil(its * times * aSecond), Math::max));
        measured.add(function);
        assertTrue(units <= HALF, () -> "%s, %s: %d units of %s".formatted(function, use, units, hottest.getKey()));
    }

    /** The key that has most of all limits of one business at once, which takes less than a key bears. */
    private Map.Entry<String, Integer> together() {
        Map<String, Integer> sums = new TreeMap<>();
        byKey.forEach((key, its) ->
                sums.put(key, its.values().stream().mapToInt(units -> units).sum()));
        Map.Entry<String, Integer> hottest = hottest(sums);
        assertTrue(hottest.getValue() < HotKeys.MOST, sums::toString);
        return hottest;
    }

    private Map<String, Integer> units(Use by) {
        world.clock.pass(Duration.ofSeconds(2));
        HotKeys keys = new HotKeys(world.clock);
        by.by(world.with(keys));
        Map<String, Integer> units = new TreeMap<>();
        keys.highest().forEach((key, its) -> units.put(name(key), its));
        units.keySet().retainAll(SHARED);
        return units;
    }

    private static Map.Entry<String, Integer> hottest(Map<String, Integer> units) {
        return units.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElse(Map.entry("none", 0));
    }

    private String name(String tableOrIndex) {
        return tableOrIndex.equals(world.tables.followUps()) ? "FollowUps" : tableOrIndex;
    }

    /** @param function without one, what a business may call of all functions without a limit of their own */
    private static double callsASecond(String function) {
        Object all = map(map(Template.read().document(), "Parameters"), "BusinessRequestsPerSecond")
                .get("Default");
        return FunctionTable.read().stream()
                .filter(each -> each.name().equals(function))
                .map(each -> each.row().getOrDefault("eachBusiness", all))
                .findFirst()
                .map(most -> Double.parseDouble(most.toString()))
                .orElse(Double.parseDouble(all.toString()));
    }

    private static boolean writes(FunctionTable.Function function) {
        return function.may().entrySet().stream()
                .filter(table -> Set.of("Ledger", "Relations", "FollowUps").contains(table.getKey()))
                .anyMatch(table -> table.getValue().stream().anyMatch(WRITES::contains));
    }

    private static void call(World hot, String function, String person, String more) {
        hot.call(function, "{'userId':'%s','businessId':'shop'%s}", person, more);
    }

    private static void claim(World hot, String function, String more) {
        String claim = "'userId':'%s','businessId':'shop','proof':'a form','occurredAt':'2026-11-20T10:00:00Z'%s";
        hot.byBusiness("shop", function, claim, World.somebody(), more);
    }

    private String workOf(List<String> people, int many) {
        List<String> ids = world.pages("list-follow-ups", "followUps", "'businessId':'shop','state':'OPEN'").stream()
                .filter(work -> people.contains(work.get("userId").textValue()))
                .map(work -> work.get("followUpId").textValue())
                .toList();
        assertEquals(many, ids.size());
        return String.join("','", ids);
    }
}
