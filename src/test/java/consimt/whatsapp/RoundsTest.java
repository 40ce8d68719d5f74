package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Long texts, which take long to judge, hold up no refusal beside them. */
class RoundsTest {

    private static final long AT = Instant.parse("2026-11-24T11:00:00Z").getEpochSecond();
    private static final String LONG_TEXT = "On 3 March 2026, at 10:02, A Shop <a@shop.example> said:\\n".repeat(80);

    @Test
    void aStopIsRecordedBeforeTheLongTextsBesideItAreJudged() {
        Ending ending = new Ending();
        World world = World.fresh(ending);
        world.settle("librarie", "'whatsapp':{'phoneNumberIds':['1']}");
        String first = World.somebody();
        ending.after(Integer.MAX_VALUE);
        assertEquals(200, Webhook.deliver(world, Envelopes.of(longTextsAnd(first, 10))));
        int callsOfARound = ending.calls.get();

        String second = World.somebody();
        ending.after(callsOfARound);
        assertTrue(Webhook.isCutOff(world, Envelopes.of(longTextsAnd(second, 30))));

        ending.after(Integer.MAX_VALUE);
        for (String who : List.of(first, second)) {
            JsonNode result = world.call(
                            "check-permission", "{'userId':'%s','businessId':'librarie','category':'MARKETING'}", who)
                    .at("/results/0");
            assertEquals("MARKETING_OPTED_OUT", result.path("reason").textValue(), result::toString);
        }
    }

    private static List<String> longTextsAnd(String whoStops, int texts) {
        return Stream.concat(
                        IntStream.range(0, texts).mapToObj(i -> {
                            String who = World.somebody();
                            return Envelopes.message("1", who, "wamid." + who, LONG_TEXT, AT);
                        }),
                        Stream.of(Envelopes.message("1", whoStops, "wamid." + whoStops, "STOP", AT)))
                .toList();
    }

    /** Lets every call fail from some call on. */
    private static final class Ending implements ExecutionInterceptor {

        private final AtomicInteger calls = new AtomicInteger();
        private volatile int last = Integer.MAX_VALUE;

        private void after(int last) {
            calls.set(0);
            this.last = last;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
            if (calls.incrementAndGet() > last) {
                throw SdkClientException.create("the function has ended, on purpose");
            }
        }
    }
}
