package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import consimt.kit.Cases;
import consimt.refusal.PossibleRefusal;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Numbers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The worst input costs at most five times what an ordinary one of its size costs, from a kilobyte on. A build counts the
 * bytes that are allocated, which no other work on the machine changes. A thorough run takes the processor's time, too.
 */
class WorstInputTest {

    private static final int MOST = 5;
    private static final int ROUNDS = 7;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String TALK =
            "Hello, is the order from last week on its way? I'd be glad to have it by Friday. ";

    private static final Map<String, String> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry("half refusals", "no stop not no more never stop no do not want no "),
            Map.entry("quoted lines", "> \n"),
            Map.entry("quotes in quotes", ">>>> On Monday x wrote:\n"),
            Map.entry("one word", "stopnomorenever"),
            Map.entry("letters apart", "s t o p "),
            Map.entry("digits as letters", "5t0p n0 m0r3 "),
            Map.entry("marks on letters", "s\u0301t\u0302o\u0303p\u0304 "),
            Map.entry("nothing to see", "\u200b\u200d\ufeff"),
            Map.entry("look-alikes", "ѕтор ѕtор "),
            Map.entry("other scripts", "やめて止 לא توقف "),
            Map.entry("pictures", "🛑✋🚫"),
            Map.entry("blank", " \t"),
            Map.entry("lines", "\r\n"),
            Map.entry("numbers", "12:30 24.11.2026 ")));

    @Test
    void aTextCostsAtMostFiveTimesAnOrdinaryOneOfItsSize() {
        for (int size : Cases.of(List.of(1_000, 16_000), List.of(1_000, 4_000, 16_000))) {
            String ordinary = text(TALK, size);
            TEXTS.forEach((kind, unit) -> assertBounded(
                    kind + " of " + size,
                    () -> PossibleRefusal.isOneInAChat(ordinary),
                    () -> PossibleRefusal.isOneInAChat(text(unit, size))));
        }
    }

    @Test
    void anEnvelopeCostsAtMostFiveTimesAnOrdinaryOneOfItsSize() {
        byte[] ordinary = Envelopes.of(IntStream.range(0, 1_000)
                .mapToObj(i ->
                        Envelopes.message("9001", "4070%07d".formatted(i), "wamid." + i, TALK, NOW.getEpochSecond()))
                .toList());
        Map<String, String> worst = Map.of(
                "empty objects", "{},",
                "lists in lists", "[[[[[]]]]],",
                "numbers", "1e9,",
                "escapes", "\"\\u0041\\u0041\\u0041\",",
                "numbers of nobody", "{\"changes\":[{\"value\":{\"metadata\":{\"phone_number_id\":\"1\"}}}]},");
        worst.forEach((kind, unit) -> {
            String many = text(unit, ordinary.length);
            byte[] body = ("{\"object\":\"whatsapp_business_account\",\"entry\":["
                            + many.substring(0, many.lastIndexOf(unit.charAt(0) == '1' ? "1e9," : unit))
                            + "{}]}")
                    .getBytes(StandardCharsets.UTF_8);
            assertBounded(kind, () -> read(ordinary), () -> read(body));
        });
    }

    private static void read(byte[] body) {
        Numbers.in(body);
        Envelope.read(body, NOW);
    }

    private static String text(String unit, int size) {
        return unit.repeat(size / unit.length() + 1).substring(0, size);
    }

    private static void assertBounded(String kind, Runnable ordinary, Runnable worst) {
        assertBounded(kind + ", bytes", ordinary, worst, THREADS::getCurrentThreadAllocatedBytes);
        if (Cases.of(false, true)) {
            assertBounded(kind + ", nanoseconds", ordinary, worst, THREADS::getCurrentThreadCpuTime);
        }
    }

    private static void assertBounded(String kind, Runnable ordinary, Runnable worst, LongSupplier counter) {
        long usual = least(ordinary, counter);
        long most = least(worst, counter);
        assertTrue(most <= MOST * usual, () -> kind + ": " + usual + " → " + most);
    }

    /** The first uses load what all later ones have. */
    private static long least(Runnable use, LongSupplier counter) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = counter.getAsLong();
            use.run();
            least = Math.min(least, counter.getAsLong() - before);
        }
        return least;
    }
}
