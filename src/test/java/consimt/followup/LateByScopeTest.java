package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a message is late depends on the wishes about its own scope. */
class LateByScopeTest {

    private static final World WORLD = World.fresh();
    private static final String SEVEN = "out:offers out:news out:wa1 out:sms in:email out:push out:rcs";

    private final Customer customer = new Customer(WORLD);

    @Test
    void aMessageFromBeforeTheOptOutOfItsScopeIsNotLateThoughALaterOneIsOfAll() {
        Instant before = WORLD.clock.instant();
        customer.says("out:offers");
        Instant between = WORLD.clock.instant();
        customer.says(SEVEN);
        Instant after = WORLD.clock.instant();
        assertEquals(false, isLate("offers", before));
        assertEquals(false, isLate("parcels", before));
        assertEquals(false, isLate("all", before));
        assertEquals(true, isLate("offers", between));
        assertEquals(false, isLate("news", between));
        assertEquals(false, isLate("parcels", between));
        assertEquals(false, isLate("wa1+news", between));
        assertEquals(true, isLate("sms", between), "it may be about offers");
        assertEquals(true, isLate("parcels", after), "all is refused");
    }

    /** A status tells the number and no topic. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "out:offers, false",
        "out:offers out:news out:parcels, true",
        "out:wa1, true",
        "out:wa2, false",
        "out:wa, true",
        "out:wa1+offers, false",
        "out:sms, false",
        "out:all, true",
        "out:all in:offers, false",
        "out:all in:sms, true",
        "out:offers out:wa1, true",
    })
    void aStatusTellsALateMessageOnlyIfNoTopicWasAllowed(String said, boolean isLate) {
        customer.says(said);
        sends("wamid." + customer.id, WORLD.clock.instant());
        assertEquals(isLate ? 1 : 0, late());
    }

    @Test
    void aStatusCountsForARemovalThatIsNotOfATopic() {
        customer.says("out:wa out:offers");
        sends("wamid." + customer.id, WORLD.clock.instant());
        assertEquals(
                List.of("removal offers OPEN", "removal wa OPEN (1)"),
                customer.work().stream().sorted().toList());
    }

    private boolean isLate(String scope, Instant sentAt) {
        String messageId = scope.replace('+', '.') + "." + sentAt.toEpochMilli();
        return WORLD.sent(customer.who() + customer.scope(scope), messageId, sentAt)
                .at("/results/0/late")
                .booleanValue();
    }

    private void sends(String messageId, Instant at) {
        WORLD.clock.pass(Duration.ofSeconds(1));
        String sent = Envelopes.marketingSent(customer.number(1), customer.id, messageId, at.getEpochSecond());
        assertEquals(200, Webhook.deliver(WORLD, Envelopes.of(sent)));
    }

    private long late() {
        return customer.followUps().stream()
                .mapToInt(each -> each.get("lateMessages").intValue())
                .sum();
    }
}
