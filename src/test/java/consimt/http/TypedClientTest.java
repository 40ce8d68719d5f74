package consimt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Ended;
import consimt.kit.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract makes types that a caller's compiler can hold them to. */
class TypedClientTest {

    private static final String OTHERWISE = "nobody compiled against the types of the contract";

    /** Of a choice without a type, generators make one that takes anything. A default makes a field that has to be there. */
    @Test
    void everyChoiceOfTheContractHasATypeAndNoFieldADefault() {
        List<String> choices = new ArrayList<>();
        List<String> untyped = new ArrayList<>();
        for (String kind : List.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode all : ApiDocument.TREE.findValues(kind)) {
                choices.add(all.toString());
                all.forEach(each -> {
                    if (!each.has("$ref") && !each.has("type")) {
                        untyped.add(each.toString());
                    }
                });
            }
        }
        assertTrue(choices.size() >= 5, choices::toString);
        assertEquals(List.of(), untyped);
        assertEquals(List.of(), ApiDocument.TREE.at("/components/schemas").findValues("default"));
    }

    @Test
    void aCallCompilesAndAMisspeltCategoryDoesNot(@TempDir Path folder) throws IOException {
        Npm.folder("openapi-typescript", OTHERWISE);
        run(
                        "openapi-typescript",
                        "infra/openapi.yaml",
                        "-o",
                        folder.resolve("api.ts").toString())
                .well();
        String sound = Files.readString(Npm.FOLDER.resolve("typed-client.ts"));
        Path client = folder.resolve("typed-client.ts");
        Files.writeString(client, sound);
        compile(client).well();
        Files.writeString(client, sound.replace("\"MARKETING\"", "\"MARKETNG\""));
        Ended misspelt = compile(client);
        assertFalse(misspelt.exit() == 0, misspelt.said());
        assertTrue(misspelt.said().contains("\"MARKETNG\"' is not assignable"), misspelt.said());
    }

    private static Ended compile(Path client) {
        return run("tsc", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", client.toString());
    }

    private static Ended run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Npm.needed("node", OTHERWISE).toString());
        command.add(Npm.FOLDER.resolve("node_modules/.bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return Ended.run(new ProcessBuilder(command), "");
    }
}
