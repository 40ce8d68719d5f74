package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.followup.HeldOptOut;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.ledger.Signer;
import consimt.ledger.Source;
import consimt.ledger.What.OptOut;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.ShortKey;
import consimt.runtime.Sha256;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Update;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the release before stored, under ids of another form, and what comes again after the update of the code. */
class FormerIdsTest {

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String phone = World.somebody();

    @BeforeEach
    void theShopIsKnown() {
        settle("");
    }

    private void settle(String optOuts) {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','marketingBasis':'CONVERSATION','removal':{'mode':'AUTOMATIC'},"
                        + "'whatsapp':{'phoneNumberIds':['1']%s}}",
                optOuts);
    }

    @Test
    void aPreferenceThatComesAgainIsTheSameFact() {
        comesAgainAfterTheUpdate(Envelopes.preference("1", phone, "stop", now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "STOP"})
    void aMessageThatComesAgainIsTheSameFact(String text) {
        comesAgainAfterTheUpdate(Envelopes.message("1", phone, "wamid.1", text, now()));
    }

    @Test
    void aStatusThatComesAgainIsTheSameFact() {
        comesAgainAfterTheUpdate(Envelopes.failed("1", phone, "wamid.1", 131050, now()));
    }

    @Test
    void aChangeOfIdentityThatComesAgainIsTheSameFact() {
        comesAgainAfterTheUpdate(Envelopes.moved("1", phone, "RO." + phone, now()));
    }

    /** The platform's clock was ahead, so the update tells a time after the update of the code. */
    @Test
    void aPreferenceOfATimeToComeThatComesAgainIsTheSameFact() {
        comesAgainAfterTheUpdate(Envelopes.preference(
                "1", phone, "stop", now() + Duration.ofDays(2).toSeconds()));
    }

    /** Nobody noted then that the word was taken away, so for some days each message's entry is looked for. */
    @Test
    void anOptOutThatTheReleaseBeforeCutOffIsCompletedThoughTheWordIsNoneAnyMore() {
        boolean reached = true;
        for (int call = 1; reached; call++) {
            String who = World.somebody();
            settle(",'optOutWords':['basta']");
            deliver(world, Envelopes.message("1", who, "wamid.0", "hello", now()));
            world.clock.pass(Duration.ofSeconds(5));
            byte[] basta = Envelopes.of(Envelopes.message("1", who, "wamid.1", "basta", now()));
            reached = Webhook.isCutOff(world.with(new Fault(call, Fault.When.AFTER)), basta);
            boolean hasEntry = ledger().stream()
                    .anyMatch(entry -> entry.get("relation").s().startsWith(who)
                            && entry.get("value").s().equals("OPT_OUT"));
            settle("");
            world.client.updateItem(update -> update.tableName(world.tables.businesses())
                    .key(Map.of("businessId", AttributeValue.fromS("shop")))
                    .updateExpression("REMOVE wordsTakenAwayAt"));
            assertEquals(200, Webhook.deliver(world.justUpdated(), basta));
            assertEquals(hasEntry ? "OPTED_OUT" : "UNSET", marketing(who), "call " + call);
        }
    }

    /** The words of this release find no refusal in it, and the entry of the release before stands. */
    @Test
    void aMessageThatTheReleaseBeforeSuspectedStaysSuspectedThoughItsWordsAreTalkNow() {
        deliver(world, Envelopes.message("1", phone, "wamid.0", "hello", now()));
        world.clock.pass(Duration.ofSeconds(5));
        Relation relation = World.relation(phone, "shop");
        Statement suspected =
                Recorders.suspected(EntryId.ofWhatsAppMessage("wamid.1"), relation, world.clock.instant());
        world.stores.writer().keep(relation, suspected.entry());
        byte[] hello = Envelopes.of(Envelopes.message("1", phone, "wamid.1", "hello", now()));
        // Where all words have been in use for long, nobody looks for the entry of such a message.
        assertEquals(200, Webhook.deliver(world, hello));
        assertEquals("ALLOWED", marketingTo(phone));
        world.client.updateItem(update -> update.tableName(world.tables.aside())
                .key(Map.of("of", AttributeValue.fromS("#ids"), "id", AttributeValue.fromS("#ids")))
                .updateExpression("SET hashedSince = :long")
                .expressionAttributeValues(Map.of(":long", AttributeValue.fromS("2026-01-01T00:00:00.000Z"))));
        assertEquals(200, Webhook.deliver(world.justUpdated(), hello));
        assertEquals("REFUSED", marketingTo(phone));
    }

    private String marketingTo(String who) {
        return world.call("check-permission", "{'userId':'%s','businessId':'shop','category':'MARKETING'}", who)
                .at("/results/0/permission")
                .textValue();
    }

    @Test
    void anOptOutThatWasHeldAndDroppedBeforeStaysDropped() {
        Update failed = ((Envelope) Envelope.read(
                        Envelopes.of(Envelopes.failed("1", phone, "wamid.1", 131050, now())), world.clock.instant()))
                .updates()
                .get(0);
        EntryId former = failed.formerId().orElseThrow();
        Relation relation = World.relation(phone, "shop");
        world.work.holds().hold(List.of(new HeldOptOut(relation, Scope.ALL, former, failed.at())));
        world.call(
                "resolve-follow-up",
                "{'businessId':'shop','followUpIds':['%s'],'action':'SKIP','actor':'ana','note':'no'}",
                FollowUpId.ofHeldOptOut(relation, former).value());
        deliver(
                world,
                IntStream.range(0, 200)
                        .mapToObj(i -> Envelopes.failed("1", World.somebody(), "wamid.f" + i, 131050, now()))
                        .toArray(String[]::new));
        deliver(world.justUpdated(), Envelopes.failed("1", phone, "wamid.1", 131050, now()));
        assertEquals(
                0,
                world.call("list-follow-ups", "{'businessId':'shop'}")
                        .get("followUps")
                        .size());
    }

    @Test
    void idsThatTheReleaseBeforeToldByAChangeOfIdentityAreToldNoSecondTimeByAMessage() {
        String moved = Envelopes.moved("1", phone, "RO." + phone, now());
        Update update = ((Envelope) Envelope.read(Envelopes.of(moved), world.clock.instant()))
                .updates()
                .get(0);
        deliver(world, moved);
        asTheReleaseBeforeStored(update.entryId(), update.formerId().orElseThrow(), update);
        Set<Map<String, AttributeValue>> told = ledger();
        world.clock.pass(Duration.ofHours(3));
        deliver(world.justUpdated(), Envelopes.messageOfBoth("1", phone, "RO." + phone, "wamid.1", "hello", now()));
        Set<Map<String, AttributeValue>> after = new HashSet<>(ledger());
        after.removeAll(told);
        assertEquals(
                List.of("MESSAGE_SENT"),
                after.stream().map(entry -> entry.get("value").s()).toList());
    }

    /** The release before knew no scopes. What it took for a stop of all stays one, until the person says otherwise. */
    @Test
    void aStopThatTheReleaseBeforeTookForOneOfAllStaysOneEntryAndAboutAll() {
        String stop = Envelopes.preference("1", phone, "stop", now());
        Update update = ((Envelope) Envelope.read(Envelopes.of(stop), world.clock.instant()))
                .updates()
                .get(0);
        Relation relation = World.relation(phone, "shop");
        world.recorder.record(Statement.of(
                new Request(
                        update.entryId(),
                        relation,
                        EventTime.bySeconds(update.at(), update.ownTime()),
                        world.clock.instant(),
                        Source.by("whatsapp").signedBy(Signer.OPERATOR),
                        null),
                OptOut.of(false)));
        Set<Map<String, AttributeValue>> ledger = ledger();
        List<Map<String, AttributeValue>> relations = world.items(world.tables.relations());
        assertEquals(1, ledger.size());
        for (World where : List.of(world, world.justUpdated())) {
            world.clock.pass(Duration.ofMinutes(1));
            deliver(where, stop);
            assertEquals(ledger, ledger());
            assertEquals(relations, world.items(world.tables.relations()));
        }
        assertFalse(relations.toString().contains("scope#"), relations::toString);
        deliver(world, Envelopes.preference("1", phone, "resume", now()));
        assertEquals("OPTED_OUT", marketing(phone));
    }

    @Test
    void twoPeoplesWishesOfOneSecondAreTwoFactsWhateverTheirIds() {
        String other = World.somebody();
        deliver(
                world.justUpdated(),
                Envelopes.preference("1", phone, "stop", now()),
                Envelopes.preference("1", other, "stop", now()));
        for (String id : List.of(phone, other)) {
            assertEquals("OPTED_OUT", marketing(id));
        }
        assertEquals(2, ledger().size());
    }

    /** When the present form began is asked for once a process, and nothing is looked for that came later. */
    @Test
    void whatIsToldLaterCostsNothingMore() {
        World updated = world.justUpdated();
        deliver(updated, Envelopes.preference("1", World.somebody(), "stop", now()));
        world.clock.pass(Duration.ofDays(8).plusSeconds(1));
        deliver(updated, Envelopes.message("1", World.somebody(), "wamid.0", "hello", now()));
        meter.take();
        deliver(updated, Envelopes.preference("1", phone, "stop", now()));
        // The owner of the number and its settings, and then what is told.
        assertEquals(
                List.of("GetItem", "GetItem", "PutItem", "UpdateItem"),
                meter.take().calls());
    }

    @Test
    void whenTheFormBeganIsNotedOnceForAllProcesses() {
        var first = world.stores.formsInUse().since(FormsInUse.IDS, world.clock.instant());
        world.clock.pass(Duration.ofDays(3));
        assertEquals(first, world.justUpdated().stores.formsInUse().since(FormsInUse.IDS, world.clock.instant()));
    }

    private void comesAgainAfterTheUpdate(String change) {
        byte[] envelope = Envelopes.of(change);
        Update update = ((Envelope) Envelope.read(envelope, world.clock.instant()))
                .updates()
                .get(0);
        EntryId former = update.formerId().orElseThrow();
        assertNotEquals(update.entryId(), former);
        deliver(world, change);
        asTheReleaseBeforeStored(update.entryId(), former, update);
        Set<Map<String, AttributeValue>> ledger = ledger();
        List<Map<String, AttributeValue>> relations = world.items(world.tables.relations());
        assertTrue(ledger.toString().contains(former.value()));
        for (int again = 0; again < 2; again++) {
            world.clock.pass(Duration.ofMinutes(20));
            assertEquals(200, Webhook.deliver(world.justUpdated(), envelope));
            assertEquals(ledger, ledger());
            assertEquals(Set.copyOf(relations), ofBefore(world.items(world.tables.relations())));
        }
    }

    /** Less what is new in the shape of relations. */
    private static Set<Map<String, AttributeValue>> ofBefore(List<Map<String, AttributeValue>> relations) {
        return relations.stream()
                .map(relation -> {
                    Map<String, AttributeValue> before = new HashMap<>(relation);
                    before.keySet().removeAll(Set.of("shape", "mergedWith"));
                    return before;
                })
                .collect(Collectors.toSet());
    }

    /** The same facts under the former id: in the ledger without a salt, and in the marks. */
    private void asTheReleaseBeforeStored(EntryId present, EntryId former, Update update) {
        for (Map<String, AttributeValue> entry : ledger()) {
            if (!entry.get("entryId").s().equals(present.value())) {
                continue;
            }
            world.client.deleteItem(delete -> delete.tableName(world.tables.ledger())
                    .key(Map.of("relation", entry.get("relation"), "entryId", entry.get("entryId"))));
            Map<String, AttributeValue> before = new HashMap<>(entry);
            before.keySet().removeAll(Set.of("salt", "scope"));
            before.put("entryId", AttributeValue.fromS(former.value()));
            before.put("evidence", AttributeValue.fromS(evidence(entry, update)));
            world.client.putItem(put -> put.tableName(world.tables.ledger()).item(before));
        }
        for (Map<String, AttributeValue> relation : world.items(world.tables.relations())) {
            Map<String, AttributeValue> before = new HashMap<>(relation);
            before.keySet().removeAll(Set.of("shape", "mergedWith", "scoped"));
            // Each wish was about all marketing.
            boolean isOfANumber = before.remove("scope#whatsapp/1/") != null;
            if (isOfANumber) {
                before.put("optedOut", AttributeValue.fromS(countsFrom(former) + "#" + former.value()));
            }
            before.replaceAll((name, value) -> value.s() == null
                    ? value
                    : AttributeValue.fromS(value.s()
                            .replace(present.value(), former.value())
                            .replace("~" + ShortKey.of(present), "~" + ShortKey.of(former))));
            world.client.putItem(put -> put.tableName(world.tables.relations()).item(before));
        }
    }

    private String countsFrom(EntryId entry) {
        return ledger().stream()
                .filter(each -> each.get("entryId").s().equals(entry.value()))
                .map(each ->
                        each.getOrDefault("countsFrom", each.get("occurredAt")).s())
                .findFirst()
                .orElseThrow();
    }

    private static String evidence(Map<String, AttributeValue> entry, Update update) {
        String value = entry.get("value").s();
        return "sha256:"
                + (update instanceof Update.IdChanged
                        ? Sha256.of(value).base64Url()
                        : Sha256.of(
                                        Sha256.of(value, null, null).base64Url(),
                                        update.ownTime().toString(),
                                        entry.get("channel").s(),
                                        null)
                                .base64Url());
    }

    private Set<Map<String, AttributeValue>> ledger() {
        return world.entries().stream().collect(Collectors.toSet());
    }

    private String marketing(String id) {
        return world.call("read-relation", "{'userId':'%s','businessId':'shop'}", id)
                .at("/relation/marketing")
                .textValue();
    }

    private static void deliver(World where, String... changes) {
        assertEquals(200, Webhook.deliver(where, Envelopes.of(changes)));
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }
}
