package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.runtime.Parallel;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A person opts out at one moment under two ids that are one, at a business that removes by hand. One removal remains, and
 * both ids tell of it.
 */
class OneRemovalRemainsTest {

    private static final World WORLD = World.fresh();
    private static final int MORE_CALLS_THAN_AN_OPT_OUT_MAKES = 40;

    /** Of so many calls of the one, or of the other, one is tried in every build. */
    private static final int STEP = 13;

    private static final int OTHER_STEP = 7;

    /** Found once for each race: it takes long. */
    private static final Map<Race, List<Integer>> BEGUN = new HashMap<>();

    private static final String EARLY = "2026-11-20T10:00:00Z";
    private static final String BETWEEN = "2026-11-22T10:00:00Z";
    private static final String LATE = "2026-11-24T11:00:00Z";

    /** Who is interrupted, and when they and the other one opted out. */
    private record Race(boolean isFirstId, String own, String others, String scope) {

        private Race(boolean isFirstId, String own, String others) {
            this(isFirstId, own, others, "");
        }

        /** Another for each race that crashes, so that each call is cut off in one of them. */
        int turn(When when) {
            return when.ordinal() * 4 + (scope.isEmpty() ? 0 : 2) + (own.equals(EARLY) ? 0 : 1);
        }
    }

    private static final String OF_OFFERS = ",'scope':{'topic':'offers'}";

    /** In every build the two ids change places where both opt out at one instant. */
    static Stream<Race> races() {
        Stream<Race> ofAll = Stream.of(true, false)
                .flatMap(first -> Stream.of(
                        new Race(first, EARLY, LATE), new Race(first, LATE, EARLY), new Race(first, LATE, LATE)))
                .filter(race -> race.isFirstId || race.own.equals(race.others) || Cases.of(false, true));
        return Stream.concat(
                ofAll, Stream.of(new Race(true, EARLY, LATE, OF_OFFERS), new Race(true, LATE, EARLY, OF_OFFERS)));
    }

    @ParameterizedTest
    @MethodSource("races")
    void whicheverCallOfTheOneTheOtherComesBefore(Race race) {
        assertFalse(callsAtWhichBothBegin(race).isEmpty(), "no two began");
    }

    /** The calls of the one before which the other leads to two removals, of which one is ended. */
    private static List<Integer> callsAtWhichBothBegin(Race race) {
        return BEGUN.computeIfAbsent(race, OneRemovalRemainsTest::findCallsAtWhichBothBegin);
    }

    private static List<Integer> findCallsAtWhichBothBegin(Race race) {
        List<Integer> calls = new ArrayList<>();
        for (int call = 1; ; call++) {
            assertTrue(call < MORE_CALLS_THAN_AN_OPT_OUT_MAKES);
            Person person = new Person(race);
            Between between = new Between(call, () -> person.optOutOther(WORLD));
            JsonNode answer = person.optOut(WORLD.with(between));
            if (!between.happened()) {
                return calls;
            }
            String when = "before call " + call;
            person.oneRemains(when);
            person.isToldBy(answer, when);
            if (person.followUps("WITHDRAWN").size() > 0) {
                calls.add(call);
                assertEquals(
                        race.own.compareTo(race.others) < 0
                                || race.own.equals(race.others) && "one".compareTo("other") < 0,
                        person.hasRemoval(person.one),
                        when);
            }
            person.optsInAndNothingIsLeft(when);
        }
    }

    /** All of them with {@code -Pthorough}, else the middle one. */
    private static List<Integer> someCallsAtWhichBothBegin(Race race) {
        List<Integer> calls = callsAtWhichBothBegin(race);
        return Cases.of(List.of(calls.get(calls.size() / 2)), calls);
    }

    static Stream<Race> unequalRaces() {
        return races().filter(race -> race.isFirstId && !race.own.equals(race.others));
    }

    static Stream<Arguments> racesThatCrash() {
        return unequalRaces().flatMap(race -> Stream.of(When.values()).map(when -> Arguments.of(race, when)));
    }

    /** Repeated, or left to the schedule. */
    @ParameterizedTest
    @MethodSource("racesThatCrash")
    void whereverTheOneIsCutOff(Race race, When when) {
        int cuts = 0;
        for (int call : someCallsAtWhichBothBegin(race)) {
            for (boolean isRepeated : new boolean[] {true, false}) {
                boolean happens = true;
                for (int failing = 1; happens; failing++) {
                    if (!Cases.takes(failing + race.turn(when) + (isRepeated ? 6 : 0), STEP)) {
                        continue;
                    }
                    Person person = new Person(race);
                    Between between = new Between(call, () -> person.optOutOther(WORLD));
                    Fault fault = new Fault(failing, when);
                    person.tries(() -> person.optOut(WORLD.with(between).with(fault)));
                    happens = fault.happened();
                    cuts += happens ? 1 : 0;
                    String what = "other before call " + call + ", failed " + when + " " + failing + ", repeated: "
                            + isRepeated;
                    if (isRepeated) {
                        if (!between.happened()) {
                            person.optOutOther(WORLD);
                        }
                        JsonNode answer = person.optOut(WORLD);
                        person.oneRemains(what);
                        person.isToldBy(answer, what);
                    }
                    runTheSchedule();
                    if (isRepeated || between.happened()) {
                        person.oneRemains(what);
                    }
                    person.optsInAndNothingIsLeft(what);
                }
            }
        }
        assertTrue(cuts > 0, "nothing was cut off");
    }

    @ParameterizedTest
    @MethodSource("racesThatCrash")
    void whereverTheOtherIsCutOff(Race race, When when) {
        int cuts = 0;
        for (int call : someCallsAtWhichBothBegin(race)) {
            boolean happens = true;
            for (int failing = 1; happens; failing++) {
                if (!Cases.takes(failing + race.turn(when), OTHER_STEP)) {
                    continue;
                }
                Person person = new Person(race);
                Fault fault = new Fault(failing, when);
                Between between = new Between(call, () -> person.tries(() -> person.optOutOther(WORLD.with(fault))));
                person.optOut(WORLD.with(between));
                happens = fault.happened();
                cuts += happens ? 1 : 0;
                String what = "other before call " + call + ", failed " + when + " " + failing;
                if (failing % 2 == 0) {
                    person.optOutOther(WORLD);
                    person.oneRemains(what);
                }
                runTheSchedule();
                person.oneRemains(what);
                person.optsInAndNothingIsLeft(what);
            }
        }
        assertTrue(cuts > 0, "nothing was cut off");
    }

    /** The person asks for marketing between the two: the later opt-out counts, and its removal is not ended. */
    @ParameterizedTest
    @MethodSource("unequalRaces")
    void whereAnOptInComesBetweenToo(Race race) {
        for (int call : someCallsAtWhichBothBegin(race)) {
            boolean happens = true;
            for (int then = 1; happens; then++) {
                if (!Cases.takes(then + race.turn(When.BEFORE), OTHER_STEP)) {
                    continue;
                }
                for (boolean isUnderOne : new boolean[] {true, false}) {
                    Person person = new Person(race);
                    Between optIn = new Between(then, () -> person.optIn(isUnderOne));
                    Between between = new Between(call, () -> person.optOutOther(WORLD.with(optIn)));
                    person.optOut(WORLD.with(between));
                    happens = optIn.happened();
                    String what = "before call " + call + ", opt-in before " + then + " under the one: " + isUnderOne;
                    person.oneRemains(what);
                    person.optsInAndNothingIsLeft(what);
                }
            }
        }
    }

    /** A removal that people did remains. */
    @Test
    void whereTheOtherIsDoneAtOnce() {
        Race race = new Race(true, LATE, EARLY);
        int done = 0;
        for (int call : callsAtWhichBothBegin(race)) {
            Person person = new Person(race);
            Between between = new Between(call, () -> {
                person.optOutOther(WORLD);
                person.completeWhatIsOpen();
            });
            JsonNode answer = person.optOut(WORLD.with(between));
            String what = "before call " + call;
            if (person.followUps("DONE").isEmpty()) {
                person.oneRemains(what);
                continue;
            }
            done++;
            assertEquals(List.of(), person.followUps("OPEN"), what);
            assertEquals("DONE", textOf(answer, "/removal/status"), what);
            for (String id : person.ids()) {
                assertEquals(answer.get("removal"), person.relation(id).get("removal"), what);
            }
        }
        assertTrue(done > 0, "none was done");
    }

    @Test
    void threeAtOnce() {
        for (int time = 0; time < Cases.of(10, 30); time++) {
            threeOptOutAtOnce();
        }
    }

    private static void threeOptOutAtOnce() {
        Person person = new Person(new Race(true, EARLY, LATE));
        List<String> times = List.of(EARLY, LATE, LATE);
        Map<Integer, String> answers = new ConcurrentHashMap<>();
        Parallel.run(IntStream.range(0, 3)
                .<Runnable>mapToObj(i -> () -> answers.put(
                        i, textOf(person.optOut(WORLD, person.ids().get(i), "r" + i, times.get(i)), "outcome")))
                .toList());
        assertEquals(3, answers.size());
        person.oneRemains("at once");
        person.optsInAndNothingIsLeft("at once");
    }

    private static void runTheSchedule() {
        WORLD.clock.pass(Duration.ofMinutes(16));
        WORLD.call("remind-follow-ups", "{}");
    }

    /** Known under three ids. */
    private static final class Person {

        private final Race race;
        private final String phone = World.somebody();
        private final String scoped = "RO." + phone;
        private final String third = "RO.3" + phone;
        private final String business = "shop-" + phone;
        private final String one;
        private final String other;

        Person(Race race) {
            this.race = race;
            this.one = race.isFirstId ? phone : scoped;
            this.other = race.isFirstId ? scoped : phone;
            WORLD.settle(business, "'removal':{'mode':'MANUAL'},'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
            WORLD.move("m1", business, phone, scoped);
            WORLD.move("m2", business, scoped, third);
        }

        List<String> ids() {
            return List.of(phone, scoped, third);
        }

        JsonNode optOut(World world) {
            return optOut(world, one, "one", race.own);
        }

        void optOutOther(World world) {
            optOut(world, other, "other", race.others);
        }

        JsonNode optOut(World world, String id, String requestId, String at) {
            String asked = "{'requestId':'%s','userId':'%s','businessId':'%s','occurredAt':'%s'%s}";
            return world.call("request-opt-out", asked, requestId, id, business, at, race.scope);
        }

        /** Between the earlier and the later opt-out. */
        void optIn(boolean isUnderOne) {
            String asked = "{'requestId':'in','userId':'%s','businessId':'%s','occurredAt':'%s'}";
            WORLD.call("request-opt-in", asked, isUnderOne ? one : other, business, BETWEEN);
        }

        void tries(Runnable call) {
            try {
                call.run();
            } catch (StoreUnavailable cutOff) {
                // Nobody got an answer.
            }
        }

        void completeWhatIsOpen() {
            for (JsonNode open : followUps("OPEN")) {
                WORLD.step(business, textOf(open, "followUpId"), "COMPLETE", "ana");
            }
        }

        JsonNode relation(String id) {
            return WORLD.call("read-relation", "{'userId':'%s','businessId':'%s'}", id, business)
                    .get("relation");
        }

        boolean hasRemoval(String id) {
            return Stream.of("OPEN", "CLAIMED", "DONE")
                    .flatMap(state -> followUps(state).stream())
                    .anyMatch(removal -> textOf(removal, "userId").equals(id));
        }

        List<JsonNode> followUps(String state) {
            String queue = "'businessId':'%s','state':'%s'".formatted(business, state);
            return WORLD.pages("list-follow-ups", "followUps", queue);
        }

        void oneRemains(String when) {
            List<JsonNode> open = followUps("OPEN");
            assertEquals(1, open.size(), () -> when + ": " + open);
            assertEquals(
                    1,
                    Stream.of(open, followUps("CLAIMED"), followUps("DONE"))
                            .flatMap(List::stream)
                            .map(removal -> textOf(removal, "userId"))
                            .distinct()
                            .count(),
                    when);
            for (String id : ids()) {
                isToldBy(relation(id), open.get(0), when);
            }
        }

        void isToldBy(JsonNode told, String when) {
            isToldBy(told, followUps("OPEN").get(0), when);
        }

        private static void isToldBy(JsonNode told, JsonNode open, String when) {
            assertEquals(
                    World.tree(
                            "{'status':'IN_PROGRESS','stopsBy':'%s','followUpId':'%s'}",
                            textOf(open, "due"), textOf(open, "followUpId")),
                    told.get("removal"),
                    when);
        }

        void optsInAndNothingIsLeft(String when) {
            WORLD.clock.pass(Duration.ofSeconds(1));
            WORLD.call("request-opt-in", "{'requestId':'back','userId':'%s','businessId':'%s'}", third, business);
            for (String state : List.of("OPEN", "CLAIMED", "DONE", "SKIPPED")) {
                assertEquals(List.of(), followUps(state), when);
            }
            ids().forEach(id -> assertTrue(relation(id).get("removal").isNull(), when));
        }
    }
}
