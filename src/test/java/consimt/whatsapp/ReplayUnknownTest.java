package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Person;
import consimt.whatsapp.envelope.Timestamp;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayUnknownTest {

    private static final String NUMBER = "1060009";
    private static final Instant ARRIVED = Instant.parse("2026-11-24T12:00:00Z");
    private static final int MORE_CALLS_THAN_A_REPLAY_MAKES = 15;

    private final World world = World.fresh();

    @BeforeEach
    void aDayLater() {
        world.clock.pass(Duration.ofDays(1));
    }

    @Test
    void aNumberOfNoBusinessKeepsWhatItHas() {
        keep(1);
        assertEquals(World.tree("""
                        {'outcome':'REJECTED','errors':[{'field':'phoneNumberId','code':'NOT_FOUND',
                          'message':'phoneNumberId is no number of any business'}]}"""), replay(world, ""));
        configure("1060008");
        assertEquals("REJECTED", replay(world, "").get("outcome").textValue());
        assertEquals(Set.of(), optedOut());
        assertEquals(1, kept());
    }

    @Test
    void onceTheNumberIsABusinesssAllIsRecordedAsItsOwn() {
        Set<String> people = keep(5);
        configure(NUMBER);
        assertEquals(World.tree("{'outcome':'RECORDED','replayed':2,'more':true}"), replay(world, ",'limit':2"));
        assertEquals(2, optedOut().size());
        assertEquals(World.tree("{'outcome':'RECORDED','replayed':2,'more':true}"), replay(world, ",'limit':2"));
        assertEquals(World.tree("{'outcome':'RECORDED','replayed':1,'more':false}"), replay(world, ",'limit':2"));
        assertEquals(World.tree("{'outcome':'UNCHANGED','replayed':0,'more':false}"), replay(world, ""));
        assertEquals(people, optedOut());
        assertEquals(World.tree("""
                        [{'entryId':'%s','kind':'MARKETING_PREFERENCE','value':'OPT_OUT','scope':{'channel':'whatsapp','sender':'%s'},'occurredAt':'2026-11-24T12:00:00Z',
                          'countsFrom':'2026-11-24T12:00:00.999Z','recordedAt':'2026-11-25T12:00:00Z','actor':'PERSON','calledBy':{'kind':'SYSTEM'},
                          'channel':'whatsapp','signer':'OPERATOR','evidence':'-'}]""", update(0).entryId().value(), NUMBER), ledger("40700000000"));
    }

    /** An id made of a moment is that of all who say something at that moment. */
    @Test
    void whatHasNoIdOfItsOwnIsKeptBesideWhatElseWasSaidAtThatMoment() {
        List<String> people =
                IntStream.range(0, 4).mapToObj(i -> World.somebody()).toList();
        long at = world.clock.instant().getEpochSecond();
        byte[] envelope = Envelopes.of(
                undated(Envelopes.preference(NUMBER, people.get(0), "stop", at)),
                undated(Envelopes.preference(NUMBER, people.get(1), "stop", at)),
                Envelopes.message(NUMBER, people.get(2), "", "stop", at),
                Envelopes.message(NUMBER, people.get(3), "", "hello", at),
                Envelopes.message(NUMBER, people.get(3), "", "stop", at));
        assertEquals(200, Webhook.deliver(world, envelope));
        assertEquals(200, Webhook.deliver(world, envelope));
        assertEquals(5, kept());
        configure(NUMBER);
        replay(world, "");
        assertEquals(Set.copyOf(people), optedOut());
        assertEquals(0, kept());
    }

    private static String undated(String update) {
        return update.replaceAll("\"timestamp\":\"?[0-9]+\"?", "\"timestamp\":\"?\"");
    }

    @Test
    void aHundredAreTakenAtATime() {
        keep(101);
        configure(NUMBER);
        assertEquals(World.tree("{'outcome':'RECORDED','replayed':100,'more':true}"), replay(world, ""));
        assertEquals(World.tree("{'outcome':'RECORDED','replayed':1,'more':false}"), replay(world, ""));
        assertEquals(101, optedOut().size());
    }

    @Test
    void whatWasForgottenIsNotReplayed() {
        keep(3);
        configure(NUMBER);
        world.clock.pass(Duration.ofDays(29));
        assertEquals(World.tree("{'outcome':'UNCHANGED','replayed':0,'more':false}"), replay(world, ""));
    }

    /** Every call fails once, before the store has done it and after. */
    @Test
    void aCallThatFailsForgetsNothingThatWasNotRecordedAndTheNextRecordsTheRest() {
        configure(NUMBER);
        for (Fault.When when : Fault.When.values()) {
            int failures = 0;
            for (int call = 1; call <= MORE_CALLS_THAN_A_REPLAY_MAKES; call++) {
                Set<String> people = keep(3);
                Fault fault = new Fault(call, when);
                if (isCutOff(world.with(fault))) {
                    failures++;
                    assertTrue(fault.happened());
                    assertTrue(kept() == 3 || optedOut().equals(people), "call " + call + " " + when);
                    replay(world, "");
                }
                assertEquals(people, optedOut());
                assertEquals(0, kept());
                world.items(world.tables.relations())
                        .forEach(item -> world.client.deleteItem(delete -> delete.tableName(world.tables.relations())
                                .key(Map.of("userId", item.get("userId"), "businessId", item.get("businessId")))));
            }
            assertTrue(failures > 3 && failures < MORE_CALLS_THAN_A_REPLAY_MAKES, "failures: " + failures);
        }
    }

    private boolean isCutOff(World faulty) {
        return Fault.cutsOff(() -> replay(faulty, ""));
    }

    private Set<String> keep(int many) {
        List<Update> updates =
                IntStream.range(0, many).mapToObj(ReplayUnknownTest::update).toList();
        world.stores.unclaimed().keep(updates, ARRIVED);
        return updates.stream()
                .map(update -> update.person().userId().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Update update(int i) {
        return new PreferenceChanged(
                new Head(
                        NUMBER,
                        new Person(null, null, new UserId("4070%07d".formatted(i))),
                        new Timestamp(ARRIVED, null, false)),
                Wish.STOP);
    }

    private int kept() {
        return world.stores
                .unclaimed()
                .of(NUMBER, 1000, world.clock.instant())
                .items()
                .size();
    }

    private Set<String> optedOut() {
        return world.items(world.tables.relations()).stream()
                .filter(item -> item.get("businessId").s().equals("librarie") && World.hasAnOptOut(item))
                .map(item -> item.get("userId").s())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode ledger(String person) {
        JsonNode entries = world.call("read-ledger", "{'userId':'%s','businessId':'librarie'}", person)
                .get("entries");
        entries.forEach(entry -> ((ObjectNode) entry).put("evidence", "-"));
        return entries;
    }

    private void configure(String number) {
        world.settle("librarie", "'whatsapp':{'phoneNumberIds':['%s']}", number);
    }

    private static JsonNode replay(World world, String more) {
        return world.call("replay-unknown", "{'phoneNumberId':'" + NUMBER + "'" + more + "}");
    }
}
