package consimt.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What stands in answers: texts, numbers, and how long lists are. */
public final class Texts {

    private Texts() {}

    /** @param place a field that is there, or a place as {@code /removal/status} */
    public static String textOf(JsonNode answer, String place) {
        return in(answer, place).textValue();
    }

    /** @param place as of a text */
    public static int numberOf(JsonNode answer, String place) {
        return in(answer, place).intValue();
    }

    /** How many a list has. */
    public static int sizeOf(JsonNode answer, String place) {
        return in(answer, place).size();
    }

    private static JsonNode in(JsonNode answer, String place) {
        return place.startsWith("/") ? answer.at(place) : answer.get(place);
    }

    /** The text of a field of each, in their order. */
    public static List<String> textsOf(Iterable<JsonNode> all, String field) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(each -> textOf(each, field))
                .toList();
    }
}
