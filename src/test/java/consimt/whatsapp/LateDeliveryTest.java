package consimt.whatsapp;

import static consimt.whatsapp.Webhook.deliver;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether marketing was sent too late depends on what the person wished until then, not on what stands where. */
class LateDeliveryTest {

    private static final long AT = Instant.parse("2026-11-24T11:00:00Z").getEpochSecond();
    private static final String ANA = "40701000001";

    private static final List<String> CHANGES = List.of(
            Envelopes.preference("1", ANA, "stop", AT),
            Envelopes.marketingSent("1", ANA, "wamid.late", AT + 10),
            Envelopes.preference("1", ANA, "stop", AT + 20));

    private final World world = World.fresh();

    @ParameterizedTest
    @CsvSource({"0,1,2", "0,2,1", "1,0,2", "1,2,0", "2,0,1", "2,1,0"})
    void aWishRepeatedInTheSameEnvelopeDoesNotExcuseWhatWasSentBetween(int first, int second, int third) {
        for (String mode : List.of("AUTOMATIC", "MANUAL")) {
            World each = World.fresh();
            settle(each, mode);
            byte[] envelope = Envelopes.of(CHANGES.get(first), CHANGES.get(second), CHANGES.get(third));
            assertEquals(200, deliver(each, envelope));
            assertEquals(200, deliver(each.elsewhere(), envelope));
            assertEquals(List.of("wamid.late"), late(each), mode);
        }
    }

    /** One by one, so that no call could put them in order. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void whatWasKeptAsideIsRecordedWithTheWishesFirst(String mode) {
        assertEquals(200, deliver(world, Envelopes.of(CHANGES.get(1), CHANGES.get(0))));
        settle(world, mode);
        Stream.generate(() -> world.call("replay-unknown", "{'phoneNumberId':'1','limit':1}"))
                .takeWhile(answer -> answer.get("more").booleanValue())
                .forEach(answer -> assertEquals(1, answer.get("replayed").intValue()));
        assertEquals(List.of("wamid.late"), late(world));
    }

    private static List<String> late(World world) {
        return world.entries().stream()
                .filter(entry -> entry.get("kind").s().equals("LATE_MESSAGE"))
                .map(entry -> entry.get("value").s())
                .toList();
    }

    private static void settle(World world, String mode) {
        world.settle("librarie", "'removal':{'mode':'%s'},'whatsapp':{'phoneNumberIds':['1']}", mode);
    }
}
