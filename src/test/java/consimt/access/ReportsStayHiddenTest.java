package consimt.access;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.sizeOf;
import static consimt.kit.Texts.textOf;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.AuthorizeCaller.Call;
import consimt.dynamodb.Ledgers;
import consimt.http.ApiDocument;
import consimt.inbound.Vendor;
import consimt.infra.FunctionTable;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.receipt.Receipts;
import consimt.relation.EntryId;
import consimt.web.HttpCall;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A business learns that it is blocked when it asks about the person, and of a report nothing. */
class ReportsStayHiddenTest {

    private static final String NUMBER = "1060009";

    /** What people wrote and named, each of which is in nothing else. */
    private static final List<String> OF_THE_REPORTS = List.of(
            "Papagal", "pestriț", "Severin", "https://operator.example/case/7", "first-bad", "second-bad", "a-form");

    private final World world = World.fresh();
    private final Gateway gateway = new Gateway(world);
    private final String person = World.somebody();
    private final String scoped = "RO." + person;
    private final Set<String> reviews = new HashSet<>();

    /** What a business can ask about this person, by function; of those that are not for it, what it might try. */
    private final Map<String, List<String>> asked = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "check-permission",
                    List.of(
                            "'userId':{user},'category':'SERVICE'",
                            "'userIds':[{user}],'category':'MARKETING'",
                            "'userId':{user},'interaction':'MESSAGE_TO_BUSINESS','consistent':true")),
            Map.entry("filter-audience", List.of("'userIds':[{user}],'category':'SERVICE'")),
            Map.entry("open-conversation", List.of("'userId':{user},'requestId':{new}")),
            Map.entry("decide-consent", List.of("'userId':{user},'decision':'REPORT','report':{'reason':'SPAM'}")),
            Map.entry("read-relation", List.of("'userId':{user}")),
            Map.entry("list-relations", List.of("", "'limit':1", "'marketing':'UNSET'")),
            Map.entry("read-ledger", List.of("'userId':{user}", "'userId':{user},'limit':1")),
            Map.entry(
                    "give-receipt",
                    List.of(
                            "'userId':{user}",
                            "'userId':{user},'entryId':'first-bad'",
                            "'userId':{user},'entryId':'second-bad'",
                            "'userId':{user},'entryId':'out'")),
            Map.entry(
                    "explain-standing",
                    List.of(
                            "'userId':{user}",
                            "'userId':{user},'at':'2026-12-01T00:00:00Z'",
                            "'userId':{user},'at':{now}")),
            Map.entry("request-opt-out", List.of("'userId':{user},'requestId':{new}", "'userId':{user}")),
            Map.entry("request-opt-in", List.of("'userId':{user}")),
            Map.entry("explain-opt-out", List.of("'userId':{user},'entryId':'first-bad','reason':'DECLINED'")),
            Map.entry(
                    "list-follow-ups",
                    Stream.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN")
                            .map("'state':'%s'"::formatted)
                            .toList()),
            Map.entry("resolve-follow-up", List.of("'followUpIds':[{review}],'action':'CLAIM','actor':'ana'")),
            Map.entry("report-follow-ups", List.of("'from':'2026-11-01','to':'2026-12-31'")),
            Map.entry("report-reasons", List.of("'from':'2026-11-01','to':'2026-12-31'")),
            Map.entry("remind-follow-ups", List.of("")),
            Map.entry(
                    "record-message",
                    List.of(
                            "'userId':{user},'category':'MARKETING','messageId':{new},'sentAt':'2026-12-01T00:00:00Z'")),
            Map.entry("issue-person-link", List.of("'userId':{user},'purpose':'UNSUBSCRIBE'")),
            Map.entry("issue-person-links", List.of("'purpose':'UNSUBSCRIBE','rows':[{'userId':{user}}]")),
            Map.entry("revoke-person-links", List.of("'userId':{user}")),
            Map.entry("export-person", List.of("'userId':{user}")),
            Map.entry("erase-person", List.of("'userId':{user}", "'userId':{user},'dryRun':true", "'again':true")),
            Map.entry("replay-unknown", List.of("")),
            Map.entry("rebuild-relation", List.of("", "'userId':{user},'dryRun':true")),
            Map.entry("read-settings", List.of("")),
            Map.entry("configure-business", List.of(""))));

    @Test
    void ofAReportABusinessLearnsNothingFromAnyFunction() throws Exception {
        live();
        String token = Access.ISSUER.token("shop", world.clock.instant());
        Set<String> driven = new TreeSet<>();
        List<String> answers = new ArrayList<>();
        // One that is asked for nothing special here is asked for its sample.
        FunctionTable.ofForm("json").forEach(name -> asked.computeIfAbsent(name, its -> List.of(sample(its))));
        for (Map.Entry<String, List<String>> function : asked.entrySet()) {
            driven.add(function.getKey());
            for (String user : List.of(person, scoped)) {
                for (String fields : function.getValue()) {
                    answers.addAll(pages(function.getKey(), token, filled(fields, user)));
                }
            }
        }
        driven.addAll(List.of(
                "authorize-caller",
                "unsubscribe",
                "read-keys",
                "receive-event",
                "receive-whatsapp",
                "receive-whatsapp-sns"));
        answers.add(Vendor.of(world, "shop", "twilio", "")
                .tell(world, Vendor.sms(person, "1", "hello", ""))
                .body());
        answers.add(world.readKeys().body());
        answers.add(World.JSON.writeValueAsString(
                world.access.authorizer().authorizeCaller(new Call("Bearer " + token, "arn:x/live/POST/f"))));
        answers.addAll(unsubscribe(token));
        String message = Envelopes.message(
                NUMBER, person, "wamid.1", "hello", world.clock.instant().getEpochSecond());
        assertEquals(200, Webhook.deliver(world, Envelopes.of(message)));
        Webhook.deliverByTopic(world, message);

        Set<String> all = new TreeSet<>(Set.of("authorize-caller", "receive-whatsapp-sns"));
        ApiDocument.TREE.get("paths").fieldNames().forEachRemaining(path -> all.add(path.substring(1)));
        assertEquals(all, driven);
        for (String answer : answers) {
            Stream.concat(OF_THE_REPORTS.stream(), reviews.stream())
                    .forEach(secret -> assertFalse(answer.contains(secret), () -> secret + " in " + answer));
            assertFalse(answer.contains("\"REPORT"), answer);
            assertFalse(answer.contains("ADD_REPORT"), answer);
            assertFalse(answer.matches(".*\"reports\":[1-9].*"), answer);
        }
        assertTrue(answers.stream().anyMatch(answer -> answer.contains("\"reports\":0")));
        assertTrue(answers.stream().anyMatch(answer -> answer.contains("BLOCKED_BY_USER")));
        assertTrue(answers.stream().anyMatch(answer -> answer.contains("\"BLOCK\"")));
        // What is its own it sees.
        assertTrue(answers.stream().anyMatch(answer -> answer.contains("Taken off by hand.")));
    }

    @Test
    void thePersonSeesTheirOwnReportAndTheOperatorAll() {
        live();
        String who = "{'userId':'%s','businessId':'shop'}".formatted(person);
        String link = world.text("/token", "issue-person-link", "{'userId':'%s','purpose':'CALLS'}", person);
        for (JsonNode ledger : List.of(world.call("read-ledger", who), gateway.call("read-ledger", link, who))) {
            OF_THE_REPORTS.forEach(each -> assertTrue(ledger.toString().contains(each), each));
        }
        assertEquals(2, numberOf(world.call("read-relation", who), "/relation/reports"));
        assertEquals(2, numberOf(gateway.call("read-relation", link, who), "/relation/reports"));
    }

    /** Else the difference would tell of the report. */
    @Test
    void aReportThatAlsoBlocksLooksLikeABlock() {
        String other = World.somebody();
        String block = "{'userId':'%s','businessId':'shop','requestId':'plain','channel':'app','decision':'BLOCK'}";
        world.call("decide-consent", block, other);
        world.call(
                "decide-consent",
                block.replace("plain", "second-bad")
                        .replace("'app'", "'a-form'")
                        .replace("'BLOCK'", "'REPORT','alsoBlock':true,'report':{'reason':'SCAM','details':'Papagal'}"),
                person);
        for (String function : List.of("read-ledger", "read-relation", "check-permission", "explain-standing")) {
            assertEquals(seen(function, other), seen(function, person));
        }
        assertEquals(receipt(other, ""), receipt(person, ""));
        assertEquals(receipt(other, ",'entryId':'plain'"), receipt(person, ",'entryId':'second-bad'"));
        JsonNode entry =
                asBusiness("read-ledger", "'userId':'%s'".formatted(person)).at("/entries/0");
        assertEquals(World.tree("""
                        {'entryId':'%s','kind':'CONSENT_DECISION','value':'BLOCK','occurredAt':'2026-11-24T12:00:00Z',
                         'recordedAt':'2026-11-24T12:00:00Z','actor':'PERSON','evidence':'%s'}""", textOf(entry, "entryId"), textOf(entry, "evidence")), entry);
    }

    /** What was recorded moments before an instant may be in doubt then, but for a report. */
    @Test
    void whatNobodyCanKnowOfThePastTellsOfNoReport() {
        String other = World.somebody();
        Instant reported = world.clock.instant();
        report("first-bad", 0);
        world.clock.pass(Duration.ofSeconds(1));
        for (String user : List.of(person, other)) {
            world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", user);
        }
        world.clock.pass(Duration.ofMinutes(1));
        String at = ",'at':'" + reported.plusMillis(1_500) + "'";
        JsonNode doubts = seen("explain-standing", person, at).get("notKnown");
        assertEquals(1, doubts.size(), doubts::toString);
        assertEquals(seen("explain-standing", other, at), seen("explain-standing", person, at));
    }

    @Test
    void whatThisCodeDoesNotKnowIsNotShownToABusiness() {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person);
        var item = new HashMap<>(world.items(world.tables.ledger()).get(0));
        item.put("kind", AttributeValue.fromS("COMPLAINT"));
        world.client.putItem(put -> put.tableName(world.tables.ledger()).item(item));
        String user = "'userId':'%s'".formatted(person);
        assertEquals(0, sizeOf(asBusiness("read-ledger", user), "entries"));
        assertEquals(1, sizeOf(world.call("read-ledger", "{%s,'businessId':'shop'}", user), "entries"));
    }

    /** Whatever is left out between them, at the same instant, and after the last. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void pagesAreFilledAfterLeavingOutAndTellNothingOfWhatWasLeftOut(int limit) {
        String other = World.somebody();
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < i % 4; j++) {
                report("%d-%d-a".formatted(i, j), 1_000L * i);
            }
            for (String user : List.of(person, other)) {
                decide(user, "%d-b".formatted(i), 1_000L * i, "CONTINUE");
                decide(user, "%d-c".formatted(i), 1_000L * i, "UNBLOCK");
            }
            report(i + "-bb", 1_000L * i);
            report(i + "-d", 1_000L * i + 500);
        }
        List<JsonNode> pages = ledger(person, limit);
        List<JsonNode> without = ledger(other, limit);
        assertEquals(without.size(), pages.size());
        for (int i = 0; i < pages.size(); i++) {
            assertEquals(
                    without.get(i).get("entries").findValuesAsText("entryId"),
                    pages.get(i).get("entries").findValuesAsText("entryId"));
            assertEquals(without.get(i).get("nextToken"), pages.get(i).get("nextToken"));
            assertEquals(Math.min(limit, 20 - i * limit), sizeOf(pages.get(i), "entries"));
        }
    }

    /** By reports without end nobody makes the reading of a page long, nor hides what came after them. */
    @Test
    void aPageIsBoundedAndGoesOnPastAnyNumberOfReports() {
        Entry item = reported();
        Ledgers.fill(
                world,
                World.relation(person, "shop"),
                IntStream.range(0, 1_500)
                        .mapToObj(i -> new Entry(
                                EntryId.ofRequest("many-" + i),
                                item.occurredAt(),
                                item.recordedAt(),
                                item.source(),
                                null,
                                item.what()))
                        .toList());
        decide(person, "after", 60_000, "CONTINUE");
        List<JsonNode> pages = ledger(person, 5);
        assertEquals(
                List.of("after"),
                pages.stream()
                        .flatMap(page -> page.get("entries").findValuesAsText("entryId").stream())
                        .toList());
        assertTrue(pages.size() < 5, () -> "pages: " + pages.size());
    }

    private Entry reported() {
        report("one", 0);
        return world.stores
                .ledger()
                .find(World.relation(person, "shop"), EntryId.ofRequest("one"))
                .orElseThrow();
    }

    private void report(String id, long millis) {
        decide(person, id, millis, "REPORT','report':{'reason':'SPAM'},'channel':'web");
    }

    private void decide(String user, String id, long millis, String decision) {
        world.call(
                "decide-consent",
                "{'userId':'%s','businessId':'shop','requestId':'%s','decision':'%s','occurredAt':'%s'}",
                user,
                id,
                decision,
                world.clock.instant().minus(Duration.ofHours(1)).plusMillis(millis));
    }

    private List<JsonNode> ledger(String user, int limit) {
        return World.answers(
                token -> asBusiness("read-ledger", "'userId':'%s','limit':%d%s".formatted(user, limit, token)));
    }

    /** An answer about somebody, without the ids and hashes, which differ by chance. */
    private JsonNode seen(String function, String user) {
        return seen(function, user, function.startsWith("check") ? ",'category':'SERVICE'" : "");
    }

    private JsonNode seen(String function, String user, String more) {
        JsonNode answer = asBusiness(function, "'userId':'%s'%s".formatted(user, more));
        answer.findParents("userId").forEach(each -> ((ObjectNode) each).put("userId", ""));
        for (String field : List.of("entryId", "evidence")) {
            answer.findParents(field)
                    .forEach(each -> ((ObjectNode) each)
                            .put(field, each.get(field).textValue().length()));
        }
        return answer;
    }

    /** Opened, without the receipt's own id and whom it is about. */
    private JsonNode receipt(String user, String more) {
        ObjectNode answer =
                (ObjectNode) Receipts.opened(asBusiness("give-receipt", "'userId':'%s'%s".formatted(user, more)));
        if (answer.has("receipt")) {
            ((ObjectNode) answer.get("receipt")).put("dct:identifier", "").put("dpv:hasDataSubject", "");
            answer.withObject("/receipt/relation").put("userId", "");
        }
        return answer;
    }

    private JsonNode asBusiness(String function, String fields) {
        return world.byBusiness("shop", function, "'businessId':'shop'," + fields);
    }

    private static String sample(String function) {
        ObjectNode sample = (ObjectNode) World.tree("%s", FunctionTable.sample(function));
        sample.remove("businessId");
        String fields = sample.toString();
        return fields.substring(1, fields.length() - 1);
    }

    private String filled(String fields, String user) {
        return "{'businessId':'shop'" + (fields.isEmpty() ? "" : ",")
                + fields.replace("{user}", "'" + user + "'")
                        .replace("{now}", "'" + world.clock.instant() + "'")
                        .replace("{new}", "'new-" + user.length() + "'")
                        .replace("{review}", "'" + "0".repeat(26) + "'")
                + "}";
    }

    /** All pages, and what their tokens hold. */
    private List<String> pages(String function, String token, String body) {
        List<String> answers = new ArrayList<>();
        String asking = body;
        while (true) {
            JsonNode answer = Receipts.opened(gateway.call(function, token, asking));
            answers.add(answer.toString());
            if (!answer.has("nextToken")) {
                return answers;
            }
            String next = textOf(answer, "nextToken");
            answers.add(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8));
            asking = body.substring(0, body.length() - 1) + ",'nextToken':'" + next + "'}";
        }
    }

    private List<String> unsubscribe(String token) {
        String link = textOf(
                gateway.call("issue-person-link", token, filled("'userId':{user},'purpose':'UNSUBSCRIBE'", person)),
                "token");
        return Stream.of("GET", "POST")
                .map(method -> world.access
                        .unsubscribe()
                        .answer(new HttpCall(
                                method,
                                Map.of("link", link),
                                Map.of("content-type", "application/x-www-form-urlencoded"),
                                method.equals("GET")
                                        ? new byte[0]
                                        : "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8)))
                        .body())
                .toList();
    }

    /** Two reports, one of which blocks too, looked at and reminded of; beside work of the business's own. */
    private void live() {
        world.settle("shop", "'name':'N','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['%s']}", NUMBER);
        String who = "'userId':'%s','businessId':'shop'".formatted(person);
        world.call("open-conversation", "{%s,'requestId':'hello'}", who);
        String removal = world.text("/removal/followUpId", "request-opt-out", "{%s,'requestId':'out'}", who);
        world.call(
                "decide-consent",
                "{%s,'requestId':'first-bad','channel':'a-form','decision':'REPORT','report':{'reason':'SCAM','details':'Papagal'}}",
                who);
        world.clock.pass(Duration.ofDays(9));
        world.call("remind-follow-ups", "{}");
        review("CLAIM", ",'note':'pestriț'");
        review("COMPLETE", ",'note':'pestriț','evidence':'https://operator.example/case/7'");
        world.step("shop", removal, "COMPLETE", "ana", ",'note':'Taken off by hand.'");
        world.call(
                "decide-consent",
                "{%s,'requestId':'second-bad','channel':'a-form','decision':'REPORT','alsoBlock':true,'report':{'reason':'SPAM','details':'Papagal'}}",
                who);
        review("SKIP", ",'note':'pestriț'");
        assertEquals("RECORDED", world.move("moved", "shop", person, scoped).name());
    }

    private void review(String action, String more) {
        Set<String> open = StreamSupport.stream(
                        world.call("list-follow-ups", "{'businessId':'operator'}")
                                .get("followUps")
                                .spliterator(),
                        false)
                .map(each -> textOf(each, "followUpId"))
                .collect(toSet());
        assertEquals(1, open.size());
        reviews.addAll(open);
        JsonNode answer = world.step("operator", open.iterator().next(), action, "Severin", more);
        assertEquals("RECORDED", textOf(answer, "/results/0/outcome"));
    }
}
