package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Link.Purpose;
import consimt.kit.World;
import consimt.relation.Scope;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which marketing a link to unsubscribe is about. */
class LinkScopeTest {

    private static final String LONGEST = "t".repeat(Scope.LONGEST_PART);

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'librarie'".formatted(person);

    private final LinkTokens tokens = Access.links(world);

    @BeforeEach
    void theBusinessHasTopicsAndNumbers() {
        world.settle(
                "librarie",
                "'name':'Cărți','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'%s','labels':{'en':'T'}}],'whatsapp':{'phoneNumberIds':['1001','%s']}",
                LONGEST,
                "9".repeat(Scope.LONGEST_PART));
        world.settle(
                "other",
                "'name':'O','topics':[{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['2002']}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'topic':'offers'}                                      | //offers
            {'channel':'sms'}                                       | sms//
            {'channel':'SMS','topic':'offers'}                      | sms//offers
            {'channel':'whatsapp','sender':'1001'}                  | whatsapp/1001/
            {'sender':'1001'}                                       | whatsapp/1001/
            {'channel':'whatsapp','sender':'1001','topic':'offers'} | whatsapp/1001/offers
            {'channel':null,'topic':'offers'}                       | //offers
            {}                                                      | ""
            null                                                    | ""
            """)
    void aLinkKeepsItsScope(String asked, String kept) {
        JsonNode issued = issue(asked);
        assertEquals("ISSUED", issued.get("outcome").textValue(), issued::toString);
        Link link = opened(issued);
        assertEquals(Scope.of(kept), link.scope());
        assertEquals(person, link.userId().value());
        assertEquals(issued.get("linkId").textValue(), link.id());
    }

    @Test
    void aLinkWithoutAScopeIsAboutAll() {
        JsonNode issued = world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
        assertEquals(Scope.ALL, opened(issued).scope());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'topic':'news'}                       | scope.topic UNKNOWN_VALUE
            {'topic':'Offers'}                     | scope.topic INVALID
            {'channel':'pigeon'}                   | scope.channel UNKNOWN_VALUE
            {'sender':'2002'}                      | scope.sender UNKNOWN_VALUE
            {'channel':'sms','sender':'1001'}      | scope.sender UNKNOWN_VALUE
            {'sender':'2002','topic':'news'}       | scope.sender UNKNOWN_VALUE, scope.topic UNKNOWN_VALUE
            {'channel':'sms','colour':'red'}       | scope.colour UNKNOWN_FIELD
            'offers'                               | scope INVALID
            []                                     | scope INVALID
            """)
    void aScopeThatTheBusinessDoesNotHaveIsAnError(String asked, String errors) {
        JsonNode answer = issue(asked);
        assertEquals("REJECTED", answer.get("outcome").textValue(), answer::toString);
        assertEquals(errors, errors(answer));
    }

    @Test
    void aBusinessWithoutSettingsHasChannelsOnly() {
        String asked = "{'userId':'%s','businessId':'unknown','purpose':'UNSUBSCRIBE','scope':%s}";
        assertEquals(
                Scope.of("email//"),
                opened(world.call("issue-person-link", asked, person, "{'channel':'email'}"))
                        .scope());
        assertEquals(
                "scope.topic UNKNOWN_VALUE",
                errors(world.call("issue-person-link", asked, person, "{'topic':'offers'}")));
    }

    @Test
    void aLinkForCallsHasNoScope() {
        for (String scope : List.of("{}", "{'channel':'sms'}", "{'topic':'offers'}")) {
            JsonNode answer = world.call("issue-person-link", "{%s,'purpose':'CALLS','scope':%s}", who, scope);
            assertEquals("scope NOT_ALLOWED", errors(answer));
        }
    }

    private JsonNode issue(String scope) {
        return world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE','scope':%s}", who, scope);
    }

    private Link opened(JsonNode issued) {
        return tokens.open(issued.get("token").textValue(), Purpose.UNSUBSCRIBE).orElseThrow();
    }

    private static String errors(JsonNode answer) {
        StringBuilder errors = new StringBuilder();
        answer.path("errors")
                .forEach(error -> errors.append(errors.isEmpty() ? "" : ", ")
                        .append(error.get("field").textValue())
                        .append(' ')
                        .append(error.get("code").textValue()));
        return errors.toString();
    }
}
