package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandsAloneTest {

    private static final Path SOURCES = Path.of("src/cli/java/consimt/cli");

    /** It is compiled beside the functions, so only this test keeps them apart. Its jar has {@code IdText} and {@code IdReader}. */
    @Test
    void itHasNothingOfTheFunctionsButHowTheyReadIds() throws IOException {
        Pattern others = Pattern.compile("\\bconsimt\\.(?!cli\\b|answer\\.Id(?:Text|Reader)\\b)[a-z]+\\.[a-zA-Z]");
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> all = files.toList();
            assertTrue(all.size() > 15);
            for (Path file : all) {
                assertEquals(
                        List.of(),
                        others.matcher(Files.readString(file)).results().toList(),
                        file::toString);
            }
        }
    }

    @Test
    void theAliasesAreTheOutputsOfTheStack() {
        String described = """
                {"Stacks":[{"StackName":"consimt","Outputs":[
                 {"OutputKey":"Url","OutputValue":"https://example.org/live"},
                 {"OutputKey":"FilterAudienceFunction","OutputValue":"arn:aws:lambda:eu-central-1:1:function:f:live"},
                 {"OutputKey":"DoctorFunction","OutputValue":"arn:aws:lambda:eu-central-1:1:function:d:live"}]}]}""";
        assertEquals(
                Map.of(
                        "filter-audience", "arn:aws:lambda:eu-central-1:1:function:f:live",
                        "doctor", "arn:aws:lambda:eu-central-1:1:function:d:live"),
                InvokeWay.aliases(described.getBytes(StandardCharsets.UTF_8)));
    }

    /** Every function that a command calls has such an output. */
    @Test
    void theStackHasTheFunctionsThatAreCalled() throws IOException {
        String template = Files.readString(Path.of("infra/template.yaml"));
        for (String output : List.of("FilterAudience", "ImportPreferences", "ListRelations", "ReadSettings")) {
            assertTrue(template.contains("\n  " + output + "Function: {"), output);
        }
    }

    @Test
    void aDocumentIsReadRowByRow() throws IOException {
        JsonNode contacts = Service.JSON.readTree(getClass().getResource("samples/ses-contacts.json"));
        assertEquals(2, contacts.path("Contacts").size());
        Path file = Files.createTempFile("two", ".json");
        try {
            Files.writeString(file, contacts + "\n" + contacts.toPrettyString());
            try (ListFile list = new ListFile(file.toString(), System.in, StandardCharsets.UTF_8)) {
                ListRows rows = ListRows.of(list, Mapping.known());
                StringBuilder read = new StringBuilder();
                for (ListRows.ListRow row = rows.next(); row != null; row = rows.next()) {
                    read.append(row.number() + " " + row.mapping().name() + " " + row.line() + "\n");
                }
                assertEquals(
                        "1 ses-contacts 1\n2 ses-contacts 1\n3 ses-contacts 3\n4 ses-contacts 18\n", read.toString());
            }
        } finally {
            Files.delete(file);
        }
    }
}
