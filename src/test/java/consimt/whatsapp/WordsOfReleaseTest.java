package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.Meter;
import consimt.kit.World;
import consimt.ledger.EntryContent.OptOut;
import consimt.record.Recorders;
import consimt.record.Statement;
import consimt.refusal.WordsVersion;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release with other words found in a message and was cut off with, and what comes again after an update. */
class WordsOfReleaseTest {

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String phone = World.somebody();

    @BeforeEach
    void theShopIsKnown() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['1']}");
    }

    /** The words of this release find no refusal in the message, and the entry of the release before stands. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalThatTheReleaseBeforeCutOffIsCompletedThoughItsWordsAreTalkNow(boolean isSuspected) {
        deliver(world, Envelopes.message("1", phone, "wamid.0", "hello", now()));
        world.clock.pass(Duration.ofSeconds(5));
        Relation relation = World.relation(phone, "shop");
        Statement suspected =
                Recorders.suspected(EntryId.ofWhatsAppMessage("wamid.1"), relation, world.clock.instant());
        Recorders.cutOff(world.stores, isSuspected ? suspected : Recorders.readAs(suspected, OptOut.of(true)));
        String hello = Envelopes.message("1", phone, "wamid.1", "hello", now());
        // Where these words have been in use for long, nobody looks for the entry of such a message.
        deliver(world, hello);
        assertEquals("ALLOWED", marketing());
        deliver(world.justUpdated(), hello);
        assertEquals("REFUSED", marketing());
    }

    /** When the words began is asked for once a process, and nothing is looked for that came later. */
    @Test
    void whatIsToldLaterCostsNothingMore() {
        World updated = world.justUpdated();
        deliver(updated, Envelopes.message("1", phone, "wamid.0", "hello", now()));
        world.clock.pass(Duration.ofDays(8).plusSeconds(1));
        meter.take();
        deliver(updated, Envelopes.message("1", phone, "wamid.1", "hello", now()));
        // The owner of the number, its settings and how the person stands.
        assertEquals(List.of("GetItem", "GetItem", "BatchGetItem"), meter.take().calls());
    }

    @Test
    void whenTheWordsBeganIsNotedOnceForAllProcesses() {
        var first = world.stores.wordsInUse().since(WordsVersion.get(), world.clock.instant());
        world.clock.pass(Duration.ofDays(3));
        assertEquals(first, world.justUpdated().stores.wordsInUse().since(WordsVersion.get(), world.clock.instant()));
    }

    private String marketing() {
        return world.text(
                "/results/0/permission",
                "check-permission",
                "{'userId':'%s','businessId':'shop','category':'MARKETING'}",
                phone);
    }

    private static void deliver(World where, String change) {
        assertEquals(200, Webhook.deliver(where, Envelopes.of(change)));
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }
}
