package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How the rows of a list say what people wish, by a file of JSON: {@code columns} by which a list is known, the field
 * {@code list} of a document that has the rows, and for each wish that a row may have, where its parts stand. A part is the
 * name of a column, several names of which the first with a value counts, or a constant after an equals sign. {@code words}
 * are the column's words for wishes; an empty one says that there is none. {@code each} names a list in the row, of which
 * each element has a wish.
 */
record Mapping(String name, JsonNode json) {

    /** In the order in which they are tried. */
    private static final List<String> KNOWN = List.of(
            "consimt",
            "aws-opted-out-numbers",
            "ses-suppression",
            "ses-contacts",
            "mailchimp-unsubscribed",
            "mailchimp-cleaned",
            "mailchimp-subscribed",
            "shopify");

    private static final Set<String> PARTS =
            new TreeSet<>(Set.of("user", "wish", "at", "channel", "sender", "topic", "categories", "proof"));

    static List<Mapping> known() throws IOException {
        List<Mapping> known = new ArrayList<>();
        for (String name : KNOWN) {
            try (InputStream in = Mapping.class.getResourceAsStream(name + ".json")) {
                known.add(new Mapping(name, Service.JSON.readTree(Objects.requireNonNull(in))));
            }
        }
        return known;
    }

    /** @param parts as {@code user} to {@code Phone} */
    static Mapping of(Map<String, String> parts) {
        List<String> columns =
                parts.values().stream().filter(part -> !part.startsWith("=")).toList();
        boolean isWhole = columns.contains(parts.get("user")) && parts.containsKey("wish");
        boolean isOfNames = columns.stream().noneMatch(each -> each.isBlank() || CsvRows.isPerson(each));
        if (!isWhole || !isOfNames || parts.containsValue("=") || !PARTS.containsAll(parts.keySet())) {
            throw new Trouble(
                    "--map takes the parts " + PARTS + ", and needs user and wish, as user=Phone,wish==OPT_OUT");
        }
        ObjectNode json = Service.JSON.createObjectNode();
        json.putArray("wishes").add(Service.JSON.valueToTree(parts));
        columns.forEach(json.putArray("columns")::add);
        return new Mapping("list", json);
    }

    /** The fields of documents that have rows. */
    static Set<String> lists(List<Mapping> mappings) {
        return mappings.stream().map(Mapping::list).collect(Collectors.toSet());
    }

    /**
     * That of a list.
     *
     * @param list the field of a JSON document that has the rows; empty for a CSV and for lines of JSON
     * @param columns whether the list has a column, or a field, of this name
     */
    static Mapping of(List<Mapping> mappings, String list, Predicate<String> columns) {
        return mappings.stream()
                .filter(each -> each.list().equals(list)
                        && texts(each.json.path("columns")).allMatch(columns))
                .findFirst()
                .orElseThrow(() -> new Trouble("the list has other columns; say by --map where its parts stand"));
    }

    private String list() {
        return json.path("list").asText("");
    }

    private static Stream<String> texts(JsonNode part) {
        Stream<JsonNode> nodes = part.isArray() ? StreamSupport.stream(part.spliterator(), false) : Stream.of(part);
        return nodes.map(each -> each.asText("")).filter(text -> !text.isEmpty());
    }

    /** Whether a part of a wish may stand in this column. */
    boolean reads(String column) {
        return json.path("wishes").toString().contains(TextNode.valueOf(column).toString());
    }

    /** What a row may wish, in no, one or several ways. */
    List<Said> said(JsonNode row) {
        List<Said> said = new ArrayList<>();
        for (JsonNode wish : json.path("wishes")) {
            if (wish.has("each")) {
                row.path(wish.path("each").asText()).forEach(each -> said.add(new Said(wish, each, row)));
            } else {
                said.add(new Said(wish, row, row));
            }
        }
        return said;
    }

    /** A wish that a row may have, before anybody judged it. */
    record Said(JsonNode mapped, JsonNode inner, JsonNode outer) {

        /** Empty if the row has none. */
        String part(String name) {
            return texts(mapped.path(name))
                    .map(part -> part.startsWith("=")
                            ? part.substring(1)
                            : (inner.has(part) ? inner : outer).path(part).asText(""))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        /** What is wished: empty for nothing; any other word for what nobody knows. */
        String wish() {
            String word = part("wish");
            return mapped.has("words") && !word.isEmpty()
                    ? mapped.path("words").path(word.toLowerCase(Locale.ROOT)).asText("?")
                    : word.toUpperCase(Locale.ROOT);
        }
    }
}
