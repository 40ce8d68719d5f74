package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.permission.Permission.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who decided a refusal, and what helps. */
class RemedyTest {

    private static final World WORLD = World.fresh();

    static {
        for (String country : List.of("BR", "US", "RO")) {
            WORLD.settle(
                    country,
                    "'country':'%s','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]%s",
                    country,
                    country.equals("RO") ? "" : ",'marketingBasis':'OPT_IN'");
        }
        WORLD.settle(
                "calls",
                "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['31','32']}");
    }

    @Test
    void eachReasonHasOneWhoDecidedAndOneRemedyAsTheDocumentSays() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs", "rules.md")).stream()
                .filter(row -> row.startsWith("| ") && (row.contains("`QUIET_HOURS`") || !row.contains("`LAW`")))
                .toList();
        for (Reason reason : Reason.values()) {
            String end = " `%s` | `%s` |".formatted(reason.decidedBy(), reason.remedy());
            List<String> its = rows.stream()
                    .filter(row -> row.contains("`" + reason + "`"))
                    .toList();
            assertTrue(!its.isEmpty() && its.stream().allMatch(row -> row.endsWith(end)), reason + " " + its);
        }
    }

    @ParameterizedTest(name = "{0}, at {1}: {2} of {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # what the person said     | business | the message               | who decided | what helps
            nothing                    | BR       | MARKETING all             | NOBODY      | OPEN_CONVERSATION
            nothing                    | BR       | UTILITY email             | NOBODY      | RECORD_AGREEMENT
            nothing                    | BR       | CALL all                  | NOBODY      | RECORD_AGREEMENT
            nothing                    | BR       | UTILITY whatsapp          | NOBODY      | OPEN_CONVERSATION
            contacted                  | BR       | UTILITY sms               | NOBODY      | RECORD_AGREEMENT
            contacted                  | BR       | UTILITY push              | NOBODY      | WAIT_FOR_PERSON
            out:all                    | BR       | UTILITY email             | NOBODY      | WAIT_FOR_PERSON
            out:sms                    | BR       | UTILITY all               | NOBODY      | WAIT_FOR_PERSON
            contacted blocked unblocked | BR      | UTILITY sms               | NOBODY      | WAIT_FOR_PERSON
            continued blocked          | BR       | UTILITY all               | PERSON      | NONE
            continued                  | BR       | MARKETING all             | SETTINGS    | PERSON_OPTS_IN
            continued                  | RO       | MARKETING all             | LAW         | PERSON_OPTS_IN
            continued in:news          | RO       | MARKETING all             | LAW         | NAME_SCOPE [{"topic":"news"}]
            continued in:news          | RO       | MARKETING sms             | LAW         | NAME_SCOPE [{"channel":"sms","topic":"news"}]
            continued in:news          | BR       | MARKETING offers          | SETTINGS    | PERSON_OPTS_IN
            continued out:all          | calls    | MARKETING all             | PERSON      | PERSON_OPTS_IN
            continued out:all in:31    | calls    | MARKETING all             | PERSON      | NAME_SCOPE [{"channel":"whatsapp","sender":"31"}]
            continued out:offers       | calls    | MARKETING all             | PERSON      | NAME_SCOPE [{"topic":"news"}]
            continued out:offers       | calls    | MARKETING sms             | PERSON      | NAME_SCOPE [{"channel":"sms","topic":"news"}]
            continued out:offers       | calls    | MARKETING offers          | PERSON      | PERSON_OPTS_IN
            continued out:31           | calls    | MARKETING whatsapp        | PERSON      | NAME_SCOPE [{"channel":"whatsapp","sender":"32"}]
            continued stop:sms         | calls    | UTILITY all               | PERSON      | NAME_SCOPE [{"channel":"whatsapp"},{"channel":"rcs"},{"channel":"email"},{"channel":"voice"},{"channel":"push"}]
            continued stop:sms         | calls    | UTILITY sms               | PERSON      | PERSON_OPTS_IN
            continued out:voice+offers | calls    | CALL voice                | PERSON      | NAME_SCOPE [{"channel":"voice","topic":"news"}]
            continued out:sms          | US       | UTILITY voice             | LAW         | PERSON_OPTS_IN
            continued out:sms          | US       | UTILITY all               | LAW         | NAME_SCOPE [{"channel":"whatsapp"},{"channel":"email"},{"channel":"push"}]
            continued out:offers       | US       | MARKETING news            | LAW         | PERSON_OPTS_IN
            """)
    void aRefusalSaysWhoDecidedItAndWhatHelps(
            String said, String business, String message, String decidedBy, String remedy) {
        String person = WORLD.afterWishes(said, business, World::scope);
        String[] words = message.split(" ");
        JsonNode answer = WORLD.checked(
                "'businessId':'%s','userId':'%s','category':'%s'%s%s",
                business, person, words[0], World.scope(words[1]), business.equals("US") ? ",'asOf':'2027-01-31'" : "");
        assertEquals("REFUSED", answer.get("permission").textValue());
        assertEquals(decidedBy, answer.get("decidedBy").textValue());
        assertEquals(
                remedy, answer.get("remedy").textValue() + (answer.has("scopes") ? " " + answer.get("scopes") : ""));
        answer.path("scopes")
                .forEach(scope -> assertEquals(
                        "ALLOWED",
                        WORLD.may(
                                "'businessId':'%s','userId':'%s','category':'%s','scope':%s%s",
                                business,
                                person,
                                words[0],
                                scope,
                                business.equals("US") ? ",'asOf':'2027-01-31'" : "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"contacted, RECORD_AGREEMENT", "contacted blocked unblocked, WAIT_FOR_PERSON"})
    void aSecondFirstContactIsToldTheSame(String said, String remedy) {
        String person = WORLD.afterWishes(said, "BR", World::scope);
        JsonNode answer = WORLD.call(
                "open-conversation", "{'businessId':'BR','userId':'%s','channel':'sms','requestId':'again'}", person);
        assertEquals(
                "REFUSED " + remedy,
                answer.get("outcome").textValue() + " " + answer.get("remedy").textValue());
    }
}
