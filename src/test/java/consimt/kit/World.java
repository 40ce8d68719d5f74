package consimt.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.Access;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.BusinessSettings;
import consimt.business.ConfigureBusiness;
import consimt.business.SharedSettings;
import consimt.dynamodb.Stores;
import consimt.dynamodb.Tables;
import consimt.followup.Decisions;
import consimt.followup.HandWork;
import consimt.followup.RemindFollowUps;
import consimt.followup.ResolveFollowUp;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.JsonForm;
import consimt.inbound.ReceiveEvent;
import consimt.ledger.Source;
import consimt.local.LocalTables;
import consimt.notice.ListChanges;
import consimt.notice.delivery.NoticeWay;
import consimt.person.Persons;
import consimt.person.ReadSettings;
import consimt.person.Rebuilding;
import consimt.receipt.ReadKeys;
import consimt.record.Recorder;
import consimt.record.Recorders;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.secret.TestSecrets;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.whatsapp.Platform;
import consimt.whatsapp.ReplayUnknown;
import consimt.whatsapp.Webhook;
import consimt.whatsapp.WordsOfRelease;
import consimt.whatsapp.WordsOfRelease.WordsInUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * All functions on the real stores and tables of their own, at a time that stands still. Each has a client of its own, which
 * lets through what the function's role in the deployment template allows and nothing else. The tables are in memory, or on
 * the real engine.
 */
public final class World {

    public static final ObjectMapper JSON = JsonForm.mapper();

    /** An answer may be longer than an input. */
    private static final ObjectMapper ANSWERS = JSON.copy();

    /** Kept, so that its level stays. Where no application has set the levels, all is told, which takes time. */
    private static final Logger SDK = Logger.getLogger("software.amazon.awssdk");

    static {
        ANSWERS.getFactory().setStreamReadConstraints(StreamReadConstraints.defaults());
        SDK.setLevel(Level.INFO);
    }

    private static final boolean ALL_ON_ENGINE = "dynoxide".equals(System.getProperty("consimt.engine"));

    /** The name of the secret from which the key of receipts is made. */
    public static final String RECEIPT_KEY = "consimt/receipts/key";

    public static final Duration CLAIM_LASTS = Duration.ofHours(4);
    public static final Duration CHANGES_SETTLED_AFTER = Duration.ofSeconds(60);

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static final Grant SETTINGS = new Grant("dynamodb:GetItem", "Businesses", "");
    private static final Grant SETTINGS_OF_MANY = new Grant("dynamodb:BatchGetItem", "Businesses", "");

    /** Those that are made of more than {@link Wiring} can find. */
    private static final Map<String, Function<Parts, Guarded>> FUNCTIONS = Map.ofEntries(
            Map.entry(
                    "configure-business",
                    its -> new ConfigureBusiness(
                            its.settings, its.notices().endpoints, "consimt/whatsapp", "consimt/notices")),
            Map.entry("read-settings", its -> new ReadSettings(its.settings, its.notices().endpoints)),
            Map.entry(
                    "resolve-follow-up",
                    its -> new ResolveFollowUp(
                            its.stores.followUps(),
                            new Decisions(its.recorder, its.settings, its.clock, its.metrics),
                            its.clock,
                            CLAIM_LASTS)),
            Map.entry(
                    "remind-follow-ups",
                    its -> new RemindFollowUps(
                            its.stores.followUps(),
                            its.stores.ledger(),
                            its.recorder,
                            its.settings,
                            its.clock,
                            its.metrics)),
            Map.entry("list-changes", its -> new ListChanges(its.stores.changes(), its.clock, CHANGES_SETTLED_AFTER)),
            Map.entry("resume-notices", its -> its.notices().resume),
            Map.entry("list-undelivered", its -> its.notices().list),
            Map.entry("redeliver", its -> its.notices().redeliver),
            Map.entry("test-notice", its -> its.notices().test),
            Map.entry("issue-person-link", its -> its.access().issue()),
            Map.entry("issue-person-links", its -> its.access().issueMany()),
            Map.entry("issue-business-token", its -> its.access().issueToken()),
            Map.entry(
                    "replay-unknown",
                    its -> new ReplayUnknown(
                            its.stores.unclaimed(),
                            its.stores.businesses(),
                            its.webhook().recorder(),
                            its.clock)),
            Map.entry("give-receipt", its -> its.receipts()),
            Map.entry(
                    "erase-person",
                    its -> Persons.erasing(
                            its.stores,
                            its.settings,
                            Rebuilding.rebuilder(its.stores, its.work, its.clock),
                            its.clock)),
            Map.entry("doctor", its -> its.doctor()),
            Map.entry("rebuild-relation", its -> Rebuilding.on(its.stores, its.work, its.clock)));

    public final TestClock clock;
    public final DynamoDbClient client;
    public final Tables tables;
    public final TestSecrets secrets;

    /** What each function may do, and was seen to do. */
    public final Roles roles;

    /** By leave of no role, as are {@link #work} and {@link #recorder}: for what a test does itself. */
    public final Stores stores;

    public final HandWork work;

    public final Recorder recorder;

    /** Each of the functions in it by leave of its own role, as in {@link #call}. */
    public final Access access;

    /** As {@link #access}. */
    public final Webhook webhook;

    public final ReceiveEvent receiveEvent;

    /** The queue of notices, and all receivers of notices. */
    public final NoticeWay.Outside outside;

    /** What the functions counted for CloudWatch, by metric. */
    public final Map<String, Long> counted = new ConcurrentHashMap<>();

    /** As where this code has run for long: no code before it read a message that is told now by other words. */
    private static final WordsInUse LONG_SETTLED = (version, now) -> Instant.parse("2026-01-01T00:00:00Z");

    private final BusinessSettings settings;
    private final WordsOfRelease words;
    private final Map<String, Function<Input, Answer>> functions = new ConcurrentHashMap<>();

    private World(
            Tables tables,
            TestClock clock,
            DynamoDbClient client,
            TestSecrets secrets,
            Roles roles,
            WordsInUse wordsInUse,
            NoticeWay.Outside outside) {
        this.outside = outside;
        this.clock = clock;
        this.tables = tables;
        this.client = client;
        this.secrets = secrets;
        this.roles = roles;
        this.stores = Stores.on(client, tables, clock, JSON);
        this.settings = SharedSettings.of(
                stores.businesses(), storesOf(roles.of("configure-business")).businesses(), clock);
        this.words = new WordsOfRelease(wordsInUse == null ? stores.wordsInUse() : wordsInUse, clock);
        this.work = HandWork.on(
                stores.followUps(),
                stores.places(),
                settings,
                (metric, value) -> counted.merge(metric, value, Long::sum),
                clock);
        this.recorder = Recorders.on(stores, work);
        this.access = new Access(
                partsOf("authorize-caller").access().authorizer(),
                partsOf("issue-person-link").access().issue(),
                partsOf("issue-person-links").access().issueMany(),
                partsOf("open-conversation").access().links(),
                partsOf("revoke-person-links").access().revoke(),
                partsOf("issue-business-token").access().issueToken(),
                partsOf("receive-event").access().keys(),
                partsOf("unsubscribe").access().unsubscribe());
        this.receiveEvent = partsOf("receive-event").receiveEvent();
        this.webhook = new Webhook(
                partsOf("receive-whatsapp").webhook().receive(),
                partsOf("receive-whatsapp-sns").webhook().receiveSns(),
                partsOf("replay-unknown").webhook().recorder());
    }

    /** What a function is made of, which does only what the function's role allows. */
    private Parts partsOf(String function) {
        Role role = roles.of(function);
        Stores own = storesOf(role);
        return new Parts(
                own,
                new SharedSettings(
                        settings, own.businesses(), clock, () -> role.use(SETTINGS), () -> role.use(SETTINGS_OF_MANY)),
                secrets.secrets(clock, name -> role.use(Needed.forSecret(name))),
                (metric, value) -> counted.merge(metric, value, Long::sum),
                words,
                outside,
                clock);
    }

    /** The functions of notices that take events, by leave of the role of one of them. */
    public NoticeWay notices(String function) {
        return partsOf(function).notices();
    }

    private Stores storesOf(Role role) {
        return Stores.on(role.around(client, tables), tables, clock, JSON);
    }

    /** New tables in memory, or on the real engine where the whole build runs on it; at noon of 24 November 2026. */
    public static World fresh(ExecutionInterceptor... interceptors) {
        return ALL_ON_ENGINE
                ? onEngine(interceptors)
                : fresh(new MemoryClient(new MemoryEngine(), List.of(interceptors)));
    }

    /** New tables on the real engine, which is another process. */
    public static World onEngine(ExecutionInterceptor... interceptors) {
        SharedEngine engine = SharedEngine.forOneMore();
        return fresh(interceptors.length == 0 ? engine.client() : client(engine.endpoint(), interceptors));
    }

    /** The names of new tables. */
    static Tables tables(String prefix) {
        return new Tables(
                prefix + "relations",
                prefix + "ledger",
                prefix + "follow-ups",
                prefix + "businesses",
                prefix + "revocations",
                prefix + "aside");
    }

    private static World fresh(DynamoDbClient client) {
        Tables tables = tables("t" + UUID.randomUUID().toString().substring(0, 8) + "-");
        World world = new World(
                tables,
                new TestClock("2026-11-24T12:00:00Z"),
                client,
                new TestSecrets()
                        .with(Access.KEY, "a key for tests")
                        .with(Webhook.SECRET_NAME, Platform.SECRET)
                        .with(RECEIPT_KEY, "a key of receipts for tests"),
                Roles.deployed(),
                LONG_SETTLED,
                new NoticeWay.Outside());
        LocalTables.create(world.client, tables);
        return world;
    }

    /** The same tables and clock, by a client that fails, and with nothing remembered. */
    public World with(Fault fault) {
        return new World(tables, clock, fault.around(client), secrets, roles, LONG_SETTLED, outside);
    }

    /** The same tables and clock, by a client that refuses writes to hot keys. */
    public World with(HotKeys hotKeys) {
        return new World(tables, clock, hotKeys.around(client), secrets, roles, LONG_SETTLED, outside);
    }

    /** The same tables and clock, by a client between whose calls something else happens. */
    public World with(Between between) {
        return new World(tables, clock, between.around(client), secrets, roles, LONG_SETTLED, outside);
    }

    /** The same tables and clock, by a client that several callers use in an order that a seed draws. */
    public World with(Baton baton) {
        return new World(tables, clock, baton.around(client), secrets, roles, LONG_SETTLED, outside);
    }

    /** The same tables and clock, in another process that remembers nothing. */
    public World elsewhere() {
        return new World(tables, clock, client, secrets, roles, LONG_SETTLED, outside);
    }

    /** The same tables and clock, right after an update of the code that reads messages by other words. */
    public World justUpdated() {
        return new World(tables, clock, client, secrets, roles, null, outside);
    }

    /** The same tables and clock, where a function's role lacks one of its grants. */
    public World without(String function, Grant missing) {
        return new World(tables, clock, client, secrets, Roles.without(function, missing), LONG_SETTLED, outside);
    }

    /** A person nobody knows yet, with a phone number that no log may show. */
    public static String somebody() {
        return String.format("40705%06d", PEOPLE.incrementAndGet());
    }

    /** Whether a relation's item has an opt-out of any scope, in force or not. */
    public static boolean hasAnOptOut(Map<String, AttributeValue> relation) {
        return relation.containsKey("optedOut")
                || relation.containsKey("scopes") && relation.get("scopes").s().matches(".*[= ]o.*");
    }

    public static Relation relation(String userId, String businessId) {
        return new Relation(new UserId(userId), new BusinessId(businessId));
    }

    /** A business comes to know a person under another id, now. */
    public Outcome move(String entryId, String businessId, String from, String to) {
        return recorder.record(Recorders.identity(
                        EntryId.ofRequest(entryId),
                        relation(to, businessId),
                        new UserId(from),
                        Source.by("whatsapp"),
                        clock.instant(),
                        clock.instant()))
                .outcome();
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
        return tree(answer(function, Input.of(body)));
    }

    /**
     * Settles a business as a test mostly needs it: of Romania, with removals at once.
     *
     * @param more fields beside these, or in the place of one of them
     */
    public JsonNode settle(String business, String more, Object... values) {
        ObjectNode settings = (ObjectNode)
                tree("{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'}}", business);
        settings.setAll((ObjectNode) tree("{" + more + "}", values));
        return call("configure-business", settings.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a check answers about marketing: ALLOWED, or why not. */
    public String marketing(String person, String business) {
        return may("'userId':'%s','businessId':'%s','category':'MARKETING'", person, business);
    }

    /** What a check answers: ALLOWED, or why not. */
    public String may(String asked, Object... values) {
        return reason(checked(asked, values));
    }

    /** The result of a check that asks one thing. */
    public JsonNode checked(String asked, Object... values) {
        return call("check-permission", "{" + asked + "}", values).at("/results/0");
    }

    /** A step on work of a business's queue. @param more further fields of the input, as {@code ,'note':'n'} */
    public JsonNode step(String business, String followUpIds, String action, String actor, String... more) {
        String step = "{'businessId':'%s','followUpIds':['%s'],'action':'%s','actor':'%s'%s}";
        return call("resolve-follow-up", step, business, followUpIds, action, actor, String.join("", more));
    }

    /** Marketing was sent. @param who the fields of the input that name the two, and a scope if it has one */
    public JsonNode sent(String who, String messageId, Instant at) {
        String sent = "{%s,'category':'MARKETING','messageId':'%s','sentAt':'%s'}";
        return call("record-message", sent, who, messageId, at);
    }

    public JsonNode byBusiness(String business, String function, String input, Object... values) {
        return as("'kind':'BUSINESS','businessId':'" + business + "'", function, input, values);
    }

    public JsonNode byPerson(String person, String function, String input, Object... values) {
        return as("'kind':'PERSON','userId':'" + person + "'", function, input, values);
    }

    private JsonNode as(String caller, String function, String input, Object... values) {
        return call(function, "{'caller':{%s},'input':{%s}}", caller, input.formatted(values));
    }

    /** What one result of a check says: ALLOWED, or why not. */
    public static String reason(JsonNode result) {
        return result.path("reason").asText(result.path("permission").asText());
    }

    /**
     * What somebody new says to a business, a second apart: {@code continued}, {@code blocked}, {@code out:X}, {@code
     * stop:X} of all categories, {@code in:X}, {@code nothing}.
     *
     * @param scope the fields of the input for an X
     * @return the person
     */
    public String afterWishes(String said, String business, UnaryOperator<String> scope) {
        String person = somebody();
        String who = "'userId':'%s','businessId':'%s'".formatted(person, business);
        for (String step : said.split(" ")) {
            clock.pass(Duration.ofSeconds(1));
            wish(step, who, scope);
        }
        return person;
    }

    public void wish(String step, String who, UnaryOperator<String> scope) {
        String[] words = step.split(":");
        String outcome = switch (words[0]) {
            case "nothing" -> "RECORDED";
            case "contacted" -> outcome("open-conversation", "{%s}", who).replace("FIRST_CONTACT", "RECORDED");
            case "continued" -> outcome("decide-consent", "{%s,'decision':'CONTINUE'}", who);
            case "blocked" -> outcome("decide-consent", "{%s,'decision':'BLOCK'}", who);
            case "unblocked" -> outcome("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
            case "out" -> outcome("request-opt-out", "{%s%s}", who, scope.apply(words[1]));
            case "stop" -> outcome("request-opt-out", "{%s%s,'categories':'ALL'}", who, scope.apply(words[1]));
            case "in" -> outcome("request-opt-in", "{%s%s}", who, scope.apply(words[1]));
            default -> throw new IllegalArgumentException(step);
        };
        if (!List.of("RECORDED", "SUPERSEDED", "UNCHANGED").contains(outcome)) {
            throw new AssertionError(step + " was " + outcome);
        }
    }

    /** The text at a place of what a call answers, as at {@code /token}. */
    public String text(String place, String function, String body, Object... values) {
        return call(function, body, values).at(place).textValue();
    }

    /** The outcome of a call. */
    public String outcome(String function, String body, Object... values) {
        return call(function, body, values).get("outcome").textValue();
    }

    /**
     * Calls a function as API Gateway does.
     *
     * @return what the gateway is given, which has the answer as a text in its body
     */
    public JsonNode callByGateway(String function, JsonNode event) {
        return invoke(function, event.toString());
    }

    /** What everybody gets of the public keys of receipts. */
    public HttpAnswer readKeys() {
        return new ReadKeys(partsOf("read-keys").stores.publicKeys(), (name, value) -> {})
                .answer(new HttpCall("GET", Map.of(), Map.of(), new byte[0]));
    }

    /** Calls a function with a payload of Lambda's. */
    public JsonNode invoke(String function, String payload) {
        return tree(answer(function, event(payload)));
    }

    private Function<Input, Answer> made(String function) {
        Guarded made = FUNCTIONS
                .getOrDefault(function, parts -> Wiring.of(function, parts))
                .apply(partsOf(function));
        return input -> Wiring.call(function, made, input);
    }

    private static Input event(String payload) {
        try {
            return JSON.readValue(payload, Input.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer answer(String function, Input input) {
        return functions.computeIfAbsent(function, this::made).apply(input);
    }

    private static JsonNode tree(Answer answer) {
        try {
            return ANSWERS.readTree(JSON.writerFor(Answer.class).writeValueAsBytes(answer));
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
        return answers(token -> call(function, "{%s%s}", asked, token)).stream()
                .flatMap(page -> page.get(list).valueStream())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** @param read the answer with one page, to an input that ends with the given field or with nothing more */
    public static List<JsonNode> answers(Function<String, JsonNode> read) {
        List<JsonNode> answers = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = read.apply(token);
            answers.add(page);
            token = page.has("nextToken")
                    ? ",'nextToken':'" + page.get("nextToken").textValue() + "'"
                    : "";
        } while (!token.isEmpty());
        return answers;
    }

    /** The field of a scope: {@code all} for none; a channel, a topic or a number of WhatsApp's, with {@code +} between. */
    public static String scope(String words) {
        List<String> parts = new ArrayList<>();
        for (String word : words.equals("all") ? new String[0] : words.split("\\+")) {
            boolean isNumber = word.matches("[0-9]+");
            String field = Channel.of(word).isPresent() ? "channel" : isNumber ? "sender" : "topic";
            parts.add((isNumber ? "'channel':'whatsapp'," : "") + "'" + field + "':'" + word + "'");
        }
        return parts.isEmpty() ? "" : ",'scope':{" + String.join(",", parts) + "}";
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
        return items(client, table);
    }

    private static List<Map<String, AttributeValue>> items(DynamoDbClient client, String table) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        client.scanPaginator(scan -> scan.tableName(table).consistentRead(true))
                .items()
                .forEach(items::add);
        return items;
    }

    /** Everything that any table holds. */
    public Stream<Map<String, AttributeValue>> items() {
        return namesOf(tables).flatMap(table -> items(table).stream());
    }

    public static Stream<String> namesOf(Tables tables) {
        return Stream.of(
                tables.relations(),
                tables.ledger(),
                tables.followUps(),
                tables.businesses(),
                tables.revocations(),
                tables.aside());
    }

    /** Who has an opt-out of any scope anywhere, in force or not. */
    public Set<String> optedOut() {
        return items(tables.relations()).stream()
                .filter(World::hasAnOptOut)
                .map(item -> item.get("userId").s())
                .collect(Collectors.toSet());
    }

    /**
     * All entries about people: those of a business's settings are not among them. What an entry has in its notice stands
     * beside its other attributes.
     */
    public List<Map<String, AttributeValue>> entries() {
        return items(tables.ledger()).stream()
                .filter(item -> !item.get("relation").s().startsWith("#"))
                .map(World::whole)
                .toList();
    }

    private static Map<String, AttributeValue> whole(Map<String, AttributeValue> entry) {
        Map<String, AttributeValue> whole = new HashMap<>(entry);
        AttributeValue notice = whole.remove("notice");
        if (notice != null) {
            whole.putAll(notice.m());
        }
        return whole;
    }

    /** Makes a table hold these items and no others, as if it was restored. */
    public void restore(String table, List<Map<String, AttributeValue>> items) {
        restore(client, table, items);
    }

    public static void restore(DynamoDbClient client, String table, List<Map<String, AttributeValue>> items) {
        Set<String> keys = client.describeTable(describe -> describe.tableName(table)).table().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toSet());
        for (Map<String, AttributeValue> item : items(client, table)) {
            if (!items.contains(item)) {
                Map<String, AttributeValue> key = new HashMap<>(item);
                key.keySet().retainAll(keys);
                client.deleteItem(delete -> delete.tableName(table).key(key));
            }
        }
        items.forEach(item -> client.putItem(put -> put.tableName(table).item(item)));
    }

    static DynamoDbClient client(URI endpoint, ExecutionInterceptor... interceptors) {
        return DirectCalls.client(endpoint, List.of(interceptors));
    }
}
