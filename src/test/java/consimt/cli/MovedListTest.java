package consimt.cli;

import static consimt.cli.Served.file;
import static consimt.cli.Served.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.cli.Served.Ran;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.relation.MessageCategory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wishes of a business's people, taken to another business and compared with a list of somebody else. */
class MovedListTest {

    private static final String SETTINGS =
            "'marketingBasis':'%s','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}]";
    private static final List<String> CATEGORIES =
            Stream.of(MessageCategory.values()).map(Enum::name).toList();
    private static final List<String> SCOPES = List.of(
            "{}",
            "{'channel':'sms'}",
            "{'channel':'email'}",
            "{'channel':'sms','topic':'offers'}",
            "{'topic':'offers'}",
            "{'topic':'news'}");

    /** For each basis. */
    private static final int PEOPLE = Cases.of(8, 1_000);

    private final World world = World.fresh();
    private final Served served = Served.of(world);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        served.close();
    }

    private Path export(String... more) {
        Path file = folder.resolve("export");
        List<String> args = new ArrayList<>(List.of("export", "--business", "old", "-o", file.toString()));
        args.addAll(List.of(more));
        assertEquals(0, served.run(args.toArray(String[]::new)).code());
        return file;
    }

    @Test
    void theExportHasEachWishAsARow() {
        world.settle("old", SETTINGS, "OPT_IN");
        for (String[] said : new String[][] {
            {"decide-consent", "40755000001", "'decision':'CONTINUE'"},
            {"request-opt-out", "40755000001", "'scope':{'channel':'sms'}"},
            {"request-opt-in", "40755000001", "'scope':{'topic':'news'}"},
            {"request-opt-out", "40755000002", "'scope':{'channel':'email'},'categories':'ALL'"},
            {"decide-consent", "40755000003", "'decision':'BLOCK'"},
            {"decide-consent", "40755000004", "'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'"},
            {"decide-consent", "40755000005", "'decision':'MESSAGE_SENT'"}
        }) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call(said[0], "{'userId':'%s','businessId':'old',%s}", said[1], said[2]);
        }
        imports("40755000006", "'MESSAGE_SENT'", ",'proof':'our mailbox','occurredAt':'2026-11-20T10:00:00Z'");
        String proof = "by the export of old";
        assertEquals("""
                userId,also,wish,channel,sender,topic,categories,occurredAt,proof
                40755000001,,OPT_IN,,,news,,2026-11-24T12:00:03Z,%1$s
                40755000001,,OPT_OUT,sms,,,,2026-11-24T12:00:02Z,
                40755000001,,AGREED,,,,,2026-11-24T12:00:01Z,%1$s
                40755000002,,OPT_OUT,email,,,ALL,2026-11-24T12:00:04Z,
                40755000003,,BLOCK,,,,,2026-11-24T12:00:05Z,
                40755000004,,OPT_OUT,,,,,2026-11-24T12:00:06Z,
                40755000005,,MESSAGE_SENT,,,,,2026-11-24T12:00:07Z,%1$s
                40755000006,,MESSAGE_SENT,,,,,2026-11-20T10:00:00Z,%1$s
                """.formatted(proof), text(export()));
        assertEquals(
                "{\"userId\":\"40755000001\",\"also\":\"\",\"wish\":\"OPT_IN\",\"occurredAt\":\"2026-11-24T12:00:03Z\",\"topic\":\"news\",\"proof\":\"by the export of old\",\"channel\":\"\",\"sender\":\"\",\"categories\":\"\"}",
                text(export("--json-lines")).lines().findFirst().orElseThrow());
    }

    @Test
    void whatTheBusinessLinkedIsLinkedElsewhereAndAStopRefusesAtEach() {
        for (String business : List.of("old", "new")) {
            world.settle(business, SETTINGS, "CONVERSATION");
        }
        world.call(
                "import-preferences",
                "{'businessId':'old','source':'s','rows':[{'userId':'40755000001','alsoKnownAs':['ana@example.com',"
                        + "'ana@example.org'],'wish':'AGREED','occurredAt':'2026-11-20T10:00:00Z','proof':'p'}]}");
        Path list = export();
        assertTrue(text(list).contains("40755000001,\"ana@example.com; ana@example.org\",AGREED"), text(list));
        assertEquals(
                0, served.run("import", list.toString(), "--business", "new").code());
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{'userId':'ana@example.com','businessId':'new'}");
        assertEquals("MARKETING_OPTED_OUT", world.marketing("40755000001", "new"));
        assertEquals("MARKETING_OPTED_OUT", world.marketing("ana@example.org", "new"));
    }

    /** Elsewhere nothing is allowed that is not allowed here, and only what was held or needs the person is refused. */
    @Test
    void anExportAllowsAtAnEmptyBusinessNoMoreThanBefore() {
        int same = 0;
        int allowed = 0;
        for (String basis : List.of("CONVERSATION", "EXPRESSED", "OPT_IN")) {
            world.settle("old", SETTINGS, basis);
            world.settle("new" + basis, SETTINGS, basis);
            Random random = new Random(basis.hashCode());
            List<String> people = new ArrayList<>();
            List<Boolean> mayDiffer = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                people.add(World.somebody());
                mayDiffer.add(saysSomething(random, people.get(i)));
            }
            Path list = export(random.nextBoolean() ? "--json-lines" : "--json");
            for (int again = 0; again < 2; again++) {
                Ran ran = served.run("import", list.toString(), "--business", "new" + basis);
                assertEquals(0, ran.code(), ran.err());
            }
            for (int i = 0; i < people.size(); i++) {
                for (String category : CATEGORIES) {
                    for (String scope : SCOPES) {
                        boolean before = isAllowed(people.get(i), "old", category, scope);
                        boolean after = isAllowed(people.get(i), "new" + basis, category, scope);
                        String what = people.get(i) + basis + category + scope + text(list);
                        assertTrue(before || !after, what);
                        assertTrue(mayDiffer.get(i) || before == after, what);
                        same += before == after ? 1 : 0;
                        allowed += after ? 1 : 0;
                    }
                }
            }
        }
        assertTrue(same > 3 * PEOPLE * 30 / 2 && allowed > 16 * PEOPLE, same + " same, " + allowed + " allowed");
    }

    private boolean isAllowed(String person, String business, String category, String scope) {
        return world.may(
                        "'userId':'%s','businessId':'%s','category':'%s','scope':%s", person, business, category, scope)
                .equals("ALLOWED");
    }

    /** Whether some of it is held, or is a yes or a message after a no, which a list tells as a claim. */
    private boolean saysSomething(Random random, String person) {
        boolean mayDiffer = false;
        boolean hasRefused = false;
        for (int step = random.nextInt(5); step >= 0; step--) {
            world.clock.pass(Duration.ofSeconds(1));
            String scope = ",'scope':" + SCOPES.get(random.nextInt(SCOPES.size()));
            String at = ",'proof':'a form','occurredAt':'2026-11-24T11:00:00Z'";
            switch (random.nextInt(11)) {
                case 0, 1 -> {
                    mayDiffer |= hasRefused;
                    tell("decide-consent", person, ",'decision':'CONTINUE'");
                }
                case 2, 3 -> {
                    hasRefused = true;
                    tell("request-opt-out", person, scope + (random.nextInt(3) == 0 ? ",'categories':'ALL'" : ""));
                }
                case 4, 5 -> {
                    mayDiffer |= hasRefused;
                    tell("request-opt-in", person, scope);
                }
                case 6 -> tell("decide-consent", person, ",'decision':'BLOCK'");
                case 7 -> {
                    mayDiffer |= hasRefused;
                    tell("decide-consent", person, ",'decision':'MESSAGE_SENT'");
                }
                case 8 -> {
                    mayDiffer = true;
                    tell("decide-consent", person, ",'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'");
                }
                case 9 -> tell("open-conversation", person, "");
                default -> {
                    List<String> wishes = List.of("'OPT_IN'" + scope, "'AGREED'", "'MESSAGE_SENT'");
                    imports(person, wishes.get(random.nextInt(wishes.size())), at);
                }
            }
        }
        return mayDiffer;
    }

    private void imports(String person, String wish, String more) {
        world.call(
                "import-preferences",
                "{'businessId':'old','source':'s','rows':[{'userId':'%s','wish':%s%s}]}",
                person,
                wish,
                more);
    }

    /** A number of another country may look like one of the business's own without its country's code. */
    @Test
    void anExportNamesTheSamePeopleElsewhere() {
        List<String> people = List.of("-client", "40755500011", "612345678", "ana@example.org");
        for (String person : people) {
            tell("request-opt-out", person, ",'scope':{'channel':'sms'}");
        }
        for (String country : List.of("DE", "ES")) {
            for (String form : List.of("--json-lines", "--json")) {
                String business = country + form;
                Ran ran = served.run("import", export(form).toString(), "--business", business, "--country", country);
                assertEquals(0, ran.code(), ran.err());
                assertEquals(people, refusing(business));
            }
        }
    }

    private List<String> refusing(String business) {
        return world
                .pages("list-relations", "relations", "'businessId':'%s','marketing':'OPTED_OUT'".formatted(business))
                .stream()
                .map(one -> one.get("userId").textValue())
                .toList();
    }

    private void tell(String function, String person, String more) {
        world.call(function, "{'userId':'%s','businessId':'old'%s}", person, more);
    }

    @Test
    void whomTheListWouldWriteToComesFirstAndTheResultCanBeImported() {
        world.settle("old", SETTINGS, "CONVERSATION");
        for (String person : List.of("40755000001", "40755000002", "40755000003")) {
            tell("decide-consent", person, ",'decision':'CONTINUE'");
        }
        tell("request-opt-out", "40755000001", "");
        tell("request-opt-out", "40755000004", "");
        Path list = file(folder, "theirs.csv", """
                Phone,Status,Topic
                0755000002,OPT_OUT,
                0755000001,OPT_IN,offers
                0755000003,OPT_IN,offers
                0755000004,OPT_OUT,
                0755000003,OPT_OUT,news
                n/a,OPT_OUT,
                """);
        Path out = folder.resolve("differ.csv");
        Ran ran = served.run(
                "compare",
                list.toString(),
                "--business",
                "old",
                "--country",
                "RO",
                "--map",
                "user=Phone,wish=Status,topic=Topic",
                "-o",
                out.toString());
        assertEquals("""
                userId,also,wish,channel,sender,topic,categories,occurredAt,proof,reason
                40755000001,,OPT_IN,,,offers,,,,MARKETING_OPTED_OUT
                40755000002,,OPT_OUT,,,,,,,
                40755000003,,OPT_OUT,,,news,,,,
                """, text(out));
        assertEquals(Consimt.SOME_ROWS_FAILED, ran.code());
        Ran imported = served.run("import", out.toString(), "--business", "old");
        assertTrue(imported.err().contains("{\"rows\":3,\"failed\":1,\"recorded\":2,\"done\":true}"), imported.err());
        assertEquals("MARKETING_OPTED_OUT", world.marketing("40755000002", "old"));
        assertEquals("MARKETING_OPTED_OUT", world.marketing("40755000001", "old"));
    }

    @Test
    void aCallGoesThroughEveryPage() {
        for (int i = 0; i < 5; i++) {
            tell("decide-consent", "4075500000" + i, ",'decision':'CONTINUE'");
        }
        Ran ran = served.run("call", "list-relations", "{\"businessId\":\"old\",\"limit\":2}", "--all");
        assertEquals(3, ran.out().lines().count());
        assertEquals(0, ran.code());
        Ran refused = served.run("call", "list-relations", "{\"businessId\":\"\"}");
        assertEquals(Consimt.SOME_ROWS_FAILED, refused.code());
        assertTrue(refused.out().contains("REJECTED"));
        assertEquals(
                Consimt.NOT_BEGUN, served.run("call", "list-relations", "[]").code());
    }
}
