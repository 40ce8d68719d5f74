package consimt.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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

    /** The next line of what comes, without its end. */
    public static String lineOf(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("it ended within a line");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
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
