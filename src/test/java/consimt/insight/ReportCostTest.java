package consimt.insight;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.dynamodb.Ledgers;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.StatedWish.StatedReason;
import consimt.relation.EntryId;
import consimt.relation.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportCostTest {

    private static final Instant MONDAY = Instant.parse("2026-07-06T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    /** With {@code -Pthorough} as many as fill a page of the function in twenty weeks. */
    private static final int A_WEEK = Cases.of(200, 1_000);

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);

    /** Of twenty weeks, each is read for itself. One entry more than a page reads goes to the next. */
    @Test
    void aWeekOfManyCostsWhatTheWeekHolds() {
        fill("once", 19, 1, A_WEEK);
        fill("many", 0, 20, A_WEEK);
        String lastWeek = ",'from':'2026-11-16','to':'2026-11-22'";
        report("once", lastWeek);
        report("many", lastWeek);
        meter.take();
        JsonNode ofOne = report("once", lastWeek);
        Meter.Reading one = meter.take();
        JsonNode ofMany = report("many", lastWeek);
        Meter.Reading many = meter.take();
        assertEquals(ofOne, ofMany);
        assertEquals(A_WEEK, numberOf(ofMany, "/periods/0/optOuts"));
        assertEquals(one, many);
        assertTrue(many.readUnits() <= A_WEEK / 25, many::toString);

        JsonNode all = report("many", ",'from':'2026-07-06','to':'2026-11-22'");
        Meter.Reading whole = meter.take();
        assertEquals(20, sizeOf(all, "periods"));
        assertTrue(whole.count() <= 12, whole::toString);
        assertTrue(whole.readUnits() <= A_WEEK, whole::toString);

        Ledgers.fill(world, Map.of(World.relation("one-more", "many"), optOut(MONDAY.plus(WEEK.multipliedBy(20)))));
        assertEquals(20, sizeOf(report("many", ",'from':'2026-07-06','to':'2026-11-22'"), "periods"));
        meter.take();
        List<JsonNode> pages = new PagedReport(world, Cases.of(20 * A_WEEK, Integer.MAX_VALUE))
                .pages("'businessId':'many','from':'2026-07-06','to':'2026-11-23'");
        assertTrue(meter.take().readUnits() <= A_WEEK + 2 * A_WEEK / 25, "units of both pages");
        assertEquals(2, pages.size());
        assertEquals(19, sizeOf(pages.get(0), "periods"));
        assertEquals(
                World.tree("[{'key':'2026-W47','optOuts':%d},{'key':'2026-W48','optOuts':1}]", A_WEEK),
                World.JSON.valueToTree(pages.get(1)
                        .get("periods")
                        .valueStream()
                        .map(period -> ((ObjectNode) period).retain("key", "optOuts"))
                        .toList()));
    }

    private void fill(String business, int firstWeek, int weeks, int aWeek) {
        Ledgers.fill(
                world,
                IntStream.range(firstWeek * aWeek, (firstWeek + weeks) * aWeek)
                        .boxed()
                        .collect(Collectors.toMap(
                                i -> World.relation("4070%07d".formatted(i), business),
                                i -> optOut(MONDAY.plus(WEEK.multipliedBy(i / aWeek))
                                        .plus(WEEK.dividedBy(aWeek).multipliedBy(i % aWeek))))));
    }

    private static Entry optOut(Instant at) {
        OptOut optOut = OptOut.because(Scope.ALL, new StatedReason("OTHER", "not for me"), AnsweredMessage.NONE);
        return new Entry(
                EntryId.ofRequest("o"),
                at.truncatedTo(ChronoUnit.MILLIS),
                at.truncatedTo(ChronoUnit.MILLIS),
                Source.by("app"),
                null,
                optOut);
    }

    private JsonNode report(String business, String days) {
        return world.call("report-reasons", "{'businessId':'%s'%s}", business, days);
    }
}
