package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.cli.Served.Ran;
import consimt.kit.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that were made to harm, or were saved wrongly: each ends with its line, and takes no more memory than a row. */
class HostileFilesTest {

    private final Served served = new Served((function, input) -> World.tree("{'outcome':'REJECTED'}"));

    @TempDir
    private Path folder;

    private Path list;

    @BeforeEach
    void place() {
        list = folder.resolve("list");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private void ends(String why, Writing writing) throws IOException {
        try (OutputStream out = Files.newOutputStream(list)) {
            writing.to(out);
        }
        for (String command : commands().toList()) {
            Ran ran = served.run(command, list.toString(), "--business", "b", "--country", "RO");
            assertEquals(new Ran(Consimt.NOT_BEGUN, "", "consimt: " + why + "\n"), ran, command);
        }
        assertTrue(served.called().isEmpty(), served.called()::toString);
    }

    private static Stream<String> commands() {
        return Stream.of("filter", "import");
    }

    private static void line(OutputStream out, String text, int times) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            out.write(bytes);
        }
    }

    /** A name in another encoding, in a column that nobody reads. */
    @Test
    void anotherEncodingThanUtf8() throws IOException {
        Charset windows = Charset.forName("windows-1252");
        byte[] bytes = "userId,wish,name\n40755500001,OPT_OUT,Ana\n40755500002,OPT_OUT,Zo\u00eb\n".getBytes(windows);
        ends("line 3: it is no text in UTF-8; say what it is, as --encoding windows-1252", out -> out.write(bytes));
        Path out = folder.resolve("send.csv");
        try (Served agreeing = Served.agreeing()) {
            Ran ran = agreeing.run(
                    Stream.of("filter", list, "--business", "b", "--country", "RO", "--encoding", "cp1252", "-o", out)
                            .map(Object::toString)
                            .toArray(String[]::new));
            assertEquals(0, ran.code(), ran.err());
        }
        assertArrayEquals(bytes, Files.readAllBytes(out));
        byte[] json = "{\"userId\":\"Zo\u00eb\",\"wish\":\"OPT_OUT\"}".getBytes(windows);
        String why = "consimt: line 1: it is no JSON in UTF-8, or is cut off\n";
        assertEquals(new Ran(Consimt.NOT_BEGUN, "", why), served.with(json, "import", "-", "--business", "b"));
    }

    /** A byte of their letters may be that of a divider. */
    @ParameterizedTest
    @ValueSource(strings = {"Shift_JIS", "UTF-16", "IBM037"})
    void anEncodingThatDividesLettersIsRefused(String encoding) {
        Ran ran = served.with(new byte[0], "import", "-", "--business", "b", "--encoding", encoding);
        assertEquals("consimt: --encoding takes one with a byte for each character, as windows-1252\n", ran.err());
    }

    @Test
    void aLineOfAHundredMegabytes() throws IOException {
        ends("line 2: a row of more than a megabyte", out -> {
            line(out, "userId,wish\n", 1);
            line(out, "40755500001".repeat(1_000), 9_100);
        });
    }

    @Test
    void aQuoteThatNeverEnds() throws IOException {
        ends("line 3: a quote that never ends", out -> line(out, "userId,wish\n4075550,OPT_OUT\n\"40755500001\n", 1));
        ends("line 2: a row of more than a megabyte, perhaps after a quote that never ends", out -> {
            line(out, "userId,wish\n\"", 1);
            line(out, "40755500001,OPT_OUT\n", 200_000);
        });
    }

    /** It swallowed the lines up to the next quote, and a no among them. */
    @Test
    void aTextAfterAQuoteThatEndsAField() throws IOException {
        String why = "line 2: a text after the quote that ends a field";
        ends(why, out -> line(out, "userId,wish\n\"4075550,OPT_OUT\n4075551,OPT_OUT\n\"4075552\",OPT_OUT\n", 1));
        ends(why, out -> line(out, "userId,wish\n\"4075550\" ,OPT_OUT\n", 1));
        Path out = folder.resolve("send.csv");
        served.run("filter", list.toString(), "--business", "b", "--country", "RO", "-o", out.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(list), files.toList());
        }
    }

    @Test
    void aNul() throws IOException {
        ends("line 3: a NUL; it is no text in UTF-8", out -> line(out, "userId,wish\na,OPT_OUT\n407\0,OPT_OUT\n", 1));
    }

    @Test
    void utf16() throws IOException {
        ends(
                "line 1: it is UTF-16; save it as UTF-8",
                out -> out.write("userId,wish\n40755500001,OPT_OUT\n".getBytes(StandardCharsets.UTF_16)));
        ends(
                "line 1: a NUL; it is no text in UTF-8",
                out -> out.write("userId,wish\n40755500001,OPT_OUT\n".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void aWorkbook() throws IOException {
        ends(
                "line 1: it is a zip archive or a workbook; take out the list, as CSV",
                out -> line(out, "PK\u0003\u0004 and so on", 1));
    }

    /** Ten gigabytes out of ten megabytes; the first 70 MB are enough to see. */
    @Test
    void aPackedListThatFillsADisk() throws IOException {
        byte[] row = "40755500001,OPT_OUT\n".getBytes(StandardCharsets.UTF_8);
        byte[] rows = new byte[row.length * 10_000];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = row[at % row.length];
        }
        Arrays.fill(rows, row.length, rows.length, (byte) '\n');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(list))) {
            out.write("userId,wish\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 400; i++) {
                out.write(rows);
            }
        }
        Ran ran = served.run("filter", list.toString(), "--business", "b", "--country", "RO");
        assertTrue(ran.err().matches("consimt: line [0-9]+: it unpacks to more than 200 times its size\n"), ran.err());
        assertEquals(Consimt.NOT_BEGUN, ran.code());
    }

    @Test
    void aPackedListThatIsCutOff() throws IOException {
        Path whole = folder.resolve("whole");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            for (int i = 0; i < 20_000; i++) {
                line(out, "4075" + i * 7_919 % 10_007 + ",OPT_OUT\n", 1);
            }
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(whole)) {
            bytes = in.readNBytes((int) Files.size(whole) / 2);
        }
        Files.write(list, bytes);
        Ran ran = served.run("filter", list.toString(), "--business", "b", "--country", "RO", "--column", "1");
        assertTrue(ran.err().matches("consimt: line [0-9]+: it cannot be read any further\n"), ran.err());
        assertEquals(Consimt.NOT_BEGUN, ran.code());
    }

    /** It may be the wrong file. What a filter wrote before is no longer there to be sent to. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n", "\ufeff\n", "userId,wish\n", "\ufeff\n\"userId\";wish"})
    void aListWithoutRowsIsNoSuccessAndSaysThatNothingWasDone(String text) throws IOException {
        Files.writeString(list, text);
        Path out = folder.resolve("out");
        for (String command : List.of("filter", "import", "compare")) {
            Files.writeString(out, "40755500001\n");
            List<String> args =
                    new ArrayList<>(List.of(command, list.toString(), "--business", "b", "--country", "RO"));
            args.addAll(command.equals("import") ? List.of() : List.of("-o", out.toString()));
            Ran ran = served.run(args.toArray(String[]::new));
            String why = "consimt: the list has no rows, so there was nothing to do\n{\"done\":true}\n";
            assertEquals(new Ran(Consimt.NOT_BEGUN, "", why), ran, command);
            assertTrue(command.equals("import") || !Files.readString(out).contains("40755500001"), command);
        }
        assertTrue(served.called().isEmpty(), served.called()::toString);
    }
}
