package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.http.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A policy without a statement is none. */
    @Test
    void aFunctionThatMayDoNothingHasNoPolicy() throws IOException {
        FunctionTable.Function idle = new FunctionTable.Function(
                "tell-time",
                Map.of("does", "Tells the time", "form", "json", "callers", List.of("operator"), "is", "reads"));
        String made = new TemplateParts(List.of(idle)).in(Files.readString(Path.of("infra/template.yaml")));
        String function = made.substring(made.indexOf("  TellTime:"), made.indexOf("  TellTimeLog:"));
        assertTrue(function.contains("QUARKUS_FUNQY_EXPORT: tell-time"), function);
        assertFalse(function.contains("Policies"), function);
    }

    private static void hold(Path file, String now, String made) throws IOException {
        if (System.getProperty("make") != null) {
            Files.writeString(file, made);
        } else {
            assertEquals(
                    Optional.empty(),
                    made.lines().filter(line -> !now.contains(line)).findFirst(),
                    file + MAKE);
            assertTrue(made.equals(now), file + MAKE);
        }
    }
}
