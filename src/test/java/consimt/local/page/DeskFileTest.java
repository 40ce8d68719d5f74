package consimt.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Ended;
import consimt.kit.Npm;
import consimt.kit.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The files that the desk makes. */
class DeskFileTest {

    private static final String SCRIPT = """
            import { readFileSync } from 'node:fs';
            import { table } from '%s/shared/file.js';
            import { reasonRows } from '%1$s/desk/figures.js';
            const given = JSON.parse(readFileSync(0));
            console.log(JSON.stringify(%s));""";

    /** A spreadsheet may split at a comma, a semicolon, a bar, a tab or a blank. */
    private static final Map<String, String> CELLS = new TreeMap<>(Map.ofEntries(
            Map.entry("=1", "'=1"),
            Map.entry(" =1", "' '=1"),
            Map.entry("\t=1", "'\t'=1"),
            Map.entry("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"),
            Map.entry("x; -1", "x;' '-1"),
            Map.entry("x;\"=1", "x;'\"\"=1"),
            Map.entry("a|@SUM(1)", "a|'@SUM(1)"),
            Map.entry("a =1", "a '=1"),
            Map.entry("a＋;＋1", "a＋;'＋1"),
            Map.entry("- HYPERLINK(1)", "'- HYPERLINK(1)"),
            Map.entry("spring, \"25\"", "spring, \"\"25\"\""),
            Map.entry("sale - november", "sale - november"),
            Map.entry("black-friday", "black-friday")));

    @Test
    void noPartOfACellIsAFormula() throws Exception {
        List<String> rows = CELLS.values().stream()
                .map(cell -> "\"%s\",\"%s\"\r\n".formatted(cell, cell))
                .toList();
        assertEquals(
                World.JSON.valueToTree(rows),
                made("given.map((cell) => table([[cell, cell]]))", World.JSON.valueToTree(CELLS.keySet())));
    }

    @Test
    void eachReasonOfAWeekIsARow() throws Exception {
        JsonNode periods = World.tree("""
                [{'from':'2026-11-16','to':'2026-11-22','key':'2026-W47','optOuts':41,'optIns':3,'declined':6,'notAsked':14,
                  'reasons':[{'code':'TOO_MANY','count':17,'share':0.415},{'code':'=OTHER','count':4,'share':0.098}],
                  'hoursAfterMessage':{'median':1.6,'p90':30.5,'known':28},'texts':[{'code':'TOO_MANY','text':'Too loud'}]},
                 {'from':'2026-11-23','to':'2026-11-29','key':'2026-W48','optOuts':0,'optIns':1,'declined':0,'notAsked':0,
                  'reasons':[],'texts':[]}]""");
        assertEquals(
                List.of(
                        "'from','to','key','optOuts','optIns','declined','notAsked','medianHoursAfterMessage',"
                                + "'p90HoursAfterMessage','reason','count','share'",
                        "'2026-11-16','2026-11-22','2026-W47','41','3','6','14','1.6','30.5','TOO_MANY','17','0.415'",
                        "'2026-11-16','2026-11-22','2026-W47','41','3','6','14','1.6','30.5','^=OTHER','4','0.098'",
                        "'2026-11-23','2026-11-29','2026-W48','0','1','0','0','','','','',''"),
                made("table(reasonRows(given))", periods)
                        .textValue()
                        .replace('\'', '^')
                        .replace('"', '\'')
                        .lines()
                        .toList());
    }

    /** What the pages' own modules make of it. */
    private static JsonNode made(String what, JsonNode given) throws Exception {
        String node = Npm.needed("node", "nobody tried the files of the desk").toString();
        String script = SCRIPT.formatted(Path.of("src/pages").toAbsolutePath().toUri(), what);
        return World.JSON.readTree(Ended.run(
                        new ProcessBuilder(node, "--no-warnings", "--input-type=module", "-e", script),
                        World.JSON.writeValueAsString(given))
                .well());
    }
}
