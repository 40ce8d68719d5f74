package consimt.local.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One script of many ECMAScript modules. Each module becomes a function that returns what the module exports. The modules
 * that it imports come before it, so a circle of imports is an error.
 *
 * <p>It knows the forms that the pages and lit-html use: {@code import {…} from}, an import of a style sheet or of JSON
 * with its type, {@code export} before a declaration, and {@code export {…}}. Any other form is an error. Comments are
 * left out.
 */
final class ModuleBundle {

    private static final String NAME = "[\\w$]+";
    private static final String NAMES = "\\{(?<names>[^}]*)}";

    private static final Pattern IMPORT = Pattern.compile("(?m)(?<=^|;)import\\s*(?:(?<whole>" + NAME + ")|" + NAMES
            + ")\\s*from\\s*[\"'](?<path>[^\"']+)[\"'](?:\\s*with\\s*\\{[^}]*})?;?");
    private static final Pattern DECLARED =
            Pattern.compile("(?m)^export (?=(?:async )?(?:function|const|class)\\*? (?<name>" + NAME + "))");
    private static final Pattern LISTED = Pattern.compile("(?m)(?<=^|;)export\\s*" + NAMES + ";?");
    private static final Pattern LEFT = Pattern.compile("(?m)^\\s*(?:import|export)\\b.*");

    /** What stands alone on its lines, but for the licence of a library. */
    private static final Pattern COMMENT =
            Pattern.compile("(?m)^[ \\t]*(?://.*|/\\*(?!\\*\\s*\\* @license)(?s:.*?)\\*/[ \\t]*)$\\n?");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, String> files;

    /** What is being read, from the first to the last, for the error of a circle. */
    private final List<String> within = new ArrayList<>();

    /** The finished ones by path, in the order in which they run. */
    private final Map<String, String> parts = new LinkedHashMap<>();

    private ModuleBundle(Function<String, String> files) {
        this.files = files;
    }

    /**
     * @param main the path of the module that runs last
     * @param files the text of the file at a path
     */
    static String of(String main, Function<String, String> files) {
        ModuleBundle bundle = new ModuleBundle(files);
        bundle.add(main);
        return String.join("", bundle.parts.values());
    }

    private void add(String path) {
        if (parts.containsKey(path)) {
            return;
        }
        if (within.contains(path)) {
            throw new IllegalStateException("these import each other: " + within + " and " + path);
        }
        within.add(path);
        String part = part(path, files.apply(path));
        within.remove(path);
        parts.put(path, "// " + path + "\nconst $" + parts.size() + " = " + part + ";\n");
    }

    private String part(String path, String text) {
        if (path.endsWith(".json")) {
            return "{ default: " + text.strip() + " }";
        }
        return path.endsWith(".css") ? sheet(text) : module(path, text);
    }

    /** A sheet that a document adopts needs no element, so no inline style has to be allowed. */
    private static String sheet(String text) {
        return "(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("
                + quoted(COMMENT.matcher(text).replaceAll(""))
                + "); return { default: sheet }; })()";
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text cannot be quoted", e);
        }
    }

    private String module(String path, String text) {
        String inner = COMMENT.matcher(text).replaceAll("");
        inner = replace(IMPORT, inner, found -> imported(path, found));
        List<String> exports = new ArrayList<>();
        inner = replace(DECLARED, inner, found -> {
            exports.add(found.group("name"));
            return "";
        });
        inner = replace(LISTED, inner, found -> {
            names(found, true).forEach(exports::add);
            return "";
        });
        Matcher left = LEFT.matcher(inner);
        if (left.find()) {
            throw new IllegalStateException(path + " has a form that the bundle does not know: " + left.group());
        }
        return "(() => {\n" + inner.strip() + "\nreturn { " + String.join(", ", exports) + " };\n})()";
    }

    private String imported(String path, Matcher found) {
        String from = resolve(path, found.group("path"));
        add(from);
        String number = "$" + List.copyOf(parts.keySet()).indexOf(from);
        return found.group("whole") != null
                ? "const " + found.group("whole") + " = " + number + ".default;"
                : "const { " + names(found, false).collect(Collectors.joining(", ")) + " } = " + number + ";";
    }

    /**
     * The names of a list, as an object's fields.
     *
     * @param outside whether the other name, after {@code as}, is the one outside
     */
    private static Stream<String> names(Matcher found, boolean outside) {
        return Stream.of(found.group("names").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> {
                    String[] both = name.split("\\s+as\\s+");
                    if (both.length == 1) {
                        return name;
                    }
                    return outside ? both[1] + ": " + both[0] : both[0] + ": " + both[1];
                });
    }

    /** @param to a relative path */
    private static String resolve(String from, String to) {
        List<String> steps = new ArrayList<>(List.of(from.split("/")));
        steps.remove(steps.size() - 1);
        for (String step : to.split("/")) {
            if (step.equals("..")) {
                steps.remove(steps.size() - 1);
            } else if (!step.equals(".")) {
                steps.add(step);
            }
        }
        return String.join("/", steps);
    }

    private static String replace(Pattern pattern, String text, Function<Matcher, String> by) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder made = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(made, Matcher.quoteReplacement(by.apply(matcher)));
        }
        return matcher.appendTail(made).toString();
    }
}
