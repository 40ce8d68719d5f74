package consimt.cli;

import static consimt.cli.Served.file;
import static consimt.cli.Served.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.cli.Served.Failure;
import consimt.cli.Served.Ran;
import consimt.kit.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCommandTest {

    private static final World WORLD = World.fresh();

    private final Served served = Served.of(WORLD);

    @TempDir
    private Path folder;

    @BeforeAll
    static void settle() {
        WORLD.settle("librarie", "'marketingBasis':'CONVERSATION'");
        for (String person : List.of("40755500001", "40755500002", "40755500003", "40755500004", "ana@example.org")) {
            WORLD.call("decide-consent", "{'userId':'%s','businessId':'librarie','decision':'CONTINUE'}", person);
        }
        WORLD.call("request-opt-out", "{'userId':'40755500002','businessId':'librarie'}");
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void rowsThatMayBeWrittenToComeOutAsTheyAreAndInTheirOrder() {
        String list = "Name;Phone;Note\r\n"
                + "\"Ana; the \"\"first\"\"\";0755 500 003;\"two\r\nlines\"\r\n"
                + "Dan;+40 755-500-002;opted out\r\n"
                + "\r\n"
                + "Ion;40755500001;\r\n"
                + "Ion again;tel:+40755500001;\r\n"
                + "Stranger;0755 500 009;\r\n"
                + "Nobody;n/a;";
        Path file = file(folder, "campaign.csv", list);
        Path refused = folder.resolve("not.csv");
        Ran ran = served.run("filter", file.toString(), "--business", "librarie", "--refused", refused.toString());
        assertEquals(
                "Name;Phone;Note\r\n"
                        + "\"Ana; the \"\"first\"\"\";0755 500 003;\"two\r\nlines\"\r\n"
                        + "Ion;40755500001;\r\n"
                        + "Ion again;tel:+40755500001;\r\n",
                ran.out());
        assertEquals(
                "Name;Phone;Note;refused\r\n"
                        + "Dan;+40 755-500-002;opted out;MARKETING_OPTED_OUT\r\n"
                        + "Stranger;0755 500 009;;FIRST_CONTACT_REQUIRED\r\n"
                        + "Nobody;n/a;;NO_ID\n",
                text(refused));
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals(
                "{\"rows\":6,\"allowed\":3,\"refused\":2,\"failed\":1,\"done\":true}",
                ran.err().lines().reduce((first, last) -> last).orElseThrow());
    }

    @Test
    void aListOfIdsNeedsNoNamesOfColumns() {
        Ran ran = served.with(
                "40755500001\n40755500002\nANA@example.org\n".getBytes(StandardCharsets.UTF_8),
                "filter",
                "-",
                "--business",
                "librarie");
        assertEquals(new Ran(0, "40755500001\nANA@example.org\n", ran.err()), ran);
    }

    /** Names of columns come out unasked, so what may be a person is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+40 755 500 002",
                "(+40) 755-500-002",
                "tel:+40 755 500 002",
                "+٤٠ ٧٥٥ ٥٠٠ ٠٠٢",
                "client-002",
                "Dan <dan@example>",
                "dan",
                "DAN",
                "\"dan\"",
                "\ufeffdan",
                "\n dan",
                "Telefon"
            })
    void aFirstRowThatMayBeAPersonIsAskedAboutToo(String first) {
        byte[] list = (first + "\n40755500001\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "40755500001\n",
                served.with(list, "filter", "-", "--business", "librarie").out());
        byte[] numbered = ("Dan," + first + "\nAna,40755500001\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "Ana,40755500001\n",
                served.with(numbered, "filter", "-", "--business", "librarie", "--column", "2")
                        .out());
    }

    /** A word of a list may be a name of a column too. Then the list says by itself that it has no such names. */
    @Test
    void aRowThatHasAPersonBesideAKnownNameIsNoRowOfNames() {
        byte[] list = "Dan,phone,0755500002\nAna,phone,0755500001\n".getBytes(StandardCharsets.UTF_8);
        String[] args = {"filter", "-", "--business", "librarie", "--column", "2"};
        assertEquals(new Ran(0, "", served.with(list, args).err()), served.with(list, args));
        args[5] = "3";
        assertEquals("Ana,phone,0755500001\n", served.with(list, args).out());
        assertEquals(
                new Ran(
                        Consimt.NOT_BEGUN,
                        "",
                        "consimt: which column has the people? --column takes a name of the first row, or a number\n"),
                served.with(list, Arrays.copyOf(args, 4)));
    }

    /** As where a variable of the shell has an id, a row's number or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"40755500002", "dan@example.org", "1", ""})
    void noPersonIsTheNameOfAColumn(String column) {
        byte[] list = (column + "\n" + column + "\n").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "",
                served.with(list, "filter", "-", "--business", "librarie", "--column", column)
                        .out());
    }

    @Test
    void aKnownNameOrTheOneThatTheCallerSaysIsNoPerson() {
        for (String header : List.of("phone", " Phone Number ", "\"USER_ID\"", "\ufeffmsisdn", "\n\nmobile")) {
            byte[] list = (header + "\n40755500001\n").getBytes(StandardCharsets.UTF_8);
            Ran ran = served.with(list, "filter", "-", "--business", "librarie");
            assertTrue(
                    ran.out().endsWith(header.strip() + (header.endsWith(" ") ? " " : "") + "\n40755500001\n"),
                    ran.out());
        }
        byte[] named = "Telefon,Comenzi 2025-2026\n40755500001,4\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "Telefon,Comenzi 2025-2026\n40755500001,4\n",
                served.with(named, "filter", "-", "--business", "librarie", "--column", "Telefon")
                        .out());
    }

    @Test
    void aFirstRowWithoutAPersonIsNoRowOfNames() {
        byte[] list = "Dan,\nAna,40755500001\n".getBytes(StandardCharsets.UTF_8);
        Ran ran = served.with(list, "filter", "-", "--business", "librarie", "--column", "2");
        assertEquals(new Ran(Consimt.SOME_ROWS_FAILED, "Ana,40755500001\n", ran.err()), ran);
    }

    /** Whoever is asked about may be another than the one who is then written to. */
    @Test
    void whereTwoColumnsMayHaveThePeopleTheCallerSaysWhich() {
        String why = "consimt: which column has the people? --column takes a name of the first row, or a number\n";
        for (String names : List.of("phone,mobile", "Phone,phone", "Tel,Tel")) {
            byte[] list = (names + "\n40755500001,40755500002\n").getBytes(StandardCharsets.UTF_8);
            List<String> args = new ArrayList<>(List.of("filter", "-", "--business", "librarie"));
            args.addAll(names.startsWith("Tel") ? List.of("--column", "Tel") : List.of());
            assertEquals(new Ran(Consimt.NOT_BEGUN, "", why), served.with(list, args.toArray(String[]::new)), names);
        }
    }

    /** A program that reads the file by its lines would write to Dan. */
    @Test
    void noLineWithinAFieldHasSomebody() {
        for (String field : List.of("x,1\nDan,40755500002\ny", "x\rDan,40755500002", "Dan,40755500002\nx")) {
            byte[] list = ("Name,phone\n\"" + field + "\",40755500001\n").getBytes(StandardCharsets.UTF_8);
            String why = "consimt: line 2: a field of several lines has somebody; take out its line ends\n";
            assertEquals(
                    new Ran(Consimt.NOT_BEGUN, "", why), served.with(list, "filter", "-", "--business", "librarie"));
        }
    }

    @Test
    void whatIsNoFileIsWrittenIntoAndALinkStays() throws IOException {
        Path real = file(folder, "real.csv", "old");
        Path link = Files.createSymbolicLink(folder.resolve("send.csv"), real);
        Path nothing = Files.createSymbolicLink(folder.resolve("not.csv"), Path.of("/dev/null"));
        byte[] list = "40755500001\n40755500002\n".getBytes(StandardCharsets.UTF_8);
        String[] args = {"filter", "-", "--business", "librarie", "-o", link.toString(), "--refused", ""};
        args[7] = nothing.toString();
        assertEquals(0, served.with(list, args).code());
        assertEquals("40755500001\n", text(real));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(nothing));
        args[7] = real.toString();
        assertEquals(
                "consimt: --out and --refused take two files\n",
                served.with(list, args).err());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void rowsThatAreRefusedHaveAFileOfTheirOwn() {
        String one = folder.resolve("send.csv").toString();
        String same = folder.resolve("x").resolve("..").resolve("send.csv").toString();
        Ran ran = served.run("filter", "-", "--business", "librarie", "-o", one, "--refused", same);
        assertEquals(new Ran(Consimt.NOT_BEGUN, "", "consimt: --out and --refused take two files\n"), ran);
    }

    @Test
    void aPackedListComesThroughStandardInput() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("mail,x\nana@example.org,1\nion@example.org,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Ran ran = served.with(packed.toByteArray(), "filter", "-", "--business", "librarie", "--column", "mail");
        assertEquals(new Ran(0, "mail,x\nana@example.org,1\n", ran.err()), ran);
    }

    /** So a large list reads the index of the business once in all. */
    @Test
    void peopleAreAskedAboutInTheOrderOfTheirIdsAndOnceEach() {
        List<String> ids = IntStream.range(0, 30_000)
                .mapToObj(i -> "407%08d".formatted(i * 7_919 % 30_000))
                .collect(Collectors.toList());
        ids.addAll(ids.subList(0, 1_000));
        String list = String.join("\n", ids);
        try (Served all = Served.agreeing()) {
            Ran ran = all.with(list.getBytes(StandardCharsets.UTF_8), "filter", "-", "--business", "b");
            assertEquals(new Ran(0, list, ran.err()), ran);
            List<List<String>> asked = all.calls.stream()
                    .filter(call -> call.startsWith("filter-audience"))
                    .map(call -> World.tree(call.substring(call.indexOf('{'))).get("userIds"))
                    .map(people -> StreamSupport.stream(people.spliterator(), false)
                            .map(JsonNode::textValue)
                            .toList())
                    .toList();
            assertEquals(List.of(25_000, 5_000), asked.stream().map(List::size).toList());
            assertEquals(
                    ids.stream().distinct().sorted().toList(),
                    asked.stream().flatMap(List::stream).toList());
        }
    }

    @Test
    void afterABusyAnswerTheSameCallComesAgainLater() {
        served.failures.addAll(List.of(new Failure(429, "7"), new Failure(503, "")));
        Ran ran = served.with(
                "40755500001\n".getBytes(StandardCharsets.UTF_8),
                "filter",
                "-",
                "--business",
                "librarie",
                "--country",
                "RO");
        assertEquals(new Ran(0, "40755500001\n", ran.err()), ran);
        assertEquals(List.of(7_000L, 2_000L), served.pauses);
        assertEquals(1, served.calls.stream().distinct().count());
    }

    /** Half a list could be taken for the whole. */
    @Test
    void withoutAnAnswerNoRowComesOutAndNoFileIsMade() {
        for (int i = 0; i < 8; i++) {
            served.failures.add(new Failure(503, ""));
        }
        Path file = file(folder, "campaign.csv", "phone\n+40755500001\n");
        Path out = folder.resolve("send.csv");
        Ran ran = served.run(
                "filter", file.toString(), "--business", "librarie", "--country", "RO", "-o", out.toString());
        assertEquals(new Ran(Consimt.NOT_BEGUN, "", "consimt: no answer from filter-audience, HTTP 503\n"), ran);
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("send.csv.part")));
    }

    @Test
    void anAnswerThatLeavesSomebodyOutIsNone() {
        try (Served other = new Served((function, input) -> World.tree(
                "{'outcome':'FILTERED','allowed':['40755500001'],'refused':[{'reason':'X','userIds':[]}]}"))) {
            Ran ran = other.with(
                    "40755500001\n40755500002\n".getBytes(StandardCharsets.UTF_8), "filter", "-", "--business", "b");
            assertEquals("consimt: an answer of filter-audience that is not understood\n", ran.err());
            assertEquals("", ran.out());
        }
    }

    @Test
    void theScopeAndTheCategoryAreAsked() {
        WORLD.call("request-opt-out", "{'userId':'40755500004','businessId':'librarie','scope':{'channel':'sms'}}");
        String[] args = {"filter", "-", "--business", "librarie", "--channel", "sms"};
        byte[] list = "40755500004\n40755500003\n".getBytes(StandardCharsets.UTF_8);
        assertEquals("40755500003\n", served.with(list, args).out());
        args[5] = "whatsapp";
        assertEquals("40755500004\n40755500003\n", served.with(list, args).out());
    }

    @Test
    void aBusinessAsksWithItsOwnToken() {
        served.variables.put("CONSIMT_TOKEN", "business librarie");
        byte[] list = "0755500001\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "0755500001\n",
                served.with(list, "filter", "-", "--business", "librarie").out());
        Ran other = served.with(list, "filter", "-", "--business", "florarie", "--country", "RO");
        assertEquals("", other.out());
        assertEquals("consimt: filter-audience refuses the call, HTTP 400, caller NOT_ALLOWED\n", other.err());
    }

    @Test
    void eachCommandHasItsHelp() {
        String help = served.run("--help").out();
        for (String line : help.split("\n")) {
            if (line.matches("  [a-z]+ .*") && !line.contains("consimt")) {
                String command = line.strip().split(" ")[0];
                assertTrue(served.run(command, "--help").out().contains("Usage: consimt " + command), command);
            }
        }
        assertTrue(help.contains("Exit code: 0 all is done"));
        assertEquals(Consimt.NOT_BEGUN, served.run("filter").code());
    }
}
