package consimt.whatsapp;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import consimt.business.Business;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.refusal.RefusalClassifier;
import consimt.relation.BusinessId;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Numbers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The worst input costs at most five times what an ordinary one of its size costs, from a kilobyte on, and a text as
 * long as a message of WhatsApp at most three times ({@code docs/bounds.md}). A build counts the bytes that are
 * allocated, which no other work on the machine changes. A thorough run takes the processor's time, too.
 */
class WorstInputTest {

    private static final int MOST = 5;

    /** In characters: the longest message of WhatsApp. */
    private static final int LONGEST = 4_096;

    private static final int MOST_OF_A_MESSAGE = 3;
    private static final int ROUNDS = 5;
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
            Map.entry("numbers", "12:30 24.11.2026 "),
            Map.entry("letters of no word", "x y z q "),
            Map.entry("letters and commas", "a,b,c, "),
            Map.entry("a letter a sentence", "a. b. c. "),
            Map.entry("a letter a line", "s\nt\no\np\n"),
            Map.entry("fields of a mail", "a: b: c: \n"),
            Map.entry("days and hours", "On 12:30 3/3/25\n12:30 3\n12:30 4\n1 x:\n"),
            Map.entry("one word again", "stop "),
            Map.entry("one letter again", "a "),
            Map.entry("signs of a file", "✋"),
            Map.entry("signs of many letters", "\ufdfa\u2487 "),
            Map.entry("letters that grow", "\u00df "),
            Map.entry("money", "$€ $5 a$b "),
            Map.entry("mail addresses", "a@b.example ")));

    /** With as many words as people use. One sentence again and again has few, and costs less. */
    private static final String SPEECH =
            "Good morning! We moved to the new flat last week, so could you bring the table on Saturday after ten?"
                    + " My brother will be at home and he can help to carry it upstairs, because the lift is still broken."
                    + " Do you also have the lamp that I saw in your window, the green one with a wooden foot?"
                    + " If it costs less than eighty I would take two of them, one for my daughter's birthday in March."
                    + " By the way, the invoice of October has a wrong street on it, and our bank asks for a correct one."
                    + " Nobody answered when I called the shop yesterday around five, perhaps you were busy with the fair."
                    + " We were very happy with the chairs, thank you again for the quick repair and the little present."
                    + " Please write to me whether the driver needs a parking permit, our neighbours had trouble with that."
                    + " I got your message about the sofa, but the picture did not open on my phone, can you send it again?"
                    + " The code that you sent me is for one order only, and I have two, so which of them should I use it on?"
                    + " My old number still works until Friday, after that you will reach me on the one of my husband."
                    + " Is there any news on the shelf, or do I have to wait until they get more of it from the factory?"
                    + " We can pay by card or in cash, whatever is easier for you, and please do not forget the receipt."
                    + " See you soon, and greetings to Maria from the whole family. ";

    private static final World WORLD = World.fresh();

    private final RefusalClassifier judge = RefusalClassifier.of(Business.unconfigured(new BusinessId("b")));

    @Test
    void aTextCostsAtMostFiveTimesAnOrdinaryOneOfItsSize() {
        for (int size : Cases.of(List.of(1_000, 64_000), List.of(1_000, 4_000, 16_000, 64_000, 1_000_000))) {
            String ordinary = text(TALK, size);
            Cost inAChat = Cost.of(() -> judge.ofChat(ordinary));
            Cost inAMail = Cost.of(() -> judge.ofText("", ordinary));
            TEXTS.forEach((kind, unit) -> {
                String worst = text(unit, size);
                assertBounded(kind + " of " + size, inAChat, () -> judge.ofChat(worst));
                assertBounded(kind + " of " + size + " in a mail", inAMail, () -> judge.ofText("", worst));
            });
        }
    }

    @Test
    void aMessageCostsAtMostThreeTimesAnOrdinaryOne() {
        Cost few = Cost.of(() -> judge.ofChat(text(TALK, LONGEST)));
        TEXTS.forEach((kind, unit) -> assertOfAMessage(kind, few, text(unit, LONGEST)));
        Cost many = Cost.of(() -> judge.ofChat(text(SPEECH, LONGEST)));
        List<String> units = List.copyOf(TEXTS.values());
        Random random = new Random(46);
        for (int i = 0; i < Cases.of(60, 3_000); i++) {
            List<String> some = random.ints(1 + random.nextInt(5), 0, units.size())
                    .mapToObj(units::get)
                    .toList();
            String all = String.join("", some);
            boolean areLetters = random.nextBoolean();
            StringBuilder mixed = new StringBuilder();
            while (mixed.length() < LONGEST) {
                mixed.append(
                        areLetters ? all.charAt(random.nextInt(all.length())) : some.get(random.nextInt(some.size())));
            }
            assertOfAMessage("a mixture of " + some, many, mixed.substring(0, LONGEST));
        }
    }

    private void assertOfAMessage(String kind, Cost ordinary, String text) {
        assertBytes(kind, ordinary, () -> judge.ofChat(text));
        assertBytes(kind + " in a mail", ordinary, () -> judge.ofText("", text));
    }

    private static void assertBytes(String kind, Cost usual, Runnable worst) {
        Cost most = Cost.of(worst, new Cost(MOST_OF_A_MESSAGE * usual.bytes, Long.MAX_VALUE));
        assertTrue(most.bytes <= MOST_OF_A_MESSAGE * usual.bytes, () -> kind + ": " + usual + " → " + most);
    }

    @Test
    void anEnvelopeCostsAtMostFiveTimesAnOrdinaryOneOfItsSize() {
        byte[] ordinary = Envelopes.of(IntStream.range(0, 1_000)
                .mapToObj(i ->
                        Envelopes.message("9001", "4070%07d".formatted(i), "wamid." + i, TALK, NOW.getEpochSecond()))
                .toList());
        Cost usual = Cost.of(() -> read(ordinary));
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
            assertBounded(kind, usual, () -> read(body));
        });
    }

    /** Ids of one length. */
    @Test
    void idsCostAtMostFiveTimesOrdinaryOnesOfTheirLength() {
        for (int length : List.of(30, 128)) {
            Cost usual = Cost.of(call(
                    "filter-audience",
                    audience(i -> "customer-%%0%dd".formatted(length - 9).formatted(i))));
            Map<String, IntFunction<String>> worst = Map.of(
                    "one hash code", i -> "x".repeat(length - 30) + ofOneHashCode(i),
                    "numbers apart", i -> text("4-0.7", length - 5) + "%05d".formatted(i),
                    "numbers with zeros", i -> "%%0%dd".formatted(length).formatted(i),
                    "numbers of a chat", i -> text("9", length - 20) + "%05d@s.whatsapp.net".formatted(i),
                    "none", i -> " ".repeat(length - 5) + "%05d".formatted(i));
            worst.forEach((kind, id) ->
                    assertBounded("ids of " + length + ", " + kind, usual, call("filter-audience", audience(id))));
        }
    }

    private static byte[] audience(IntFunction<String> id) {
        return list(
                Cases.of(2_500, 25_000),
                i -> "\"" + id.apply(i) + "\"",
                "'businessId':'b','category':'MARKETING','userIds':");
    }

    /** Any two of these have the same. */
    private static String ofOneHashCode(int place) {
        return IntStream.range(0, 15)
                .mapToObj(bit -> (place >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(joining());
    }

    /** A thousand rows. No row is stored, which would hide what the reading takes. */
    @Test
    void aListCostsAtMostFiveTimesAnOrdinaryOneOfItsSize() {
        assertListBounded(
                "import-preferences",
                1_000,
                "'businessId':'b','source':'a list','dryRun':true,'rows':",
                "'wish':'OPT_OUT','occurredAt':'2026-11-01T10:00:00Z','scope':{'channel':'whatsapp','topic':'offers'}");
    }

    @Test
    void asksCostAtMostFiveTimesOrdinaryOnesOfTheirSize() {
        assertListBounded(
                "check-permission",
                100,
                "'businessId':'b','asks':",
                "'category':'UTILITY','template':'an-order-is-on-its-way','scope':{'channel':'whatsapp'}");
    }

    private void assertListBounded(String function, int items, String before, String ordinary) {
        Map<String, String> worst = Map.of(
                "nothing in it", "{},",
                "lists in lists", "[[[[]]]],",
                "numbers", "1e9,",
                "texts", "\"\",",
                "escapes", "\"\\u0041\",");
        Map<String, IntFunction<String>> rows = new TreeMap<>();
        int size = item(0, ordinary).length();
        worst.forEach((kind, unit) -> {
            String many = unit.repeat((size - 40) / unit.length()) + "1";
            rows.put(kind, i -> "[" + many + "]");
            rows.put(kind + " in a field", i -> item(i, "'scope':[" + many + "]"));
        });
        rows.put("unknown fields", i -> item(i, fields(size - 40, "'%c%c':1")));
        rows.put("a field twice", i -> item(i, fields(size - 40, "'wish':'%c%c'")));
        rows.put(
                "all fields wrong",
                i -> item(i, "'wish':[],'category':{},'template':1,'scope':{'channel':{}},'proof':''"));
        rows.put("one person", i -> item(7, ordinary));
        rows.put("one hash code", i -> "{" + "'userId':'" + ofOneHashCode(i) + "'," + ordinary + "}");
        Cost usual = Cost.of(call(function, list(items, i -> item(i, ordinary), before)));
        rows.forEach(
                (kind, row) -> assertBounded(function + ", " + kind, usual, call(function, list(items, row, before))));
    }

    private static String item(int place, String more) {
        return "{'userId':'4070%07d',%s}".formatted(place, more);
    }

    private static String fields(int size, String field) {
        int each = field.formatted('a', 'a').length() + 1;
        return IntStream.range(0, size / each)
                .mapToObj(i -> field.formatted('a' + i / 26, 'a' + i % 26))
                .collect(joining(","));
    }

    private static byte[] list(int items, IntFunction<String> item, String before) {
        String all = IntStream.range(0, items).mapToObj(item).collect(joining(","));
        return ("{" + before + "[" + all + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private Runnable call(String function, byte[] body) {
        return () -> WORLD.call(function, body);
    }

    private static void read(byte[] body) {
        Numbers.in(body);
        Envelope.read(body, NOW);
    }

    private static String text(String unit, int size) {
        return unit.repeat(size / unit.length() + 1).substring(0, size);
    }

    private static void assertBounded(String kind, Cost usual, Runnable worst) {
        Cost most = Cost.of(worst, new Cost(MOST * usual.bytes, Cases.of(Long.MAX_VALUE, MOST * usual.nanos)));
        assertTrue(most.bytes <= MOST * usual.bytes, () -> kind + ": " + usual + " → " + most);
        if (Cases.of(false, true)) {
            assertTrue(most.nanos <= MOST * usual.nanos, () -> kind + ": " + usual + " → " + most);
        }
    }

    /** What one use takes at the least. The first uses load what all later ones have. */
    private record Cost(long bytes, long nanos) {

        static Cost of(Runnable use) {
            return of(use, new Cost(0, 0));
        }

        /** @param enough if it takes no more, it is not used again */
        static Cost of(Runnable use, Cost enough) {
            long bytes = Long.MAX_VALUE;
            long nanos = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS && (bytes > enough.bytes || nanos > enough.nanos); i++) {
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long from = THREADS.getCurrentThreadCpuTime();
                use.run();
                nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - from);
                bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - allocated);
            }
            return new Cost(bytes, nanos);
        }
    }
}
