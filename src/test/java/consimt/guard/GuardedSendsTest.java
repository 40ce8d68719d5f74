package consimt.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.guard.GuardedService.Arrived;
import consimt.guard.GuardedService.Said;
import consimt.kit.Cases;
import consimt.kit.LocalServer;
import consimt.kit.World;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Many messages by clients of AWS as they are, with the real functions, while people change their minds. */
class GuardedSendsTest {

    private static final int SENDS = Cases.of(450, 20_000);
    private static final int AT_ONCE = 16;
    private static final int PEOPLE = 60;
    private static final String SETTINGS = """
        {"businessId":"librarie","limitMillis":60000,"messages":[
         {"when":{"configurationSet":"orders"},"category":"UTILITY","topic":"orders"},
         {"when":{"configurationSet":"hello"},"category":"UTILITY","opens":true},
         {"when":{"type":"Transactional"},"category":"UTILITY","topic":"orders"}]}\
        """;

    private final World world = World.fresh();
    private final AtomicInteger asked = new AtomicInteger();

    /** What was said and acknowledged. One thing is said at a time. The numbers are odd while one is being said. */
    private static final class Mind {

        private final AtomicInteger permissions = new AtomicInteger();
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile boolean isBlocked;
        private volatile boolean isOptedOut;

        synchronized void say(boolean isRefusal, Runnable call, Runnable then) {
            AtomicInteger number = isRefusal ? refusals : permissions;
            number.incrementAndGet();
            call.run();
            then.run();
            number.incrementAndGet();
        }
    }

    /** What is known before a call begins. */
    private record Before(Mind mind, boolean isForbidden, int permissions, int refusals) {

        static Before of(Mind mind, boolean isMarketing) {
            int permissions = mind.permissions.get();
            int refusals = mind.refusals.get();
            return new Before(mind, mind.isBlocked || isMarketing && mind.isOptedOut, permissions, refusals);
        }

        boolean nobodyPermittedSince() {
            return permissions % 2 == 0 && mind.permissions.get() == permissions;
        }

        boolean nobodyRefusedSince() {
            return refusals % 2 == 0 && mind.refusals.get() == refusals;
        }
    }

    /** Of the settings too: orders are marketing for a time, which refuses them to who opted out. */
    private final Mind orders = new Mind();

    private final List<Mind> minds =
            IntStream.range(0, PEOPLE).mapToObj(i -> new Mind()).toList();

    private static String id(int number) {
        return number % 2 == 0 ? "+4075550%04d".formatted(number) : "person" + number + "@example.org";
    }

    private void changeAMind(Random random) {
        int number = random.nextInt(PEOPLE);
        Mind mind = minds.get(number);
        boolean isRefusal = random.nextInt(3) == 0;
        switch (random.nextInt(40)) {
            case 0 -> orders.say(isRefusal, () -> settle(isRefusal), () -> orders.isOptedOut = isRefusal);
            case 1, 2, 3, 4, 5, 6, 7, 8 -> {
                String decision = isRefusal ? "BLOCK" : "UNBLOCK";
                mind.say(isRefusal, () -> decide(number, decision), () -> mind.isBlocked = isRefusal);
            }
            default -> {
                String function = isRefusal ? "request-opt-out" : "request-opt-in";
                mind.say(isRefusal, () -> tell(number, function, ""), () -> mind.isOptedOut = isRefusal);
            }
        }
    }

    private void settle(boolean ordersAreMarketing) {
        String category = ordersAreMarketing ? "MARKETING" : "UTILITY";
        String outcome = world.settle(
                        "librarie",
                        "'marketingBasis':'CONVERSATION','topics':[{'code':'orders','labels':{'en':'O'},'category':'%s'}]",
                        category)
                .get("outcome")
                .textValue();
        assertTrue(List.of("RECORDED", "UNCHANGED").contains(outcome), outcome);
    }

    private void decide(int number, String decision) {
        tell(number, "decide-consent", ",'decision':'" + decision + "'");
    }

    private void tell(int number, String function, String more) {
        world.clock.pass(Duration.ofSeconds(1));
        String outcome = world.outcome(function, "{'userId':'%s','businessId':'librarie'%s}", id(number), more);
        assertTrue(List.of("RECORDED", "UNCHANGED", "SUPERSEDED").contains(outcome), outcome);
    }

    /** One try in fifteen fails. */
    private Said consimtWithFaults(Arrived call) {
        int turn = asked.incrementAndGet();
        if (turn % 15 == 0) {
            return List.of(new Said(503, ""), new Said(429, ""), new Said(200, "<html>"), new Said(307, "{}"))
                    .get(turn / 15 % 4);
        }
        return consimt(call);
    }

    /** As the gateway does: the token says which business calls. */
    private Said consimt(Arrived call) {
        String input = "{\"caller\":{\"kind\":\"BUSINESS\",\"businessId\":\"librarie\"},\"input\":" + call.body() + "}";
        return new Said(200, world.invoke(call.path(), input).toString());
    }

    private static Said aws(Arrived call) {
        String published = "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";
        return new Said(200, call.path().isEmpty() ? published : "{\"MessageId\":\"m\"}");
    }

    private record Clients(SesV2Client mail, SnsClient sms) {

        static Clients of(URI service, ExecutionInterceptor... interceptors) {
            return new Clients(
                    LocalServer.calling(service, SesV2Client.builder())
                            .overrideConfiguration(its -> List.of(interceptors).forEach(its::addExecutionInterceptor))
                            .build(),
                    LocalServer.calling(service, SnsClient.builder())
                            .overrideConfiguration(its -> List.of(interceptors).forEach(its::addExecutionInterceptor))
                            .build());
        }

        void send(List<String> to, String kind, String text) {
            if (to.get(0).startsWith("+")) {
                String type = kind.equals("orders") ? "Transactional" : "Promotional";
                sms.publish(PublishRequest.builder()
                        .phoneNumber(to.get(0))
                        .message(text)
                        .messageAttributes(Map.of(
                                "AWS.SNS.SMS.SMSType",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(type)
                                        .build()))
                        .build());
            } else {
                mail.sendEmail(message(to, kind, text));
            }
        }
    }

    private static SendEmailRequest message(List<String> to, String kind, String text) {
        return SendEmailRequest.builder()
                .fromEmailAddress("news@example.org")
                .configurationSetName(kind)
                .destination(each -> each.toAddresses(to))
                .content(content -> content.simple(simple -> simple.subject(each -> each.data(text))
                        .body(body -> body.text(each -> each.data("Bună ziua")))))
                .build();
    }

    @Test
    void nothingArrivesThatARefusalForbadeBeforeTheCallBeganAndAllElseArrivesOnceByteForByte() throws Exception {
        settle(false);
        IntStream.range(0, PEOPLE).forEach(number -> decide(number, "CONTINUE"));
        try (GuardedService consimt = new GuardedService(this::consimtWithFaults);
                GuardedService aws = new GuardedService(GuardedSendsTest::aws);
                GuardedService unguarded = new GuardedService(GuardedSendsTest::aws)) {
            Clients guarded = Clients.of(
                    aws.uri(),
                    new ConsimtGuard(
                            SETTINGS, ConsimtGuard.byHttps(consimt.uri().toString(), "the-token")));
            Clients plain = Clients.of(unguarded.uri());
            List<String> ends = atOnce(SENDS, number -> end(new Random(number), "message " + number, guarded, plain));
            assertEquals(sorted(unguarded), sorted(aws));
            for (String end : List.of("forbidden", "allowed", "meanwhile")) {
                assertTrue(Collections.frequency(ends, end) > SENDS / 50, end + " " + Collections.frequency(ends, end));
            }
        }
    }

    /** What went by the guarded client goes by an unguarded one too, so that all that arrived can be compared. */
    private String end(Random random, String text, Clients guarded, Clients plain) {
        changeAMind(random);
        boolean isOrder = random.nextBoolean();
        int first = random.nextInt(PEOPLE);
        List<Integer> people = Stream.of(first, random.nextInt(PEOPLE / 2) * 2 + 1, random.nextInt(PEOPLE / 2) * 2 + 1)
                .limit(first % 2 == 0 ? 1 : 1 + random.nextInt(3))
                .distinct()
                .toList();
        List<String> to = people.stream().map(GuardedSendsTest::id).toList();
        Before settings = Before.of(orders, true);
        List<Before> before = people.stream()
                .map(each -> Before.of(minds.get(each), !isOrder || settings.isForbidden))
                .toList();
        String reason = "";
        try {
            guarded.send(to, isOrder ? "orders" : "news", text);
            plain.send(to, isOrder ? "orders" : "news", text);
        } catch (ConsentRefused refused) {
            reason = refused.reason;
        }
        boolean isForbidden = (!isOrder || settings.nobodyPermittedSince())
                && before.stream().anyMatch(each -> each.isForbidden && each.nobodyPermittedSince());
        boolean isAllowed = (!isOrder || settings.nobodyRefusedSince())
                && before.stream().allMatch(each -> !each.isForbidden && each.nobodyRefusedSince());
        if (isForbidden) {
            assertTrue(!reason.isEmpty(), () -> "left: " + text);
        }
        if (isAllowed) {
            assertTrue(List.of("", "NO_ANSWER", "NOT_UNDERSTOOD").contains(reason), reason + ": " + text);
        }
        return isForbidden ? "forbidden" : isAllowed ? "allowed" : "meanwhile";
    }

    private static List<Arrived> sorted(GuardedService service) {
        return service.arrived().stream()
                .sorted(Comparator.comparing(Arrived::toString))
                .toList();
    }

    private interface Numbered {
        String call(int number);
    }

    private static List<String> atOnce(int calls, Numbered call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Callable<String>> all = new ArrayList<>();
        IntStream.range(0, calls).forEach(number -> all.add(() -> call.call(number)));
        List<Future<String>> ended = threads.invokeAll(all);
        threads.shutdown();
        List<String> ends = new ArrayList<>();
        for (Future<String> each : ended) {
            ends.add(each.get());
        }
        return ends;
    }

    /** A refused introduction is given back. Of many at once one goes, and after it none. */
    @Test
    void oneMessageAtATimeIntroducesTheBusinessAndAfterItNone() throws Exception {
        settle(false);
        AtomicInteger status = new AtomicInteger(400);
        try (GuardedService consimt = new GuardedService(this::consimt);
                GuardedService aws = new GuardedService(call -> new Said(status.get(), "{}"))) {
            Clients guarded = Clients.of(
                    aws.uri(),
                    new ConsimtGuard(
                            SETTINGS, ConsimtGuard.byHttps(consimt.uri().toString(), "the-token")));
            Numbered introduce = number -> {
                try {
                    guarded.send(List.of(id(1)), "hello", "Hello " + number);
                    return "SENT";
                } catch (ConsentRefused refused) {
                    return refused.reason;
                } catch (SdkServiceException refused) {
                    return "HTTP " + refused.statusCode();
                }
            };
            assertEquals("HTTP 400", introduce.call(1));
            status.set(200);
            List<String> ends = atOnce(32, introduce);
            assertEquals(1, Collections.frequency(ends, "SENT"));
            assertTrue(List.of("SENT", "BUSY", "AWAITING_DECISION").containsAll(ends), ends::toString);
            assertEquals("AWAITING_DECISION", introduce.call(2));
            assertEquals(2, aws.arrived().size());
        }
    }
}
