package consimt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Token;
import consimt.kit.World;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code nextToken} that the gateway lets through, and none else, is read by the functions. */
class NextTokenTest {

    private static final World WORLD = World.fresh();
    private static final JsonNode SCHEMA = ApiDocument.schema("NextToken");

    /** What each function asks for besides. */
    private static final Map<String, String> ASKED = Map.ofEntries(
            Map.entry("read-relation", "'userId':'u'"),
            Map.entry("read-ledger", "'userId':'u','businessId':'b'"),
            Map.entry("export-person", "'userId':'u'"),
            Map.entry("erase-person", "'userId':'u'"),
            Map.entry("list-relations", "'businessId':'b'"),
            Map.entry("list-follow-ups", "'businessId':'b'"),
            Map.entry("list-undelivered", "'businessId':'b'"),
            Map.entry("report-follow-ups", "'businessId':'b','from':'2026-11-01','to':'2026-11-30'"),
            Map.entry("report-reasons", "'businessId':'b','from':'2026-11-01','to':'2026-11-30'"),
            Map.entry("rebuild-relation", "'businessId':'b'"),
            Map.entry("doctor", ""));

    static Set<String> functions() {
        return ASKED.keySet();
    }

    @Test
    void theseAreAllFunctionsThatTakeOne() {
        Set<String> taking = new TreeSet<>();
        ApiDocument.TREE.get("paths").properties().forEach(path -> {
            JsonNode input = path.getValue().at("/post/requestBody/content/application~1json/schema");
            if (takesOne(ApiDocument.resolved(input))) {
                taking.add(path.getKey().substring(1));
            }
        });
        assertEquals(new TreeSet<>(ASKED.keySet()), taking);
    }

    private static boolean takesOne(JsonNode input) {
        for (JsonNode one : input.path("oneOf")) {
            if (takesOne(ApiDocument.resolved(one))) {
                return true;
            }
        }
        JsonNode token = input.at("/properties/nextToken");
        assertTrue(token.isMissingNode() || ApiDocument.resolved(token).equals(SCHEMA), token::toString);
        return !token.isMissingNode();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsBoundIsThatOfTheDocument(String function) {
        int longest = SCHEMA.get("maxLength").intValue();
        assertEquals("INVALID", code(function, "A".repeat(longest)));
        assertEquals("TOO_LONG", code(function, "A".repeat(longest + 1)));
        assertEquals("TOO_LONG", code(function, "A".repeat(5_000)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsCharactersAreThoseOfTheDocument(String function) {
        assertEquals("^[A-Za-z0-9_-]+$", SCHEMA.get("pattern").textValue());
        for (String none : new String[] {"AAA=", "AA/A", "AA+A", "AA A", "é", ""}) {
            assertEquals("INVALID", code(function, none), none);
        }
    }

    /** A place in one period is none in another. */
    @Test
    void thatOfAReportIsForItsPeriod() {
        String token = Token.of("2026-11-01 2026-11-29 1795000000000 " + "0".repeat(26));
        assertEquals("INVALID", code("report-follow-ups", token));
        String good = Token.of("2026-11-01 2026-11-30 1795000000000 " + "0".repeat(26));
        JsonNode answer =
                WORLD.call("report-follow-ups", "{%s,'nextToken':'%s'}", ASKED.get("report-follow-ups"), good);
        assertEquals(0, answer.at("/total/opened").intValue());
        assertEquals("FOUND", answer.get("outcome").textValue());
    }

    /** The store takes a place in one segment for a fault in another. */
    @Test
    void thatOfASegmentIsForTheSameDivision() {
        String token = Token.of("1/2 u#b");
        assertEquals("INVALID", code("rebuild-relation", token));
        for (String other : new String[] {"'segments':2", "'segment':1,'segments':3"}) {
            JsonNode answer = WORLD.call("rebuild-relation", "{%s,'nextToken':'%s'}", other, token);
            assertEquals("INVALID", answer.at("/errors/0/code").textValue(), other);
        }
        JsonNode answer = WORLD.call("rebuild-relation", "{'segment':1,'segments':2,'nextToken':'%s'}", token);
        assertEquals("REBUILT", answer.get("outcome").textValue());
    }

    /** The code of the one problem, which names the field. */
    private static String code(String function, String token) {
        JsonNode answer = WORLD.call(
                function,
                ("{%s,'nextToken':'%s'}").formatted(ASKED.get(function), token).replace("{,", "{"));
        assertEquals(1, answer.path("errors").size(), answer::toString);
        assertEquals("nextToken", answer.at("/errors/0/field").textValue());
        return answer.at("/errors/0/code").textValue();
    }
}
