package consimt;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.infra.FunctionTable;
import consimt.kit.Cases;
import consimt.kit.HotKeys;
import consimt.kit.Meter;
import consimt.kit.Simulation;
import consimt.kit.Simulation.Call;
import consimt.kit.Simulation.Limit;
import consimt.kit.World;
import consimt.notice.delivery.PlacesForPosts;
import consimt.runtime.StoreUnavailable;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A business, a person and a stranger each do the worst that their limits allow, and nobody else waits for them: not who
 * opts out from that business either. Executions, limits and keys are those of an account with the template's defaults in
 * production; of a stranger the firewall lets so much through as its rules say.
 *
 * <p>Notices wait for a place to be posted from. The business makes as many as its limits allow, and its endpoint takes each
 * as late as can be: so all places are taken, until the first posts end and it is parked.
 */
class OneAgainstAllTest {

    private static final int SECONDS = Cases.of(1, 60);

    /** Of each kind, in a second. */
    private static final int VICTIMS = 5;

    private static final int EXECUTIONS = 1_000;
    private static final int SET_ASIDE = 184;
    private static final int READERS = 12;
    private static final Set<String> READING =
            FunctionTable.names(function -> function.cell("atOnce").equals("ReadersAtOnce"));
    private static final Platform OWN = new Platform("the loud one's own secret");
    private static final Platform OPERATOR = new Platform(Platform.SECRET);
    private static final Platform NOBODY = new Platform("nobody's secret");

    private static final Limit LOUD = new Limit("loud", 50, 50);
    private static final Limit QUIET = new Limit("quiet", 50, 50);
    private static final Limit PEOPLE = new Limit("people", 100, 100);
    private static final Limit PAGE = new Limit("the page", 2_000, 2_000);
    private static final Limit WEBHOOK = new Limit("the webhook", 500, 500);
    private static final Limit LINK = new Limit("a link", 100 / 300.0, 100);
    private static final Limit ADDRESS = new Limit("an address", 250, 250);

    /** What a post takes at most. */
    private static final Duration LONGEST_POST = Duration.ofSeconds(5);

    private static final Duration SLOW_POST = LONGEST_POST.minusMillis(100);
    private static final Duration QUICK_POST = Duration.ofMillis(200);

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final HotKeys keys = new HotKeys(world.clock);
    private final World hot = world.with(keys);
    private final List<String> late =
            Stream.generate(World::somebody).limit(100).toList();
    private final List<String> againstTheLoud = new ArrayList<>();
    private final PlacesForPosts places = new PlacesForPosts(world);
    private int messages;

    @BeforeEach
    void settle() {
        world.secrets.with("consimt/whatsapp/loud", "the loud one's own secret");
        world.settle(
                "loud",
                "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION',"
                        + "'whatsapp':{'phoneNumberIds':['9001'],'appSecretName':'consimt/whatsapp/loud'},"
                        + PlacesForPosts.settings("loud"));
        world.settle(
                "quiet",
                "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9002']},"
                        + PlacesForPosts.settings("quiet"));
        late.forEach(each -> world.call("request-opt-out", "{'userId':'%s','businessId':'loud'}", each));
        places.deliver();
        places.take("loud", QUICK_POST);
        places.take("quiet", QUICK_POST);
    }

    @AfterEach
    void close() {
        places.close();
    }

    @Test
    void whoeverDoesTheWorstThatTheLimitsAllowNobodyElseWaits() {
        Simulation quiet = simulation();
        addVictims(quiet, later());
        quiet.run();
        assertEquals(Duration.ZERO, waitForAPlace());
        Simulation loud = simulation();
        Instant start = later();
        addVictims(loud, start);
        addBusiness(loud, start);
        addPerson(loud, start);
        addStranger(loud, start);
        loud.run();
        places.take("loud", SLOW_POST);
        Duration waited = waitForAPlace();
        assertTrue(waited.compareTo(LONGEST_POST) <= 0, waited::toString);
        // Else the business did not do its worst.
        assertEquals(PlacesForPosts.ALL, places.mostAtOnce());
        assertTrue(places.isParked("loud"));
        assertEquals(2 * 2 * VICTIMS * SECONDS, againstTheLoud.size());
        againstTheLoud.forEach(each -> assertEquals("MARKETING_OPTED_OUT", world.marketing(each, "loud")));
        assertEquals(Map.of(), quiet.refused());
        assertTrue(loud.refused().getOrDefault("limit", 0) > SECONDS, () -> "refused " + loud.refused());
        assertTrue(keys.highest().values().stream().anyMatch(units -> units > HotKeys.MOST / 4), keys::toString);
        quiet.p99().forEach((kind, before) -> {
            assertEquals(VICTIMS * SECONDS, loud.waits().get(kind).size(), kind);
            Duration now = loud.p99().get(kind);
            assertTrue(
                    now.compareTo(before.multipliedBy(3)) <= 0,
                    () -> kind + " " + before + " → " + now + " " + loud.refused() + " " + keys.highest());
        });
    }

    /** The p99 of the quiet one's notices: of opt-outs, one-clicks and stops. */
    private Duration waitForAPlace() {
        List<Duration> waits = places.deliver().get("quiet");
        assertEquals(3 * VICTIMS * SECONDS, waits.size());
        return Simulation.p99(waits);
    }

    private Simulation simulation() {
        return new Simulation(
                world.clock, meter, EXECUTIONS, SET_ASIDE, function -> READING.contains(function) ? READERS : 0);
    }

    private Instant later() {
        world.clock.pass(Duration.ofMinutes(5));
        return world.clock.instant();
    }

    /** So many in each second, one after another. */
    private static void each(Simulation to, Instant start, int aSecond, Supplier<Call> call) {
        IntStream.range(0, aSecond * SECONDS).forEach(i -> to.add(start.plusMillis(1_000L * i / aSecond), call.get()));
    }

    private void addVictims(Simulation to, Instant start) {
        each(to, start, VICTIMS, () -> {
            String person = World.somebody();
            return called("opt-outs", "request-opt-out", PEOPLE, "{'userId':'%s','businessId':'quiet'}", person);
        });
        each(to, start, VICTIMS, () -> {
            String person = World.somebody();
            return recorded(
                    person,
                    called(
                            "opt-outs from the loud one",
                            "request-opt-out",
                            PEOPLE,
                            "{'userId':'%s','businessId':'loud'}",
                            person));
        });
        each(to, start, VICTIMS, () -> {
            String person = World.somebody();
            String asked = "{'userId':'%s','businessId':'quiet','category':'UTILITY'}";
            return new Call(
                    "checks",
                    "check-permission",
                    List.of(QUIET),
                    () -> hot.call("check-permission", asked, person).has("results"));
        });
        for (String business : List.of("quiet", "loud")) {
            each(
                    to,
                    start,
                    VICTIMS,
                    () -> oneClick("one-clicks at the " + business + " one", business, World.somebody()));
        }
        each(to, start, VICTIMS, () -> {
            String stop =
                    Envelopes.message("9002", World.somebody(), "wamid." + messages++, "stop", start.getEpochSecond());
            return webhook("stops", List.of(WEBHOOK), OPERATOR, Envelopes.of(stop));
        });
    }

    private void addBusiness(Simulation to, Instant start) {
        each(
                to,
                start,
                48,
                () -> called("", "request-opt-out", LOUD, "{'userId':'%s','businessId':'loud'}", World.somebody()));
        each(
                to,
                start,
                4,
                () -> new Call(
                        "", "record-message", List.of(LOUD, new Limit("notes", 1, 5)), () -> noteLateMessages()));
        each(
                to,
                start,
                2,
                () -> new Call("", "resolve-follow-up", List.of(LOUD, new Limit("steps", 1, 5)), () -> completeAll()));
        each(to, start, 10, () -> called("", "list-follow-ups", LOUD, "{'businessId':'loud','limit':100}"));
        each(to, start, 10, () -> {
            List<String> stops = Stream.generate(World::somebody)
                    .limit(100)
                    .map(each -> Envelopes.preference("9001", each, "stop", start.getEpochSecond()))
                    .toList();
            return webhook("", List.of(WEBHOOK), OWN, Envelopes.of(stops));
        });
    }

    private void addPerson(Simulation to, Instant start) {
        String who = "'userId':'%s','businessId':'loud'".formatted(late.get(0));
        for (String function : List.of("request-opt-out", "request-opt-in", "read-relation")) {
            each(
                    to,
                    start,
                    40,
                    () -> new Call(
                            "",
                            function,
                            List.of(LINK, PEOPLE),
                            () -> hot.call(function, "{%s}", who).has("outcome")));
        }
    }

    private void addStranger(Simulation to, Instant start) {
        byte[] envelope = Envelopes.of(Envelopes.message("9002", "1", "wamid.x", "stop", start.getEpochSecond()));
        each(to, start, 300, () -> webhook("", List.of(ADDRESS, WEBHOOK), NOBODY, envelope));
    }

    private Call called(String kind, String function, Limit limit, String input, Object... values) {
        return new Call(
                kind,
                function,
                List.of(limit),
                () -> hot.call(function, input, values).has("outcome"));
    }

    /**
     * An opt-out from the loud one gets in at once. Its answer may say that it is to be repeated: the work by hand waits for
     * the key that the loud one fills.
     */
    private Call recorded(String person, Call call) {
        againstTheLoud.add(person);
        return new Call(call.kind(), call.function(), call.limits(), () -> {
            boolean isAnswered;
            try {
                isAnswered = call.does().getAsBoolean();
            } catch (StoreUnavailable waits) {
                // Its work is opened when it is repeated.
                isAnswered = true;
            }
            return isAnswered && world.marketing(person, "loud").equals("MARKETING_OPTED_OUT");
        });
    }

    private Call oneClick(String kind, String business, String person) {
        String link = world.text(
                "/token",
                "issue-person-link",
                "{'userId':'%s','businessId':'%s','purpose':'UNSUBSCRIBE'}",
                person,
                business);
        HttpCall click = UnsubscribeTest.oneClick(link);
        Call call = new Call(
                kind,
                "unsubscribe",
                List.of(PAGE),
                () -> hot.access.unsubscribe().answer(click).statusCode() == 200);
        return business.equals("loud") ? recorded(person, call) : call;
    }

    private Call webhook(String kind, List<Limit> limits, Platform signing, byte[] envelope) {
        BooleanSupplier delivers = () -> Webhook.deliver(hot, signing, envelope) == 200;
        return new Call(kind, "receive-whatsapp", limits, delivers);
    }

    private boolean noteLateMessages() {
        String all = late.stream()
                .map(each -> "{'userId':'%s','category':'MARKETING','messageId':'m%d','sentAt':'%s'}"
                        .formatted(each, messages++, world.clock.instant()))
                .collect(joining(","));
        return hot.call("record-message", "{'businessId':'loud','messages':[%s]}", all)
                .has("results");
    }

    private boolean completeAll() {
        JsonNode open = world.call("list-follow-ups", "{'businessId':'loud','state':'OPEN','limit':100}");
        List<String> ids = new ArrayList<>();
        open.get("followUps").forEach(work -> ids.add(work.get("followUpId").textValue()));
        ids.sort(Comparator.naturalOrder());
        return hot.step("loud", String.join("','", ids), "COMPLETE", "ana").has("results");
    }
}
