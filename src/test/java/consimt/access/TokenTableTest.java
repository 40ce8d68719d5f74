package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.infra.FunctionTable;
import consimt.infra.FunctionTable.Function;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    static final String TABLE = """
            # function             | is      | operator's people | business | only to read | only to check
            check-permission       | checks  | yes               | yes      | yes          | yes
            filter-audience        | checks  | yes               | yes      | yes          | yes
            open-conversation      | records | no                | yes      | only to read | only to check
            decide-consent         | refuses | gives no yes      | yes      | only to read | only to check
            read-relation          | reads   | yes               | yes      | yes          | only to check
            list-relations         | reads   | yes               | yes      | yes          | only to check
            request-opt-out        | refuses | yes               | yes      | yes          | yes
            request-opt-in         | records | no                | yes      | only to read | only to check
            import-preferences     | records | no                | yes      | only to read | only to check
            explain-opt-out        | records | no                | no       | no           | no
            explain-standing       | reads   | yes               | yes      | yes          | only to check
            give-receipt           | reads   | yes               | yes      | yes          | only to check
            read-ledger            | reads   | yes               | yes      | yes          | only to check
            export-person          | reads   | yes               | no       | no           | no
            erase-person           | records | no                | no       | no           | no
            configure-business     | records | no                | no       | no           | no
            read-settings          | reads   | yes               | yes      | yes          | only to check
            list-follow-ups        | reads   | yes               | yes      | yes          | only to check
            resolve-follow-up      | works   | yes               | yes      | only to read | only to check
            remind-follow-ups      | works   | no                | no       | no           | no
            record-message         | records | no                | yes      | only to read | only to check
            report-follow-ups      | reads   | yes               | yes      | yes          | only to check
            list-changes           | reads   | yes               | yes      | yes          | only to check
            report-reasons         | reads   | yes               | yes      | yes          | only to check
            resume-notices         | works   | no                | no       | no           | no
            list-undelivered       | reads   | yes               | yes      | yes          | only to check
            redeliver              | works   | yes               | yes      | only to read | only to check
            test-notice            | works   | yes               | yes      | only to read | only to check
            issue-person-link      | works   | yes               | yes      | only to read | only to check
            issue-person-links     | works   | yes               | yes      | only to read | only to check
            issue-business-token   | records | no                | no       | no           | no
            revoke-business-tokens | records | no                | no       | no           | no
            revoke-person-links    | records | no                | no       | no           | no
            replay-unknown         | records | no                | no       | no           | no
            rebuild-relation       | records | no                | no       | no           | no
            doctor                 | reads   | no                | no       | no           | no
            """;

    /** A row is what the code does, and what the table of functions says. */
    @ParameterizedTest(name = "{0} {1}: staff {2}, business {3}, to read {4}, to check {5}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void eachTokenMayDoWhatItIsFor(
            String function, String is, String staff, String business, String read, String check) {
        Function row = FunctionTable.read().stream()
                .filter(each -> each.name().equals(function))
                .findFirst()
                .orElseThrow();
        assertEquals(row.cell("is"), is);
        assertEquals(staff, verdict(function, STAFF));
        assertEquals(business, verdict(function, BUSINESS));
        assertEquals(read, verdict(function, READ));
        assertEquals(check, verdict(function, CHECK));
        assertEquals("no", verdict(function, OF_ANOTHER), "of another business");
    }

    @Test
    void theTableHasEachFunctionThatTakesACaller() {
        Set<String> rows = new TreeSet<>();
        TABLE.lines().skip(1).forEach(line -> rows.add(line.substring(0, line.indexOf(' '))));
        assertEquals(FunctionTable.ofForm("json"), rows);
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
