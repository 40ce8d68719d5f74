package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Link.Purpose;
import consimt.kit.Meter;
import consimt.kit.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links for many people in one call. */
class IssuePersonLinksTest {

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final LinkTokens tokens = Access.links(world);

    @Test
    void aThousandLinksTakeOneReadOfTheSecretAndNoneOfTheStore() {
        String rows = IntStream.range(0, 1_000)
                .mapToObj(row -> "{'userId':'4070%07d'}".formatted(row))
                .collect(Collectors.joining(","));
        world.secrets.takeAsked();
        meter.take();
        JsonNode answer =
                world.call("issue-person-links", "{'businessId':'librarie','purpose':'UNSUBSCRIBE','rows':[%s]}", rows);
        assertEquals(List.of(), meter.take().calls());
        assertEquals(List.of(Access.KEY, Access.KEY + ".previous"), world.secrets.takeAsked());
        assertEquals(1_000, answer.get("rows").size());
        for (int row = 0; row < 1_000; row++) {
            JsonNode one = answer.get("rows").get(row);
            assertEquals(row, one.get("row").intValue());
            assertEquals("ISSUED", one.get("outcome").textValue());
            Link link = tokens.open(one.at("/link/token").textValue(), Purpose.UNSUBSCRIBE)
                    .orElseThrow();
            assertEquals("4070%07d".formatted(row), link.userId().value());
            assertEquals("librarie", link.businessId().value());
        }
        Set<String> ids = StreamSupport.stream(answer.get("rows").spliterator(), false)
                .map(row -> row.at("/link/linkId").textValue())
                .collect(Collectors.toSet());
        assertEquals(1_000, ids.size());
        assertEquals(
                "REJECTED",
                world.outcome(
                        "issue-person-links",
                        "{'businessId':'librarie','purpose':'UNSUBSCRIBE','rows':[%s,{'userId':'1'}]}",
                        rows));
    }

    @Test
    void aRowThatCannotBeReadTakesNoLinkFromAnother() {
        JsonNode answer = world.call(
                "issue-person-links",
                "{'businessId':'librarie','purpose':'UNSUBSCRIBE','rows':[{'userId':'a b'},{'userId':'40755500001'},{},7,{'userId':'x','scope':{}}]}");
        assertEquals(World.tree("""
                        {'outcome':'ISSUED','rows':[
                         {'row':0,'outcome':'REJECTED','errors':[{'field':'userId','code':'INVALID',
                          'message':'userId may hold letters, digits and . _ : + @ - only (no spaces)'}]},
                         %s,
                         {'row':2,'outcome':'REJECTED','errors':[{'field':'userId','code':'REQUIRED','message':'userId is required'}]},
                         {'row':3,'outcome':'REJECTED','errors':[{'field':'userId','code':'REQUIRED','message':'userId is required'}]},
                         {'row':4,'outcome':'REJECTED','errors':[{'field':'scope','code':'UNKNOWN_FIELD',
                          'message':'scope is not a field of this input'}]}]}""", answer.at("/rows/1")), answer);
        String token = answer.at("/rows/1/link/token").textValue();
        String url = "https://consimt.example/unsubscribe?link=" + token;
        assertEquals(World.tree("""
                        {'row':1,'outcome':'ISSUED','link':{'linkId':'%s','token':'%s','expiresAt':'2027-05-23T12:00:00Z',
                         'unsubscribe':{'url':'%s','headers':{'List-Unsubscribe':'<%s>','List-Unsubscribe-Post':'List-Unsubscribe=One-Click'}}}}
                        """, token.substring(1, 17), token, url, url), answer.at("/rows/1"));
    }

    /** A call of one has the rights of a call of many. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            OPERATOR | CALLS       | ISSUED
            OPERATOR | UNSUBSCRIBE | ISSUED
            OPERATOR | SUBSCRIBE   | ISSUED
            OPERATOR | CHOICES     | ISSUED
            STAFF    | CALLS       | purpose is for the operator to give
            STAFF    | UNSUBSCRIBE | ISSUED
            STAFF    | SUBSCRIBE   | purpose is for the operator to give
            STAFF    | CHOICES     | purpose is for the operator to give
            BUSINESS | CALLS       | purpose is for the operator to give
            BUSINESS | UNSUBSCRIBE | ISSUED
            BUSINESS | SUBSCRIBE   | ISSUED
            BUSINESS | CHOICES     | ISSUED
            PERSON   | UNSUBSCRIBE | "the caller may not do this, or not here"
            """)
    void whoMayMakeALinkMayMakeMany(String kind, Purpose purpose, String verdict) {
        String caller = "{'kind':'%s'%s}"
                .formatted(
                        kind,
                        switch (kind) {
                            case "BUSINESS" -> ",'businessId':'shop'";
                            case "PERSON" -> ",'userId':'40755500001'";
                            case "STAFF" -> ",'name':'Ana'";
                            default -> "";
                        });
        String one = "'userId':'40755500001'";
        String many = "'rows':[{'userId':'40755500001'}]";
        assertEquals(verdict, verdict("issue-person-link", caller, purpose, one));
        assertEquals(verdict, verdict("issue-person-links", caller, purpose, many));
    }

    private String verdict(String function, String caller, Purpose purpose, String whose) {
        JsonNode answer = world.call(
                function, "{'caller':%s,'input':{'businessId':'shop','purpose':'%s',%s}}", caller, purpose, whose);
        String error = answer.at("/errors/0/message").asText();
        return error.isEmpty() ? answer.get("outcome").textValue() : error;
    }

    @Test
    void ofAnotherBusinessesPeopleABusinessGetsNone() {
        String asked =
                "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{'businessId':'%s','purpose':'SUBSCRIBE','rows':[{'userId':'40755500001'}]}}";
        assertEquals("ISSUED", world.outcome("issue-person-links", asked, "shop"));
        assertEquals("caller", world.text("/errors/0/field", "issue-person-links", asked, "other"));
    }

    @Test
    void linksForCallsNameThePersonsPage() {
        JsonNode row = world.call("issue-person-links", "{'purpose':'CALLS','rows':[{'userId':'p'}]}")
                .at("/rows/0/link");
        assertEquals(
                "https://pages.example/person/#" + row.get("token").textValue(),
                row.at("/page/url").textValue());
        assertTrue(tokens.open(row.get("token").textValue(), Purpose.CALLS).isPresent());
    }
}
