package consimt;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Ledgers;
import consimt.dynamodb.Queues;
import consimt.followup.FollowUp;
import consimt.form.Token;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each call of a business is bounded in calls of the store and in units, however much there is and whatever is asked. */
class BoundsTest {

    private static final String SHOP = "'businessId':'shop'";
    private static final BusinessId BUSINESS = new BusinessId("shop");
    private static final int ENTRIES = 5_000;

    /** More than are looked through for one message. */
    private static final int LOOKED_PAST = Cases.of(1_100, 2_000);

    private static final int WORK = Cases.of(1_200, 2_000);

    /** Of somebody with a long ledger, which two tests read. */
    private static final Meter METER = new Meter();

    private static final World LONG = World.onEngine(METER);
    private static final Instant START = LONG.clock.instant().minus(Duration.ofDays(100));
    private static final Relation RELATION = World.relation(World.somebody(), "shop");

    static {
        Ledgers.fill(LONG, RELATION, Ledgers.entries(ENTRIES, START::plusSeconds));
    }

    private final Meter meter = new Meter();
    private final World world = World.onEngine(meter);
    private final Instant start = START;
    private final Relation relation = RELATION;
    private final String who = "'userId':'%s',%s".formatted(relation.userId().value(), SHOP);

    @Test
    void aPageOfALedgerOfThousandsIsOneQueryByTime() {
        List<String> times = textsOf(
                pages(LONG, METER, "read-ledger", "entries", who + ",'limit':100", took -> {
                    assertEquals(List.of("Query"), took.calls());
                    assertTrue(took.readUnits() <= 5, took::toString);
                }),
                "occurredAt");
        assertEquals(
                IntStream.range(0, ENTRIES)
                        .mapToObj(i -> start.plusSeconds(i).toString())
                        .toList(),
                times);
    }

    @Test
    void noEntryIsLostBetweenPagesWhereAThousandAreOfOneInstant() {
        int many = Cases.of(2_000, ENTRIES);
        Ledgers.fill(world, relation, Ledgers.entries(many, i -> start.plusSeconds(i / 1_000)));
        List<JsonNode> all = pages("read-ledger", "entries", who + ",'limit':70", took -> {
            assertEquals(List.of("Query"), took.calls());
            assertTrue(took.readUnits() <= 40, took::toString);
        });
        assertEquals(many, all.size());
        assertEquals(many, new HashSet<>(textsOf(all, "entryId")).size());
    }

    /** A place within an instant may have been made up. */
    @Test
    void aPlaceThatWasNeverGivenOutCostsNoMoreThanAMegabyte() {
        METER.take();
        JsonNode page = LONG.call(
                "read-ledger", "{%s,'limit':1,'nextToken':'%s'}", who, Token.of(start.toEpochMilli() + " 100000"));
        Meter.Reading took = METER.take();
        assertEquals(List.of("Query"), took.calls());
        assertTrue(took.readUnits() <= 130, took::toString);
        assertEquals(start.plusSeconds(1).toString(), textOf(page, "/entries/0/occurredAt"));
    }

    @Test
    void norDoesItCostABusinessMoreOrHideWhatComesAfterIt() {
        String note = "n".repeat(1_000);
        Ledgers.fill(
                world,
                relation,
                IntStream.range(0, Cases.of(1_500, 2_500))
                        .mapToObj(i -> Entry.ofWork(
                                EntryId.ofStep(new FollowUpId("%026d".formatted(i)), 1),
                                start.plusSeconds(i),
                                "ana",
                                new EntryContent.FollowUpStep(
                                        false, "CLAIM", new FollowUpId("%026d".formatted(i)), BUSINESS, note, null)))
                        .toList());
        meter.take();
        JsonNode page = world.byBusiness(
                "shop",
                "read-ledger",
                "%s,'limit':1,'nextToken':'%s'",
                who,
                Token.of(start.toEpochMilli() + " 100000"));
        Meter.Reading took = meter.take();
        assertEquals(List.of("Query"), took.calls());
        assertTrue(took.readUnits() <= 130, took::toString);
        assertEquals(start.plusSeconds(1).toString(), textOf(page, "/entries/0/occurredAt"));
    }

    @Test
    void whetherAMessageWasLateIsOneQueryAmongThousandsOfEntries() {
        String opted = "{%s,'occurredAt':'%s'}";
        Instant sent = start.plusSeconds(LOOKED_PAST - 1);
        world.call("request-opt-out", opted, who, sent.minusSeconds(500));
        Ledgers.fill(world, relation, Ledgers.entries(LOOKED_PAST, start::plusSeconds));
        world.call("request-opt-in", opted, who, sent.plusSeconds(100));
        world.call("request-opt-out", opted, who, sent.plusSeconds(200));
        assertEquals(true, isLate(sent));
    }

    /** Of wishes before the thousand entries that are looked through, the marks tell where they are the last. */
    @Test
    void anOptOutBeforeTheThousandEntriesThatAreLookedThroughCountsWhereNoneCameAfterIt() {
        String opted = "{%s,'occurredAt':'%s'}";
        Instant sent = start.plusSeconds(LOOKED_PAST - 1);
        world.call("request-opt-out", opted, who, start);
        Ledgers.fill(world, relation, Ledgers.entries(LOOKED_PAST, start::plusSeconds));
        world.call("request-opt-in", opted, who, sent.plusSeconds(100));
        assertEquals(true, isLate(sent));
    }

    private boolean isLate(Instant sent) {
        meter.take();
        JsonNode answer =
                world.call("record-message", "{%s,'category':'MARKETING','messageId':'m','sentAt':'%s'}", who, sent);
        Meter.Reading took = meter.take();
        assertEquals(1, took.calls().stream().filter("Query"::equals).count(), took::toString);
        assertTrue(took.readUnits() <= 50, took::toString);
        return answer.at("/results/0/late").booleanValue();
    }

    @Test
    void aQueueOfThousandsIsReadPastWithAHandfulOfQueries() {
        Queues.fill(world, "shop", WORK);
        String last = "%026d".formatted(WORK - 1);
        world.call("resolve-follow-up", "{%s,'followUpIds':['%s'],'action':'CLAIM','actor':'ana'}", SHOP, last);
        for (String state : List.of("CLAIMED", "OPEN", "DONE")) {
            List<String> ids = textsOf(
                    pages(
                            world,
                            meter,
                            "list-follow-ups",
                            "followUps",
                            SHOP + ",'limit':1,'state':'" + state + "'",
                            took -> {
                                assertTrue(took.count() <= 6, took::toString);
                                assertTrue(took.readUnits() <= 60, took::toString);
                            },
                            10),
                    "followUpId");
            assertEquals(state.equals("CLAIMED") ? List.of(last) : ids, ids);
            assertEquals(state.equals("OPEN") ? 10 : state.equals("CLAIMED") ? 1 : 0, ids.size());
        }
        assertEquals(
                WORK - 1,
                pages("list-follow-ups", "followUps", SHOP + ",'limit':100,'state':'OPEN'", took -> {})
                        .size());
    }

    /** One week has too much for a page, so it comes in two parts. */
    @Test
    void aReportOfThousandsGoesOnWeekByWeekAndAWeekOfTooMuchInParts() {
        int many = Cases.of(6_200, 12_000);
        Queues.fill(
                world,
                IntStream.range(0, many)
                        .mapToObj(i -> removal(i, start.plus(Duration.ofDays(i >= 1_000 && i < 6_200 ? 10 : i / 200))))
                        .toList());
        LocalDate from = start.atOffset(ZoneOffset.UTC).toLocalDate();
        String period = SHOP + ",'from':'%s','to':'%s'".formatted(from.minusDays(1), from.plusDays(90));
        List<JsonNode> weeks = pages("report-follow-ups", "weeks", period, took -> {
            assertTrue(took.count() <= 4, took::toString);
            assertTrue(took.readUnits() <= 250, took::toString);
        });
        List<String> named = textsOf(weeks, "week");
        assertEquals(named.stream().sorted().toList(), named);
        assertEquals(
                List.of(named.get(2)),
                named.stream()
                        .distinct()
                        .filter(week -> Collections.frequency(named, week) > 1)
                        .toList());
        assertEquals(2, Collections.frequency(named, named.get(2)));
        assertEquals(
                many,
                weeks.stream()
                        .mapToInt(week -> week.at("/figures/opened").intValue())
                        .sum());
    }

    private static FollowUp removal(int number, Instant openedAt) {
        return FollowUp.pending(
                        new FollowUpId("%026d".formatted(number)),
                        new Relation(new UserId("4070%07d".formatted(number)), BUSINESS),
                        Job.of(Kind.MARKETING_REMOVAL, EntryId.ofRequest("r")),
                        new Term(
                                openedAt,
                                openedAt.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(7)))
                .as(State.OPEN);
    }

    private List<JsonNode> pages(String function, String list, String asked, Consumer<Meter.Reading> bound) {
        return pages(world, meter, function, list, asked, bound);
    }

    private static List<JsonNode> pages(
            World world, Meter meter, String function, String list, String asked, Consumer<Meter.Reading> bound) {
        return pages(world, meter, function, list, asked, bound, Integer.MAX_VALUE);
    }

    /** What a list holds, page by page, as far as it is wanted; each page within a bound. */
    private static List<JsonNode> pages(
            World world,
            Meter meter,
            String function,
            String list,
            String asked,
            Consumer<Meter.Reading> bound,
            int wanted) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        do {
            meter.take();
            JsonNode page = world.call(function, "{%s%s}", asked, token);
            bound.accept(meter.take());
            page.get(list).forEach(all::add);
            token = Stream.of(page.path("nextToken"))
                    .filter(JsonNode::isTextual)
                    .map(next -> ",'nextToken':'" + next.textValue() + "'")
                    .findFirst()
                    .orElse("");
        } while (!token.isEmpty() && all.size() < wanted);
        return all;
    }
}
