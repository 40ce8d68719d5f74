package consimt.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What stands in answers. */
public final class Texts {

    private Texts() {}

    /** @param place a field that is there, or a place as {@code /removal/status} */
    public static String textOf(JsonNode answer, String place) {
        return (place.startsWith("/") ? answer.at(place) : answer.get(place)).textValue();
    }

    /** The text of a field of each, in their order. */
    public static List<String> textsOf(Iterable<JsonNode> all, String field) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(each -> textOf(each, field))
                .toList();
    }
}
