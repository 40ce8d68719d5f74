package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Fault;
import consimt.kit.HotKeys;
import consimt.kit.World;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An opt-out names a second id that this code cannot read, as after a roll-back. The first id does not wait for that. */
class OptOutsDoNotWaitTest {

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String other = World.somebody();
    private Instant said;

    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void anOptOutWhoseOtherIdCannotBeRead(String mode) {
        settle(mode);
        setShape("9");
        for (int delivery = 0; delivery < 2; delivery++) {
            assertThrows(StoreUnavailable.class, this::stop);
            assertEquals("MARKETING_OPTED_OUT", answer());
            assertEquals(1, wishes(person));
            assertEquals(1, wishes(other));
            world.clock.pass(Duration.ofMinutes(1));
        }
    }

    /** Of several ids, each that can be read is refused, whichever else cannot. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void anOptOutOfManyIds(String mode) {
        settle(mode);
        List<String> readable = Stream.generate(World::somebody).limit(6).toList();
        readable.forEach(this::agree);
        setShape("9");
        Set<UserId> named = Stream.concat(readable.stream(), Stream.of(other))
                .map(UserId::new)
                .collect(Collectors.toSet());
        assertThrows(
                StoreUnavailable.class,
                () -> world.recorder.record(stopped(person).knownAs(named)));
        readable.forEach(id -> assertEquals("MARKETING_OPTED_OUT", answer(id)));
    }

    /** The id that an opt-out is about cannot be read. Those that it names can. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void anOptOutWhoseOwnIdCannotBeRead(String mode) {
        settle(mode);
        setShape("9");
        assertThrows(
                StoreUnavailable.class,
                () -> world.recorder.record(stopped(other).knownAs(Set.of(new UserId(person)))));
        assertEquals("MARKETING_OPTED_OUT", answer());
        assertEquals(1, wishes(other));
    }

    /** The message was read as plain talk before, and the other id could not be read then either. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void aMessageThatIsReadOtherwiseNow(String mode) {
        settle(mode);
        setShape("9");
        Statement talk = Statement.ofMessage(request(person)).knownAs(Set.of(new UserId(other)));
        assertThrows(StoreUnavailable.class, () -> world.recorder.recordAll(List.of(talk)));
        assertThrows(StoreUnavailable.class, this::stop);
        assertEquals("MARKETING_OPTED_OUT", answer());
    }

    /** The settings have changed, so that the same opt-out is a wider one now. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void anOptOutThatIsWiderNow(String mode) {
        settle(mode);
        setShape("9");
        Scope sms = Scope.of(Channel.SMS);
        for (OptOut optOut : List.of(OptOut.of(true, sms), OptOut.of(true))) {
            Statement stop = Statement.of(request(person), optOut).knownAs(Set.of(new UserId(other)));
            assertThrows(StoreUnavailable.class, () -> world.recorder.record(stop));
        }
        assertEquals("MARKETING_OPTED_OUT", answer());
    }

    /** People at the business get the work, and once only. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRemovalOpensAndIsOne(boolean isReadableLater) {
        settle("MANUAL");
        setShape("9");
        assertThrows(StoreUnavailable.class, this::stop);
        world.clock.pass(Duration.ofHours(1));
        if (isReadableLater) {
            setShape("1");
            stop();
            world.call("remind-follow-ups", "{}");
        } else {
            // The work about the other id fails each time. It stops no other work.
            assertThrows(StoreUnavailable.class, () -> world.call("remind-follow-ups", "{}"));
        }
        assertEquals("MARKETING_OPTED_OUT", answer());
        assertEquals(
                1,
                world.pages("list-follow-ups", "followUps", "'businessId':'shop'").stream()
                        .filter(work -> work.get("kind").textValue().equals("MARKETING_REMOVAL"))
                        .filter(work -> work.get("userId").textValue().equals(person))
                        .count());
        assertTrue(wishes(person) > 0);
    }

    /** The work of the business cannot be written, say because the business itself writes too much of it. */
    @Test
    void anOptOutWhileTheWorkCannotBeWritten() {
        settle("MANUAL");
        World busy = world.with(new HotKeys(world.clock).bearing(world.tables.followUps(), 0));
        assertThrows(StoreUnavailable.class, () -> busy.recorder.record(stopped(person)));
        assertEquals("MARKETING_OPTED_OUT", answer());
        assertEquals(1, wishes(person));

        world.recorder.record(stopped(person));
        assertEquals(1, wishes(person));
        assertEquals(
                List.of("OPEN"),
                world.call("list-follow-ups", "{'businessId':'shop'}")
                        .get("followUps")
                        .findValuesAsText("state"));
    }

    /** The work could not be written, and nobody says it again. A rebuild opens the one removal, and an opt-in ends it. */
    @Test
    void anOptOutThatNobodyRepeats() {
        settle("MANUAL");
        World busy = world.with(new HotKeys(world.clock).bearing(world.tables.followUps(), 0));
        assertThrows(StoreUnavailable.class, () -> busy.recorder.record(stopped(person)));
        world.clock.pass(Duration.ofHours(1));
        world.call("remind-follow-ups", "{}");
        assertEquals(List.of(), work());
        for (int i = 0; i < 2; i++) {
            world.call("rebuild-relation", "{'userId':'%s','businessId':'shop'}", person);
            assertEquals(List.of("OPEN"), work());
        }
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
        assertEquals(List.of(), work());
    }

    /** The opt-in comes first, and then the opt-out is told again. */
    @Test
    void anOptOutThatIsRepeatedAfterAnOptInOpensNothing() {
        settle("MANUAL");
        World busy = world.with(new HotKeys(world.clock).bearing(world.tables.followUps(), 0));
        assertThrows(StoreUnavailable.class, () -> busy.recorder.record(stopped(person)));
        world.clock.pass(Duration.ofMinutes(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
        world.recorder.record(stopped(person));
        world.clock.pass(Duration.ofHours(1));
        world.call("remind-follow-ups", "{}");
        assertEquals(List.of(), work());
        assertEquals(null, answer());
    }

    private List<String> work() {
        return world.call("list-follow-ups", "{'businessId':'shop'}")
                .get("followUps")
                .findValuesAsText("state");
    }

    /**
     * A mail program says it once, and one call of the store fails. Only where this call is to store the entry itself,
     * nothing is recorded.
     *
     * @param outcomes by the failing call: {@code +} is recorded, with all that follows; 1 and 0 are a fault, with the
     *     entry or without
     */
    @ParameterizedTest
    @CsvSource({"AUTOMATIC, +0+1.......", "MANUAL, +++01+....."})
    void anOptOutThatAFaultMet(String mode, String outcomes) {
        settle(mode);
        StringBuilder got = new StringBuilder();
        for (int call = 1; call < 12; call++) {
            String id = World.somebody();
            agree(id);
            Fault fault = new Fault(call, Fault.When.BEFORE);
            try {
                world.with(fault).recorder.record(stopped(id));
                got.append(fault.happened() ? "+" : ".");
            } catch (StoreUnavailable e) {
                got.append(wishes(id));
            }
        }
        assertEquals(outcomes, got.toString());
    }

    private void settle(String mode) {
        world.settle("shop", "'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION'", mode);
        List.of(person, other).forEach(this::agree);
        world.clock.pass(Duration.ofMinutes(1));
        said = world.clock.instant().minusSeconds(5);
    }

    private void agree(String id) {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", id);
    }

    private void setShape(String shape) {
        world.client.updateItem(update -> update.tableName(world.tables.relations())
                .key(Map.of("userId", AttributeValue.fromS(other), "businessId", AttributeValue.fromS("shop")))
                .updateExpression("SET #shape = :shape")
                .expressionAttributeNames(Map.of("#shape", "shape"))
                .expressionAttributeValues(Map.of(":shape", AttributeValue.fromN(shape))));
    }

    private void stop() {
        world.recorder.record(stopped(person).knownAs(Set.of(new UserId(other))));
    }

    private Statement stopped(String id) {
        return Statement.of(request(id), OptOut.of(true));
    }

    private Request request(String id) {
        return new Request(
                EntryId.ofWhatsAppMessage("wamid.stop"),
                World.relation(id, "shop"),
                EventTime.bySeconds(said, said),
                world.clock.instant(),
                Source.by("whatsapp").signedBy(Signer.OPERATOR),
                null);
    }

    private String answer() {
        return answer(person);
    }

    private String answer(String id) {
        return world.text(
                "/results/0/reason",
                "check-permission",
                "{'userId':'%s','businessId':'shop','category':'MARKETING'}",
                id);
    }

    private long wishes(String id) {
        return world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(id)).stream()
                .filter(entry -> entry.get("kind").textValue().equals("MARKETING_PREFERENCE"))
                .count();
    }
}
