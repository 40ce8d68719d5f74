package consimt.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.IdText;
import consimt.kit.Ended;
import consimt.kit.Npm;
import consimt.kit.Spellings;
import consimt.kit.World;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the desk reads what somebody types: no other person comes out of it than the functions would read. */
class DeskNumbersTest {

    private static final String EACH = """
            import { readFileSync } from 'node:fs';
            import { idOf } from '%s';
            console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(idOf)));""";

    @Test
    void theDeskAsksAboutThePeopleWhomTheSpellingMeans() throws Exception {
        String node = Npm.needed("node", "nobody tried the numbers of the desk").toString();
        String script = EACH.formatted(
                Path.of("src/pages/desk/numbers.js").toAbsolutePath().toUri());
        List<Spellings> spellings = Stream.of(Spellings.ofOne(), Spellings.ofTwo())
                .flatMap(List::stream)
                .toList();
        JsonNode asked = World.JSON.readTree(Ended.run(
                        new ProcessBuilder(node, "--no-warnings", "--input-type=module", "-e", script),
                        World.JSON.writeValueAsString(
                                spellings.stream().map(Spellings::written).toList()))
                .well());
        assertEquals(
                spellings.stream().map(Spellings::readings).toList(),
                asked.valueStream().map(id -> IdText.readings(id.textValue())).toList());
    }
}
