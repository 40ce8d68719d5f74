package consimt.access;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.Trespass.Request;
import consimt.dynamodb.Attributes;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.receipt.Receipts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Nobody reaches what is another's: neither by saying so, nor by what they got hold of of it. */
class CrossTenantTest {

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("check-permission", "'category':'MARKETING'"),
            Map.entry("filter-audience", "'category':'MARKETING','userIds':['40700000001']"),
            Map.entry("open-conversation", ""),
            Map.entry("decide-consent", "'decision':'UNBLOCK'"),
            Map.entry("read-relation", ""),
            Map.entry("list-relations", ""),
            Map.entry("request-opt-out", ""),
            Map.entry("request-opt-in", ""),
            Map.entry("explain-opt-out", "'entryId':'e','reason':'DECLINED'"),
            Map.entry("read-ledger", ""),
            Map.entry("give-receipt", ""),
            Map.entry("explain-standing", ""),
            Map.entry("export-person", ""),
            Map.entry("erase-person", ""),
            Map.entry("configure-business", ""),
            Map.entry("read-settings", ""),
            Map.entry("list-follow-ups", ""),
            Map.entry("resolve-follow-up", "'followUpIds':['00000000000000000000000000'],'action':'CLAIM','actor':'a'"),
            Map.entry("remind-follow-ups", ""),
            Map.entry("replay-unknown", "'phoneNumberId':'1'"),
            Map.entry("rebuild-relation", "'dryRun':true"),
            Map.entry("record-message", "'category':'UTILITY','messageId':'m','sentAt':'2026-11-24T00:00:00Z'"),
            Map.entry("report-follow-ups", "'from':'2026-11-01','to':'2026-11-02'"),
            Map.entry("report-reasons", "'from':'2026-11-01','to':'2026-11-02'"),
            Map.entry("issue-person-link", "'purpose':'UNSUBSCRIBE'"),
            Map.entry("issue-person-links", "'purpose':'UNSUBSCRIBE','rows':[{'userId':'40700000001'}]"),
            Map.entry("issue-business-token", "'name':'x'"),
            Map.entry("revoke-business-tokens", ""),
            Map.entry("doctor", ""),
            Map.entry("revoke-person-links", ""));

    /** What these work on is their own business's alone, so a person's id in it is one of their own. */
    private static final List<String> OF_NO_PERSON = List.of(
            "configure-business",
            "filter-audience",
            "issue-person-links",
            "read-settings",
            "list-relations",
            "list-follow-ups",
            "resolve-follow-up",
            "remind-follow-ups",
            "report-follow-ups",
            "report-reasons",
            "issue-business-token",
            "revoke-business-tokens",
            "doctor",
            "replay-unknown");

    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final Gateway gateway = new Gateway(world);
    private final Random random = new Random(20261125);
    private final String victim = World.somebody();
    private final String insider = World.somebody();

    private static final int REQUESTS = Cases.of(800, 100_000);
    private static final int REQUESTS_OF_ONES_OWN = Cases.of(400, 2_000);

    @Test
    void noRequestForAnothersDataIsAnswered() {
        List<String> functions = List.copyOf(new TreeSet<>(BODIES.keySet()));
        List<String> ofBusiness = List.of(
                Access.ISSUER.token("a", world.clock.instant()),
                own(world, "'businessId':'a','name':'x'"),
                own(world, "'businessId':'a','name':'x','only':'READ'"),
                own(world, "'businessId':'a','name':'x','only':'CHECK'"));
        List<String> ofPeople = List.of(
                link("{'userId':'%s','purpose':'CALLS','businessId':'a'}", insider),
                link("{'userId':'%s','purpose':'CALLS'}", insider));
        List<String> ofNobody = ofNobody(ofPeople.get(1), ofBusiness);
        // By which key the business's calls are counted is remembered from here on.
        gateway.call(functions.get(0), ofBusiness.get(0), "{}");
        meter.take();
        int refused = 0;
        int nobody = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String function = functions.get(random.nextInt(functions.size()));
            // The links' revocations are read from the engine each time, so there are fewer of them.
            int kind = random.nextInt(20);
            String token = kind < 10 ? any(ofBusiness) : kind < 13 ? any(ofPeople) : forged(any(ofNobody));
            JsonNode answer = gateway.call(function, token, body(function, kind < 10));
            if (answer == null) {
                nobody++;
                assertTrue(kind >= 13, "somebody known was refused");
            } else {
                refused++;
                assertTrue(kind < 13, "a forged token was taken");
                assertEquals("REJECTED", textOf(answer, "outcome"), function);
                assertEquals("caller", textOf(answer, "/errors/0/field"), function);
            }
        }
        assertEquals(REQUESTS, refused + nobody);
        assertTrue(refused > REQUESTS / 2 && nobody > REQUESTS / 5);
        // Only revocations were read: no request reached the data.
        assertEquals(
                List.of("BatchGetItem"),
                meter.take().calls().stream().distinct().toList());
    }

    /**
     * Such a request is let in, and what of it is another's must not be found: each answer is the one that is given in a
     * world without that other. All that is theirs stays as it was, and works for them.
     */
    @Test
    void whatIsAnothersInsideARequestOfOnesOwnIsAsIfItWereNowhere() {
        Neighbour neighbour = Neighbour.in(world);
        World withoutIt = World.fresh();
        List<String> people = Stream.concat(Stream.of(insider), Stream.generate(World::somebody))
                .limit(8)
                .toList();
        List<String> work = settled(world, people);
        assertEquals(work, settled(withoutIt, people));
        Trespass trespass = new Trespass(random, neighbour, people, work);
        String ofProvider = Access.ISSUER.token("a", world.clock.instant());
        String own = own(world, "'businessId':'a','name':'x'");
        own(withoutIt, "'businessId':'a','name':'x'");
        String all = link("{'userId':'%s','purpose':'CALLS'}", insider);
        String one = link("{'userId':'%s','purpose':'CALLS','businessId':'a'}", insider);
        Set<Map<String, AttributeValue>> before = ofOthers();
        Set<String> answered = new TreeSet<>();
        int let = 0;
        for (int i = 0; i < REQUESTS_OF_ONES_OWN; i++) {
            String token = i % 8 < 3 ? ofProvider : i % 8 < 5 ? own : i % 8 == 5 ? one : all;
            Request asked = switch (i % 8) {
                case 5 -> trespass.ofPersonAt(insider, "a");
                case 6 -> trespass.ofPersonAt(insider, any(List.of("a", "b")));
                case 7 -> trespass.ofPerson(insider);
                default -> trespass.ofBusiness();
            };
            // A refusal whose request id cannot be one is recorded under a new id, which is another one elsewhere.
            Request request = new Request(
                    asked.function(),
                    REQUEST_ID.matcher(asked.body()).replaceAll(id -> id.group().replace('~', '-')));
            JsonNode answer = Receipts.opened(gateway.call(request.function(), token, request.body()));
            JsonNode elsewhere =
                    Receipts.opened(new Gateway(withoutIt).call(request.function(), token, request.body()));
            assertEquals(withoutWhatIsRandom(elsewhere), withoutWhatIsRandom(answer), request::toString);
            assertEquals(Set.of(), neighbour.in(answer, trespass.told()), request::toString);
            if (!textOf(answer, "outcome").equals("REJECTED")) {
                let++;
                answered.add(request.function());
            }
            world.clock.pass(A_MOMENT);
            withoutIt.clock.pass(A_MOMENT);
        }
        assertEquals(before, ofOthers());
        neighbour.useAll();
        // The requests were such as are let in, and of every function that others than the operator may call.
        assertTrue(let > REQUESTS_OF_ONES_OWN * 2 / 5);
        Set<String> served = new TreeSet<>(BODIES.keySet());
        served.removeAll(Set.of(
                "configure-business",
                "issue-business-token",
                "revoke-business-tokens",
                "doctor",
                "remind-follow-ups",
                "replay-unknown",
                "erase-person",
                "rebuild-relation"));
        assertEquals(served, answered);
    }

    /** Business a, where people remove by hand, with an opt-out of each. */
    private static List<String> settled(World where, List<String> people) {
        where.settle("a", "'removal':{'mode':'MANUAL'}");
        people.forEach(
                each -> where.call("request-opt-out", "{'userId':'%s','businessId':'a','requestId':'a-0'}", each));
        return where.call("list-follow-ups", "{'businessId':'a'}").findValuesAsText("followUpId");
    }

    /** All that is stored but what is of business a or the insider's link. */
    private Set<Map<String, AttributeValue>> ofOthers() {
        return world.items()
                .filter(item -> !text(item, Attributes.BUSINESS_ID).equals("a")
                        // The public key of the first receipt.
                        && !text(item, "of").equals("receipts")
                        // What is aside for a business: its endpoint, and places.
                        && !text(item, "id").equals("a")
                        && !text(item, "of").endsWith("#a")
                        && !text(item, Attributes.RELATION).endsWith("#a")
                        && !text(item, Attributes.REVOKED).startsWith(insider + "#"))
                .collect(Collectors.toSet());
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? item.get(attribute).s() : "";
    }

    /** Each link is another one. */
    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) World.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Pattern REQUEST_ID = Pattern.compile("'requestId':'[^']*'");

    /** A new id, or that of a block as its business sees it, which follows from a salt. */
    private static final Pattern MADE = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}|block~[0-9a-v]{26}");

    private static JsonNode withoutWhatIsRandom(JsonNode answer) {
        // A request whose id cannot be one has a new id.
        String told = MADE.matcher(answer.toString()).replaceAll("made");
        ObjectNode rest = parsed(told);
        // No two commitments are alike.
        rest.path("entries").forEach(entry -> ((ObjectNode) entry).remove("evidence"));
        rest.path("marks").forEach(mark -> mark.withObject("/entry").remove("evidence"));
        return textOf(answer, "outcome").equals("ISSUED")
                ? rest.remove(List.of("linkId", "token", "unsubscribe", "rows"))
                : rest;
    }

    /** So that the refusals above mean something. */
    @Test
    void theSameCallersAreAnsweredAboutWhatIsTheirs() {
        String business = Access.ISSUER.token("a", world.clock.instant());
        String all = link("{'userId':'%s','purpose':'CALLS'}", insider);
        String one = link("{'userId':'%s','purpose':'CALLS','businessId':'a'}", insider);
        String own = "{'userId':'%s','businessId':'a','category':'SERVICE'}".formatted(insider);
        String opt = "{'userId':'%s','businessId':'a'}".formatted(insider);
        assertEquals("CHECKED", gateway.outcome("check-permission", business, own));
        assertEquals("RECORDED", gateway.outcome("request-opt-out", all, opt));
        assertEquals("FOUND", gateway.outcome("read-relation", one, opt));
        assertEquals("FOUND", gateway.outcome("read-ledger", all, opt.replace("'a'", "'b'")));
        assertEquals("FOUND", gateway.outcome("read-ledger", business, "{'businessId':'a'}"));
    }

    /** About business b, or by a person's link about somebody else or, where it is for a only, about b. */
    private String body(String function, boolean isBusiness) {
        String fields = BODIES.get(function);
        String someone = isBusiness && random.nextBoolean() ? insider : victim;
        String of = any(List.of("b", "A", "a ", "operator", "b"));
        List<String> all = new ArrayList<>();
        all.add("'businessId':'" + of + "'");
        // Without a person it is about the business's settings, or about the person whose link it is.
        boolean isOfSettings = isBusiness && function.equals("read-ledger") && random.nextBoolean();
        if (!OF_NO_PERSON.contains(function) && !isOfSettings) {
            all.add("'userId':'" + someone + "'");
        }
        if (!fields.isEmpty()) {
            all.add(fields);
        }
        String body = "{" + String.join(",", all) + "}";
        // A caller that was sent along, inside.
        return random.nextInt(10) == 0 ? "{'caller':{'kind':'OPERATOR'},'input':" + body + "}" : body;
    }

    private List<String> ofNobody(String goodLink, List<String> goodTokens) {
        String revokedToken = own(world, "'businessId':'gone','name':'x'");
        world.call("revoke-business-tokens", "{'businessId':'gone'}");
        String revoked = link("{'userId':'%s','purpose':'CALLS'}", victim);
        world.call("revoke-person-links", "{'userId':'%s'}", victim);
        World strangers = World.fresh();
        strangers.secrets.with(Access.KEY, "another key");
        return List.of(
                "",
                "anonymous",
                revoked,
                textOf(strangers.call("issue-person-link", "{'userId':'%s','purpose':'CALLS'}", victim), "token"),
                link("{'userId':'%s','purpose':'UNSUBSCRIBE','businessId':'b'}", victim),
                TestIssuer.signed(
                        Access.ISSUER.claims("b", world.clock.instant()).build(), TestIssuer.forged("current")),
                TestIssuer.signed(
                        Access.ISSUER
                                .claims("b", world.clock.instant())
                                .audience("another")
                                .build(),
                        Access.ISSUER.key()),
                goodLink + "!",
                revokedToken,
                own(strangers, "'businessId':'b','name':'x'"),
                own(strangers, "'for':'OPERATOR','name':'x'"),
                goodTokens.get(0) + "!",
                goodTokens.get(1) + "!");
    }

    /** Now and then with one character changed on top. */
    private String forged(String token) {
        if (token.isEmpty() || random.nextInt(3) > 0) {
            return token;
        }
        // Not the last ones: their lowest bits may mean nothing, so that another character says the same.
        int at = random.nextInt(Math.max(1, token.length() - 4));
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static String own(World where, String asked) {
        return where.text("/token", "issue-business-token", "{" + asked + "}");
    }

    private String link(String body, Object... values) {
        return world.text("/token", "issue-person-link", body, values);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
