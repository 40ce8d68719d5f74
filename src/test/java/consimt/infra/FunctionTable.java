package consimt.infra;

import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;

import consimt.form.AccessType;
import consimt.http.ApiDocument;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The table of functions, {@code infra/functions.yaml}. */
public final class FunctionTable {

    private static final Path FILE = Path.of("infra/functions.yaml");

    private static final Set<String> FORMS = Set.of("json", "http", "event", "authorizer");
    private static final Set<String> ALARMS = Set.of("asking", "wishes");
    private static final Set<String> DEEDS = Stream.of(AccessType.values())
            .map(deed -> deed.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    private static final List<String> CALLERS = List.of("operator", "business", "person");

    private FunctionTable() {}

    /**
     * One function.
     *
     * @param row all of its cells, as the table has them
     */
    public record Function(String name, Map<String, Object> row) {

        public static final String OWN = "own";

        public Function {
            Set<String> unknown = new TreeSet<>(row.keySet());
            unknown.removeAll(Set.of(
                    "does",
                    "bounds",
                    "form",
                    "callers",
                    "is",
                    "may",
                    "throttled",
                    "atOnce",
                    "eachBusiness",
                    "timeout",
                    "memory",
                    "schedule",
                    "environment",
                    "failing"));
            boolean isSound = unknown.isEmpty()
                    && row.get("does") instanceof String
                    && row.get("bounds") instanceof String
                    && FORMS.contains(row.get("form"))
                    && (row.get("throttled") == null || ALARMS.contains(row.get("throttled")))
                    && CALLERS.containsAll(list(row, "callers"))
                    && list(row, "callers").isEmpty() != "json".equals(row.get("form"))
                    && (row.get("is") == null) != "json".equals(row.get("form"))
                    && (row.get("is") == null || DEEDS.contains(row.get("is")));
            if (!isSound) {
                throw new IllegalArgumentException(name + " in " + FILE + ": " + row);
            }
        }

        /** What the template calls it. */
        public String resource() {
            return FunctionTable.resource(name);
        }

        public String does() {
            return row.get("does").toString();
        }

        public boolean isOfForm(String form) {
            return row.get("form").equals(form);
        }

        /** Whether it has a path at the gateway. */
        public boolean isAtTheGateway() {
            return isOfForm("json") || isOfForm("http");
        }

        public boolean serves(String caller) {
            return list(row, "callers").contains(caller);
        }

        /** The actions, by table, index or secret. */
        public Map<String, List<String>> may() {
            Map<String, List<String>> may = new LinkedHashMap<>();
            map(row, "may")
                    .forEach((what, actions) -> may.put(
                            what,
                            list(map(row, "may"), what).stream()
                                    .map(Object::toString)
                                    .toList()));
            return may;
        }

        /** A cell's text, or "" where the row has none. */
        public String cell(String name) {
            return row.getOrDefault(name, "").toString();
        }

        public Map<String, Object> environment() {
            return map(row, "environment");
        }
    }

    /** What the template calls a function of this name: {@code CheckPermission}. */
    static String resource(String name) {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** All functions, in the order of the table. */
    public static List<Function> read() {
        try (Reader file = Files.newBufferedReader(FILE)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Map<String, Object> rows = new Yaml(new SafeConstructor(options)).load(file);
            List<Function> functions = new ArrayList<>();
            rows.forEach((name, row) -> functions.add(new Function(name, asMap(row))));
            return functions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of those of a form. */
    public static Set<String> ofForm(String form) {
        return names(function -> function.isOfForm(form));
    }

    /** In alphabetical order. */
    public static Set<String> names(Predicate<Function> which) {
        return read().stream().filter(which).map(Function::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sample input of a json function: the example of the OpenAPI document. */
    public static String sample(String function) {
        return ApiDocument.TREE
                .at("/paths/~1" + function + "/post/requestBody/content/application~1json/example")
                .toString();
    }
}
