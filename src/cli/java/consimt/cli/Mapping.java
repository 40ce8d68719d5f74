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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How the rows of a list say what people wish, by a file of JSON: {@code columns} by which a list is known, columns that it
 * may not have ({@code without}), the field {@code list} of a document that has the rows, and for each wish that a row may
 * have, where its parts stand. A part is the name of a column, several names of which the first with a value counts, or a
 * constant after an equals sign; after a slash it is a path within the row. {@code words} are the column's words for
 * wishes; an empty one says that there is none, and an asterisk stands for any other word. {@code each} names a list in
 * the row, or a path, of which each element has a wish. A wish in the column {@code *} stands in any column but {@code except}.
 * With {@code mayLackUser} somebody of the list may lack an id of one kind.
 */
record Mapping(String name, JsonNode json) {

    /** In the order in which they are tried. */
    private static final List<String> KNOWN = List.of(
            "consimt",
            "aws-opted-out-numbers",
            "aws-sns-opted-out",
            "ses-suppression",
            "ses-contacts",
            "mailchimp-unsubscribed",
            "mailchimp-cleaned",
            "mailchimp-status",
            "shopify",
            "shopify-former",
            "brevo",
            "brevo-blocked",
            "beehiiv",
            "beehiiv-subscribers",
            "buttondown",
            "buttondown-subscribers",
            "klaviyo",
            "sendgrid-groups",
            "twilio-log",
            "twilio-messages",
            "twilio-bulk-export",
            "ghost",
            "hubspot-contacts",
            "hubspot-unsubscribes",
            "substack");

    /**
     * Read only where the command names the list: columns alone say of nobody that they want messages, and two columns
     * that many lists have are no proof of a refusal.
     */
    private static final Set<String> NAMED = new TreeSet<>(Set.of("mailchimp-subscribed", "sendgrid-unsubscribes"));

    /** A column, a colon, and the rules for its words. The name of the column may have colons too. */
    private static final Pattern WORDED = Pattern.compile("([^>]+):([^:>]+>.*)");

    private static final String ANY_COLUMN = "*";

    private static final Set<String> PARTS =
            new TreeSet<>(Set.of("user", "also", "wish", "at", "channel", "sender", "topic", "categories", "proof"));

    static List<Mapping> known() throws IOException {
        List<Mapping> known = new ArrayList<>();
        for (String name : KNOWN) {
            known.add(read(name));
        }
        return known;
    }

    static Mapping named(String name) throws IOException {
        if (!KNOWN.contains(name) && !NAMED.contains(name)) {
            throw new Trouble("--as takes one of "
                    + Stream.concat(KNOWN.stream(), NAMED.stream()).toList());
        }
        return read(name);
    }

    private static Mapping read(String name) throws IOException {
        try (InputStream in = Mapping.class.getResourceAsStream(name + ".json")) {
            return new Mapping(name, Service.JSON.readTree(Objects.requireNonNull(in)));
        }
    }

    /**
     * @param parts as {@code user} to {@code Phone}. The words of a wish stand behind its column, as
     *     {@code Status:stopped>OPT_OUT|yes>OPT_IN|new>}
     */
    static Mapping of(Map<String, String> parts) {
        Map<String, String> known = new TreeMap<>(parts);
        Matcher worded = WORDED.matcher(parts.getOrDefault("wish", ""));
        if (worded.matches()) {
            known.put("wish", worded.group(1));
        }
        return of(known, worded.matches() ? words(worded.group(2)) : Map.of());
    }

    private static Map<String, String> words(String rules) {
        Map<String, String> words = new TreeMap<>();
        for (String rule : rules.split("\\|")) {
            String[] both = rule.split(">", -1);
            String word = both[0].strip().toLowerCase(Locale.ROOT);
            String wish = both.length == 2 ? both[1].strip().toUpperCase(Locale.ROOT) : "?";
            boolean isKnown = wish.isEmpty() || RowWish.isWish(wish);
            if (word.isEmpty() || !isKnown || words.put(word, wish) != null) {
                throw new Trouble("--map takes the words of a wish as wish=Status:stopped>OPT_OUT|yes>OPT_IN|new>");
            }
        }
        return words;
    }

    private static Mapping of(Map<String, String> parts, Map<String, String> words) {
        List<String> columns =
                parts.values().stream().filter(part -> !part.startsWith("=")).toList();
        boolean isWhole = columns.contains(parts.get("user")) && parts.containsKey("wish");
        boolean isOfNames = columns.stream().noneMatch(each -> each.isBlank() || CsvRows.isPerson(each));
        if (!isWhole || !isOfNames || parts.containsValue("=") || !PARTS.containsAll(parts.keySet())) {
            throw new Trouble(
                    "--map takes the parts " + PARTS + ", and needs user and wish, as user=Phone,wish==OPT_OUT");
        }
        ObjectNode json = Service.JSON.createObjectNode();
        ObjectNode wish = Service.JSON.valueToTree(parts);
        if (!words.isEmpty()) {
            wish.set("words", Service.JSON.valueToTree(words));
        }
        json.putArray("wishes").add(wish);
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
    static Mapping of(List<Mapping> mappings, String list, Predicate<String> columns) throws IOException {
        for (Mapping each : mappings) {
            if (each.fits(list, columns)) {
                return each;
            }
        }
        for (String name : NAMED) {
            if (read(name).fits(list, columns)) {
                throw new Trouble("the list may be " + name + ", or another with such columns; say by --as " + name
                        + " that it is, or by --map where its parts stand");
            }
        }
        throw new Trouble("the list has other columns; say by --map where its parts stand, or by --as what it is");
    }

    private boolean fits(String list, Predicate<String> columns) {
        return list().equals(list)
                && texts(json.path("columns")).allMatch(columns)
                && texts(json.path("without")).noneMatch(columns);
    }

    boolean mayLackUser() {
        return json.path("mayLackUser").asBoolean();
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
        return json.path("wishes").findValuesAsText("wish").contains(ANY_COLUMN)
                || json.path("wishes")
                        .toString()
                        .contains(TextNode.valueOf(column).toString());
    }

    /** What a row may wish, in no, one or several ways. */
    List<Said> said(JsonNode row) {
        List<Said> said = new ArrayList<>();
        for (JsonNode wish : json.path("wishes")) {
            if (wish.has("each")) {
                Said.value(row, wish.path("each").asText()).forEach(each -> said.add(new Said(wish, each, row)));
            } else if (wish.path("wish").asText().equals(ANY_COLUMN)) {
                List<String> except = texts(wish.path("except")).toList();
                row.fieldNames().forEachRemaining(column -> {
                    if (!except.contains(column)) {
                        said.add(new Said(wish.<ObjectNode>deepCopy().put("wish", column), row, row));
                    }
                });
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
                            : value(inner.has(part) ? inner : outer, part).asText(""))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        static JsonNode value(JsonNode row, String part) {
            return part.startsWith("/") && !row.has(part) ? row.at(part) : row.path(part);
        }

        /** What is wished: empty for nothing; any other word for what nobody knows. */
        String wish() {
            String word = part("wish");
            JsonNode words = mapped.path("words");
            return words.isObject() && !word.isEmpty()
                    ? words.path(word.toLowerCase(Locale.ROOT))
                            .asText(words.path("*").asText("?"))
                    : word.toUpperCase(Locale.ROOT);
        }
    }
}
