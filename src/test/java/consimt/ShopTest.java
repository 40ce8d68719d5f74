package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The story of docs/shop.md: customers who have a number and an address. */
class ShopTest {

    private static final int CUSTOMERS = 3_000;
    private static final String PROOF = "'occurredAt':'2026-11-20T09:00:00Z','proof':'the checkout'";
    private static final List<String> CHANNELS = List.of("email", "sms", "whatsapp");

    private final World world = World.fresh();
    private final Random random = new Random(48);

    /** Who refused everything by any channel, all marketing, or marketing by SMS alone, at one of two ids. */
    private final Set<Integer> blocked = new HashSet<>();

    private final Set<Integer> stopped = new HashSet<>();
    private final Set<Integer> stoppedSms = new HashSet<>();

    private static String number(int customer) {
        return "4075%07d".formatted(customer);
    }

    private static String address(int customer) {
        return "customer%d@example.com".formatted(customer);
    }

    private String either(int customer) {
        return random.nextBoolean() ? number(customer) : address(customer);
    }

    private static String other(int customer, String id) {
        return id.equals(number(customer)) ? address(customer) : number(customer);
    }

    @Test
    void nothingLeavesToWhoRefusedItAtEitherIdAndEveryOrderMailLeavesButToTheBlocked() {
        world.settle("shop", "'name':'Shop','country':'RO'");
        imported(CUSTOMERS, customer -> agreed(customer, number(customer)));
        imported(CUSTOMERS, customer -> agreed(customer, address(customer)));
        later();
        imported(300, customer -> {
            stopped.add(customer * 10);
            return "{'userId':'%s','wish':'OPT_OUT'}".formatted(either(customer * 10));
        });
        assertEquals(List.of(), without(orders(), customer -> true), "order mails to all");

        // Every second customer ticks the box, also some who said no before.
        imported(CUSTOMERS / 2, customer -> ticked(2 * customer, number(2 * customer), "sms"));
        imported(CUSTOMERS / 2, customer -> ticked(2 * customer, number(2 * customer), "whatsapp"));
        JsonNode rows = imported(CUSTOMERS / 2, customer -> ticked(2 * customer, address(2 * customer), "email"));
        long behindANo = IntStream.range(0, CUSTOMERS / 2)
                .filter(row -> rows.get(row).has("notes"))
                .peek(row -> assertEquals(true, stopped.contains(2 * row)))
                .count();
        assertEquals(300, behindANo);
        campaign();

        later();
        for (int stop = 0; stop < 200; stop++) {
            int customer = random.nextInt(CUSTOMERS);
            boolean isOfSms = stop % 2 == 0;
            (isOfSms ? stoppedSms : stopped).add(customer);
            world.byBusiness(
                    "shop",
                    "request-opt-out",
                    "'businessId':'shop','userId':'%s','actor':'Ana'%s",
                    either(customer),
                    isOfSms ? ",'scope':{'channel':'sms'}" : "");
        }
        for (int block = 0; block < 50; block++) {
            int customer = random.nextInt(CUSTOMERS);
            blocked.add(customer);
            world.byPerson(either(customer), "decide-consent", "'businessId':'shop','decision':'BLOCK'");
        }
        campaign();
        assertEquals(List.of(), without(orders(), customer -> !blocked.contains(customer)), "order mails");
    }

    private void later() {
        world.clock.pass(Duration.ofMinutes(1));
    }

    private static String agreed(int customer, String id) {
        return "{'userId':'%s','alsoKnownAs':['%s'],'wish':'AGREED',%s}".formatted(id, other(customer, id), PROOF);
    }

    private static String ticked(int customer, String id, String channel) {
        return "{'userId':'%s','alsoKnownAs':['%s'],'wish':'OPT_IN','scope':{'channel':'%s'},%s}"
                .formatted(id, other(customer, id), channel, PROOF);
    }

    /** The rows of the answers, one for each customer up to a number. */
    private JsonNode imported(int customers, IntFunction<String> row) {
        var all = World.JSON.createArrayNode();
        for (int from = 0; from < customers; from += 1_000) {
            String rows = IntStream.range(from, Math.min(customers, from + 1_000))
                    .mapToObj(row)
                    .collect(Collectors.joining(","));
            JsonNode answer = world.byBusiness(
                    "shop", "import-preferences", "'businessId':'shop','source':'customers','rows':[%s]", rows);
            answer.get("rows").forEach(each -> {
                assertEquals(false, each.has("errors"), each::toString);
                all.add(each);
            });
        }
        return all;
    }

    /** The customers to whom a mail about their order may leave. */
    private Set<Integer> orders() {
        return reached(ShopTest::address, "UTILITY", "email");
    }

    private void campaign() {
        for (String channel : CHANNELS) {
            IntFunction<String> id = channel.equals("email") ? ShopTest::address : ShopTest::number;
            Set<Integer> reached = reached(id, "MARKETING", channel);
            Set<Integer> expected = IntStream.range(0, CUSTOMERS)
                    .filter(customer -> customer % 2 == 0
                            && !blocked.contains(customer)
                            && !stopped.contains(customer)
                            && !(channel.equals("sms") && stoppedSms.contains(customer)))
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, reached, channel);
        }
    }

    private Set<Integer> reached(IntFunction<String> id, String category, String channel) {
        JsonNode answer = world.byBusiness(
                "shop",
                "filter-audience",
                "'businessId':'shop','category':'%s','scope':{'channel':'%s'},'userIds':[%s]",
                category,
                channel,
                IntStream.range(0, CUSTOMERS)
                        .mapToObj(customer -> "'" + id.apply(customer) + "'")
                        .collect(Collectors.joining(",")));
        List<String> allowed = new ArrayList<>();
        answer.get("allowed").forEach(each -> allowed.add(each.textValue()));
        Set<String> ids = new HashSet<>(allowed);
        return IntStream.range(0, CUSTOMERS)
                .filter(customer -> ids.contains(id.apply(customer)))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The customers who should be reached and are not, or the other way round. */
    private static List<Integer> without(Set<Integer> reached, IntPredicate should) {
        return IntStream.range(0, CUSTOMERS)
                .filter(customer -> reached.contains(customer) != should.test(customer))
                .boxed()
                .toList();
    }
}
