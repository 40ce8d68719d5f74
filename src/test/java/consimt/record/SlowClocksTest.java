package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.form.Input;
import consimt.kit.World;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.relation.Fact;
import consimt.relation.Facts;
import consimt.relation.Scope;
import consimt.relation.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A refusal by a request counts from its arrival, if its own time lies up to fourteen hours before: the caller's clock
 * may be behind, or tell local time as UTC.
 */
class SlowClocksTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int FOURTEEN_HOURS = 14 * 60 * 60 * 1_000;

    private final World world = World.fresh();
    private final String who = "'userId':'%s','businessId':'b'".formatted(World.somebody());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "request-opt-out | request-opt-in | ,'channel':'app'",
                "decide-consent  | request-opt-in | ,'decision':'MESSAGE_SENT','text':'STOP'",
                "decide-consent  | decide-consent | ,'decision':'BLOCK'",
                "decide-consent  | decide-consent | ,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true"
            })
    void aRefusalToldLiveByASlowClockStandsOverAnEarlierYes(String function, String lifting, String refusal) {
        world.call(lifting, "{%s%s}", who, lifting.equals("decide-consent") ? ",'decision':'UNBLOCK'" : "");
        world.clock.pass(Duration.ofMinutes(1));
        String body = "{%s,'requestId':'r','occurredAt':'%s'%s}";
        JsonNode slow = world.call(function, body, who, "2026-11-23T22:01:00Z", refusal);
        assertEquals("RECORDED", slow.get("outcome").textValue());
        JsonNode relation = slow.get("relation");
        boolean isBlock = lifting.equals("decide-consent");
        assertEquals(
                "2026-11-24T12:01:00Z",
                relation.get(isBlock ? "blockedSince" : "marketingSince").textValue());
        JsonNode entry = world.call("read-ledger", "{%s}", who).at("/entries/0");
        assertEquals("2026-11-23T22:01:00Z", entry.get("occurredAt").textValue());
        assertEquals("2026-11-24T12:01:00Z", entry.get("countsFrom").textValue());
        assertEquals("2026-11-24T12:01:00Z", entry.get("recordedAt").textValue());
    }

    @Test
    void whatIsOlderIsHistory() {
        world.call("request-opt-in", "{%s}", who);
        JsonNode history = world.call("request-opt-out", "{%s,'occurredAt':'2026-11-23T21:59:59.999Z'}", who);
        assertEquals("SUPERSEDED", history.get("outcome").textValue());
        assertFalse(world.call("read-ledger", "{%s}", who).at("/entries/0").has("countsFrom"));
    }

    @Test
    void aRepetitionKeepsTheFirstArrival() {
        String body = "{%s,'requestId':'r','occurredAt':'2026-11-24T09:00:00Z'}";
        JsonNode first = world.call("request-opt-out", body, who);
        world.clock.pass(Duration.ofMinutes(5));
        JsonNode again = world.call("request-opt-out", body, who);
        assertEquals("UNCHANGED", again.get("outcome").textValue());
        assertEquals(first.get("relation"), again.get("relation"));
        assertEquals(
                "2026-11-24T12:00:00Z", again.at("/relation/marketingSince").textValue());
        world.call("request-opt-in", "{%s}", who);
        world.clock.pass(Duration.ofHours(2));
        assertEquals("SUPERSEDED", world.outcome("request-opt-out", body, who));
        assertEquals(2, world.call("read-ledger", "{%s}", who).get("entries").size());
    }

    /** Nobody could have known of the opt-out when it was sent. */
    @Test
    void whatWasSentBeforeTheArrivalIsNotLate() {
        world.call("request-opt-out", "{%s,'occurredAt':'2026-11-24T09:00:00Z'}", who);
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals(List.of(false, true), List.of(isLate("11:59:59"), isLate("12:00:01")));
    }

    private boolean isLate(String time) {
        return world.sent(who, "m-" + time, Instant.parse("2026-11-24T" + time + ".000Z"))
                .findValue("late")
                .booleanValue();
    }

    @Property(tries = 500)
    void anOptOutOfTheLastFourteenHoursIsNeverSupersededByAYesThatWasRecordedBefore(
            @ForAll @IntRange(max = FOURTEEN_HOURS) int behind,
            @ForAll @IntRange(max = 2 * FOURTEEN_HOURS) int before,
            @ForAll @IntRange(min = -300_000, max = 2 * FOURTEEN_HOURS) int yesBehind,
            @ForAll boolean isInSeconds) {
        Instant said = NOON.minusMillis(behind);
        Instant yesArrived = NOON.minusMillis(before);
        Fact no = told(OptOut.of(false), said, NOON, isInSeconds);
        Fact yes = told(new OptIn(Scope.ALL, null), yesArrived.minusMillis(yesBehind), yesArrived, isInSeconds);
        for (List<Fact> order : List.of(List.of(no, yes), List.of(yes, no))) {
            assertEquals(Standing.Marketing.OPTED_OUT, after(order).marketing());
        }
        assertFalse(no.mark().at().isBefore(NOON));
    }

    /** Each counts by its own time and its first arrival alone, so any order of recording ends in one standing. */
    @Property(tries = 300)
    void anyOrderEndsInTheSameStanding(@ForAll("told") List<Fact> facts) {
        Standing once = after(facts);
        Facts.inEveryOrder(facts, order -> assertEquals(once, after(order)));
    }

    @Provide
    Arbitrary<List<Fact>> told() {
        Arbitrary<EntryContent> whats = Arbitraries.of(
                OptOut.of(false),
                OptOut.of(true),
                new OptIn(Scope.ALL, null),
                new ConsentDecision(Fact.Kind.BLOCK, null),
                new ConsentDecision(Fact.Kind.UNBLOCK, null),
                new ConsentDecision(Fact.Kind.MESSAGE_SENT, null));
        Arbitrary<Instant> times = Arbitraries.integers().between(0, 4).map(n -> NOON.minus(Duration.ofHours(7L * n)));
        return Combinators.combine(whats, times, times)
                .as((what, said, arrived) -> told(what, said.isAfter(arrived) ? arrived : said, arrived, true))
                .list()
                .ofMinSize(2)
                .ofMaxSize(5);
    }

    private static Standing after(List<Fact> facts) {
        Standing standing = Standing.UNKNOWN;
        for (Fact fact : facts) {
            standing = standing.with(fact);
        }
        return standing;
    }

    /** A fact as a request tells it. */
    private static Fact told(EntryContent what, Instant said, Instant arrival, boolean isInSeconds) {
        String time = isInSeconds ? said.truncatedTo(ChronoUnit.SECONDS).toString() : MILLIS.format(said);
        String body = "{\"userId\":\"40700000001\",\"businessId\":\"b\",\"requestId\":\"%s\",\"occurredAt\":\"%s\"}"
                .formatted(
                        what.getClass().getSimpleName() + what.value() + said.toEpochMilli() + "."
                                + arrival.toEpochMilli(),
                        time);
        List<Request> read = new ArrayList<>();
        Input.of(body.getBytes(StandardCharsets.UTF_8)).answer(in -> Request.from(in, arrival), request -> {
            read.add(request);
            return (Answer) () -> Outcome.RECORDED;
        });
        return Statement.of(read.get(0), what).fact();
    }
}
