package consimt.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the pages, as browsers and a bucket get them. */
class PageFilesTest {

    @TempDir
    Path folder;

    @Test
    void theFolderForABucketHasAllThatABrowserAsksFor() throws IOException {
        PageFiles.write(folder, Optional.of("mailto:people@consimt.example"));
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(
                    List.of(
                            "desk/index.html",
                            "desk/main.js",
                            "pages.json",
                            "person/index.html",
                            "person/main.js",
                            "shared/icon.svg"),
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        }
        // The people of the sample are on one's own machine only.
        assertEquals(
                "{\"operatorAddress\":\"mailto:people@consimt.example\"}",
                Files.readString(folder.resolve("pages.json")));
        PageFiles.write(folder, Optional.empty());
        assertEquals("{}", Files.readString(folder.resolve("pages.json")));
    }

    /** The playground has the other pages in frames. */
    @Test
    void onOnesOwnMachineTheHeadersDifferInFramesAlone() {
        Map<String, String> framed = new TreeMap<>(PageHeaders.framed());
        assertEquals("SAMEORIGIN", framed.put("X-Frame-Options", "DENY"));
        framed.computeIfPresent(
                "Content-Security-Policy",
                (name, policy) ->
                        policy.replace("frame-ancestors 'self'; frame-src 'self';", "frame-ancestors 'none';"));
        assertEquals(new TreeMap<>(PageHeaders.ALL), framed);
    }

    /** A strict policy would refuse it in any browser. */
    @Test
    void noDocumentHasAScriptOrAStyleInIt() {
        Pattern within = Pattern.compile("<script(?![^>]* src=)|<style|\\sstyle=|\\son\\w+=|https?://");
        PageFiles.made().forEach((path, text) -> {
            if (path.endsWith(".html")) {
                assertFalse(within.matcher(text).find(), path);
            }
        });
    }

    @Test
    void aScriptNamesNoOtherPlaceAndKeepsTheLicenceOfItsLibrary() {
        for (String page : PageFiles.pages()) {
            String script = PageFiles.made().get(page + "/main.js");
            assertTrue(script.contains("SPDX-License-Identifier: BSD-3-Clause"));
            assertFalse(script.contains("sourceMappingURL"));
            // Its comments are for those who read the modules; the names of the modules stay.
            assertFalse(
                    Pattern.compile("(?m)^\\s*(/\\*\\*(?! ?\\n \\* @license)|// (?!\\S+[.](js|css|json)$))")
                            .matcher(script)
                            .find(),
                    page);
            // Names of vocabularies, which nobody opens.
            String own = script.replaceAll("http://www\\.w3\\.org/[\\w/]*", "");
            assertFalse(own.contains("http://") || own.contains("https://"), page);
        }
    }

    // The bundle

    private static String bundle(Map<String, String> files) {
        return ModuleBundle.of("a/main.js", files::get);
    }

    @Test
    void aModuleRunsOnceAndAfterThoseThatItImports() {
        String made = bundle(Map.of(
                "a/main.js",
                        "import { one as two } from './b.js';\nimport c from '../c.json' with { type: 'json' };\ntwo(c);\n",
                "a/b.js", "import { x } from '../d.js';\nexport const one = x;",
                "d.js", "const y = 1;\nexport { y as x };",
                "c.json", "{ \"k\": 1 }"));
        assertEquals("""
                // d.js
                const $0 = (() => {
                const y = 1;
                return { x: y };
                })();
                // a/b.js
                const $1 = (() => {
                const { x } = $0;
                const one = x;
                return { one };
                })();
                // c.json
                const $2 = { default: { "k": 1 } };
                // a/main.js
                const $3 = (() => {
                const { one: two } = $1;
                const c = $2.default;
                two(c);
                return {  };
                })();
                """, made);
    }

    @Test
    void aStyleBecomesASheetThatADocumentAdopts() {
        String made = bundle(Map.of(
                "a/main.js", "import sheet from './look.css' with { type: 'css' };\nadopt(sheet);\n",
                "a/look.css", "a::before { content: \"\\201C\"; }\n"));
        assertTrue(made.contains("sheet.replaceSync(\"a::before { content: \\\"\\\\201C\\\"; }\\n\")"), made);
    }

    @Test
    void aFormThatItDoesNotKnowAndACircleAreErrors() {
        for (String unknown : List.of("import * as all from './b.js';", "export default 1;", "import './b.js';")) {
            assertThrows(
                    IllegalStateException.class,
                    () -> bundle(Map.of("a/main.js", unknown + "\n", "a/b.js", "")),
                    unknown);
        }
        assertThrows(
                IllegalStateException.class,
                () -> bundle(Map.of(
                        "a/main.js", "import { x } from './b.js';\n", "a/b.js", "import { y } from './main.js';\n")));
    }
}
