package consimt.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports are what a count over the whole ledger gives, whatever people did. */
class RandomReasonsTest {

    private static final List<String> ZONES = List.of("UTC", "Europe/Bucharest", "America/Los_Angeles", "Asia/Kolkata");
    private static final List<String> REASONS =
            List.of("'DECLINED'", "{'code':'TOO_MANY'}", "{'code':'NOT_RELEVANT'}", "{'code':'OTHER','text':'x'}");
    private static final List<String> SCOPES = List.of(
            "", ",'scope':{'channel':'sms'}", ",'scope':{'channel':'whatsapp'}", ",'scope':{'channel':'email'}");

    private int periods;

    @Test
    void aReportIsWhatTheLedgerTells() {
        int histories = Cases.of(3, 200);
        for (int seed = 0; seed < histories; seed++) {
            history(World.fresh(), seed);
        }
        assertTrue(periods > 10 * histories, () -> periods + " periods");
    }

    private void history(World world, int seed) {
        Random random = new Random(seed);
        String zone = ZONES.get(random.nextInt(ZONES.size()));
        world.settle(
                "shop",
                "'name':'N','timeZone':'%s','removal':{'mode':'%s'}",
                zone,
                random.nextBoolean() ? "MANUAL" : "AUTOMATIC");
        LocalDate start = LocalDate.parse("2026-11-24");
        List<String> ids = new ArrayList<>();
        List<String[]> optOuts = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            world.clock.pass(
                    Duration.ofMillis(random.nextLong(Duration.ofHours(40).toMillis())));
            if (ids.isEmpty() || random.nextInt(4) == 0) {
                ids.add(World.somebody());
            }
            String id = ids.get(random.nextInt(ids.size()));
            String business = random.nextInt(12) == 0 ? "another" : "shop";
            String who = "'userId':'%s','businessId':'%s','requestId':'r-%d'".formatted(id, business, step)
                    + (random.nextInt(3) == 0
                            ? ",'occurredAt':'%s'"
                                    .formatted(world.clock
                                            .instant()
                                            .minus(Duration.ofHours(random.nextInt(60)))
                                            .plusMillis(random.nextInt(3)))
                            : "");
            switch (random.nextInt(9)) {
                case 0, 1, 2, 3 -> {
                    world.call("request-opt-out", "{" + who + anyOf(random, SCOPES) + optional(random, world) + "}");
                    optOuts.add(new String[] {id, business, "r-" + step});
                }
                case 4, 5 -> world.call("request-opt-in", "{" + who + anyOf(random, SCOPES) + "}");
                case 6 ->
                    world.call(
                            "decide-consent",
                            "{" + who + ",'decision':'%s'}",
                            anyOf(random, List.of("CONTINUE", "BLOCK", "UNBLOCK")));
                case 7 ->
                    world.move(
                            "m-" + step,
                            business,
                            id,
                            ids.get(random.nextInt(ids.size())) + (random.nextBoolean() ? "" : "x"));
                default -> {
                    if (!optOuts.isEmpty()) {
                        String[] optOut = optOuts.get(random.nextInt(optOuts.size()));
                        world.call(
                                "explain-opt-out",
                                "{'userId':'%s','businessId':'%s','entryId':'%s','reason':%s}",
                                optOut[0],
                                optOut[1],
                                optOut[2],
                                anyOf(random, REASONS));
                    }
                }
            }
        }
        for (String by : List.of("week", "month", "scope", "campaign")) {
            LocalDate from = start.plusDays(random.nextInt(20) - 5);
            LocalDate to = from.plusDays(random.nextInt(70));
            JsonNode report =
                    world.call("report-reasons", "{'businessId':'shop','from':'%s','to':'%s','by':'%s'}", from, to, by);
            JsonNode told = report.get("periods");
            told.forEach(period -> ((ObjectNode) period).remove("texts"));
            assertEquals(
                    new ReportOracle(world, "shop", from, to, ZoneId.of(zone)).periods(by, from, to),
                    told,
                    () -> "history " + seed + " by " + by);
            periods += told.size();
            assertPages(world, random, from, to, ZoneId.of(zone), by);
        }
    }

    /** Each page of whole days is the report of these days, and no day is missing. */
    private static void assertPages(World world, Random random, LocalDate from, LocalDate to, ZoneId zone, String by) {
        String asked = "'businessId':'shop','from':'%s','to':'%s','by':'%s'".formatted(from, to, by);
        LocalDate first = from;
        boolean isInADay = false;
        for (JsonNode page : new PagedReport(world, 4 + random.nextInt(12)).pages(asked)) {
            page.get("periods").forEach(period -> ((ObjectNode) period).remove("texts"));
            String next = new String(
                    Base64.getUrlDecoder().decode(page.path("nextToken").asText()), StandardCharsets.UTF_8);
            String[] place = next.substring(next.lastIndexOf(' ') + 1).split("-", 2);
            boolean goesOnInADay = !next.isEmpty() && !place[1].isEmpty();
            LocalDate after = next.isEmpty()
                    ? to.plusDays(1)
                    : Instant.ofEpochMilli(Long.parseLong(place[0]))
                            .atZone(zone)
                            .toLocalDate();
            if (!isInADay && !goesOnInADay) {
                LocalDate last = after.minusDays(1);
                assertEquals(
                        new ReportOracle(world, "shop", first, last, zone).periods(by, first, last),
                        page.get("periods"),
                        next);
            }
            first = after;
            isInADay = goesOnInADay;
        }
        assertEquals(to.plusDays(1), first);
    }

    private static String optional(Random random, World world) {
        return (random.nextInt(3) == 0 ? "" : ",'reason':" + anyOf(random, REASONS))
                + (random.nextBoolean() ? "" : ",'campaign':'c%d'".formatted(random.nextInt(3)))
                + (random.nextBoolean()
                        ? ""
                        : ",'messageSentAt':'%s'"
                                .formatted(world.clock.instant().minusSeconds(random.nextInt(500_000) - 200)));
    }

    private static String anyOf(Random random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
