package consimt.business;

import static consimt.kit.AtOnce.atOnce;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.Business.RemovalPolicy;
import consimt.dynamodb.Attributes;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several settle one business at once: one takes the place of the other, and a number is in the settings or free. */
class SettlingAtOnceTest {

    private final World world = World.fresh();

    @Test
    void ofTwoAtOnceOneStandsAndTheNumbersAreItsOwn() throws Exception {
        World elsewhere = world.elsewhere();
        for (int i = 0; i < Cases.of(15, 60); i++) {
            String business = "pair-" + i;
            String number = "9" + i;
            if (i % 3 == 0) {
                settle(world, business, number + "01 " + number + "02");
            }
            String one = number + "01 " + number + "03";
            String other = i % 5 == 0 ? "" : number + "02 " + number + "04";
            List<String> answers =
                    atOnce(List.of(() -> settle(world, business, one), () -> settle(elsewhere, business, other)));
            assertEquals(List.of("RECORDED", "RECORDED"), answers);
            Set<String> settled = settled(business);
            assertTrue(Set.of(set(one), set(other)).contains(settled), settled::toString);
            assertEquals(settled, owned(business));
            assertEquals(i % 3 == 0 ? 3 : 2, chain(world, business));
        }
    }

    @Test
    void ofThirtyTwoAtOnceOneStandsAndSomeMayBeToldToComeAgain() throws Exception {
        List<String> answers = atOnce(IntStream.range(0, 32)
                .<Callable<String>>mapToObj(i -> () -> {
                    try {
                        return settle(world, "b", Integer.toString(i));
                    } catch (StoreUnavailable fault) {
                        return "a fault";
                    }
                })
                .toList());
        assertTrue(Set.of("RECORDED", "a fault").containsAll(answers), answers::toString);
        assertTrue(answers.contains("RECORDED"));
        assertEquals(1, settled("b").size());
        assertEquals(settled("b"), owned("b"));
        assertEquals(Collections.frequency(answers, "RECORDED"), chain(world, "b"));
    }

    @ParameterizedTest(name = "at first [{0}]: [{1}], and meanwhile [{2}]")
    @CsvSource(nullValues = "none", textBlock = """
            none, '1', '2'
            none, '1', ''
            none, '', '2'
            none, '', ''
            none, '1', '1'
            '', '1', '2'
            '1', '2', '3'
            '1', '2', '1 2'
            '1', '1', '2'
            '1', '', '1 2'
            '1', '1 2', ''
            '1 2 3', '2 4', '3 5'
            """)
    void betweenAnyTwoCallsAnotherMaySettle(String before, String mine, String others) {
        for (int call = 1; call <= 2; call++) {
            World fresh = World.fresh();
            if (before != null) {
                settle(fresh, "b", before);
            }
            Between between = new Between(call, () -> settle(fresh, "b", others));
            assertEquals("RECORDED", settle(fresh.with(between), "b", mine));
            assertTrue(between.happened());
            assertEquals(set(mine), settled(fresh, "b"), "the last one stands");
            assertEquals(set(mine), owned(fresh, "b"));
            chain(fresh, "b");
        }
    }

    /** As where the store has done it, its answer is lost, and the client asks again by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1 2"})
    void whatIsSettledAlreadyIsSettled(String numbers) {
        settle(world, "b", "1");
        Between between = new Between(2, () -> settle(world, "b", numbers));
        assertEquals("RECORDED", settle(world.with(between), "b", numbers));
        assertEquals(set(numbers), settled("b"));
        assertEquals(set(numbers), owned("b"));
        assertEquals(2, chain(world, "b"));
    }

    @Test
    void aNumberOfAnotherBusinessIsRefusedUnlessItIsGivenUpMeanwhile() {
        settle(world, "a", "1");
        Between settlingB = new Between(2, () -> settle(world, "b", "2"));
        assertEquals("REJECTED", settle(world.with(settlingB), "b", "1"));
        assertEquals(Set.of("1"), owned("a"));
        assertEquals(Set.of("2"), settled("b"));
        assertEquals(Set.of("2"), owned("b"));
        assertEquals(1, chain(world, "b"));

        Between givingUp = new Between(2, () -> {
            settle(world, "a", "");
            settle(world, "b", "3");
        });
        assertEquals("RECORDED", settle(world.with(givingUp), "b", "1"));
        assertEquals(Set.of(), owned("a"));
        assertEquals(Set.of("1"), owned("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1"})
    void whoIsOutrunEachTimeGetsAFaultAndNothingOfTheirsIsStored(String numbers) {
        settle(world, "b", "2");
        AtomicInteger times = new AtomicInteger();
        Between beforeEachWrite = Between.each(2, () -> settle(world, "b", "2 " + times.incrementAndGet() + "00"));
        World outrun = world.with(beforeEachWrite);
        assertThrows(StoreUnavailable.class, () -> settle(outrun, "b", numbers));
        assertEquals(8, times.get());
        assertEquals(Set.of("2", "800"), settled("b"));
        assertEquals(settled("b"), owned("b"));
        assertEquals(9, chain(world, "b"));
    }

    /**
     * Meanwhile another takes words away, or adds some that are taken away again, and the settings are as they were. A
     * message may have been an opt-out by words of before, so that there were such is not forgotten.
     */
    @ParameterizedTest(name = "at first {0}: {1}, and meanwhile {2}; numbers: {3}")
    @CsvSource({
        "ro,    ro,    de,    ''", "ro,    ro en, de,    ''", "ro en, ro,    ro,    ''", "ro en, ro,    ro en de, ''",
        "ro,    ro,    de,    1 ", "ro,    ro en, de,    1 ", "ro en, ro,    ro,    1 ", "ro en, ro,    ro en de, 1 "
    })
    void wordsThatWereTakenAwayMeanwhileAreNotForgotten(String before, String mine, String others, String numbers) {
        settle(world, "b", numbers, before);
        Between between = new Between(2, () -> {
            world.clock.pass(Duration.ofSeconds(60));
            settle(world, "b", numbers, others);
            settle(world, "b", numbers, before);
        });
        assertEquals("RECORDED", settle(world.with(between), "b", numbers, mine));
        Business settled = find(world, "b");
        assertEquals(
                set(mine),
                settled.profile().languages().stream()
                        .map(Locale::toLanguageTag)
                        .collect(Collectors.toSet()));
        assertEquals(world.clock.instant(), settled.wordsTakenAwayAt());
    }

    @Test
    void aClockThatIsBehindDoesNotBringBackTheTimeAtWhichWordsWereTakenAway() {
        Instant at = Instant.parse("2026-11-24T12:00:00Z");
        Business fewer = speaking("ro", "en").after(speaking("ro", "en", "de"), at.plusMillis(1));
        Business fewest = speaking("ro").after(fewer, at);
        assertEquals(at.plusMillis(1), fewest.wordsTakenAwayAt());
        Business other = speaking("en").after(fewest, at.plusMillis(2));
        assertEquals(
                at.plusMillis(2), speaking("en").after(other, at.plusMillis(3)).wordsTakenAwayAt());
    }

    private static Business speaking(String... languages) {
        List<Locale> locales = Stream.of(languages).map(Locale::forLanguageTag).toList();
        return Business.of(
                new BusinessId("b"),
                new Business.Profile(null, null, ZoneId.of("UTC"), locales, null),
                RemovalPolicy.AT_ONCE);
    }

    private static String settle(World world, String business, String numbers) {
        return settle(world, business, numbers, "ro");
    }

    /** @param numbers separated by spaces, as are the languages */
    private static String settle(World world, String business, String numbers, String languages) {
        String whatsapp = numbers.isEmpty() ? "" : ",'whatsapp':{'phoneNumberIds':[%s]}".formatted(quoted(numbers));
        return world.outcome(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','languages':[%s],'removal':{'mode':'AUTOMATIC'}%s}",
                business,
                quoted(languages),
                whatsapp);
    }

    /**
     * The business's entries are a chain: each has as before what another has as after, up to the settings that stand.
     *
     * @return how many they are
     */
    private static int chain(World world, String business) {
        List<JsonNode> entries = world.pages("read-ledger", "entries", "'businessId':'%s'".formatted(business));
        List<String> before = texts(entries, "before");
        before.add(world.call("configure-business", "{'businessId':'%s'}", business)
                .get("business")
                .toString());
        List<String> after = texts(entries, "after");
        after.add("");
        assertEquals(after.stream().sorted().toList(), before.stream().sorted().toList());
        return entries.size();
    }

    /** Empty where there is none, which the first alone has. */
    private static List<String> texts(List<JsonNode> entries, String part) {
        return entries.stream()
                .map(entry -> entry.has(part) ? entry.get(part).toString() : "")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Set<String> settled(String business) {
        return settled(world, business);
    }

    private Set<String> owned(String business) {
        return owned(world, business);
    }

    /** The numbers that the settings name. */
    private static Set<String> settled(World world, String business) {
        Business settled = find(world, business);
        return settled.whatsapp() == null
                ? Set.of()
                : new TreeSet<>(settled.whatsapp().phoneNumberIds());
    }

    /** The numbers that are the business's by the items of numbers, of all that there are. */
    private static Set<String> owned(World world, String business) {
        return world.items(world.tables.businesses()).stream()
                .map(item -> item.get(Attributes.BUSINESS_ID).s())
                .filter(key -> key.startsWith("whatsapp#"))
                .map(key -> key.substring("whatsapp#".length()))
                .filter(number -> world.stores
                        .businesses()
                        .ownerOf(number)
                        .orElseThrow()
                        .value()
                        .equals(business))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Business find(World world, String business) {
        return world.stores.businesses().find(new BusinessId(business)).orElseThrow();
    }

    private static Set<String> set(String separated) {
        return separated.isEmpty() ? Set.of() : Set.of(separated.split(" "));
    }

    private static String quoted(String separated) {
        return Stream.of(separated.split(" ")).map(each -> "'" + each + "'").collect(joining(","));
    }
}
