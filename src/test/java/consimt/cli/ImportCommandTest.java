package consimt.cli;

import static consimt.cli.Served.file;
import static consimt.cli.Served.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.cli.Served.Failure;
import consimt.cli.Served.Ran;
import consimt.kit.World;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {

    private final World world = World.fresh();
    private final Served served = Served.of(world);

    @TempDir
    private Path folder;

    @BeforeEach
    void settle() {
        world.settle(
                "librarie",
                "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static String last(Ran ran) {
        return ran.err().lines().reduce((first, last) -> last).orElseThrow();
    }

    /** The rows of all calls, without the quotes of JSON. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String call : served.calls) {
            if (call.startsWith("import-preferences")) {
                for (JsonNode row : World.tree(call.substring(call.indexOf('{')).replace("%", "%%"))
                        .get("rows")) {
                    rows.add(row.toString().replace("\"", ""));
                }
            }
        }
        return rows;
    }

    private Path sample(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(getClass().getResource("samples/" + name))
                .toURI());
    }

    /** The report, without what each wish said. */
    private static String reported(Path report, Path list) {
        return text(report).replace(list.toString(), "F").replaceAll("(?m)^((?:[^,]*,){6}[^,]*),.*$", "$1");
    }

    /** With the proof and the zone of each yes. */
    private Ran imported(Path file, String... more) {
        Stream<String> asked =
                Stream.of("import", file.toString(), "--business", "librarie", "--proof", "the form", "--zone", "UTC");
        return served.run(Stream.concat(asked, Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aws-opted-out-numbers.json  | {userId:40755500001,wish:OPT_OUT,scope:{channel:sms},occurredAt:2026-11-02T07:15:01.245Z} {userId:40755500002,wish:OPT_OUT,scope:{channel:sms},occurredAt:2026-11-02T09:15:01Z} | 'recorded':2
                    ses-suppression.json        | {userId:ana@example.org,wish:OPT_OUT,scope:{channel:email},occurredAt:2026-10-07T11:20:14.512Z} | 'without a wish':1,'recorded':1
                    ses-contacts.json           | {userId:ana@example.org,wish:OPT_OUT,scope:{channel:email,topic:offers},occurredAt:2026-09-01T10:00:00.123Z} {userId:ana@example.org,wish:OPT_IN,scope:{channel:email,topic:news},occurredAt:2026-09-01T10:00:00.123Z,proof:the form} {userId:ion@example.org,wish:OPT_OUT,scope:{channel:email},occurredAt:2026-09-02T10:00:00.456Z} | 'superseded':1
                    mailchimp-unsubscribed.csv  | {userId:ana@example.org,wish:OPT_OUT,scope:{channel:email},occurredAt:2026-08-15T16:20:31Z} | 'recorded':1
                    mailchimp-status.csv        | {userId:ana@example.org,wish:OPT_OUT,scope:{channel:email}} | 'without a wish':1,'recorded':1
                    mailchimp-cleaned.csv       | '' | 'without a wish':1
                    shopify.csv                 | {userId:ana@example.org,wish:OPT_IN,scope:{channel:email},occurredAt:2026-11-01T00:00:00Z,proof:the form} {userId:40755500001,wish:OPT_OUT,scope:{channel:sms}} {userId:40755500001,wish:OPT_IN,scope:{channel:whatsapp},occurredAt:2026-11-01T00:00:00Z,proof:the form} {userId:ion@example.org,wish:OPT_OUT,scope:{channel:email}} | 'recorded':4
                    """, quoteCharacter = '`')
    void eachKnownListIsKnownByItsColumns(String sample, String rows, String counts) throws URISyntaxException {
        Ran ran = imported(sample(sample), "--at", "2026-11-01T00:00:00Z");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(rows.replace("''", ""), String.join(" ", rows()));
        String said = last(ran).replace('"', '\'');
        assertTrue(said.contains(counts), said);
    }

    /** HubSpot lets several properties have one name. Where any column may refuse, none is read twice. */
    @ParameterizedTest
    @CsvSource({"'Email,Unsubscribed from all email,Note,Note', 0", "'Email,Portal Unsubscribe,Note,Note', 2"})
    void aNameThatIsThereTwiceIsAnErrorWhereItIsRead(String names, int code) {
        Ran ran = imported(file(folder, "list.csv", names + "\nana@example.org,true,a,b\n"));
        assertEquals(code, ran.code(), ran.err());
        assertEquals(code == 0 ? 1 : 0, rows().size());
    }

    @Test
    void aCustomerWithTwoIdsIsToldWithBoth() {
        String list =
                "Phone,Email\n0755 500 031,ana@example.org\n,ion@example.org\n0755 500 032,\n0755 500 033,nobody\nn/a,dan@example.org\nnone,zoe@example.org\n";
        Ran ran = imported(file(folder, "list.csv", list), "--map", "user=Phone,also=Email,wish==OPT_OUT");
        assertEquals(
                List.of(
                        "{userId:40755500031,wish:OPT_OUT,alsoKnownAs:[ana@example.org]}",
                        "{userId:ion@example.org,wish:OPT_OUT}",
                        "{userId:40755500032,wish:OPT_OUT}",
                        "{userId:40755500033,wish:OPT_OUT,alsoKnownAs:[nobody]}",
                        "{userId:dan@example.org,wish:OPT_OUT}",
                        "{userId:zoe@example.org,wish:OPT_OUT}"),
                rows());
        assertEquals(0, ran.code(), ran.err());
        assertEquals("MARKETING_OPTED_OUT", world.marketing("ana@example.org", "librarie"));
    }

    /** Whom Mailchimp lists with a status has no wish but that of the status. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                    | -            | not known
            -                    | subscribed   | ''
            -                    | Unsubscribed | OPT_OUT
            -                    | cleaned      | ''
            -                    | new word     | ?
            mailchimp-subscribed | -            | OPT_IN
            mailchimp-subscribed | subscribed   | OPT_IN
            mailchimp-subscribed | unsubscribed | OPT_OUT
            mailchimp-subscribed | archived     | ''
            mailchimp-subscribed | pending      | ''
            mailchimp-subscribed | new word     | ?
            mailchimp-unknown    | subscribed   | not known
            """)
    void nobodySaysYesByTheColumnsOfMailchimp(String as, String status, String wish) {
        String names = "Email Address,OPTIN_TIME,CONFIRM_TIME" + (status == null ? "" : ",Status");
        String row = "ion@example.org,,2025-05-05 12:30:00" + (status == null ? "" : "," + status);
        Path file = file(folder, "list.csv", names + "\n" + row + "\n");
        Ran ran = as == null ? imported(file) : imported(file, "--as", as);
        assertEquals(
                switch (wish) {
                    case "?" -> Consimt.SOME_ROWS_FAILED;
                    case "not known" -> Consimt.NOT_BEGUN;
                    default -> 0;
                },
                ran.code());
        List<String> said = rows();
        assertEquals(List.of("OPT_IN", "OPT_OUT").contains(wish) ? 1 : 0, said.size(), said::toString);
        said.forEach(each -> assertTrue(each.contains("wish:" + wish + ","), each));
        // The time of a subscription is none of the refusal that came after it.
        said.forEach(each -> assertEquals(wish.equals("OPT_IN"), each.contains("occurredAt"), each));
    }

    @Test
    void aListOfThoseWhoStoppedIsNotReadAsOneOfThoseWhoSubscribed() throws URISyntaxException {
        for (String sample : List.of("mailchimp-unsubscribed.csv", "mailchimp-cleaned.csv")) {
            Ran ran = imported(sample(sample), "--as", "mailchimp-subscribed");
            assertEquals(Consimt.NOT_BEGUN, ran.code());
        }
        assertEquals(List.of(), rows());
    }

    @Test
    void theWordsOfAColumnAreWishesByTheRulesOfTheMap() {
        Path file = file(
                folder,
                "crm.csv",
                "Mail,E: Status,When\na@example.org,UNSUBSCRIBED,\nb@example.org,yes,2026-11-02\n"
                        + "c@example.org,pending,\nd@example.org,,\ne@example.org,bounced,\n");
        Ran ran = imported(file, "--map", "user=Mail,at=When,wish=E: Status:unsubscribed>OPT_OUT|Yes>OPT_IN|pending>");
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals(
                List.of(
                        "{userId:a@example.org,wish:OPT_OUT}",
                        "{userId:b@example.org,wish:OPT_IN,occurredAt:2026-11-02T00:00:00Z,proof:the form}"),
                rows());
        assertTrue(last(ran).contains("\"without a wish\":2"), ran.err());
        for (String rules : List.of("a>STOP", "a", "a>OPT_OUT|A>OPT_IN", ">OPT_OUT", "a>b>OPT_OUT")) {
            Ran wrong = imported(file, "--map", "user=Mail,wish=Status:" + rules);
            assertEquals(Consimt.NOT_BEGUN, wrong.code(), rules);
        }
    }

    @Test
    void anyOtherListIsReadByItsColumns() {
        Path file = file(
                folder,
                "old.csv",
                "Telefon;Data;Ce\n0755 500 001;2026-11-02;stop\n0755 500 002;2026-11-02 10:00:00;stop\n");
        Ran ran = served.run(
                "import",
                file.toString(),
                "--business",
                "librarie",
                "--map",
                "user=Telefon,at=Data,wish==OPT_OUT,channel==sms",
                "--zone",
                "Europe/Bucharest",
                "--exported-at",
                "2026-11-20T00:00:00Z");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(
                List.of(
                        "{userId:40755500001,wish:OPT_OUT,scope:{channel:sms},occurredAt:2026-11-02T21:59:59Z}",
                        "{userId:40755500002,wish:OPT_OUT,scope:{channel:sms},occurredAt:2026-11-02T08:00:00Z}"),
                rows());
        assertEquals(
                "consimt: the list has other columns; say by --map where its parts stand, or by --as what it is\n",
                served.run("import", file.toString(), "--business", "librarie", "--map", "user=Phone,wish==OPT_OUT")
                        .err());
        Ran unknown = served.run("import", file.toString(), "--business", "librarie");
        assertEquals(Consimt.NOT_BEGUN, unknown.code());
        assertEquals(
                "consimt: the list has other columns; say by --map where its parts stand, or by --as what it is\n",
                unknown.err());
    }

    @Test
    void aListThatLooksAsOthersDoIsAskedFor() {
        Map<String, String> kinds = Map.of(
                "email,created\na@example.org,1762078520\n", "sendgrid-unsubscribes",
                "Email Address,OPTIN_TIME,CONFIRM_TIME\na@example.org,,\n", "mailchimp-subscribed");
        kinds.forEach((list, kind) -> {
            Ran ran = imported(file(folder, "list.csv", list));
            String why =
                    "consimt: the list may be %1$s, or another with such columns; say by --as %1$s that it is, or by --map where its parts stand\n";
            assertEquals(new Ran(Consimt.NOT_BEGUN, "", why.formatted(kind)), ran);
        });
        assertEquals(List.of(), rows());
    }

    /** Its first row would be taken for the names of columns, and the person in it would be lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user=40755500001,wish==OPT_OUT",
                "user=1,wish==OPT_OUT",
                "user=ana@example.org,wish==OPT_OUT",
                "user==Phone,wish==OPT_OUT",
                "user=,wish==OPT_OUT",
                "user=ana,wish==",
                "user=ana,wish==OPT_OUT,at="
            })
    void aListWithoutNamesOfColumnsIsNotBegun(String map) {
        for (String first : List.of("40755500001", "1", "ana@example.org", "ana,OPT_OUT", ",ana")) {
            for (String more : List.of("", "\nion")) {
                List<String> args = new ArrayList<>(List.of("import", "-", "--business", "librarie"));
                args.addAll(map.isEmpty() ? List.of() : List.of("--map", map));
                Ran ran = served.with((first + more).getBytes(StandardCharsets.UTF_8), args.toArray(String[]::new));
                assertEquals(Consimt.NOT_BEGUN, ran.code(), ran.err());
                assertEquals(List.of(), rows());
            }
        }
    }

    @Test
    void whatCannotBeReadIsReportedAndTheOthersAreRecorded() {
        Path report = folder.resolve("report.csv");
        Path file = file(folder, "list.csv", """
                userId,wish,occurredAt,proof
                =1+1,OPT_OUT,,
                0755500001,OPT_OUT,yesterday,
                "+40755500002",OPT_OUT,,
                40755500003,SUBSCRIBED,,
                40755500004,OPT_IN,2026-11-01T10:00:00Z,
                40755500005,OPT_IN,,the form
                40755500006,OPT_IN,soon,the form
                """);
        Ran ran = served.run("import", file.toString(), "--business", "librarie", "--report", report.toString());
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals("{\"rows\":7,\"failed\":5,\"recorded\":2,\"done\":true}", last(ran));
        assertEquals("""
                file,line,row,outcome,field,code,person
                F,2,1,REJECTED,userId,INVALID,'=1+1
                F,5,4,REJECTED,wish,UNKNOWN_VALUE,40755500003
                F,6,5,REJECTED,proof,REQUIRED,40755500004
                F,7,6,REJECTED,occurredAt,REQUIRED,40755500005
                F,8,7,REJECTED,occurredAt,INVALID,40755500006
                F,3,2,RECORDED,occurredAt,INVALID,0755500001
                """, reported(report, file));
        assertEquals("MARKETING_OPTED_OUT", world.marketing("40755500001", "librarie"));
        assertEquals("MARKETING_OPTED_OUT", world.marketing("40755500002", "librarie"));
    }

    /** But a row without anything says nothing, and a customer of Shopify may lack a phone. */
    @Test
    void aWishWithoutAPersonIsReported() {
        Path report = folder.resolve("report.csv");
        Path file = file(folder, "list.csv", "Name,Phone\nAna,\n,\nIon,40755500002\n");
        String[] args = {"import", file.toString(), "--business", "librarie", "--report", report.toString(), "--map", ""
        };
        args[7] = "user=Phone,wish==OPT_OUT";
        Ran ran = served.run(args);
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals("{\"rows\":3,\"failed\":1,\"without a wish\":1,\"recorded\":1,\"done\":true}", last(ran));
        assertEquals("""
                file,line,row,outcome,field,code,person
                F,2,1,REJECTED,userId,REQUIRED,
                """, reported(report, file));
    }

    @Test
    void aNameThatTwoColumnsHaveSaysNotWhereAPartStands() {
        String why = "consimt: a part of a wish stands in a column whose name is there twice\n";
        for (String names : List.of("userId,userId,wish,x", "userId,wish,x,wish", "userId,wish,topic,topic")) {
            byte[] list = (names + "\n40755500001,OPT_OUT,,\n").getBytes(StandardCharsets.UTF_8);
            for (String command : List.of("import", "compare")) {
                assertEquals(
                        new Ran(Consimt.NOT_BEGUN, "", why), served.with(list, command, "-", "--business", "librarie"));
            }
        }
        byte[] other = "userId,wish,x,x\n40755500001,OPT_OUT,,\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                0, served.with(other, "import", "-", "--business", "librarie").code());
    }

    @Test
    void aTimeWithoutAZoneIsOneOfTheBusinessAndElseTheOneThatProtectsThePerson() {
        world.settle("books", "'country':'US','timeZone':'America/New_York'");
        byte[] list = """
                userId,wish,occurredAt,proof
                40755500001,OPT_OUT,2026-11-02 10:15:00,
                40755500002,OPT_IN,2026-11-02 10:15:00,the form
                """.getBytes(StandardCharsets.UTF_8);
        served.with(list, "import", "-", "--business", "books", "--exported-at", "2026-11-02");
        assertTrue(rows().get(0).endsWith("occurredAt:2026-11-02T15:15:00Z}"), rows().get(0));
        assertTrue(rows().get(1).contains("occurredAt:2026-11-02T15:15:00Z"), rows().get(1));
        assertTrue(served.calls.get(1).contains("\"exportedAt\":\"2026-11-03T04:59:59Z\""), served.calls.get(1));
        try (Served unknown = Served.agreeing()) {
            unknown.with(list, "import", "-", "--business", "b");
            String call = unknown.calls.get(1);
            assertTrue(call.contains("\"OPT_OUT\",\"occurredAt\":\"2026-11-02T22:15:00Z\""), call);
            assertTrue(call.contains("\"OPT_IN\",\"occurredAt\":\"2026-11-01T20:15:00Z\""), call);
        }
    }

    @Test
    void aTimeOfTheListThatNobodyCanReadIsRefusedAtOnce() {
        byte[] list = "userId,wish\n40755500001,OPT_OUT\n".getBytes(StandardCharsets.UTF_8);
        Ran ran = served.with(list, "import", "-", "--business", "librarie", "--exported-at", "11/12/2026");
        String why = "consimt: --exported-at takes a time, as 2026-11-24T09:00:00Z\n";
        assertEquals(new Ran(Consimt.NOT_BEGUN, "", why), ran);
        assertEquals(List.of(), served.called());
    }

    /** A yes and a question are about the one who can have the number; where both or none can, about nobody. */
    @Test
    void aRefusalOfOneOfTwoPeopleCountsForBothAndIsReported() {
        Path report = folder.resolve("report.csv");
        Path file = file(folder, "list.csv", """
                userId,wish,occurredAt,proof
                +40 (0) 755 500 001,OPT_OUT,,
                +40 0755 500 002,OPT_IN,2026-11-01T10:00:00Z,the form
                +40 0155 500 003,OPT_IN,2026-11-01T10:00:00Z,the form
                <Ana/Pop@example.com.>,OPT_OUT,,
                """);
        Ran ran = served.run("import", file.toString(), "--business", "librarie", "--report", report.toString());
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals("""
                file,line,row,outcome,field,code,person
                F,4,3,REJECTED,userId,INVALID,'+40 0155 500 003
                F,2,1,RECORDED,userId,INVALID,'+40 (0) 755 500 001
                F,2,1,RECORDED,userId,INVALID,'+40 (0) 755 500 001
                """, reported(report, file));
        assertEquals(
                List.of("40755500001", "400755500001", "40755500002", "ana/pop@example.com"),
                rows().stream().map(row -> row.replaceAll("\\{userId:|,.*", "")).toList());
        for (String refused : List.of("40755500001", "400755500001", "ana/pop@example.com")) {
            assertEquals("MARKETING_OPTED_OUT", world.marketing(refused, "librarie"));
        }
    }

    @Test
    void whatTheFunctionsSayOfARowIsReported() {
        Path report = folder.resolve("report.csv");
        served.variables.put("CONSIMT_TOKEN", "business librarie");
        Path file = file(folder, "list.csv", """
                userId,wish,topic,occurredAt,proof
                40755500001,BLOCK,,,
                40755500002,OPT_IN,nope,2026-11-01T10:00:00Z,a form
                """);
        Ran ran = served.run("import", file.toString(), "--business", "librarie", "--report", report.toString());
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        assertEquals("""
                file,line,row,outcome,field,code,person
                F,2,1,RECORDED,wish,NOT_ALLOWED,40755500001
                F,3,2,REJECTED,scope.topic,UNKNOWN_VALUE,40755500002
                """, reported(report, file));
    }

    private static String optOuts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("40755%06d,OPT_OUT"::formatted)
                .collect(Collectors.joining("\n", "userId,wish\n", "\n"));
    }

    @Test
    void fiveHundredRowsASecondAtMost() {
        try (Served all = Served.agreeing()) {
            all.with(optOuts(0, 2_500).getBytes(StandardCharsets.UTF_8), "import", "-", "--business", "b");
            assertEquals(List.of(2_000L, 2_000L), all.pauses);
            assertEquals(
                    List.of("read-settings", "import-preferences", "import-preferences", "import-preferences"),
                    all.called());
        }
    }

    @Test
    void noCallIsLongerThanAFunctionTakes() {
        String longest = "अ".repeat(400);
        String list = IntStream.range(0, 1_500)
                .mapToObj(i -> "40755%06d,OPT_IN,2026-11-01T10:00:00Z%s".formatted(i, ("," + longest).repeat(4)))
                .collect(Collectors.joining(
                        "\n",
                        "userId,wish,occurredAt,proof,channel,sender,topic\n",
                        "\n4075,OPT_OUT," + "x".repeat(900_000) + ",,,,"));
        try (Served all = Served.agreeing()) {
            Ran ran = all.with(list.getBytes(StandardCharsets.UTF_8), "import", "-", "--business", "b");
            assertEquals("{\"rows\":1501,\"recorded\":1501,\"done\":true}", last(ran));
            assertTrue(all.calls.stream().allMatch(call -> call.getBytes(StandardCharsets.UTF_8).length < 6_000_000));
        }
    }

    @Test
    void whileTheSettingsAreBusyNoNumberIsTakenForNone() {
        served.failures.add(new Failure(503, ""));
        Ran ran = served.with(
                "userId,wish\n0755500031,OPT_OUT\n".getBytes(StandardCharsets.UTF_8),
                "import",
                "-",
                "--business",
                "librarie");
        assertEquals("{\"rows\":1,\"recorded\":1,\"done\":true}", last(ran));
    }

    /** The call that got no answer may have been recorded, so it comes again: its rows are unchanged. */
    @Test
    void afterAStopItGoesOnWithARow() {
        Path file = file(folder, "list.csv", optOuts(0, 1_200));
        String[] args = {"import", file.toString(), "--business", "librarie", "--country", "RO", "--from", "1"};
        world.call(
                "import-preferences",
                "{'businessId':'librarie','source':'list','rows':[{'userId':'40755001100','wish':'OPT_OUT'}]}");
        try (Served stopping = new Served((function, input) -> {
            if (input.contains("40755001000")) {
                throw new IllegalStateException("the machine is gone");
            }
            return world.invoke(function, input);
        })) {
            Ran ran = stopping.run(args);
            assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
            assertTrue(ran.err().contains("{\"rows\":1000,\"recorded\":1000,\"from\":1001}"), ran.err());
            assertTrue(ran.err().contains("consimt: go on with --from 1001\n"), ran.err());
        }
        args[7] = "1001";
        Ran on = served.run(args);
        assertEquals("{\"rows\":200,\"recorded\":199,\"unchanged\":1,\"done\":true}", last(on));
        assertEquals(0, on.code());
        assertEquals(
                1_200,
                world.pages(
                                "list-relations",
                                "relations",
                                "'businessId':'librarie','limit':1000,'marketing':'OPTED_OUT'")
                        .size());
    }

    /** A call whose answer was lost had recorded its rows. */
    @Test
    void rowsOfARepeatedCallMayBeNew() {
        Path file = file(folder, "list.csv", optOuts(0, 3));
        world.settle("librarie", "'country':'RO'");
        AtomicInteger calls = new AtomicInteger();
        try (Served losing = new Served((function, input) -> {
            JsonNode answer = world.invoke(function, input);
            if (function.equals("import-preferences") && calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the answer is lost");
            }
            return answer;
        })) {
            Ran ran = losing.run("import", file.toString(), "--business", "librarie");
            assertEquals(2, calls.get(), ran.err());
            assertEquals("{\"rows\":3,\"recorded or unchanged\":3,\"done\":true}", last(ran));
        }
    }

    /** A block is told by a check alone, also to who imports. */
    @Test
    void aYesBehindANoIsInTheReportAndGetsALink() {
        world.call("request-opt-out", "{'userId':'40755001001','businessId':'librarie'}");
        world.call("request-opt-out", "{'userId':'ana@example.com','businessId':'librarie'}");
        world.call("decide-consent", "{'userId':'40755001002','businessId':'librarie','decision':'BLOCK'}");
        world.clock.pass(Duration.ofMinutes(1));
        Path report = folder.resolve("report.csv");
        Path list = file(folder, "ticks.csv", """
                phone
                +40755001001
                +40755001002
                +40755001003
                Ana@example.com
                0755001001
                """);
        String[] args = {
            "import",
            list.toString(),
            "--business",
            "librarie",
            "--country",
            "RO",
            "--report",
            report.toString(),
            "--map",
            "user=phone,wish==OPT_IN,at==2026-11-24T12:00:30Z,channel==email",
            "--proof",
            "the checkout"
        };
        for (int again = 0; again < 2; again++) {
            assertEquals(0, served.run(args).code());
            assertEquals("""
                    file,line,row,outcome,field,code,person
                    F,2,1,SUPERSEDED,wish,REFUSED,'+40755001001
                    F,5,4,SUPERSEDED,wish,REFUSED,Ana@example.com
                    F,6,5,UNCHANGED,wish,REFUSED,0755001001
                    """.replace("SUPERSEDED", again == 0 ? "SUPERSEDED" : "UNCHANGED"), reported(report, list));
        }
        String[] links = {"links", report.toString(), "--business", "librarie"};
        Ran made = served.run(links);
        assertEquals("{\"rows\":3,\"links\":2,\"done\":true}", last(made));
        String link = ",%s,https://consimt.example/unsubscribe\\?link=L\\S+,2027-02-22T12:01:00Z\n";
        String subscribe = link.formatted("SUBSCRIBE");
        String header = "person,purpose,url,expiresAt\n";
        assertTrue(
                made.out().matches(header + "'\\+40755001001" + subscribe + "Ana@example.com" + subscribe), made.out());
        assertTrue(served.calls.stream()
                .anyMatch(call -> call.startsWith("issue-person-links")
                        && call.contains("\"purpose\":\"SUBSCRIBE\"")
                        && call.contains("\"scope\":{\"channel\":\"email\"}")));
        args[9] = "user=phone,wish==AGREED,at==2026-11-24T12:00:30Z";
        served.run(args);
        Ran choices = served.run(links);
        String choice = link.formatted("CHOICES");
        assertTrue(
                choices.out().matches(header + "'\\+40755001001" + choice + "Ana@example.com" + choice), choices.out());
        assertEquals(
                "consimt: links takes the report of an import",
                last(served.run("links", list.toString(), "--business", "librarie")));
        served.variables.put("CONSIMT_TOKEN", "business librarie");
        assertEquals(
                new Ran(
                        Consimt.NOT_BEGUN,
                        "",
                        "consimt: links goes as the operator (--stack-file): a link that a business makes lifts nothing\n"),
                served.run(links));
    }

    @Test
    void busyFunctionsAreAskedSlowerAndNothingIsLost() {
        served.failures.addAll(List.of(new Failure(429, "5"), new Failure(503, ""), new Failure(503, "")));
        Ran ran = served.with(
                optOuts(0, 3).getBytes(StandardCharsets.UTF_8),
                "import",
                "-",
                "--business",
                "librarie",
                "--country",
                "RO");
        assertEquals("{\"rows\":3,\"recorded\":3,\"done\":true}", last(ran));
        assertEquals(List.of(5_000L, 2_000L, 4_000L), served.pauses);
    }

    @Test
    void ofTwoListsTheOneWithoutRowsIsSaid() {
        Path none = file(folder, "none.csv", "userId,wish\n");
        Path one = file(folder, "one.csv", optOuts(0, 1));
        for (List<Path> files : List.of(List.of(none, one), List.of(one, none))) {
            Ran ran = served.run("import", files.get(0).toString(), files.get(1).toString(), "--business", "librarie");
            assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
            assertTrue(ran.err().contains("consimt: the list has no rows"), ran.err());
        }
    }

    @Test
    void aDryRunRecordsNothing() {
        Ran ran = served.with(
                optOuts(0, 2).getBytes(StandardCharsets.UTF_8), "import", "-", "--business", "librarie", "--dry-run");
        assertEquals("{\"rows\":2,\"found\":2,\"done\":true}", last(ran));
        assertEquals(List.of(), world.entries());
    }

    @Test
    void noTextOnTheScreenHasANumber() {
        Path file = file(folder, "list.csv", "userId,wish\n40755500001,OPT_OUT\n0755,OPT_OUT\n40755500002,\"OPT_OUT\n");
        Ran ran = served.run("import", file.toString(), "--business", "librarie");
        assertEquals("consimt: line 4: a quote that never ends\n", ran.err());
        assertEquals(Consimt.NOT_BEGUN, ran.code());
    }
}
