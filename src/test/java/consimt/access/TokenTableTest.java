package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.infra.FunctionTable;
import consimt.infra.FunctionTable.Function;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of token of this service may do at each function. */
class TokenTableTest {

    private static final World WORLD = World.fresh();
    private static final Gateway GATEWAY = new Gateway(WORLD);

    private static final String STAFF = token("'for':'OPERATOR','name':'Ana'");
    private static final String BUSINESS = token("'businessId':'librarie','name':'the shop'");
    private static final String READ = token("'businessId':'librarie','name':'the figures','only':'READ'");
    private static final String CHECK = token("'businessId':'librarie','name':'the sender','only':'CHECK'");
    private static final String OF_ANOTHER = token("'businessId':'florist','name':'the florist'");

    private static final String TOPICS = IntStream.range(0, 7)
            .mapToObj("{'code':'t%d','labels':{'en':'T'}}"::formatted)
            .collect(Collectors.joining(","));

    /** By what a function does ({@code is}) and whom it serves besides the operator, or by its name. */
    private static final String TABLE = """
            # is           | serves   | operator's people | business | only to read | only to check
            checks         | business | yes               | yes      | yes          | yes
            refuses        | business | yes               | yes      | yes          | yes
            decide-consent | business | gives no yes      | yes      | only to read | only to check
            reads          | business | yes               | yes      | yes          | only to check
            reads          | person   | yes               | no       | no           | no
            reads          |          | no                | no       | no           | no
            works          | business | yes               | yes      | only to read | only to check
            works          |          | no                | no       | no           | no
            records        | business | no                | yes      | only to read | only to check
            records        | person   | no                | no       | no           | no
            records        |          | no                | no       | no           | no
            """;

    /** A row is what the code does of each function of that kind. */
    @ParameterizedTest(name = "{0} {1}: staff {2}, business {3}, to read {4}, to check {5}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void eachTokenMayDoWhatItIsFor(String is, String serves, String staff, String business, String read, String check) {
        String kind = kind(is, serves);
        List<String> functions = functions()
                .filter(function -> kind(function).equals(kind))
                .map(Function::name)
                .toList();
        assertFalse(functions.isEmpty(), kind);
        for (String function : functions) {
            assertEquals(staff, verdict(function, STAFF), function);
            assertEquals(business, verdict(function, BUSINESS), function);
            assertEquals(read, verdict(function, READ), function);
            assertEquals(check, verdict(function, CHECK), function);
            assertEquals("no", verdict(function, OF_ANOTHER), function + " of another business");
        }
    }

    @Test
    void theTableHasEachKindOfFunctionThatTakesACaller() {
        Set<String> rows = TABLE.lines()
                .skip(1)
                .map(line -> line.split(" *\\| *"))
                .map(row -> kind(row[0], row[1]))
                .collect(Collectors.toSet());
        assertEquals(rows, functions().map(TokenTableTest::kind).collect(Collectors.toSet()));
    }

    private static Stream<Function> functions() {
        return FunctionTable.read().stream().filter(function -> function.isOfForm("json"));
    }

    private static String kind(Function function) {
        String is = function.name().equals("decide-consent") ? function.name() : function.cell("is");
        return kind(is, function.serves("business") ? "business" : function.serves("person") ? "person" : null);
    }

    private static String kind(String is, String serves) {
        return is + " " + Objects.requireNonNullElse(serves, "");
    }

    /** What is a yes, or makes one possible, is not theirs; what is a no is. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            decide-consent    | 'decision':'CONTINUE'                                | caller NOT_ALLOWED
            decide-consent    | 'decision':'UNBLOCK'                                 | caller NOT_ALLOWED
            decide-consent    | 'decision':'MESSAGE_SENT'                            | caller NOT_ALLOWED
            decide-consent    | 'decision':'MESSAGE_SENT','text':'hello'             | caller NOT_ALLOWED
            decide-consent    | 'decision':'MESSAGE_SENT','text':'STOP'              | RECORDED
            decide-consent    | 'decision':'BLOCK'                                   | RECORDED
            decide-consent    | 'decision':'REPORT','report':{'reason':'SPAM'}       | RECORDED
            request-opt-in    |                                                      | caller NOT_ALLOWED
            request-opt-out   |                                                      | RECORDED
            open-conversation |                                                      | caller NOT_ALLOWED
            issue-person-link | 'purpose':'CALLS'                                    | purpose NOT_ALLOWED
            issue-person-link | 'purpose':'SUBSCRIBE'                                | purpose NOT_ALLOWED
            issue-person-link | 'purpose':'UNSUBSCRIBE'                              | ISSUED
            check-permission  | 'category':'MARKETING','asOf':'2026-11-01'           | CHECKED
            """)
    void aTokenOfTheOperatorsPeopleGivesNoYes(String function, String more, String verdict) {
        String who = "'userId':'%s','businessId':'librarie'".formatted(World.somebody());
        JsonNode answer = GATEWAY.call(function, STAFF, "{" + who + (more == null ? "" : "," + more) + "}");
        JsonNode error = answer.at("/errors/0");
        assertEquals(
                verdict,
                error.isMissingNode()
                        ? answer.get("outcome").textValue()
                        : error.get("field").textValue() + " "
                                + error.get("code").textValue());
        if (!error.isMissingNode()) {
            assertEquals(
                    0, WORLD.call("read-ledger", "{%s}", who).get("entries").size(), "nothing was recorded");
        }
    }

    /** Of a person with wishes about so many parts that each no is one to all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            request-opt-out | 'scope':{'channel':'sms'}                         | outcome entryId confirmation
            request-opt-out | 'scope':{'channel':'sms'},'locale':'x y'          | outcome entryId confirmation notes.locale
            decide-consent  | 'decision':'MESSAGE_SENT','text':'STOP'           | outcome entryId judged
            decide-consent  | 'decision':'MESSAGE_SENT','text':'no, thank you!' | outcome entryId judged
            decide-consent  | 'decision':'BLOCK','blockReason':'x'              | outcome entryId notes.blockReason
            """)
    void aTokenOnlyToCheckLearnsNothingOfTheRelationFromARefusalThatItTells(
            String function, String more, String fields) {
        WORLD.settle("librarie", "'topics':[%s]", TOPICS);
        String who = "'userId':'%s','businessId':'librarie'".formatted(World.somebody());
        for (int i = 0; i < 7; i++) {
            WORLD.call("request-opt-out", "{%s,'scope':{'topic':'t%d'}}", who, i);
        }
        boolean isOfBusiness = function.equals("request-opt-out");
        String token = isOfBusiness ? CHECK : token("'for':'OPERATOR','name':'Bo','only':'CHECK'");
        JsonNode answer = GATEWAY.call(function, token, "{" + who + "," + more + "}");
        List<String> told = new ArrayList<>();
        answer.fieldNames()
                .forEachRemaining(field -> told.add(
                        field.equals("notes")
                                ? "notes." + answer.at("/notes/0/field").textValue()
                                : field));
        assertEquals(fields, String.join(" ", told));
        assertTrue(answer.path("notes").size() < 2);
    }

    @Test
    void aTokenOnlyToCheckReadsInAConfirmationNothingOfOtherWishes() {
        WORLD.settle("librarie", "'topics':[%s]", TOPICS);
        String who = "'userId':'%s','businessId':'librarie'";
        String later = who.formatted(World.somebody());
        WORLD.call("request-opt-in", "{%s,'scope':{'topic':'t1'}}", later);
        String many = who.formatted(World.somebody());
        for (int i = 0; i < 7; i++) {
            WORLD.call("request-opt-out", "{%s,'scope':{'topic':'t%d'}}", many, i);
        }
        String earlier =
                ",'requestId':'late','occurredAt':'" + WORLD.clock.instant().minusSeconds(72_000) + "'";
        for (String more : List.of(earlier, ",'scope':{'channel':'sms'}")) {
            String none = confirmation(CHECK, who.formatted(World.somebody()) + more);
            for (String other : List.of(later, many)) {
                assertEquals(none, confirmation(CHECK, other + more));
            }
        }
        assertTrue(confirmation(null, later + earlier).contains("it goes on"));
    }

    /** @param token null for the operator */
    private static String confirmation(String token, String asked) {
        JsonNode answer = token == null
                ? WORLD.call("request-opt-out", "{%s}", asked)
                : GATEWAY.call("request-opt-out", token, "{" + asked + "}");
        return answer.get("confirmation").toString();
    }

    private static String verdict(String function, String token) {
        JsonNode answer = GATEWAY.call(function, token, FunctionTable.sample(function));
        if (!answer.at("/errors/0/field").asText().equals("caller")) {
            return "yes";
        }
        String message = answer.at("/errors/0/message").textValue();
        if (message.startsWith("caller gives no yes")) {
            return "gives no yes";
        }
        return message.startsWith("this token is ") ? message.substring("this token is ".length()) : "no";
    }

    private static String token(String asked) {
        return WORLD.text("/token", "issue-business-token", "{" + asked + "}");
    }
}
