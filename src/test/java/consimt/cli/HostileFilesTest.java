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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** What an import makes of a list for a real business: the exit code, the report, and who is refused then. */
    private String imported(String text, String map, String... people) throws IOException {
        Files.writeString(list, text);
        Path report = folder.resolve("report.csv");
        World world = World.fresh();
        world.settle("b", "'marketingBasis':'CONVERSATION','country':'RO'");
        try (Served real = Served.of(world)) {
            Ran ran = real.run(
                    "import",
                    list.toString(),
                    "--business",
                    "b",
                    "--report",
                    report.toString(),
                    "--map",
                    map,
                    "--at",
                    "2026-11-01",
                    "--proof",
                    "p");
            String refused = Stream.of(people)
                    .filter(each -> world.marketing(each, "b").equals("MARKETING_OPTED_OUT"))
                    .collect(Collectors.joining(" "));
            String why = ran.code() == Consimt.NOT_BEGUN ? ran.err().strip() : "";
            List<String> rows =
                    why.isEmpty() ? Served.text(report).lines().skip(1).toList() : List.of();
            String reported = rows.stream()
                    .map(row -> row.split(",")[1] + " " + row.split(",")[4] + " " + row.split(",")[5])
                    .collect(Collectors.joining("; "));
            return ran.code() + " [" + why + reported + "] " + refused;
        }
    }

    /** A comma without quotes moves the fields: the opt-out was one of a person called Ana. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Name,Phone      | Pop, Ana,+40755140030        | 1 [2 row FIELDS]
            Name,Phone,     | Pop, Ana,+40755140030        | 1 [2 row FIELDS]
            Name,Phone      | Ana                          | 1 [2 row FIELDS]
            Name,Phone,Note | Ana,+40755140030             | 0 [] 40755140030
            Name,Phone      | Ana,+40755140030,,           | 0 [] 40755140030
            Name;Phone;;    | Ana;+40755140030             | 0 [] 40755140030
            """)
    void aRowWithOtherFieldsThanTheColumnsIsNoRowOfTheList(String names, String row, String expected)
            throws IOException {
        String text = names + "\n" + row + "\n \n";
        assertEquals(
                expected,
                imported(text, "user=Phone,wish==OPT_OUT", "40755140030").strip(),
                text);
    }

    @Test
    void aRowWithOtherFieldsIsSentToNobodyAndMakesNoLink() throws IOException {
        Files.writeString(list, "Name,Phone\nPop, Ana,+40755140030\nIon,+40755140031,\nDan\n");
        Path refused = folder.resolve("not.csv");
        try (Served agreeing = Served.agreeing()) {
            String[] args = {"filter", list.toString(), "--business", "b", "--country", "RO", "--refused", ""};
            args[7] = refused.toString();
            Ran ran = agreeing.run(args);
            assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
            assertEquals("Name,Phone\nIon,+40755140031,\n", ran.out());
            assertEquals("Name,Phone,refused\nPop, Ana,+40755140030,FIELDS\nDan,FIELDS\n", Served.text(refused));
            Files.writeString(
                    list,
                    String.join(",", ImportCommand.COLUMNS) + "\nf,2,1,SUPERSEDED,wish,REFUSED,Pop, Ana,4,OPT_IN,,,\n");
            String why = "consimt: line 2: a row that has other fields than the report of an import\n";
            assertEquals(
                    new Ran(Consimt.NOT_BEGUN, "", why), agreeing.run("links", list.toString(), "--business", "b"));
        }
    }

    /** A quote as a ditto mark hid two of four rows. Nothing is recorded, however late it comes. */
    @Test
    void aFieldThatHidesRowsEndsEachCommandBeforeItBegins() throws IOException {
        for (String rows : List.of(
                "userId,wish\n40755140031,OPT_OUT\n40755140032,\"\n40755140033,\"\n40755140034,OPT_OUT\n",
                "userId,wish\nu1,OPT_OUT\n\",OPT_OUT\nu3,\"\nu4,OPT_OUT\n")) {
            String why = "line 3: a field of several lines has somebody; take out its line ends";
            ends(why, out -> line(out, rows, 1));
        }
        ends("line 2002: a field of several lines has somebody; take out its line ends", out -> {
            line(out, "userId,wish\n", 1);
            line(out, "40755140031,OPT_OUT\n", 2_000);
            line(out, "40755140032,\"\n40755140033,\"\n", 1);
        });
        byte[] text = Files.readAllBytes(list);
        Ran ran = served.with(text, "import", "-", "--business", "b", "--country", "RO");
        assertEquals(Consimt.NOT_BEGUN, ran.code(), ran.err());
        assertEquals(List.of(), served.called());
        assertEquals(
                "0 [] u1",
                imported("userId,wish,note\nu1,OPT_OUT,\"Str. Lungă 5\nCluj\"\n", "user=userId,wish=wish", "u1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            x@p.com                       | +40755140020 / +40755140021                         | 0 [] x@p.com 40755140020 40755140021
            +40755140020;+40755140021     | x@p.com                                             | 0 [] x@p.com 40755140020 40755140021
            0755140020 0755 140 021       | x@p.com                                             | 1 [2 userId INVALID] x@p.com
            +40 755 140 020 +40755140021  | none                                                | 0 [] 40755140020 40755140021
            x@p.com 0755140020            | 0755140021                                          | 0 [] x@p.com 40755140020 40755140021
            0755 140 020                  | ask Ana                                             | 1 [2 alsoKnownAs INVALID] 40755140020
            x@p.com                       | a@p.com/b@p.com/c@p.com/d@p.com/e@p.com             | 1 [2 alsoKnownAs INVALID] x@p.com
            0755/140020                   | -                                                   | 0 [] 40755140020
            """)
    void severalIdsInACellAreEachAnId(String user, String also, String expected) throws IOException {
        String list = "User;Also\n\"" + user + "\";\"" + (also == null ? "" : also) + "\"\n";
        String map = "user=User,also=Also,wish==OPT_OUT";
        assertEquals(expected, imported(list, map, "x@p.com", "40755140020", "40755140021", "e@p.com"));
    }

    @Test
    void anotherIdThatMayMeanTwoPeopleRefusesBothAndLinksNeither() throws IOException {
        String[] all = {"x@p.com", "40755140020", "400755140020"};
        String map = "user=Mail,also=Phone,wish==OPT_OUT";
        assertEquals(
                "0 [2 userId INVALID; 2 userId INVALID] x@p.com 40755140020 400755140020",
                imported("Mail,Phone\nx@p.com,+40 (0) 755 140 020\n", map, all));
        assertEquals(
                "1 [2 alsoKnownAs INVALID] ",
                imported("Mail,Phone\nx@p.com,+40 0155 140 020\n", "user=Mail,also=Phone,wish==OPT_IN", all));
    }

    /** It made one person of all customers who lack the other id. */
    @Test
    void noValueAndAnIdOfManyLinkNobody() throws IOException {
        String[] none = {"none", "NULL", "unknown", "n/a", "-", "N.A.", "Keine", "fără", "<null>", "нет", "0", "?", ""};
        String rows = IntStream.range(0, none.length)
                .mapToObj(row -> "u" + row + "@p.com," + none[row] + (row == 0 ? ",OPT_OUT\n" : ",OPT_IN\n"))
                .collect(Collectors.joining("", "Mail,Other,Wish\n", ""));
        String map = "user=Mail,also=Other,wish=Wish";
        assertEquals("0 [] u0@p.com", imported(rows, map, "u0@p.com", "u1@p.com", "u4@p.com", "u12@p.com", "none"));
        String own = IntStream.range(0, 5)
                .mapToObj(row -> "u" + row + "@p.com,info@shop.com" + (row == 0 ? ",OPT_OUT\n" : ",OPT_IN\n"))
                .collect(Collectors.joining("", "Mail,Other,Wish\n", ""));
        String reported = IntStream.range(2, 7)
                .mapToObj(row -> row + " alsoKnownAs SHARED")
                .collect(Collectors.joining("; "));
        assertEquals(
                "1 [" + reported + "] u0@p.com info@shop.com",
                imported(own, map, "u0@p.com", "u1@p.com", "info@shop.com"));
        String family = own.lines().limit(5).collect(Collectors.joining("\n"));
        assertTrue(imported(family, map, "u1@p.com", "info@shop.com").endsWith(" u1@p.com info@shop.com"));
        String again = "Mail,Other,Wish\n" + "u0@p.com,info@shop.com,OPT_OUT\n".repeat(9);
        assertEquals("0 [] u0@p.com info@shop.com", imported(again, map, "u0@p.com", "info@shop.com"));
    }
}
