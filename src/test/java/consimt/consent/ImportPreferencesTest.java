package consimt.consent;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.sizeOf;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** A list of wishes that was kept elsewhere, as callers see its import. */
class ImportPreferencesTest {

    private static final String AS_THE_SHOP =
            "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{'businessId':'shop','source':'a list','rows':[%s]}}";

    private static final String PROOF = "'proof':'a form','occurredAt':'2026-11-01T10:00:00Z'";

    private final Store store = new Store();
    private final World world = World.fresh(store);
    private final String person = World.somebody();

    @BeforeEach
    void aShop() {
        world.settle("shop", "'removal':{'mode':'MANUAL'},'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @Test
    void eachRowHasAnOutcomeAndTheSameRowsAgainAreUnchanged() {
        String rows =
                "{'userId':'%1$s','wish':'OPT_OUT'},{'userId':'%1$s','wish':'BLOCK'},{'userId':'%2$s','wish':'OPT_IN',%3$s},{'userId':'%2$s','wish':'AGREED',%3$s},{'userId':'%1$s','wish':'OPT_IN',%3$s}"
                        .formatted(person, World.somebody(), PROOF);
        assertEquals(World.tree("""
                        {'outcome':'RECORDED','rows':[
                         {'row':0,'outcome':'RECORDED'},{'row':1,'outcome':'RECORDED'},{'row':2,'outcome':'RECORDED'},
                         {'row':3,'outcome':'RECORDED'},{'row':4,'outcome':'SUPERSEDED','notes':[
                          {'field':'wish','code':'REFUSED','message':'wish is recorded and changes nothing: the person said no, or may have'}]}]}"""), imports("", rows));
        JsonNode again = imports("", rows);
        assertEquals(
                List.of("UNCHANGED", "UNCHANGED", "UNCHANGED", "UNCHANGED", "UNCHANGED", "UNCHANGED"),
                again.findValuesAsText("outcome"));
        assertEquals("MARKETING_OPTED_OUT", afterUnblocking());
        JsonNode entry = entries().get(0);
        assertEquals("the old tool", textOf(entry, "importedFrom"));
        assertEquals("OPERATOR", textOf(entry, "/calledBy/kind"));
    }

    /** It is another wish than that to stop the marketing by the channel, so it is an entry of its own. */
    @Test
    void anOptOutOfAChannelAsAWholeIsImportedAsOne() {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person);
        String row = "{'userId':'%s','wish':'OPT_OUT','scope':{'channel':'sms'}%s}";
        imports("", row.formatted(person, ""));
        String asked = "'userId':'%s','businessId':'shop','category':'UTILITY','scope':{'channel':'%s'}";
        assertEquals("ALLOWED", world.may(asked, person, "sms"));
        for (String outcome : List.of("RECORDED", "UNCHANGED")) {
            assertEquals(outcome, textOf(imports("", row.formatted(person, ",'categories':'ALL'")), "outcome"));
        }
        assertEquals("CHANNEL_OPTED_OUT", world.may(asked, person, "sms"));
        assertEquals("ALLOWED", world.may(asked, person, "email"));
    }

    private String afterUnblocking() {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'UNBLOCK'}", person);
        return marketing();
    }

    /** What cannot be read makes a refusal stricter, and a yes an error. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'userId':'ID','wish':'OPT_OUT','occurredAt':'long ago'}                  | RECORDED | notes occurredAt INVALID
            {'userId':'ID','wish':'OPT_OUT','occurredAt':'2030-01-01T00:00:00Z'}      | RECORDED | notes occurredAt IN_THE_FUTURE
            {'userId':'ID','wish':'OPT_OUT','scope':{'channel':'fax','topic':'offers'}} | RECORDED | notes scope.channel UNKNOWN_VALUE
            {'userId':'ID','wish':'OPT_OUT','scope':{'topic':'none-such'}}            | RECORDED | notes scope.topic UNKNOWN_VALUE
            {'userId':'ID','wish':'OPT_OUT','scope':'all'}                            | RECORDED | notes scope INVALID
            {'userId':'ID','wish':'OPT_OUT','proof':'a form'}                         | RECORDED | notes proof NOT_ALLOWED
            {'userId':'ID','wish':'OPT_OUT','phone':'x'}                              | RECORDED | notes phone UNKNOWN_FIELD
            {'userId':'ID','wish':'BLOCK','scope':{'channel':'sms'}}                  | RECORDED | notes scope NOT_ALLOWED
            {'userId':'ID','wish':'BLOCK','categories':'ALL'}                         | RECORDED | notes categories NOT_ALLOWED
            {'userId':'ID','wish':'OPT_OUT','categories':'ALL'}                       | RECORDED | notes categories NOT_ALLOWED
            {'userId':'ID','wish':'OPT_OUT','scope':{'channel':'sms'},'categories':'some'} | RECORDED | notes categories UNKNOWN_VALUE
            {'userId':'ID','wish':'OPT_IN','proof':'a form','occurredAt':'2026-11-01T10:00:00Z','categories':'ALL'} | REJECTED | errors categories NOT_ALLOWED
            {'userId':'ID','wish':'MESSAGE_SENT','proof':'a chat'}                    | REJECTED | errors occurredAt REQUIRED
            {'userId':'ID','wish':'OPT_OUT','occurredAt':null}                        | RECORDED |
            {'userId':'ID','wish':'opt_out'}                                          | REJECTED | errors wish UNKNOWN_VALUE
            {'userId':'','wish':'OPT_OUT'}                                            | REJECTED | errors userId INVALID
            {'wish':'OPT_OUT'}                                                        | REJECTED | errors userId REQUIRED
            {'userId':'ID','wish':'OPT_OUT','wish':'OPT_IN'}                          | REJECTED | errors wish INVALID
            {'userId':'ID','userId':'40799999999','wish':'OPT_OUT'}                   | REJECTED | errors userId INVALID
            {'userId':'ID','wish':'OPT_IN','proof':'a form'}                          | REJECTED | errors occurredAt REQUIRED
            {'userId':'ID','wish':'OPT_IN','occurredAt':'2026-11-01T10:00:00Z'}       | REJECTED | errors proof REQUIRED
            {'userId':'ID','wish':'OPT_IN','proof':'a form','occurredAt':'long ago'}  | REJECTED | errors occurredAt INVALID
            {'userId':'ID','wish':'OPT_IN','proof':'a form','occurredAt':'2026-11-01T10:00:00Z','scope':{'topic':'none-such'}} | REJECTED | errors scope.topic UNKNOWN_VALUE
            {'userId':'ID','wish':'AGREED','proof':'a form','occurredAt':'2026-11-01T10:00:00Z','scope':{'channel':'sms'}} | REJECTED | errors scope NOT_ALLOWED
            """)
    void aRowThatIsWrongIsAnsweredByItsNumberAndStopsNoOther(String row, String outcome, String problem) {
        String after = World.somebody();
        JsonNode answer = imports(
                "",
                "{'userId':'%s','wish':'OPT_OUT'},%s,{'userId':'%s','wish':'OPT_OUT'}"
                        .formatted(World.somebody(), row.replace("ID", person), after));
        JsonNode one = answer.at("/rows/1");
        String told = Stream.of("errors", "notes")
                .filter(one::has)
                .map(how -> how + " " + textOf(one.get(how).get(0), "field") + " "
                        + textOf(one.get(how).get(0), "code"))
                .findFirst()
                .orElse(null);
        assertEquals(1, numberOf(one, "row"));
        assertEquals(outcome, textOf(one, "outcome"));
        assertEquals(problem, told);
        assertEquals(
                List.of("RECORDED", "RECORDED"),
                List.of(textOf(answer, "/rows/0/outcome"), textOf(answer, "/rows/2/outcome")));
        assertEquals("MARKETING_OPTED_OUT", world.marketing(after, "shop"));
    }

    @Test
    void rowsThatAreNoObjectsAreAnsweredToo() {
        JsonNode answer = imports("", "null,7,'x',[],{},{'userId':'%s','wish':'OPT_OUT'}".formatted(person));
        assertEquals(
                List.of("RECORDED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "RECORDED"),
                answer.findValuesAsText("outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** A field of the call that cannot be read is a note, and then the call gives no yes. */
    @Test
    void aCallThatIsWrongStillStops() {
        JsonNode answer = world.call(
                "import-preferences",
                "{'businessId':'shop','exportedAt':'soon','dryRun':'no','what':1,'rows':[{'userId':'%s','wish':'OPT_OUT'},{'userId':'%s','wish':'OPT_IN',%s}]}",
                person,
                World.somebody(),
                PROOF);
        assertEquals(List.of("RECORDED", "RECORDED", "REJECTED"), answer.findValuesAsText("outcome"));
        assertEquals(
                List.of("source", "exportedAt", "dryRun", "what"),
                answer.get("notes").findValuesAsText("field"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    @Test
    void ofABlockThatABusinessImportsTheOptOutGetsIn() {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person);
        String rows = "{'userId':'%s','wish':'BLOCK','scope':{'channel':'sms'}}".formatted(person);
        JsonNode answer = world.call("import-preferences", AS_THE_SHOP, rows);
        assertEquals(World.tree("""
                        {'outcome':'RECORDED','rows':[{'row':0,'outcome':'RECORDED','notes':[
                         {'field':'wish','code':'NOT_ALLOWED','message':'wish is for the person or the operator to tell: the opt-out in it counts'},
                         {'field':'scope','code':'NOT_ALLOWED','message':'scope goes with OPT_OUT and OPT_IN only'}]}]}"""), answer);
        assertEquals("MARKETING_OPTED_OUT", marketing());
        assertEquals("ALLOWED", utility());
        assertEquals(
                List.of("UNCHANGED", "UNCHANGED"),
                world.call("import-preferences", AS_THE_SHOP, "{'userId':'%s','wish':'OPT_OUT'}".formatted(person))
                        .findValuesAsText("outcome"));
    }

    @Test
    void aBusinessClaimsByAListWhereTheOperatorLetsIt() {
        String rows = "{'userId':'%s','wish':'OPT_IN',%s}".formatted(person, PROOF);
        JsonNode answer = world.call("import-preferences", AS_THE_SHOP, rows);
        assertEquals(List.of("RECORDED", "RECORDED"), answer.findValuesAsText("outcome"));
        assertEquals("ALLOWED", marketing());
        world.settle("operator", "'claims':'REFUSED'");
        world.clock.pass(Duration.ofMinutes(2));
        JsonNode refused = world.call("import-preferences", AS_THE_SHOP, rows);
        assertEquals("REJECTED", textOf(refused, "/rows/0/outcome"));
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
    }

    /** An agreement by a message alone is not an expressed one. */
    @Test
    void thatSomebodyWroteIsAgreementToTheConversationAndNoMore() {
        imports("", "{'userId':'%s','wish':'MESSAGE_SENT',%s}".formatted(person, PROOF));
        assertEquals("ALLOWED", utility());
        for (String basis : List.of("CONVERSATION ALLOWED", "EXPRESSED NO_MARKETING_CONSENT")) {
            String[] and = basis.split(" ");
            world.settle("shop", "'marketingBasis':'%s'", and[0]);
            world.clock.pass(Duration.ofMinutes(2));
            assertEquals(and[1], marketing());
        }
        assertEquals(
                "MESSAGE_SENT",
                world.text("/relation/claims/0/value", "read-relation", "{'userId':'%s','businessId':'shop'}", person));
    }

    @Test
    void aRowThatCameQuietlyIsToldWhenItComesAgainWithTell() {
        String row = "{'userId':'%s','wish':'OPT_OUT','occurredAt':'2026-11-20T09:00:00Z'}".formatted(person);
        imports("", row);
        assertEquals(List.of(), told());
        for (int again = 0; again < 2; again++) {
            JsonNode answer = imports("'tell':true,", row);
            assertEquals(List.of("UNCHANGED", "UNCHANGED"), answer.findValuesAsText("outcome"));
        }
        imports("", row);
        assertEquals(List.of("consimt.marketing.opted_out"), told());
    }

    @Test
    void aQuietRowIsToldToNobodyAndOpensNoWork() {
        imports("", "{'userId':'%s','wish':'OPT_OUT'}".formatted(person));
        assertEquals(List.of(), told());
        assertTrue(world.items(world.tables.followUps()).isEmpty());
        assertEquals("MARKETING_OPTED_OUT", marketing());

        imports("'tell':true,", "{'userId':'%s','wish':'OPT_OUT'}".formatted(World.somebody()));
        assertEquals(List.of("consimt.marketing.opted_out"), told());
        assertTrue(world.items(world.tables.followUps()).isEmpty());

        imports("'openWork':true,", "{'userId':'%s','wish':'OPT_OUT'}".formatted(World.somebody()));
        assertEquals(1, sizeOf(world.call("list-follow-ups", "{'businessId':'shop'}"), "followUps"));
    }

    private List<String> told() {
        world.clock.pass(World.CHANGES_SETTLED_AFTER.plusSeconds(1));
        return world.call("list-changes", "{'businessId':'shop'}").findValuesAsText("type").stream()
                .filter(type -> !type.equals("consimt.business.configured"))
                .toList();
    }

    @Test
    void aDryRunRecordsNothing() {
        JsonNode answer = imports(
                "'dryRun':true,",
                "{'userId':'%s','wish':'OPT_OUT'},{'userId':'x y','wish':'OPT_OUT'}".formatted(person));
        assertEquals(List.of("FOUND", "FOUND", "REJECTED"), answer.findValuesAsText("outcome"));
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
        assertTrue(entries().isEmpty());
    }

    @Test
    void anUndatedRowAgainAfterThePersonsOwnOptInRefusesOnlyWithALaterExport() {
        String row = "{'userId':'%s','wish':'OPT_OUT'}".formatted(person);
        imports("'exportedAt':'2026-11-24T09:00:00Z',", row);
        assertEquals("MARKETING_OPTED_OUT", marketing());
        world.clock.pass(Duration.ofHours(1));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
        assertEquals("ALLOWED", marketing());
        world.clock.pass(Duration.ofHours(1));
        JsonNode same = imports("'exportedAt':'2026-11-24T09:00:00Z',", row);
        assertEquals("UNCHANGED", textOf(same, "/rows/0/outcome"));
        assertEquals("ALLOWED", marketing());
        JsonNode later = imports("'exportedAt':'2026-11-24T13:30:00Z',", row);
        assertEquals("RECORDED", textOf(later, "/rows/0/outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** In the ten minutes comes a retry. What comes later may be a second no of the same day. */
    @Test
    void anUndatedRowAgainIsTheSameForTenMinutesAndThenANewRefusal() {
        String row = "{'userId':'%s','wish':'OPT_OUT'}".formatted(person);
        assertEquals("RECORDED", textOf(imports("", row), "/rows/0/outcome"));
        world.clock.pass(Duration.ofMinutes(5));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
        world.clock.pass(Duration.ofMinutes(4).plusSeconds(59));
        assertEquals("UNCHANGED", textOf(imports("", row), "/rows/0/outcome"));
        assertEquals("ALLOWED", marketing());
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals("RECORDED", textOf(imports("", row), "/rows/0/outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    @Test
    void aRetryAfterTheTenMinutesIsASecondEntryOfTheSameRefusal() {
        String row = "{'userId':'%s','wish':'OPT_OUT'},{'userId':'%1$s','wish':'BLOCK'}".formatted(person);
        world.clock.pass(Duration.ofMinutes(9).plusSeconds(59));
        imports("'tell':true,", row);
        world.clock.pass(Duration.ofSeconds(2));
        JsonNode answer = imports("'tell':true,", row);
        assertEquals(List.of("UNCHANGED", "UNCHANGED", "UNCHANGED"), answer.findValuesAsText("outcome"));
        assertEquals(4, entries().size());
        assertEquals("BLOCKED_BY_USER", marketing());
    }

    /** As where local time is told as UTC. The time of a row is read so, too. */
    @Test
    void aSlowClockOfTheExportWeakensNoRefusal() {
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
        world.clock.pass(Duration.ofHours(1));
        JsonNode answer =
                imports("'exportedAt':'2026-11-24T08:00:00Z',", "{'userId':'%s','wish':'OPT_OUT'}".formatted(person));
        assertEquals("RECORDED", textOf(answer, "/rows/0/outcome"));
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** A list of another country writes its times in a way that nobody can read, and not the same time. */
    @Test
    void twoRefusalsWithTwoTimesThatNobodyCanReadAreTwo() {
        String row = "{'userId':'%s','wish':'OPT_OUT'%s}";
        for (String when : List.of("a", "b")) {
            imports("", row.formatted(person, ",'occurredAt':'01.12.2026 10:00 " + when + "'"));
            assertEquals("MARKETING_OPTED_OUT", marketing());
            world.clock.pass(Duration.ofSeconds(2));
            world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
            world.clock.pass(Duration.ofSeconds(2));
        }
        for (String when : List.of("a", "b")) {
            imports("'exportedAt':'yesterday " + when + "',", row.formatted(person, ""));
            assertEquals("MARKETING_OPTED_OUT", marketing());
            world.clock.pass(Duration.ofSeconds(2));
            world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", person);
            world.clock.pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void aThousandRowsAreOneCallEightAtOnceAndMoreAreRejected() {
        store.calls.clear();
        store.most.set(0);
        List<String> rows = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> "{'userId':'%s','wish':'OPT_OUT'}".formatted(World.somebody()))
                .toList());
        JsonNode answer = world.call(
                "import-preferences",
                "{'businessId':'shop','source':'a list','rows':[%s]}",
                rows.stream().collect(Collectors.joining(",")));
        assertEquals(
                1_001,
                answer.findValuesAsText("outcome").stream()
                        .filter("RECORDED"::equals)
                        .count());
        assertEquals(Map.of("GetItemRequest", 1_001, "PutItemRequest", 2_000), store.calls);
        assertEquals(8, store.most.get());
        rows.add("{'userId':'%s','wish':'OPT_OUT'}".formatted(person));
        assertEquals(List.of("TOO_MANY"), imports("", String.join(",", rows)).findValuesAsText("code"));
        assertEquals(
                List.of("TOO_MANY"),
                imports("'openWork':true,", String.join(",", rows.subList(0, 101)))
                        .findValuesAsText("code"));
        assertFalse(marketing().equals("MARKETING_OPTED_OUT"));
    }

    /** The calls of the store, and how many went on at once. */
    private static final class Store implements ExecutionInterceptor {

        private final Map<String, Integer> calls = new ConcurrentSkipListMap<>();
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            calls.merge(context.request().getClass().getSimpleName(), 1, Integer::sum);
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            now.decrementAndGet();
        }

        @Override
        public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
            now.decrementAndGet();
        }
    }

    private JsonNode imports(String more, String rows) {
        return world.call(
                "import-preferences", "{'businessId':'shop','source':'the old tool',%s'rows':[%s]}", more, rows);
    }

    private String marketing() {
        return world.marketing(person, "shop");
    }

    private String utility() {
        return world.may("'userId':'%s','businessId':'shop','category':'UTILITY'", person);
    }

    private JsonNode entries() {
        return world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", person)
                .get("entries");
    }
}
