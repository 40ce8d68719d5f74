package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/lists.md} shows: the files of its tables, the commands, and what they write. */
class ThreeCommandsTest {

    private static final Pattern TABLE = Pattern.compile("(?m)^(\\| `[a-z]+[.]csv`.*\\n)\\|[-|]+\\n((?:\\|.*\\n)+)");
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path folder;

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("\\|")) {
            cells.add(cell.strip().replace("`", ""));
        }
        return cells;
    }

    private static Map<String, String> files(String document) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(document);
        while (table.find()) {
            List<String> names = cells(table.group(1).strip());
            for (String line : table.group(2).strip().split("\n")) {
                for (int column = 0; column < names.size(); column++) {
                    String row = cells(line).get(column);
                    files.merge(names.get(column), row.isEmpty() ? "" : row + "\n", String::concat);
                }
            }
        }
        return files;
    }

    @Test
    void fromACsvToAFilteredCampaignInThreeCommands() {
        World world = World.fresh();
        world.settle("librarie", "'marketingBasis':'OPT_IN'");
        String document = Served.text(Path.of("docs/lists.md"));
        Map<String, String> files = files(document);
        assertEquals(
                List.of("unsubscribed.csv", "form.csv", "campaign.csv", "send.csv", "not.csv"),
                List.copyOf(files.keySet()));
        files.forEach((name, text) -> Served.file(folder, name.replaceFirst("^(send|not)", "shown-$1"), text));
        int commands = 0;
        try (Served served = Served.of(world)) {
            served.variables.put("CONSIMT_TOKEN", "business librarie");
            for (String line : document.split("\n")) {
                if (line.startsWith("consimt ")) {
                    List<String> arguments = new ArrayList<>();
                    Matcher argument = ARGUMENT.matcher(line.substring("consimt ".length()));
                    while (argument.find()) {
                        String text = argument.group(1) == null ? argument.group(2) : argument.group(1);
                        arguments.add(
                                text.matches("[a-z]+\\.csv")
                                        ? folder.resolve(text).toString()
                                        : text);
                    }
                    Served.Ran ran = served.run(arguments.toArray(String[]::new));
                    assertEquals(0, ran.code(), line + "\n" + ran.err());
                    commands++;
                }
            }
        }
        assertEquals(3, commands);
        assertEquals(files.get("send.csv"), Served.text(folder.resolve("send.csv")));
        assertEquals(files.get("not.csv"), Served.text(folder.resolve("not.csv")));
    }
}
