package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.inbound.OwnEntries;
import consimt.kit.HotKeys;
import consimt.kit.World;
import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a business may bring in a second by a webhook that it signs itself. No limit of the gateway's is the business's
 * there, and opt-outs by other ways need the same key. No certain refusal waits for what else the business brings.
 */
class OwnEntriesTest {

    private static final Platform SHOPS = new Platform("the shop's own app secret");
    private static final BusinessId SHOP = new BusinessId("shop");
    private static final String SECRET_NAME = "consimt/whatsapp/shop/secret";

    private final World world = World.fresh();
    private final List<String> people =
            Stream.generate(World::somebody).limit(5).toList();
    private int messages;

    @BeforeEach
    void theShopHoldsItsSecret() {
        world.secrets.with(SECRET_NAME, "the shop's own app secret");
        world.settle(
                "shop",
                "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001'],'appSecretName':'%s'}",
                SECRET_NAME);
        people.forEach(each ->
                world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", each));
        nextSecond();
    }

    @Test
    void aStopIsRecordedInTheSameCallAsACampaignOfThousandsOfStatusesASecond() {
        List<String> statuses = IntStream.range(0, 990)
                .mapToObj(i -> Envelopes.marketingSent("9001", people.get(i % 5), "wamid.sent." + i, at()))
                .toList();
        List<String> stops = stops();
        assertEquals(200, signed(Stream.concat(statuses.stream(), stops.subList(0, 2).stream())));
        assertEquals(200, signed(Stream.concat(statuses.stream(), stops.subList(2, 4).stream())));
        // More of them than are read in a second.
        assertEquals(200, signed(Stream.concat(statuses.stream(), stops.subList(4, 5).stream())));
        assertEquals(allStopped(), standings());
        assertNull(world.counted.get("BoundsReached"));
    }

    @Test
    void whateverElseTheBusinessBringsStopsAreRecordedAtOnceAndTheOthersAtTheNextDelivery() {
        fill("entries", OwnEntries.MOST);
        String stranger = World.somebody();
        List<String> all =
                Stream.concat(stops().stream(), Stream.of(hello(stranger))).toList();
        assertEquals(429, signed(all.stream()));
        assertEquals(allStopped(), standings());
        assertEquals("FIRST_CONTACT_REQUIRED", ask(stranger));
        assertEquals(1, world.counted.get("BoundsReached"));
        nextSecond();
        assertEquals(200, signed(all.stream()));
        assertEquals("ALLOWED", ask(stranger));
    }

    /** What is read for whether it becomes an entry is work, too. */
    @Test
    void noStopWaitsForABusinessThatBringsMoreUpdatesThanAreReadInASecond() {
        fill("updates", OwnEntries.MOST_UPDATES);
        String late = Envelopes.marketingSent("9001", people.get(0), "wamid.sent", at());
        String talk = Envelopes.message("9001", people.get(0), "wamid.long", "hello ".repeat(100), at());
        List<String> all =
                Stream.concat(Stream.of(late, talk), stops().stream()).toList();
        assertEquals(429, signed(all.stream()));
        assertEquals(allStopped(), standings());
        assertEquals(1, world.counted.get("BoundsReached"));
        nextSecond();
        assertEquals(200, signed(all.stream()));
    }

    @Test
    void aLateMessageWaitsForTheNextDeliveryAndTheStopBesideItDoesNot() {
        String late = people.get(0);
        String stops = people.get(1);
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", late);
        nextSecond();
        nextSecond();
        fill("entries", OwnEntries.MOST);
        List<String> both = List.of(
                Envelopes.marketingSent("9001", late, "wamid.late", at()),
                Envelopes.message("9001", stops, "wamid.stop", "stop", at()));
        assertEquals(429, signed(both.stream()));
        assertEquals("MARKETING_OPTED_OUT", ask(stops));
        assertEquals(0, lateMessages(late));
        nextSecond();
        assertEquals(200, signed(both.stream()));
        assertEquals(1, lateMessages(late));
    }

    @Test
    void whatIsNoEntryIsNotCounted() {
        assertEquals(200, signed(people.stream().map(this::hello)));
        nextSecond();
        fill("entries", OwnEntries.MOST);
        assertEquals(200, signed(people.stream().map(this::hello)), "all of them have agreed");
    }

    @Test
    void anEnvelopeTakesTheSharesOfTheSecondsAfterIt() {
        OwnEntries entries = entries(world);
        assertTrue(admits(entries, 2 * OwnEntries.MOST + 1));
        nextSecond();
        assertFalse(admits(entries, 1));
        nextSecond();
        assertTrue(admits(entries, 1));
        assertTrue(entries.admission(any -> Signer.OPERATOR).admits(SHOP, 10_000), "the operator vouches");
    }

    /** Else one who signs stops for nobody could keep people from stopping the business by other ways. */
    @Test
    void stopsHaveSoManyPlacesThatNoCampaignFillsThemAndTheOperatorsHaveAll() {
        fill("refusals", OwnEntries.MOST_REFUSALS - 1);
        String first = Envelopes.preference("9001", people.get(0), "stop", at());
        String second = Envelopes.preference("9001", people.get(1), "stop", at());
        assertEquals(200, signed(Stream.of(first)));
        assertEquals(429, signed(Stream.of(second)));
        assertEquals("ALLOWED", ask(people.get(1)));
        Webhook.deliverByTopic(world, second);
        assertEquals("MARKETING_OPTED_OUT", ask(people.get(1)));
        nextSecond();
        assertEquals(200, signed(Stream.of(second)));
    }

    @Test
    void aStopWaitsForNoStoreOfPlaces() {
        World without = world.with(new HotKeys(world.clock).bearing(world.tables.aside(), 0));
        String stop = Envelopes.message("9001", people.get(0), "wamid.stop", "stop", at());
        assertEquals(200, Webhook.deliver(without, SHOPS, Envelopes.of(stop)));
        assertEquals("MARKETING_OPTED_OUT", ask(people.get(0)));
        assertTrue(Webhook.isCutOff(without, SHOPS, Envelopes.of(hello(World.somebody()))));
    }

    @Test
    void norForTheStoreOfWhatIsOfNobodyYet() {
        World without = world.with(new HotKeys(world.clock).bearing(world.tables.aside(), 0));
        byte[] both = Envelopes.of(
                Envelopes.message("9999", people.get(0), "wamid.nobody", "stop", at()),
                Envelopes.message("9001", people.get(0), "wamid.stop", "stop", at()));
        theOperatorSignsAgain();
        assertTrue(Webhook.isCutOff(without, both));
        assertEquals("MARKETING_OPTED_OUT", ask(people.get(0)));
    }

    private void theOperatorSignsAgain() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001']}");
    }

    /** One stop of each kind, each of another person. */
    private List<String> stops() {
        String button = "\"type\":\"button\",\"button\":{\"text\":\"Stop promotions\",\"payload\":\"Stop promotions\"}";
        String messages = "\"messages\":[%s]".formatted(Envelopes.element(people.get(2), "wamid.b", at(), button));
        return List.of(
                Envelopes.message("9001", people.get(0), "wamid.w", "stop", at()),
                Envelopes.preference("9001", people.get(1), "stop", at()),
                Envelopes.change("messages", "9001", messages),
                Envelopes.failed("9001", people.get(3), "wamid.f", 131050, at()),
                Envelopes.message("9001", people.get(4), "wamid.w2", "Unsubscribe", at()));
    }

    private Map<String, List<String>> allStopped() {
        return Map.of("MARKETING_OPTED_OUT", people);
    }

    private Map<String, List<String>> standings() {
        return people.stream().collect(groupingBy(this::ask));
    }

    private String hello(String person) {
        return Envelopes.message("9001", person, "wamid.hello." + messages++, "hello", at());
    }

    private void fill(String what, int many) {
        Instant now = world.clock.instant();
        assertTrue(world.stores.places().take(SHOP, what + " of " + now.getEpochSecond(), many, many, now));
    }

    private static OwnEntries entries(World world) {
        return new OwnEntries(world.stores.places(), (metric, value) -> {}, world.clock);
    }

    private static boolean admits(OwnEntries entries, int many) {
        return entries.admission(any -> Signer.BUSINESS).admits(SHOP, many);
    }

    private long lateMessages(String person) {
        return world
                .call("read-ledger", "{'userId':'%s','businessId':'shop'}", person)
                .get("entries")
                .findValuesAsText("kind")
                .stream()
                .filter("LATE_MESSAGE"::equals)
                .count();
    }

    private int signed(Stream<String> changes) {
        return Webhook.deliver(world, SHOPS, Envelopes.of(changes.toList()));
    }

    private String ask(String who) {
        return world.may("'userId':'%s','businessId':'shop','category':'MARKETING','scope':{'sender':'9001'}", who);
    }

    private void nextSecond() {
        world.clock.pass(Duration.ofSeconds(1));
    }

    private long at() {
        return world.clock.instant().getEpochSecond();
    }
}
