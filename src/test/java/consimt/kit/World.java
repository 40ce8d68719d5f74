package consimt.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import consimt.access.Access;
import consimt.business.ConfigureBusiness;
import consimt.business.Settings;
import consimt.consent.DecideConsent;
import consimt.consent.OpenConversation;
import consimt.consent.ReadRelation;
import consimt.dynamodb.Stores;
import consimt.dynamodb.Tables;
import consimt.followup.LateMessages;
import consimt.followup.ListFollowUps;
import consimt.followup.RecordMessage;
import consimt.followup.RemindFollowUps;
import consimt.followup.ReportFollowUps;
import consimt.followup.ResolveFollowUp;
import consimt.followup.Work;
import consimt.function.Answer;
import consimt.function.Input;
import consimt.function.JsonForm;
import consimt.function.Metrics;
import consimt.identity.Identities;
import consimt.ledger.ReadLedger;
import consimt.local.Engine;
import consimt.local.LocalTables;
import consimt.optout.ExplainOptOut;
import consimt.optout.OptIns;
import consimt.optout.OptOuts;
import consimt.optout.RequestOptIn;
import consimt.optout.RequestOptOut;
import consimt.optout.StatusOptOuts;
import consimt.permission.CheckPermission;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.secret.TestSecrets;
import consimt.whatsapp.Platform;
import consimt.whatsapp.ReplayUnknown;
import consimt.whatsapp.StatusBreaker;
import consimt.whatsapp.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All functions on the real stores, the real engine and tables of their own, at a time that stands still. */
public final class World {

    public static final ObjectMapper JSON = json();

    private static final Engine ENGINE = Engine.start(null);
    public static final Duration CLAIM_LASTS = Duration.ofHours(4);
    public static final int STATUS_OPT_OUTS_AN_HOUR = 200;

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    public final TestClock clock;
    public final DynamoDbClient client;
    public final Tables tables;
    public final Stores stores;
    public final TestSecrets secrets;
    public final Access access;
    public final Identities identities;
    public final Work work;
    public final StatusOptOuts statusOptOuts;
    public final Webhook webhook;

    /** What the functions counted for CloudWatch, by metric. */
    public final Map<String, Long> counted = new ConcurrentHashMap<>();

    private final Map<String, Function<Input, Answer>> functions;

    private World(Tables tables, TestClock clock, DynamoDbClient client, TestSecrets secrets) {
        this.clock = clock;
        this.tables = tables;
        this.client = client;
        this.stores = Stores.on(client, tables, clock, JSON);
        Settings settings = new Settings(stores.businesses(), clock, "operator");
        this.work = new Work(stores.followUps(), settings, clock);
        this.secrets = secrets;
        OptOuts optOuts = new OptOuts(stores.ledger(), stores.relations(), work, settings);
        this.statusOptOuts = new StatusOptOuts(optOuts, clock);
        this.access = Access.on(stores.revocations(), optOuts, settings, secrets.secrets(clock), clock);
        this.identities = new Identities(stores.ledger(), stores.relations(), work);
        OptIns optIns = new OptIns(stores.ledger(), stores.relations(), work, settings);
        LateMessages lateMessages = new LateMessages(stores.relations(), stores.ledger(), stores.followUps(), clock);
        Metrics metrics = (metric, value) -> counted.merge(metric, value, Long::sum);
        this.webhook = Webhook.on(
                stores.ledger(),
                stores.relations(),
                identities,
                optOuts,
                optIns,
                lateMessages,
                new StatusBreaker(stores.admissions(), clock, STATUS_OPT_OUTS_AN_HOUR),
                stores.aside(),
                work,
                settings,
                secrets.secrets(clock),
                metrics,
                clock);
        this.functions = Map.ofEntries(
                Map.entry(
                        "decide-consent",
                        new DecideConsent(stores.ledger(), stores.relations(), work, clock)::decideConsent),
                Map.entry(
                        "open-conversation",
                        new OpenConversation(stores.relations(), stores.ledger(), settings, clock)::openConversation),
                Map.entry("read-relation", new ReadRelation(stores.relations())::readRelation),
                Map.entry("check-permission", new CheckPermission(stores.relations(), settings)::checkPermission),
                Map.entry("request-opt-out", new RequestOptOut(optOuts, clock)::requestOptOut),
                Map.entry("request-opt-in", new RequestOptIn(optIns, clock)::requestOptIn),
                Map.entry("explain-opt-out", new ExplainOptOut(stores.ledger(), settings, clock)::explainOptOut),
                Map.entry("read-ledger", new ReadLedger(stores.ledger())::readLedger),
                Map.entry("configure-business", new ConfigureBusiness(settings)::configureBusiness),
                Map.entry("list-follow-ups", new ListFollowUps(stores.followUps(), settings, clock)::listFollowUps),
                Map.entry(
                        "resolve-follow-up",
                        new ResolveFollowUp(stores.followUps(), statusOptOuts, clock, CLAIM_LASTS)::resolveFollowUp),
                Map.entry(
                        "remind-follow-ups",
                        new RemindFollowUps(
                                        stores.followUps(),
                                        work,
                                        stores.ledger(),
                                        stores.relations(),
                                        settings,
                                        clock,
                                        metrics)::remindFollowUps),
                Map.entry("record-message", new RecordMessage(stores.relations(), lateMessages, clock)::recordMessage),
                Map.entry("issue-person-link", access.issue()::issuePersonLink),
                Map.entry("revoke-person-links", access.revoke()::revokePersonLinks),
                Map.entry(
                        "replay-unknown",
                        new ReplayUnknown(stores.aside(), stores.businesses(), webhook.recording(), clock)
                                ::replayUnknown),
                Map.entry(
                        "report-follow-ups",
                        new ReportFollowUps(stores.followUps(), settings, clock)::reportFollowUps));
    }

    /** New tables, at noon of 24 November 2026. */
    public static World fresh(ExecutionInterceptor... interceptors) {
        String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
        Tables tables = new Tables(
                prefix + "relations",
                prefix + "ledger",
                prefix + "follow-ups",
                prefix + "businesses",
                prefix + "revocations",
                prefix + "aside");
        World world = new World(
                tables,
                new TestClock("2026-11-24T12:00:00Z"),
                client(interceptors),
                new TestSecrets().with(Access.KEY, "a key for tests").with(Webhook.SECRET_NAME, Platform.SECRET));
        LocalTables.create(world.client, tables);
        return world;
    }

    /** The same tables and clock, by a client that fails, and with nothing remembered. */
    public World with(Fault fault) {
        return new World(tables, clock, fault.around(client), secrets);
    }

    /** The same tables and clock, by a client between whose calls something else happens. */
    public World with(Between between) {
        return new World(tables, clock, between.around(client), secrets);
    }

    /** The same tables and clock, in another process that remembers nothing. */
    public World elsewhere() {
        return new World(tables, clock, client, secrets);
    }

    /** A person nobody knows yet, with a phone number that no log may show. */
    public static String somebody() {
        return String.format("4070%07d", PEOPLE.incrementAndGet());
    }

    public static Relation relation(String userId, String businessId) {
        return new Relation(new UserId(userId), new BusinessId(businessId));
    }

    /**
     * Calls a function as a caller does.
     *
     * @param body JSON in which {@code '} may stand for quotes
     */
    public JsonNode call(String function, String body, Object... values) {
        String json = String.format(body, values).replace('\'', '"');
        return call(function, json.getBytes(StandardCharsets.UTF_8));
    }

    public JsonNode call(String function, byte[] body) {
        Answer answer = functions.get(function).apply(Input.of(body, JSON));
        try {
            return JSON.readTree(JSON.writerFor(Answer.class).writeValueAsBytes(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All that a list holds, page by page.
     *
     * @param list the field of the answer that holds a page
     * @param asked the fields of the input
     */
    public List<JsonNode> pages(String function, String list, String asked) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = call(function, "{%s%s}", asked, token);
            page.get(list).forEach(all::add);
            token = page.has("nextToken")
                    ? ",'nextToken':'" + page.get("nextToken").textValue() + "'"
                    : "";
        } while (!token.isEmpty());
        return all;
    }

    public static JsonNode tree(String json, Object... values) {
        try {
            return JSON.readTree(String.format(json, values).replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Everything that a table holds. */
    public List<Map<String, AttributeValue>> items(String table) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        client.scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .forEach(items::add);
        return items;
    }

    private static DynamoDbClient client(ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(ENGINE.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(overrides -> List.of(interceptors).forEach(overrides::addExecutionInterceptor))
                .build();
    }

    /** As the application sets it up. */
    private static ObjectMapper json() {
        ObjectMapper mapper = new ObjectMapper()
                .registerModules(new JavaTimeModule(), new Jdk8Module(), new ParameterNamesModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        new JsonForm(Optional.empty()).customize(mapper);
        return mapper;
    }
}
