package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.http.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is made from the table of functions and the OpenAPI document is up to date. {@code -Dmake} writes it.
 */
class MadeTest {

    private static final String MAKE = " is out of date: ./mvnw test -Dtest=MadeTest -Dmake";

    @Test
    void theTemplateHasWhatTheTableSays() throws IOException {
        Path template = Path.of("infra/template.yaml");
        String now = Files.readString(template);
        hold(template, now, new TemplateParts(FunctionTable.read()).in(now));
    }

    @Test
    void theGatewaysDocumentIsTheOpenApiDocumentWithTheTablesFunctions() throws IOException {
        String now = Files.exists(GatewayDocument.FILE) ? Files.readString(GatewayDocument.FILE) : "";
        String made = GatewayDocument.text(GatewayDocument.of(ApiDocument.TREE, FunctionTable.read()));
        hold(GatewayDocument.FILE, now, made);
    }

    @Test
    void functionsArePrimedWithTheExamplesOfTheDocument() throws IOException {
        String now = Files.exists(PrimingExamples.FILE) ? Files.readString(PrimingExamples.FILE) : "";
        hold(PrimingExamples.FILE, now, PrimingExamples.text(ApiDocument.TREE, FunctionTable.read()));
    }

    @Test
    void theBoundsAreThoseOfTheTablesFunctions() throws IOException {
        String now = Files.readString(BoundsTables.FILE);
        hold(BoundsTables.FILE, now, new BoundsTables(FunctionTable.read()).in(now));
    }

    /** A bundler loses a file that is read from the disk, so JavaScript has the table as a module. */
    @Test
    void theTableOfTheGuardsIsInTheirPackages() throws IOException {
        Path guards = Path.of("src/guards");
        String table = Files.readString(guards.resolve("operations.json"));
        Path module = guards.resolve("javascript/operations.js");
        hold(
                module,
                Files.readString(module),
                "// Made from src/guards/operations.json: ./mvnw test -Dtest=MadeTest -Dmake\nexport default "
                        + table.stripTrailing() + ";\n");
        Path data = guards.resolve("python/consimt_guard/operations.json");
        hold(data, Files.readString(data), table);
    }

    @Test
    void aFunctionWithoutItsBoundsIsNone() {
        Map<String, Object> row =
                Map.of("does", "Tells", "form", "json", "callers", List.of("operator"), "is", "reads");
        assertThrows(IllegalArgumentException.class, () -> new FunctionTable.Function("tell-time", row));
    }

    /** The document of the contract says how many items a call may have, or ask for. */
    @Test
    void theBoundsAreThoseOfTheContract() {
        int found = 0;
        for (FunctionTable.Function function : FunctionTable.read()) {
            JsonNode schema = ApiDocument.TREE.at(
                    "/paths/~1" + function.name() + "/post/requestBody/content/application~1json/schema/$ref");
            JsonNode fields = resolved(schema).path("properties");
            for (String field : List.of("userIds", "followUpIds", "ids", "limit")) {
                JsonNode its = fields.path(field).has("$ref")
                        ? resolved(fields.path(field).path("$ref"))
                        : fields.path(field);
                JsonNode most = its.has("maxItems") ? its.get("maxItems") : its.path("maximum");
                if (most.isNumber()) {
                    String number = String.format(Locale.ROOT, "%,d", most.intValue());
                    assertTrue(
                            function.cell("bounds").matches(".*\\b" + number + "\\b.*"), function.name() + " " + field);
                    found++;
                }
            }
        }
        assertTrue(found >= 6, found + " bounds");
    }

    private static JsonNode resolved(JsonNode reference) {
        return ApiDocument.TREE.at(reference.asText("#/none").substring(1));
    }

    /** A policy without a statement is none. */
    @Test
    void aFunctionThatMayDoNothingHasNoPolicy() throws IOException {
        FunctionTable.Function idle = new FunctionTable.Function(
                "tell-time",
                Map.of(
                        "does",
                        "Tells the time",
                        "bounds",
                        "one",
                        "form",
                        "json",
                        "callers",
                        List.of("operator"),
                        "is",
                        "reads"));
        String made = new TemplateParts(List.of(idle)).in(Files.readString(Path.of("infra/template.yaml")));
        String function = made.substring(made.indexOf("  TellTime:"), made.indexOf("  TellTimeLog:"));
        assertTrue(function.contains("QUARKUS_FUNQY_EXPORT: tell-time"), function);
        assertFalse(function.contains("Policies"), function);
    }

    private static void hold(Path file, String now, String made) throws IOException {
        if (System.getProperty("make") != null) {
            Files.writeString(file, made);
        } else {
            Set<String> lines = now.lines().collect(Collectors.toSet());
            assertEquals(
                    Optional.empty(),
                    made.lines().filter(line -> !lines.contains(line)).findFirst(),
                    file + MAKE);
            assertTrue(made.equals(now), file + MAKE);
        }
    }
}
