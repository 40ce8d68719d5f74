package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/lists.md} shows: the files of its tables, the commands, and what they write. */
class ThreeCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void fromACsvToAFilteredCampaignInThreeCommands() {
        World world = World.fresh();
        world.settle("librarie", "'marketingBasis':'OPT_IN'");
        String document = Served.text(Path.of("docs/lists.md"));
        Map<String, String> files = ShownCommands.files(document);
        assertEquals(
                List.of("unsubscribed.csv", "form.csv", "campaign.csv", "send.csv", "not.csv"),
                List.copyOf(files.keySet()));
        files.forEach((name, text) -> Served.file(folder, name.replaceFirst("^(send|not)", "shown-$1"), text));
        int commands = 0;
        try (Served served = Served.of(world)) {
            served.variables.put("CONSIMT_TOKEN", "business librarie");
            for (String line : document.split("\n")) {
                if (line.startsWith("consimt ")) {
                    Served.Ran ran = served.run(ShownCommands.arguments(line, folder));
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
