package consimt.consent;

import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An introduction by a sender who knows only after the sending whether it left: it leaves once at most. */
class IntroductionTest {

    private static final World WORLD = World.fresh();
    private static final String RESERVE = ",'reserve':true";
    private static final String SENT = ",'result':'SENT'";
    private static final String NOT_SENT = ",'result':'NOT_SENT'";
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final int MORE_CALLS_THAN_ANY_MAKES = 12;

    private final String person = World.somebody();

    @Test
    void ofThirtyTwoAtOnceOneHasTheReservation() {
        List<String> answers = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> open(",'requestId':'r-%d'".formatted(i) + RESERVE))
                .toList();
        assertEquals(1, answers.stream().filter("RESERVED"::equals).count(), answers::toString);
        assertEquals(31, answers.stream().filter("BUSY"::equals).count(), answers::toString);
        assertEquals(List.of(), kinds(person));
    }

    @Test
    void theAnswerHasTheReservationAndTheThreeChoices() {
        JsonNode answer = WORLD.call("open-conversation", "{%s,'requestId':'r','reserve':true}", who(person));
        JsonNode plain = WORLD.call("open-conversation", "{%s}", who(World.somebody()));
        assertEquals("r", answer.get("reservation").textValue());
        assertEquals(plain.get("choices"), answer.get("choices"));
        JsonNode unnamed = WORLD.call("open-conversation", "{%s,'reserve':true}", who(World.somebody()));
        assertEquals(26, unnamed.get("reservation").textValue().length());
    }

    @Test
    void whoLostTheAnswerGetsTheReservationAgainWithTheSameRequestId() {
        assertEquals("RESERVED", open(",'requestId':'r'" + RESERVE));
        assertEquals("RESERVED", open(",'requestId':'r'" + RESERVE));
        assertEquals("BUSY", open(",'requestId':'another'" + RESERVE));
    }

    @Test
    void anIntroductionThatWasSentIsTheFirstContact() {
        reserve("r");
        assertEquals("FIRST_CONTACT_REQUIRED", WORLD.may("%s,'category':'UTILITY'", who(person)));
        assertEquals("RECORDED", end("r", SENT));
        assertEquals("RECORDED", end("r", SENT));
        assertEquals("RECORDED", end("r", NOT_SENT));
        assertEquals("AWAITING_DECISION", WORLD.may("%s,'category':'UTILITY'", who(person)));
        assertNobodyMayIntroduceItAgain();
    }

    @Test
    void anIntroductionThatWasNotSentIsForTheNext() {
        reserve("r");
        assertEquals("UNCHANGED", end("r", NOT_SENT));
        assertEquals("UNCHANGED", end("r", NOT_SENT));
        assertEquals(List.of(), kinds(person));
        reserve("next");
        assertEquals("UNCHANGED", end("r", NOT_SENT));
        assertEquals("BUSY", open(RESERVE));
        assertEquals("UNCHANGED", end("next", NOT_SENT));
        assertEquals("FIRST_CONTACT", open(""));
    }

    /** Whoever comes next records it, under the time of the reservation. */
    @ParameterizedTest
    @CsvSource({"true, ''", "false, ''", "true, NOT_SENT", "true, SENT"})
    void noWordWithinTwoMinutesCountsAsSent(boolean nextReserves, String late) {
        reserve("r");
        WORLD.clock.pass(TWO_MINUTES.minusMillis(1));
        assertEquals("BUSY", open(RESERVE));
        WORLD.clock.pass(Duration.ofMillis(1));
        if (!late.isEmpty()) {
            assertEquals("RECORDED", end("r", ",'result':'%s'".formatted(late)));
        }
        assertEquals("AWAITING_DECISION", open(nextReserves ? RESERVE : ""));
        assertEquals("RECORDED", end("r", SENT));
        assertEquals("RECORDED", end("r", NOT_SENT));
        assertNobodyMayIntroduceItAgain();
    }

    @Test
    void aRefusalForbidsAReservationAndLeavesNothingBehind() {
        WORLD.call("request-opt-out", "{%s}", who(person));
        assertEquals("MARKETING_OPTED_OUT", open(RESERVE));
        WORLD.call("request-opt-in", "{%s}", who(person));
        assertEquals("ALREADY_OPEN", open(RESERVE));
        String other = World.somebody();
        WORLD.call("decide-consent", "{%s,'decision':'BLOCK'}", who(other));
        assertEquals("BLOCKED_BY_USER", open(other, RESERVE));
        WORLD.clock.pass(Duration.ofSeconds(1));
        WORLD.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who(other));
        assertEquals("RESERVED", open(other, RESERVE));
    }

    /** The introduction may be on its way when the person refuses. After the block is lifted, none follows. */
    @ParameterizedTest
    @CsvSource({"SENT", "''"})
    void anIntroductionThatMeetsARefusalIsTheFirstContactAllTheSame(String result) {
        reserve("r");
        WORLD.call("decide-consent", "{%s,'decision':'BLOCK'}", who(person));
        if (!result.isEmpty()) {
            assertEquals("RECORDED", end("r", SENT));
        }
        WORLD.clock.pass(TWO_MINUTES);
        assertEquals("BLOCKED_BY_USER", open(RESERVE));
        WORLD.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who(person));
        assertEquals("AWAITING_DECISION", open(RESERVE));
        assertEquals("AWAITING_DECISION", open(""));
        assertEquals(1, kinds(person).stream().filter("FIRST_CONTACT"::equals).count());
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void itIsReservedOnceUnderWhicheverIdOfThePerson(boolean wereOneBefore, boolean nextReserves) {
        String other = World.somebody();
        if (wereOneBefore) {
            WORLD.move("change", "shop", person, other);
        }
        reserve("r");
        if (!wereOneBefore) {
            WORLD.move("change", "shop", person, other);
        }
        String next = ",'requestId':'next'" + (nextReserves ? RESERVE : "");
        assertEquals("BUSY", open(other, next));
        WORLD.clock.pass(TWO_MINUTES);
        assertEquals("AWAITING_DECISION", open(other, next));
        assertEquals("AWAITING_DECISION", open(person, ",'requestId':'r'" + RESERVE));
        assertEquals("AWAITING_DECISION", WORLD.may("%s,'category':'UTILITY'", who(other)));
    }

    @ParameterizedTest
    @CsvSource({"SENT, AWAITING_DECISION", "NOT_SENT, FIRST_CONTACT"})
    void aPlainFirstContactWaitsForTheReservation(String result, String then) {
        reserve("r");
        assertEquals("BUSY", open(",'requestId':'plain'"));
        assertEquals("BUSY", open(",'requestId':'plain'"));
        end("r", ",'result':'%s'".formatted(result));
        assertEquals(then, open(",'requestId':'plain'"));
        assertEquals("AWAITING_DECISION", open(",'requestId':'r'"));
        assertEquals("AWAITING_DECISION", open(RESERVE));
    }

    /** Else the check would say that the person has to decide about an introduction that nobody sent. */
    @Test
    void whoWasBusyKeepsNobodyFromIntroducingAfterwards() {
        reserve("r");
        assertEquals("BUSY", open(",'requestId':'plain'"));
        assertEquals("FIRST_CONTACT_REQUIRED", WORLD.may("%s,'category':'UTILITY'", who(person)));
        assertEquals("UNCHANGED", end("r", NOT_SENT));
        assertEquals("FIRST_CONTACT_REQUIRED", WORLD.may("%s,'category':'UTILITY'", who(person)));
        reserve("next");
    }

    /** One of the two has it, and the other gives way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | BUSY RESERVED, BUSY RESERVED, FIRST_CONTACT BUSY, FIRST_CONTACT BUSY, FIRST_CONTACT BUSY, FIRST_CONTACT AWAITING_DECISION
            false | AWAITING_DECISION FIRST_CONTACT, AWAITING_DECISION FIRST_CONTACT, RESERVED BUSY
            """)
    void ofAReservationAndAPlainFirstContactAtOnceOneGivesWay(boolean isPlainInterrupted, String expected) {
        String plain = ",'requestId':'plain'";
        String reserving = ",'requestId':'r'" + RESERVE;
        List<String> answers = new ArrayList<>();
        for (int call = 1; call <= MORE_CALLS_THAN_ANY_MAKES; call++) {
            String who = World.somebody();
            List<String> other = new ArrayList<>();
            Between between = new Between(call, () -> other.add(open(who, isPlainInterrupted ? reserving : plain)));
            String one = open(WORLD.with(between), who, isPlainInterrupted ? plain : reserving);
            if (between.happened()) {
                answers.add(one + " " + other.get(0));
                boolean isReserved = one.equals("RESERVED") || other.contains("RESERVED");
                assertEquals(isReserved ? "BUSY" : "FIRST_CONTACT", open(who, plain));
            }
        }
        assertEquals(expected, String.join(", ", answers));
    }

    /** The same request again goes on, and ends as if nothing had failed. */
    @ParameterizedTest
    @EnumSource
    void eachOfItsCallsMayFail(When when) {
        int failures = 0;
        for (int call = 1; call <= MORE_CALLS_THAN_ANY_MAKES; call++) {
            for (String result : List.of(SENT, NOT_SENT)) {
                String who = World.somebody();
                Fault first = new Fault(call, when);
                String reserved = open(WORLD.with(first), who, ",'requestId':'r'" + RESERVE);
                assertEquals(first.happened() ? "UNAVAILABLE" : "RESERVED", reserved);
                assertEquals("RESERVED", open(who, ",'requestId':'r'" + RESERVE));
                Fault second = new Fault(call, when);
                String wanted = result.equals(SENT) ? "RECORDED" : "UNCHANGED";
                String ended = open(WORLD.with(second), who, ",'reservation':'r'" + result);
                assertEquals(second.happened() ? "UNAVAILABLE" : wanted, ended);
                assertEquals(wanted, open(who, ",'reservation':'r'" + result));
                assertEquals(result.equals(SENT) ? List.of("FIRST_CONTACT") : List.of(), kinds(who));
                assertEquals(
                        result.equals(SENT) ? "AWAITING_DECISION" : "RESERVED",
                        open(who, ",'requestId':'next'" + RESERVE));
                failures += (first.happened() ? 1 : 0) + (second.happened() ? 1 : 0);
            }
        }
        // With the settings. A reservation makes three calls, its end five or three.
        assertEquals(2 * 3 + 5 + 3, failures);
    }

    /** Senders come and go, and each of their messages is taken, refused, or not heard of again. */
    @Test
    void neverDoTwoIntroductionsLeave() {
        Random random = new Random(7);
        int introduced = 0;
        for (int story = 0; story < Cases.of(12, 400); story++) {
            String who = World.somebody();
            AtomicInteger left = new AtomicInteger();
            int seed = random.nextInt();
            for (int round = 0; round < 5; round++) {
                int now = round;
                IntStream.range(0, 8)
                        .parallel()
                        .forEach(sender -> introduce(who, new Random(seed + 31L * (now * 8 + sender)), left));
                assertTrue(left.get() <= 1, "left " + left);
                WORLD.clock.pass(Duration.ofSeconds(random.nextInt(200)));
            }
            WORLD.clock.pass(Duration.ofMinutes(10));
            String next = open(who, "");
            if (left.get() == 1) {
                assertEquals("AWAITING_DECISION", next);
                assertEquals(List.of("FIRST_CONTACT"), kinds(who));
                introduced++;
            }
        }
        assertTrue(introduced > Cases.of(2, 10), "introduced " + introduced);
    }

    private static void introduce(String who, Random random, AtomicInteger left) {
        String id = "s-" + random.nextInt(1_000_000);
        boolean isPlain = random.nextInt(6) == 0;
        World world = random.nextInt(4) == 0
                ? WORLD.with(new Fault(1 + random.nextInt(4), When.values()[random.nextInt(2)]))
                : WORLD;
        String answer = open(world, who, ",'requestId':'%s'".formatted(id) + (isPlain ? "" : RESERVE));
        if (answer.equals("FIRST_CONTACT")) {
            left.incrementAndGet();
        }
        if (!answer.equals("RESERVED")) {
            return;
        }
        int service = random.nextInt(3);
        if (service != 1) {
            left.incrementAndGet();
        }
        if (service < 2) {
            open(world, who, ",'reservation':'%s'".formatted(id) + (service == 0 ? SENT : NOT_SENT));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'reservation':'r'                                 | result REQUIRED
            'result':'SENT'                                   | reservation REQUIRED
            'reservation':'r','result':'LOST'                 | result UNKNOWN_VALUE
            'reservation':'r','result':'SENT','reserve':true  | reserve NOT_ALLOWED
            'reserve':'yes'                                   | reserve INVALID
            'reservation':'a b','result':'SENT'               | reservation INVALID
            """)
    void whatDoesNotGoTogetherIsRejected(String more, String problem) {
        JsonNode error = WORLD.call("open-conversation", "{%s,%s}", who(person), more)
                .get("errors")
                .get(0);
        assertEquals(
                problem,
                error.get("field").textValue() + " " + error.get("code").textValue());
    }

    private void assertNobodyMayIntroduceItAgain() {
        assertEquals("AWAITING_DECISION", open(RESERVE));
        assertEquals("AWAITING_DECISION", open(",'requestId':'r'" + RESERVE));
        assertEquals("AWAITING_DECISION", open(""));
        assertEquals("AWAITING_DECISION", open(",'requestId':'r'"));
        WORLD.clock.pass(Duration.ofMinutes(10));
        assertEquals("AWAITING_DECISION", open(""));
        assertEquals("AWAITING_DECISION", open(RESERVE));
        assertEquals(List.of("FIRST_CONTACT"), kinds(person));
    }

    private void reserve(String id) {
        assertEquals("RESERVED", open(",'requestId':'%s'".formatted(id) + RESERVE));
    }

    private String end(String reservation, String result) {
        return open(",'reservation':'%s'".formatted(reservation) + result);
    }

    private String open(String more) {
        return open(person, more);
    }

    private static String open(String who, String more) {
        return open(WORLD, who, more);
    }

    private static String open(World world, String who, String more) {
        JsonNode answer;
        try {
            answer = world.call("open-conversation", "{%s%s}", who(who), more);
        } catch (StoreUnavailable fault) {
            return "UNAVAILABLE";
        }
        return Objects.requireNonNullElse(answer.get("reason"), answer.get("outcome"))
                .textValue();
    }

    private static String who(String person) {
        return "'userId':'%s','businessId':'shop'".formatted(person);
    }

    private static List<String> kinds(String who) {
        return textsOf(WORLD.pages("read-ledger", "entries", who(who)), "kind");
    }
}
