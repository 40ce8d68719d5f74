package consimt.ledger;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Access;
import consimt.access.AuthorizeCaller;
import consimt.form.Token;
import consimt.http.ApiDocument;
import consimt.inbound.Vendor;
import consimt.infra.FunctionTable;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Faults;
import consimt.runtime.Sha256;
import consimt.runtime.StoreUnavailable;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Nobody finds a phone number by trying all of them, from what the functions answer, hand out as tokens, log or count.
 *
 * <p>The person's number is one of ten thousand, or of six hundred in every build. Whoever tries has all that is known
 * beside it: the businesses, the person's other id, every entry id, every message id and every instant. All functions are
 * driven, and no formula that the code has may lead from a number to anything that came out. One token has a number in it:
 * that of {@code rebuild-relation}, by which the operator alone goes through everybody's ledger.
 */
class NumbersStayHiddenTest {

    private static final List<String> NUMBERS = IntStream.range(Cases.of(6_800, 5_500), Cases.of(7_400, 15_500))
            .mapToObj("407001%05d"::formatted)
            .toList();

    private static final String PERSON = "40700107031";
    private static final String SCOPED = "RO.another-id";
    private static final List<String> BUSINESSES = List.of("shop", "bank", "operator");
    private static final String WHATSAPP = "1060009";

    /** In lists that hold the person's things, and in nothing that is theirs. */
    private static final String SOMEBODY_ELSE = World.somebody();

    private static final List<String> STATES = List.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN");

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_-]+");

    /** A token may hold one, and what that holds may hold one. */
    private static final int LAYERS = 3;

    /** Who gets to see something. */
    private enum Seen {
        /** Answers to somebody who asked about exactly this person, and what stands beside their number in an answer. */
        BY_WHO_HAS_THE_NUMBER,
        /** All other answers. */
        BY_ANYBODY_ELSE,
        TOKENS,
        LOG,
        METRICS,
        /** A control: what the search must find. */
        PLANTED
    }

    private static final World WORLD = World.fresh();
    private static final Map<Seen, Set<String>> SEEN = new EnumMap<>(Seen.class);

    /** What the search finds where, in one go over all numbers. */
    private static final Map<Seen, Set<String>> FOUND = new EnumMap<>(Seen.class);

    private static final Set<String> DRIVEN = new TreeSet<>();

    /** Of entries that may be the cause of work, and of messages. */
    private static final Set<String> IDS = new LinkedHashSet<>();

    /** A way from a number to a text. */
    private record Formula(String name, Function<String, Stream<String>> of) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Formula THE_NUMBER = new Formula("the number in the clear", Stream::of);

    /** Its cause is known here. To people who have the number the id of their work tells nothing new. */
    private static final Formula WORK = new Formula("work by hand", NumbersStayHiddenTest::work);

    private static final List<Formula> FORMULAS = List.of(
            THE_NUMBER,
            new Formula("in base 64", NumbersStayHiddenTest::base64),
            new Formula("a hash", number -> forms(Sha256.of(number))),
            new Formula("a hash as anybody makes it", number -> Stream.of(Sha256.hex(number))),
            new Formula(
                    "a hash with a business",
                    number -> BUSINESSES.stream()
                            .flatMap(business -> Stream.of(
                                    Sha256.of(number, business),
                                    Sha256.of(business, number),
                                    Sha256.of(number + "#" + business)))
                            .flatMap(NumbersStayHiddenTest::forms)),
            new Formula("a commitment without a salt", NumbersStayHiddenTest::commitments),
            new Formula("an entry's short key", number -> Stream.of(new EntryId(number).shortKey())),
            WORK);

    @BeforeAll
    static void live() {
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                see(Seen.LOG, logged.getMessage() + " " + Arrays.toString(logged.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            new Story().tell();
        } finally {
            root.removeHandler(log);
        }
        WORLD.counted.forEach((metric, count) -> see(Seen.METRICS, metric + " " + count));
        WORLD.items(WORLD.tables.ledger()).stream()
                .map(item -> item.get("entryId").s())
                .filter(id -> !id.matches("(follow-up|message)~.*"))
                .forEach(IDS::add);
        FORMULAS.forEach(formula -> see(Seen.PLANTED, Token.of("1795000000000 planted~" + planted(formula))));
        search();
    }

    private static String planted(Formula formula) {
        return formula.of().apply(PERSON).reduce((one, other) -> other).orElseThrow();
    }

    private static void search() {
        for (Seen seen : Seen.values()) {
            FOUND.put(seen, new ConcurrentSkipListSet<>());
        }
        NUMBERS.parallelStream()
                .forEach(number -> FORMULAS.forEach(formula -> formula.of()
                        .apply(number)
                        .forEach(text -> SEEN.forEach((seen, words) -> {
                            if (words.contains(text) && isSecret(formula, seen)) {
                                FOUND.get(seen).add(formula + " of " + number);
                            }
                        }))));
    }

    private static boolean isSecret(Formula formula, Seen seen) {
        // A queue goes on after a piece of work, whose id goes to who has the person on the page before.
        return (seen != Seen.TOKENS || formula != WORK) && isSecretTo(formula, seen);
    }

    private static boolean isSecretTo(Formula formula, Seen seen) {
        return seen != Seen.BY_WHO_HAS_THE_NUMBER || (formula != THE_NUMBER && formula != WORK);
    }

    @Test
    void allFunctionsWereDriven() {
        Set<String> all = new TreeSet<>(Set.of("authorize-caller", "receive-whatsapp-sns"));
        ApiDocument.TREE.get("paths").fieldNames().forEachRemaining(path -> all.add(path.substring(1)));
        assertEquals(all, DRIVEN);
        for (Seen seen : Seen.values()) {
            assertTrue(SEEN.get(seen).size() > 3, () -> seen + " " + SEEN.get(seen));
        }
        assertTrue(SEEN.get(Seen.LOG).containsAll(Set.of("read-ledger", "store", "decide-consent")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLANTED")
    void noNumberIsFoundByTrying(Seen seen) {
        assertEquals(Set.of(), FOUND.get(seen));
    }

    /** Each formula finds what it leads to, in a token, and for nobody but the person. */
    @Test
    void aNumberThatIsHiddenPoorlyIsFound() {
        assertEquals(
                FORMULAS.stream().map(formula -> formula + " of " + PERSON).collect(Collectors.toSet()),
                FOUND.get(Seen.PLANTED));
    }

    private static void see(Seen seen, String text) {
        SEEN.computeIfAbsent(seen, none -> new HashSet<>()).addAll(words(text, LAYERS));
    }

    /** The words of a text, and those of what is coded in them. */
    private static Set<String> words(String text, int layers) {
        Set<String> words = new HashSet<>();
        for (String word : NO_WORD.split(text)) {
            words.add(word);
            if (layers > 0 && word.length() >= 8) {
                decoded(word).ifPresent(inside -> words.addAll(words(inside, layers - 1)));
            }
        }
        return words;
    }

    private static Optional<String> decoded(String word) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(word), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static Stream<String> base64(String number) {
        byte[] bytes = number.getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(("+" + number).getBytes(StandardCharsets.US_ASCII)));
    }

    /** As long as each part of the code makes them. */
    private static Stream<String> forms(Sha256 hash) {
        return Stream.of(
                hash.base64Url(),
                hash.base64Url().substring(0, 8),
                hash.shortId(),
                hash.shortId().substring(0, 12));
    }

    /** To what a request said, under no salt, an empty one, and the content alone. */
    private static Stream<String> commitments(String number) {
        String content = "sha256:" + Sha256.of(number).base64Url();
        return Stream.of(Sha256.of(number), Sha256.of(null, content), Sha256.of("", content), Sha256.of("", number))
                .map(Sha256::base64Url);
    }

    private static Stream<String> work(String number) {
        return BUSINESSES.stream()
                .map(business -> new Relation(new UserId(number), new BusinessId(business)))
                .flatMap(relation -> IDS.stream()
                        .map(EntryId::new)
                        .flatMap(cause -> Stream.of(
                                FollowUpId.ofRemoval(relation, Scope.ALL, cause),
                                FollowUpId.ofReinstatement(relation, Scope.ALL, cause),
                                FollowUpId.ofReview(relation, 1),
                                FollowUpId.ofReview(relation, 2))))
                .map(FollowUpId::value);
    }

    /** Everything that may happen to a person, and everything that may be asked about it. */
    private static final class Story {

        private static final String WHO = "'userId':'" + PERSON + "','businessId':'shop'";
        private static final String WHO_TOO = "'userId':'" + SCOPED + "','businessId':'shop'";

        private int messages;

        void tell() {
            settle();
            decide();
            hear();
            work();
            look();
            bear();
            FunctionTable.ofForm("json").stream()
                    .filter(function -> !DRIVEN.contains(function))
                    .forEach(function -> call(function, "%s", FunctionTable.sample(function)));
        }

        private void settle() {
            deliver(Envelopes.message(WHATSAPP, PERSON, message(), "stop", now()));
            DRIVEN.add("receive-event");
            see(
                    Seen.BY_ANYBODY_ELSE,
                    Vendor.of(WORLD, "shop", "twilio", "")
                            .tell(WORLD, Vendor.sms(PERSON, message(), "stop", "STOP"))
                            .body());
            for (String business : List.of("shop", "bank")) {
                call(
                        "configure-business",
                        """
                        {'businessId':'%s','name':'N','country':'RO','removal':{'mode':'MANUAL'}%s}""",
                        business,
                        business.equals("shop") ? ",'whatsapp':{'phoneNumberIds':['" + WHATSAPP + "']}" : "");
            }
            call("configure-business", "{'businessId':'shop'}");
            call("replay-unknown", "{'phoneNumberId':'%s'}", WHATSAPP);
        }

        private void decide() {
            call("open-conversation", "{%s,'requestId':'hello'}", WHO.replace("shop", "bank"));
            call("decide-consent", "{%s,'requestId':'yes','decision':'CONTINUE'}", WHO);
            call("decide-consent", "{%s,'requestId':'no','decision':'BLOCK'}", WHO);
            call("decide-consent", "{%s,'requestId':'no','decision':'UNBLOCK'}", WHO);
            call(
                    "decide-consent",
                    "{%s,'requestId':'bad','decision':'REPORT','report':{'reason':'SCAM'},'alsoBlock':true}",
                    WHO);
            call("decide-consent", "{%s,'requestId':'good','decision':'UNBLOCK'}", WHO);
            call("decide-consent", "{%s,'decision':'MESSAGE_SENT'}", WHO);
            call("decide-consent", "{%s,'decision':'NONE'}", WHO);
            for (String business : List.of("shop", "bank")) {
                String who = WHO.replace("shop", business);
                call("request-opt-in", "{%s,'requestId':'in'}", who);
                call("request-opt-out", "{%s,'requestId':'out'}", who);
                call("request-opt-in", "{%s,'requestId':'in-again'}", who);
                call("request-opt-out", "{%s,'requestId':'out-again'}", who);
            }
            call("explain-opt-out", "{%s,'entryId':'out','reason':'DECLINED'}", WHO);
            call("request-opt-out", "{'userId':'%s','businessId':'shop','requestId':'out'}", SOMEBODY_ELSE);
        }

        private void hear() {
            deliver(Envelopes.messageOfBoth(WHATSAPP, PERSON, SCOPED, message(), "hello", now()));
            deliver(Envelopes.message(WHATSAPP, PERSON, message(), "stop", now()));
            deliver(Envelopes.preference(WHATSAPP, PERSON, "resume", now()));
            deliver(Envelopes.preference(WHATSAPP, PERSON, "stop", now() + 1));
            deliver(Envelopes.failed(WHATSAPP, PERSON, message(), 131050, now()));
            deliver(Envelopes.moved(WHATSAPP, PERSON, SCOPED, now()));
            deliver(Envelopes.marketingSent(WHATSAPP, PERSON, message(), now() + 60));
            Webhook.deliverByTopic(WORLD, Envelopes.message(WHATSAPP, PERSON, message(), "hello", now()));
            DRIVEN.add("receive-whatsapp-sns");
            call(
                    "record-message",
                    "{%s,'category':'MARKETING','messageId':'%s','sentAt':'%s'}",
                    WHO,
                    message(),
                    WORLD.clock.instant());
        }

        private void work() {
            List<JsonNode> open = pages("list-follow-ups", "followUps", "'businessId':'shop'");
            List<String> actions = List.of("CLAIM", "COMPLETE", "SKIP");
            for (int i = 0; i < open.size(); i++) {
                call(
                        "resolve-follow-up",
                        "{'businessId':'shop','followUpIds':['%s'],'action':'%s','actor':'ana','note':'n'}",
                        textOf(open.get(i), "followUpId"),
                        actions.get(i % actions.size()));
            }
            WORLD.clock.pass(Duration.ofDays(9));
            call("remind-follow-ups", "{}");
            for (String business : BUSINESSES) {
                STATES.forEach(state -> pages(
                        "list-follow-ups", "followUps", "'businessId':'%s','state':'%s'".formatted(business, state)));
                call("report-follow-ups", "{'businessId':'%s','from':'2026-11-01','to':'2026-12-31'}", business);
                call("report-reasons", "{'businessId':'%s','from':'2026-11-01','to':'2026-12-31'}", business);
                call("rebuild-relation", "{'businessId':'%s','dryRun':true}", business);
            }
        }

        private void look() {
            for (String who : List.of(WHO, WHO_TOO, WHO.replace("shop", "bank"))) {
                call("read-relation", "{%s}", who);
                pages("read-ledger", "entries", who);
                call("export-person", "{%s}", who);
                call("check-permission", "{%s,'category':'MARKETING'}", who);
            }
            lose();
            call("rebuild-relation", "{%s,'dryRun':true}", WHO);
            call("rebuild-relation", "{}");
            pages("read-relation", "relations", "'userId':'" + PERSON + "'");
            call("read-relation", "{'userId':'%s','businessId':'shop'}", SOMEBODY_ELSE);
            pages("read-ledger", "entries", "'userId':'" + SOMEBODY_ELSE + "','businessId':'shop'");
            call(
                    "check-permission",
                    "{'businessId':'shop','userIds':['%s','%s'],'category':'MARKETING'}",
                    SOMEBODY_ELSE,
                    PERSON);
            String link = textOf(call("issue-person-link", "{%s,'purpose':'CALLS'}", WHO), "token");
            authorize(link);
            authorize(Access.ISSUER.token("shop", WORLD.clock.instant()));
            String mail = textOf(call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", WHO), "token");
            unsubscribe("GET", mail, "");
            unsubscribe("POST", mail, "List-Unsubscribe=One-Click");
            call("give-receipt", "{%s}", WHO);
            call("give-receipt", "{%s,'entryId':'yes'}", WHO);
            DRIVEN.add("read-keys");
            see(Seen.BY_ANYBODY_ELSE, WORLD.readKeys().body());
            call("revoke-person-links", "{'userId':'%s'}", PERSON);
            unsubscribe("GET", mail, "");
        }

        /** All relations. */
        private static void lose() {
            WORLD.restore(WORLD.tables.relations(), List.of());
        }

        /** Stores that fail, and items that cannot be read. */
        private void bear() {
            World failing = WORLD.with(new Fault(1, Fault.When.BEFORE));
            fail("read-ledger", StoreUnavailable.class, () -> failing.call("read-ledger", "{" + WHO + "}"));
            WORLD.client.putItem(put -> put.tableName(WORLD.tables.relations())
                    .item(Map.of(
                            "userId", AttributeValue.fromS(PERSON),
                            "businessId", AttributeValue.fromS("bank"),
                            "blocked", AttributeValue.fromS(PERSON))));
            String who = WHO.replace("shop", "bank");
            for (String function : List.of("read-relation", "decide-consent", "request-opt-out", "request-opt-in")) {
                fail(
                        function,
                        RuntimeException.class,
                        () -> WORLD.call(
                                function, "{%s%s}", who, function.startsWith("d") ? ",'decision':'BLOCK'" : ""));
            }
        }

        private static void fail(String function, Class<? extends Exception> as, Runnable use) {
            Faults.log(function, assertThrows(as, use::run));
        }

        private JsonNode call(String function, String body, Object... values) {
            DRIVEN.add(function);
            String asked = body.formatted(values);
            WORLD.clock.pass(Duration.ofMinutes(1));
            JsonNode answer = WORLD.call(function, "%s", asked);
            Set<String> sent = words(asked, 0);
            look(answer, asked.contains(PERSON) || asked.contains(SCOPED), sent);
            for (String token : List.of("nextToken", "token")) {
                if (answer.has(token)) {
                    see(Seen.TOKENS, answer.get(token).textValue());
                }
            }
            return answer;
        }

        private void look(JsonNode node, boolean known, Set<String> sent) {
            boolean hasTheNumber = known
                    || Stream.of(PERSON, SCOPED)
                            .anyMatch(id -> node.path("userId").asText().equals(id));
            if (node.isValueNode()) {
                Set<String> words = words(node.asText(), 0);
                words.removeAll(sent);
                words.forEach(word -> see(known ? Seen.BY_WHO_HAS_THE_NUMBER : Seen.BY_ANYBODY_ELSE, word));
            }
            node.properties().stream()
                    .filter(field -> !field.getKey().equals("nextToken"))
                    .forEach(field -> look(field.getValue(), hasTheNumber, sent));
            if (node.isArray()) {
                node.forEach(each -> look(each, known, sent));
            }
        }

        /** Item by item, to come by many tokens. */
        private List<JsonNode> pages(String function, String list, String asked) {
            return World.answers(token -> call(function, "{%s,'limit':1%s}", asked, token)).stream()
                    .flatMap(page -> page.get(list).valueStream())
                    .toList();
        }

        private void deliver(String change) {
            DRIVEN.add("receive-whatsapp");
            WORLD.clock.pass(Duration.ofMinutes(1));
            assertEquals(200, Webhook.deliver(WORLD, Envelopes.of(change)));
        }

        /** The caller is told to the function alone; the names of the caller and of the caller's rate are logged. */
        private void authorize(String token) {
            DRIVEN.add("authorize-caller");
            AuthorizeCaller.Pass pass = WORLD.access
                    .authorizer()
                    .authorizeCaller(new AuthorizeCaller.Call(
                            "Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"));
            see(Seen.LOG, pass.principalId() + " " + pass.usageIdentifierKey());
        }

        private void unsubscribe(String method, String link, String form) {
            DRIVEN.add("unsubscribe");
            see(
                    Seen.BY_ANYBODY_ELSE,
                    WORLD.access
                            .unsubscribe()
                            .answer(new HttpCall(
                                    method,
                                    Map.of("link", link),
                                    Map.of("content-type", "application/x-www-form-urlencoded"),
                                    form.getBytes(StandardCharsets.UTF_8)))
                            .body());
        }

        /** As the platform makes them: the person's number is coded in it. */
        private String message() {
            String inside = "\u001c\u0018\u000b" + PERSON + "\u0015\u0002\u0000-" + ++messages;
            String id = "wamid." + Base64.getEncoder().encodeToString(inside.getBytes(StandardCharsets.ISO_8859_1));
            IDS.add(id);
            return id;
        }

        private static long now() {
            return WORLD.clock.instant().getEpochSecond();
        }
    }
}
