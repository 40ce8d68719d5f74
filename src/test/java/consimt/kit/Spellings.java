package consimt.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One table of how ids are written, for all that read ids: the functions, the command line, the guards, the desk and the
 * OpenAPI document.
 *
 * @param readings none for what is no id; two for what may mean two people
 */
public record Spellings(String written, List<String> readings) {

    private static final JsonNode TABLE = table();

    private static JsonNode table() {
        try (InputStream in = Spellings.class.getResourceAsStream("/consimt/spellings.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Spellings> ofOne() {
        return of("one");
    }

    public static List<Spellings> ofTwo() {
        return of("two");
    }

    /** Numbers in groups, without the code of their country: an error that a refusal does not stop at. */
    public static List<Spellings> ofNational() {
        return of("national");
    }

    public static List<Spellings> ofNobody() {
        return of("none");
    }

    /** What the functions take as it is, and nobody who knows numbers would take. */
    public static List<Spellings> ofDoubtful() {
        return of("doubtful");
    }

    /** Those of anybody and of nobody. */
    public static List<Spellings> all() {
        return Stream.of(ofOne(), ofTwo(), ofNational(), ofNobody(), ofDoubtful())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Spellings> of(String part) {
        List<Spellings> all = new ArrayList<>();
        JsonNode spellings = TABLE.get(part);
        for (Map.Entry<String, JsonNode> each : spellings.properties()) {
            each.getValue()
                    .forEach(written -> all.add(new Spellings(
                            written.textValue(), List.of(each.getKey().split(" ")))));
        }
        if (spellings.isArray()) {
            spellings.forEach(written -> all.add(new Spellings(
                    written.textValue(), part.equals("none") ? List.of() : List.of(written.textValue()))));
        }
        return all;
    }

    /** As JSON. */
    @Override
    public String toString() {
        return new ObjectMapper().valueToTree(written).toString();
    }
}
