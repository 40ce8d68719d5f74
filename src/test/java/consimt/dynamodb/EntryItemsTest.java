package consimt.dynamodb;

import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.http.ApiDocument;
import consimt.kit.World;
import consimt.ledger.AnsweredMessage;
import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.Other;
import consimt.ledger.Ledger;
import consimt.ledger.SettingsJson;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.ledger.StatedWish.StatedReason;
import consimt.ledger.WorkState;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.FollowUpId;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one list of all places that a kind of entry, or a part of one, has to be in. The samples are made from the records
 * themselves, each part set and each optional part left out, so that no new one can be forgotten.
 */
class EntryItemsTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Relation RELATION = World.relation("40700000001", "shop");

    private static final FollowUpId FOLLOW_UP = FollowUpId.ofReview(RELATION, 1);

    static List<EntryContent> samples() {
        List<EntryContent> samples = new ArrayList<>();
        leaves(EntryContent.class)
                .filter(kind -> kind != Other.class && kind != HoldChange.class)
                .forEach(kind -> {
                    samples.add(sample(kind, false));
                    samples.add(sample(kind, true));
                });
        for (Fact.Kind decision : Fact.Kind.values()) {
            if (decision.isAboutHolding()) {
                samples.add(new HoldChange(decision, EntryId.ofRequest("another")));
            }
            if (!decision.isWish() && !decision.isAboutHolding() && !decision.isClaim()) {
                samples.add(new EntryContent.ConsentDecision(decision, null));
            }
        }
        return samples;
    }

    @Test
    void thereIsASampleOfEachKind() {
        assertEquals(
                Stream.of(EntryContent.Kind.values()).map(Enum::name).collect(Collectors.toSet()),
                samples().stream().map(EntryContent::kind).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEntryIsReadAsItWasStored(EntryContent what) {
        Source source = what instanceof EntryContent.FollowUpStep
                ? Source.of("ana")
                : Source.by("app").signedBy(Signer.BUSINESS);
        Commitment commitment = what instanceof EntryContent.FollowUpStep ? null : Commitment.to("content");
        Entry entry = new Entry(EntryId.ofRequest("e"), AT, AT.plusSeconds(1), source, commitment, what);
        Entry read = EntryItems.entry(EntryItems.item(RELATION, entry, Instant.EPOCH));
        assertEquals(entry, read);
        assertEquals(entry.fact(), read.fact());
        assertTrue(commitment == null || read.tellsTheSameAs(entry));
    }

    @Test
    void aStepIsReadWithHowTheWorkStandsAfterIt() {
        for (WorkState work : List.of(sampleOfWork(false), sampleOfWork(true))) {
            EntryContent step = new EntryContent.FollowUpStep("CLAIM", FOLLOW_UP, null, null);
            Entry entry =
                    Entry.ofWork(EntryId.ofStep(FOLLOW_UP, 3), AT, "ana", step).ofWork(RELATION.businessId(), work);
            assertEquals(entry, EntryItems.entry(EntryItems.item(RELATION, entry, Instant.EPOCH)));
            World world = World.onEngine();
            world.stores.writer().keep(RELATION, entry);
            assertEquals(
                    World.JSON.valueToTree(work),
                    world.call("read-ledger", "{'userId':'40700000001','businessId':'shop'}")
                            .at("/entries/0/work"));
        }
    }

    @Test
    void aStepOfWhichOnlyNewerCodeCanReadTheWorkIsReadWithoutIt() {
        EntryContent what = new EntryContent.FollowUpStep("CLAIM", FOLLOW_UP, null, null);
        Entry step = Entry.ofWork(EntryId.ofStep(FOLLOW_UP, 3), AT, "ana", what)
                .ofWork(RELATION.businessId(), sampleOfWork(true));
        Map<String, AttributeValue> item = new HashMap<>(EntryItems.item(RELATION, step, Instant.EPOCH));
        Items.put(item, "workDue", "some day");
        assertNull(EntryItems.entry(item).work());
    }

    static WorkState sampleOfWork(boolean whole) {
        return new WorkState(
                new WorkState.Job(
                        WorkState.Kind.MARKETING_REMOVAL,
                        whole ? Scope.ofTopic("offers") : null,
                        EntryId.ofRequest("o")),
                WorkState.State.CLAIMED,
                new WorkState.Term(AT, LocalDate.of(2026, 12, 3)),
                whole ? new WorkState.Holder("ana", AT.plusSeconds(5), AT.plusSeconds(6)) : WorkState.Holder.NOBODY,
                whole ? new WorkState.Additions(1, 2, LocalDate.parse("2026-11-30"), 3) : WorkState.Additions.NONE,
                whole
                        ? List.of(
                                new WorkState.Message(EntryId.ofRequest("m"), AT.plusSeconds(8), false),
                                new WorkState.Message(EntryId.ofWhatsAppMessage("n"), AT.plusSeconds(9), true))
                        : List.of(),
                whole ? AT.plusSeconds(7) : null,
                whole ? 4 : 0);
    }

    /** Every part that an entry has stands in what callers see of it, under the same name. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyPartIsShown(EntryContent what) {
        World world = World.onEngine();
        Entry entry = new Entry(EntryId.ofRequest("e"), AT, AT, Source.by("app").signedBy(Signer.OPERATOR), null, what);
        world.stores.writer().keep(RELATION, entry);
        var shown = world.call("read-ledger", "{'userId':'40700000001','businessId':'shop'}")
                .at("/entries/0");
        entry.parts().texts().forEach((name, text) -> {
            String at = name.equals("reasonCode")
                    ? "/reason/code"
                    : name.equals("reasonText") ? "/reason/text" : "/" + name;
            var part = shown.at(at);
            // Whose work a step is of ("queueOf") says only who may read it, and "untold" what is no notice.
            assertEquals(
                    switch (name) {
                        case "queueOf", "untold" -> "";
                        case "scope" -> "{\"channel\":\"sms\",\"topic\":\"offers\"}";
                        case "refusals" ->
                            "[{\"kind\":\"BLOCKED\",\"scope\":{}},{\"kind\":\"OPTED_OUT\",\"scope\":{\"channel\":\"sms\",\"sender\":\"a:1\"}}]";
                        case "calledBy" -> "{\"kind\":\"" + text + "\"}";
                        default -> text;
                    },
                    part.isContainerNode() ? part.toString() : part.asText(),
                    name);
        });
        assertEquals(what.kind(), shown.get("kind").textValue());
        assertEquals(what.value(), shown.get("value").textValue());
    }

    @Test
    void theDocumentOfTheGatewayNamesEachKind() {
        Set<String> named = new HashSet<>();
        ApiDocument.TREE
                .at("/components/schemas/Entry/properties/kind/enum")
                .forEach(kind -> named.add(kind.textValue()));
        assertEquals(Stream.of(EntryContent.Kind.values()).map(Enum::name).collect(Collectors.toSet()), named);
    }

    @Test
    void anEntryOfAKindThatOnlyNewerCodeKnowsIsShownAsItIsAndStandsInNobodysWay() {
        World world = World.onEngine();
        for (List<String> told : List.of(
                List.of("SOMETHING_NEW", "VALUE"),
                List.of("CONSENT_DECISION", "MUTE"),
                List.of("MARKETING_PREFERENCE", "OPT_SIDEWAYS"))) {
            Map<String, AttributeValue> item = new HashMap<>(EntryItems.item(
                    RELATION,
                    new Entry(
                            EntryId.ofRequest(told.get(1)),
                            AT,
                            AT,
                            Source.by("app"),
                            Commitment.to("x"),
                            new EntryContent.OptOutReason(
                                    EntryId.ofRequest("o"), new StatedReason("OTHER", null), true)),
                    AT));
            Items.put(item, "kind", told.get(0));
            Items.put(item, "value", told.get(1));
            Items.put(item, "novelty", "of newer code");
            world.client.putItem(put -> put.tableName(world.tables.ledger()).item(item));
        }
        Ledger ledger = world.stores.ledger();
        Entry newer = ledger.find(RELATION, EntryId.ofRequest("VALUE")).orElseThrow();
        assertInstanceOf(Other.class, newer.what());
        assertTrue(newer.fact().isEmpty());
        assertTrue(ledger.wishesBefore(RELATION, AT.plusSeconds(9)).found().isEmpty());
        var entries = world.call("read-ledger", "{'userId':'40700000001','businessId':'shop'}")
                .get("entries");
        assertEquals(List.of("MUTE", "OPT_SIDEWAYS", "VALUE"), entries.findValuesAsText("value"));
        assertEquals(List.of("CONSENT_DECISION", "MARKETING_PREFERENCE", "SOMETHING_NEW"), textsOf(entries, "kind"));
        assertEquals("OTHER", entries.at("/0/reason/code").textValue());
        assertEquals(
                "CONFLICT",
                world.outcome(
                        "decide-consent",
                        "{'requestId':'VALUE','userId':'40700000001','businessId':'shop','decision':'UNBLOCK'}"));
        assertEquals("RECORDED", world.outcome("request-opt-out", "{'userId':'40700000001','businessId':'shop'}"));
    }

    /** Whatever newer code writes where this code expects a date or a name, the rest of the ledger is read. */
    @Test
    void whatCannotBeReadOfAnEntryKeepsNothingElseFromBeingRead() {
        World world = World.onEngine();
        String who = "'userId':'40700000001','businessId':'shop'";
        world.call("decide-consent", "{%s,'requestId':'d','decision':'CONTINUE'}", who);
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{%s,'requestId':'o'}", who);
        Map<String, AttributeValue> optOut = world.items(world.tables.ledger()).stream()
                .filter(item -> item.get("entryId").s().equals("o"))
                .findFirst()
                .orElseThrow();
        for (String part : List.of("stopsBy", "recordedAt", "actor", "calledBy", "basis", "messageSentAt")) {
            Map<String, AttributeValue> item = new HashMap<>(optOut);
            if (part.equals("actor")) {
                item.remove(part);
            } else {
                Items.put(item, part, "2026-12-02/EVENING");
            }
            world.client.putItem(put -> put.tableName(world.tables.ledger()).item(item));
            var entries = world.call("read-ledger", "{%s}", who).get("entries");
            assertEquals(List.of("CONTINUE", "OPT_OUT"), entries.findValuesAsText("value"), part);
            assertTrue(
                    world
                            .stores
                            .ledger()
                            .wishesBefore(RELATION, world.clock.instant().plusSeconds(1))
                            .found()
                            .stream()
                            .anyMatch(wish -> wish.kind().isOptOut()));
            assertEquals("UNCHANGED", world.outcome("request-opt-out", "{%s,'requestId':'o'}", who), part);
        }
    }

    /** Only newer code can say what its entry did to the standing. */
    @Test
    void aRepeatedRequestThatNewerCodeRecordedIsAFault() {
        World world = World.onEngine();
        String request = "{'requestId':'r','userId':'40700000001','businessId':'shop','decision':'BLOCK'}";
        world.call("decide-consent", request);
        Map<String, AttributeValue> item =
                new HashMap<>(world.items(world.tables.ledger()).get(0));
        Items.put(item, "value", "BLOCK_FOR_A_WEEK");
        world.client.putItem(put -> put.tableName(world.tables.ledger()).item(item));
        assertThrows(StoreUnavailable.class, () -> world.call("decide-consent", request));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EntryItemsTest::leaves)
                : Stream.of(type);
    }

    /** @param bare without what may be left out */
    private static EntryContent sample(Class<?> kind, boolean bare) {
        try {
            RecordComponent[] components = kind.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                boolean optional =
                        components[i].getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class);
                values[i] = bare && optional ? null : value(components[i].getType(), components[i].getName(), bare);
            }
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return (EntryContent) kind.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Class<?> type, String name, boolean bare) {
        if (type == String.class) {
            return "a " + name;
        }
        Object sample = Map.ofEntries(
                        Map.entry(boolean.class, !bare),
                        Map.entry(Fact.Kind.class, Fact.Kind.REPORT),
                        Map.entry(StatedReason.class, new StatedReason("OTHER", bare ? null : "why")),
                        Map.entry(
                                AnsweredMessage.class,
                                bare ? AnsweredMessage.NONE : new AnsweredMessage("spring", AT.minusSeconds(7200))),
                        Map.entry(LocalDate.class, LocalDate.parse("2026-12-01")),
                        Map.entry(Instant.class, Instant.parse("2026-11-23T09:59:59.999Z")),
                        Map.entry(EntryId.class, EntryId.ofRequest("another")),
                        Map.entry(FollowUpId.class, FOLLOW_UP),
                        Map.entry(BusinessId.class, RELATION.businessId()),
                        Map.entry(UserId.class, new UserId("RO.1")),
                        Map.entry(SettingsJson.class, new SettingsJson("{\"name\":\"a " + name + "\"}")),
                        Map.entry(Scope.class, bare ? Scope.ALL : new Scope(Channel.SMS, null, "offers")),
                        Map.entry(EntryContent.Claim.Yes.class, EntryContent.Claim.Yes.OPT_IN),
                        Map.entry(
                                Set.class,
                                bare
                                        ? Set.of()
                                        : Set.of(
                                                Marks.Key.of(MarkKind.BLOCKED),
                                                new Marks.Key(MarkKind.OPTED_OUT, Scope.of(Channel.SMS, "a:1")))),
                        Map.entry(Categories.class, Categories.ALL))
                .get(type);
        return Objects.requireNonNull(sample, () -> "no sample of a " + type);
    }
}
