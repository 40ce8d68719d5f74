package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.Cases;
import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All since a time is asked for again. */
class SentAgainTest {

    private final Delivering all = new Delivering();
    private final String person = World.somebody();

    @BeforeEach
    void tell() {
        all.configure("shop");
        all.goOn(Duration.ofMinutes(2));
    }

    private Instant tellSome() {
        Instant from = all.world.clock.instant();
        for (int i = 0; i < 5; i++) {
            all.optOut("shop", person, "o-" + i);
            all.optOut("shop", World.somebody(), "o-" + i);
            all.world.clock.pass(Duration.ofSeconds(1));
        }
        return from;
    }

    private String again(Instant from) {
        return all.redeliver("{'businessId':'shop','from':'" + from + "'}")
                .get("outcome")
                .textValue();
    }

    private List<String> got() {
        return all.receivers.got("shop").stream().map(Got::id).toList();
    }

    @Test
    void whatTheStreamGaveUpArrivesInItsOrder() {
        Instant from = tellSome();
        all.world.clock.pass(Duration.ofMinutes(5));
        all.losesWhatIsNew();
        all.goOn(Duration.ofMinutes(2));
        assertEquals(1, got().size());
        assertEquals("RECORDED", again(from));
        assertEquals(EndpointState.PARKED, all.endpoint("shop").state());
        all.goOn(Duration.ofMinutes(6));
        Orders.assertAllInOrder(all, "shop");
        assertEquals(got().size(), new HashSet<>(got()).size());
        assertEquals(Endpoint.UP, all.endpoint("shop"));
    }

    @Test
    void oneThatIsTriedInTheQueueIsNotOvertaken() {
        all.receivers.refused.add(person);
        tellSome();
        all.goOn(Duration.ofMinutes(1));
        Instant later = all.world.clock.instant();
        all.world.call("request-opt-in", "{'requestId':'i','userId':'%s','businessId':'shop'}", person);
        assertEquals("RECORDED", again(later));
        all.receivers.refused.clear();
        all.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(all, "shop");
    }

    /** Whichever notices a business asks for: none is posted again and again at the cost of others. */
    @Test
    void whoAsksForSlowNoticesAgainAndAgainIsParked() {
        tellSome();
        all.goOn(Duration.ofMinutes(1));
        all.receivers.behave("shop", Behaviour.TAKES_SLOWLY);
        for (String id : List.copyOf(got().subList(0, Cases.of(2, 4)))) {
            for (int i = 0; i < 120; i++) {
                all.redeliver("{'businessId':'shop','ids':['" + id + "']}");
                all.world.clock.pass(Duration.ofMillis(1));
                all.deliverAll();
            }
            assertEquals(EndpointState.PARKED, all.endpoint("shop").state());
            all.goOn(Duration.ofMinutes(10));
            assertEquals(EndpointState.UP, all.endpoint("shop").state());
        }
    }

    @Test
    void aTimeAndIdsCannotStandTogether() {
        assertEquals(
                "from",
                all.redeliver(
                                "{'businessId':'shop','ids':['1-00000000000000000000000001'],'from':'2026-11-24T10:00:00Z'}")
                        .at("/errors/0/field")
                        .textValue());
    }
}
