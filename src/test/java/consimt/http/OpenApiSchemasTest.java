package consimt.http;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import consimt.access.MadeLink;
import consimt.answer.Answer;
import consimt.answer.BatchFailures;
import consimt.answer.GatewayAnswer;
import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.consent.Decision;
import consimt.followup.FollowUpView;
import consimt.followup.ListFollowUps;
import consimt.followup.RecordMessage;
import consimt.followup.ReportFollowUps;
import consimt.kit.Wiring;
import consimt.kit.World;
import consimt.ledger.EntryView;
import consimt.ledger.ReadLedger;
import consimt.ledger.SettingsJson;
import consimt.ledger.StatedWish.StatedReason;
import consimt.ledger.WorkState;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliverNotice;
import consimt.notice.delivery.ListUndelivered.EndpointView;
import consimt.notice.delivery.PublishNotices;
import consimt.permission.Permission;
import consimt.person.ExplainStanding;
import consimt.person.ReadRelation.ShownRelation;
import consimt.record.RelationView;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.MessageCategory;
import consimt.whatsapp.ReceiveWhatsAppSns;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schema of the OpenAPI document has the fields, kinds and words of the record or enum that it describes. */
class OpenApiSchemasTest {

    /** Those with another name than their schema's. */
    private static final Map<String, Class<? extends Record>> NAMED = Map.ofEntries(
            Map.entry("StandingMark", ExplainStanding.MarkView.class),
            Map.entry("KeptRefusal", Marks.Key.class),
            Map.entry("Relation", ShownRelation.class),
            Map.entry("RelationScope", RelationView.ScopeView.class),
            Map.entry("OptedOutChannel", RelationView.ChannelView.class),
            Map.entry("Claim", RelationView.ClaimView.class),
            Map.entry("Removal", RelationView.RemovalView.class),
            Map.entry("LedgerPage", ReadLedger.Entries.class),
            Map.entry("Entry", EntryView.class),
            Map.entry("Reason", StatedReason.class),
            Map.entry("WorkMessage", WorkState.Message.class),
            Map.entry("FollowUpPage", ListFollowUps.FollowUpList.class),
            Map.entry("FollowUp", FollowUpView.class),
            Map.entry("SuspectedMessage", FollowUpView.MessageView.class),
            Map.entry("Noted", RecordMessage.NotedMessages.class),
            Map.entry("FollowUpReport", ReportFollowUps.Report.class),
            Map.entry("Unsubscribe", MadeLink.UnsubscribeAddress.class),
            Map.entry("PersonPage", MadeLink.PageAddress.class),
            Map.entry("NoticeData", Notice.Data.class),
            Map.entry("Endpoint", EndpointView.class));

    /** Schemas of inputs, which have the name of a record by chance. */
    private static final Set<String> OF_INPUTS = Set.of("AskedScope", "Message");

    /** Answers that are no JSON of this document: to a topic, and what a gateway takes. */
    private static final Set<Class<?>> OF_ANOTHER_FORM = Set.of(
            BatchFailures.class,
            ReceiveWhatsAppSns.class,
            PublishNotices.class,
            DeliverNotice.class,
            GatewayAnswer.class);

    /** But those of one's own machine, which the document does not describe. */
    private static final List<Class<?>> CLASSES = Wiring.naming(Answer.class, "")
            .filter(name -> !name.startsWith("consimt.local."))
            .<Class<?>>map(Wiring::type)
            .toList();

    /** What the schemas of answers describe, by the schemas' names. */
    private static final Map<String, Class<? extends Record>> RECORDS = records();

    private static Map<String, Class<? extends Record>> records() {
        Map<String, Class<? extends Record>> records = new TreeMap<>(NAMED);
        CLASSES.stream()
                .filter(each -> each.isRecord() && Modifier.isPublic(each.getModifiers()))
                .filter(each -> !NAMED.containsKey(each.getSimpleName()) && !OF_INPUTS.contains(each.getSimpleName()))
                .filter(each -> ApiDocument.TREE
                        .at("/components/schemas/" + each.getSimpleName())
                        .path("type")
                        .asText()
                        .equals("object"))
                .forEach(each ->
                        assertNull(records.put(each.getSimpleName(), each.asSubclass(Record.class)), each::getName));
        return records;
    }

    /** Of these enums a schema may have a part only: what a caller never meets there is not in it. */
    private static final Map<Class<?>, Set<?>> SHOWN = Map.of(
            WorkState.State.class, EnumSet.complementOf(EnumSet.of(WorkState.State.PENDING)),
            Decision.class, EnumSet.of(Decision.BLOCK, Decision.REPORT, Decision.CONTINUE));

    private static final Set<?> OF_A_MESSAGE = EnumSet.complementOf(EnumSet.of(MessageCategory.CALL));

    /** The same in one place. */
    private static final Map<String, Set<?>> SHOWN_AT = Map.of(
            "Opened.reason",
            Stream.of(Permission.Reason.values())
                    .map(Permission.Reason::ofNoContact)
                    .collect(toSet()),
            "Opened.remedy",
            Stream.concat(
                            Stream.of(Permission.Remedy.RECORD_AGREEMENT),
                            Stream.of(Permission.Reason.values())
                                    .map(Permission.Reason::ofNoContact)
                                    .map(Permission.Reason::remedy))
                    .collect(toSet()),
            // The person's page looks at no clock.
            "ContactPermission.reason",
            EnumSet.complementOf(EnumSet.of(Permission.Reason.QUIET_HOURS)),
            "PartPermission.reason",
            EnumSet.complementOf(EnumSet.of(Permission.Reason.QUIET_HOURS)),
            "StandingMark.kind",
            EnumSet.allOf(MarkKind.class),
            "KeptRefusal.kind",
            Set.copyOf(MarkKind.PROTECTIVE),
            "RuleStep.marks[]",
            EnumSet.allOf(MarkKind.class),
            "Topic.category",
            OF_A_MESSAGE,
            "NumberLabel.category",
            OF_A_MESSAGE,
            "MessageTemplate.category",
            OF_A_MESSAGE);

    @Test
    void everyAnswerHasASchema() {
        Set<String> answers = CLASSES.stream()
                .filter(each -> !each.isInterface() && Answer.class.isAssignableFrom(each))
                .map(Class::getName)
                .filter(answer -> OF_ANOTHER_FORM.stream().noneMatch(other -> answer.startsWith(other.getName())))
                .collect(toSet());
        Set<String> described = RECORDS.values().stream()
                .filter(Answer.class::isAssignableFrom)
                .map(Class::getName)
                .collect(toSet());
        answers.removeAll(described);
        assertEquals(
                Set.of(),
                answers,
                "infra/openapi.yaml needs a schema with the simple name of each of these answers, or a line in NAMED");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aSchemaIsItsRecord(String name) {
        assertIs(RECORDS.get(name), ApiDocument.schema(name), name);
    }

    static Stream<String> schemas() {
        return RECORDS.keySet().stream().sorted();
    }

    @Test
    void everyOutcomeIsSaidOfSomeAnswer() {
        Set<String> said = new HashSet<>();
        RECORDS.keySet()
                .forEach(name -> words(ApiDocument.schema(name).at("/properties/outcome"))
                        .forEach(said::add));
        assertEquals(words(Outcome.class), new TreeSet<>(said));
    }

    @ParameterizedTest
    @CsvSource({
        "consimt.consent.DecisionForm$BlockReason,           BlockInput,           /properties/blockReason",
        "consimt.consent.Decision$ReportReason,          ReportInput,          /properties/report/properties/reason",
        "consimt.followup.Action,               ResolveFollowUpInput, /properties/action",
        "consimt.permission.Question$Interaction,        CheckPermissionInput, /properties/interaction",
        "consimt.relation.MessageCategory,      CheckPermissionInput, /properties/category",
        "consimt.relation.MessageCategory,      OneMessageInput,      /properties/category",
        "consimt.relation.MessageCategory,      Message,              /properties/category",
        "consimt.business.MarketingBasis,       SettleInput,          /properties/marketingBasis",
        "consimt.business.MarketingBasis$AppliedBasis$BasisOf, SettleInput,          /properties/marketingBasisOf",
        "consimt.business.Business$RemovalPolicy$Mode,   SettleInput,          /properties/removal/properties/mode",
        "consimt.business.Business$RemovalPolicy$DayKind,SettleInput,          /properties/removal/properties/dayKind",
        "consimt.ledger.WorkState$State,        ListFollowUpsInput,   /properties/state",
        "consimt.ledger.WorkState$State,        WorkState,            /properties/state",
        "consimt.ledger.WorkState$Kind,         WorkState,            /properties/kind",
        "consimt.relation.Channel,              Scope,                /properties/channel",
        "consimt.access.Link$Purpose,           IssuePersonLinkInput, /properties/purpose"
    })
    void aWordThatIsAskedForIsOneOfItsEnum(String type, String schema, String place) throws ClassNotFoundException {
        assertEquals(
                shown(Class.forName(type)),
                words(ApiDocument.resolved(ApiDocument.schema(schema).at(place))));
    }

    @Test
    void everyDecisionCanBeAskedFor() {
        TreeSet<String> decisions = Stream.of("AgreementInput", "BlockInput", "ReportInput")
                .flatMap(name -> words(ApiDocument.schema(name).at("/properties/decision")).stream())
                .collect(toCollection(TreeSet::new));
        assertEquals(words(Decision.class), decisions);
    }

    @Test
    void everyBuiltInReasonIsNamed() throws ClassNotFoundException {
        String codes = ApiDocument.schema("OptOutReason")
                .at("/oneOf/0/properties/code/description")
                .textValue();
        words(Class.forName("consimt.consent.WhyNot$BuiltIn")).forEach(code -> assertTrue(codes.contains(code), code));
    }

    private static void assertIs(Class<?> type, JsonNode schema, String where) {
        assertEquals("object", schema.path("type").textValue(), where);
        assertEquals(written(type), properties(schema), where);
        // A record that may be null leaves all its fields out.
        List<Method> optional = Arrays.stream(type.getRecordComponents())
                .filter(component -> isUnwrapped(component) && isNullable(component.getAnnotatedType()))
                .flatMap(component -> components(component.getType()).stream())
                .map(RecordComponent::getAccessor)
                .toList();
        Set<String> required = new TreeSet<>(Answer.class.isAssignableFrom(type) ? Set.of("outcome") : Set.of());
        for (RecordComponent component : components(type)) {
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            String name = nameOf(component.getAccessor().getDeclaringClass(), component);
            String here = where + "." + name;
            JsonNode reference = schema.get("properties").get(name);
            boolean nullable = isNullable(component.getAnnotatedType()) || optional.contains(component.getAccessor());
            Class<?> of = component.getAccessor().getDeclaringClass();
            boolean leavesOutNull = Answer.class.isAssignableFrom(of)
                    || of.isAnnotationPresent(JsonInclude.class)
                    || component.getAccessor().isAnnotationPresent(JsonInclude.class);
            boolean isLeftOut = nullable && leavesOutNull || leavesOutEmpty(component);
            if (!isLeftOut) {
                required.add(name);
            }
            JsonNode property = ApiDocument.resolved(reference);
            assertEquals(nullable && !leavesOutNull, property.path("nullable").booleanValue(), here);
            assertIsKind(component.getGenericType(), reference, here);
        }
        assertEquals(required, new TreeSet<>(texts(schema.path("required"))), where);
    }

    private static boolean leavesOutEmpty(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_EMPTY;
    }

    private static void assertIsKind(Type type, JsonNode reference, String where) {
        if (type == SettingsJson.class) {
            assertIsKind(Business.class, reference, where);
            return;
        }
        if (type == RelationView.class) {
            assertIsKind(ShownRelation.class, reference, where);
            return;
        }
        JsonNode schema = ApiDocument.resolved(reference);
        String kind = schema.path("type").textValue();
        String format = schema.path("format").textValue();
        if (type instanceof ParameterizedType many) {
            Type last = many.getActualTypeArguments()[many.getActualTypeArguments().length - 1];
            boolean list = many.getRawType() == List.class;
            assertEquals(list ? "array" : "object", kind, where);
            assertIsKind(last, schema.get(list ? "items" : "additionalProperties"), where + "[]");
        } else if (RECORDS.containsValue(type)) {
            JsonNode its = ApiDocument.schema(nameOf(type));
            assertEquals(its.get("properties"), schema.get("properties"), where);
            assertEquals(its.get("required"), schema.get("required"), where);
        } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            assertEquals("string", kind, where);
            if (enumeration == Outcome.class) {
                assertTrue(words(Outcome.class).containsAll(words(schema)), where);
            } else {
                assertEquals(shown(enumeration, SHOWN_AT.get(where)), words(schema), where);
            }
        } else if (type == boolean.class || type == Boolean.class) {
            assertEquals("boolean", kind, where);
        } else if (type == int.class || type == Integer.class) {
            assertEquals("integer int32", kind + " " + format, where);
        } else if (type == long.class || type == Long.class) {
            assertEquals("integer int64", kind + " " + format, where);
        } else if (type == double.class || type == Double.class) {
            assertEquals("number double", kind + " " + format, where);
        } else if (type == Instant.class) {
            assertEquals("string date-time", kind + " " + format, where);
        } else if (type == LocalDate.class) {
            assertEquals("string date", kind + " " + format, where);
        } else {
            boolean isText = type == String.class
                    || type.getTypeName().startsWith("consimt.")
                    || type == ZoneId.class
                    || type == Locale.class;
            assertTrue(isText, () -> "tell assertIsKind how infra/openapi.yaml describes a " + type + ", as " + where);
            assertEquals("string null", kind + " " + format, where);
        }
    }

    /** The names that Jackson gives the fields of a record, by the record's own. */
    private static Map<String, String> named(Class<?> type) {
        SerializationConfig json = World.JSON.getSerializationConfig();
        return json.introspect(json.constructType(type)).findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .collect(toMap(BeanPropertyDefinition::getInternalName, BeanPropertyDefinition::getName));
    }

    private static Set<String> written(Class<?> type) {
        Set<String> written = new TreeSet<>(named(type).values());
        for (RecordComponent component : type.getRecordComponents()) {
            if (isUnwrapped(component)) {
                written.remove(nameOf(type, component));
                written.addAll(written(component.getType()));
            }
        }
        return written;
    }

    /** With those of a record whose fields stand among the others in its place. */
    private static List<RecordComponent> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component ->
                        isUnwrapped(component) ? components(component.getType()).stream() : Stream.of(component))
                .toList();
    }

    private static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    private static String nameOf(Class<?> type, RecordComponent component) {
        return named(type).get(component.getName());
    }

    private static String nameOf(Type type) {
        return RECORDS.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Set<String> properties(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> shown(Class<?> type) {
        return shown(type, null);
    }

    private static Set<String> shown(Class<?> type, @Nullable Set<?> here) {
        Set<?> part = here == null ? SHOWN.get(type) : here;
        return part == null ? words(type) : part.stream().map(String::valueOf).collect(toCollection(TreeSet::new));
    }

    /** As they are written in JSON. */
    private static Set<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> World.JSON.valueToTree(constant).textValue())
                .collect(toCollection(TreeSet::new));
    }

    /** A null among them says no more than that the field may be null. */
    private static Set<String> words(JsonNode schema) {
        return new TreeSet<>(texts(ApiDocument.resolved(schema).path("enum")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> {
            if (!item.isNull()) {
                texts.add(item.textValue());
            }
        });
        return texts;
    }
}
