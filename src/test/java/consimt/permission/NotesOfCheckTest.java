package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silent mistakes of a check get a note, and the same answer. */
class NotesOfCheckTest {

    private final World world = World.fresh();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            shop    | 40755500001 | {}                                  | ""
            shop    | 40755500001 | {'topic':'news'}                    | ""
            shop    | 40755500001 | {'topic':'newz'}                    | scope.topic UNKNOWN_VALUE
            shop    | 40755500001 | {'topic':'newz','sender':'77'}      | scope.sender UNKNOWN_VALUE, scope.topic UNKNOWN_VALUE
            nobody  | 40755500001 | {}                                  | businessId NOT_FOUND
            shop    | 0755500001  | {}                                  | userId INVALID
            shop    | ana@x.ro    | {}                                  | ""
            """)
    void aMistakeGetsANote(String business, String person, String scope, String notes) {
        world.settle("shop", "'marketingBasis':'CONVERSATION','topics':[{'code':'news','labels':{'en':'News'}}]");
        world.call("decide-consent", "{'userId':'%s','businessId':'%s','decision':'CONTINUE'}", person, business);
        JsonNode checked = world.call(
                "check-permission",
                "{'userId':'%s','businessId':'%s','category':'MARKETING','scope':%s}",
                person,
                business,
                scope);
        JsonNode filtered = world.call(
                "filter-audience",
                "{'userIds':['%s'],'businessId':'%s','category':'MARKETING','scope':%s}",
                person,
                business,
                scope);
        assertEquals(notes, notes(checked));
        assertEquals(notes.replace("userId", "userIds[0]"), notes(filtered));
        assertEquals(
                business.equals("shop") ? "ALLOWED" : "REFUSED",
                checked.at("/results/0/permission").textValue());
    }

    private static String notes(JsonNode answer) {
        List<String> notes = new ArrayList<>();
        answer.path("notes")
                .forEach(note -> notes.add(
                        note.get("field").textValue() + " " + note.get("code").textValue()));
        return String.join(", ", notes);
    }
}
