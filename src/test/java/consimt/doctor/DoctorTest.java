package consimt.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.doctor.Doctor.Finding;
import consimt.kit.World;
import consimt.notice.delivery.NoticeWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {

    /** One finding for each row, and how it comes about on a stack that was sound. */
    private record Provocation(FindingCode finding, String told, Consumer<SoundStack> how) {

        @Override
        public String toString() {
            return finding + " " + told;
        }
    }

    private static Provocation of(String finding, String told, Consumer<SoundStack> how) {
        return new Provocation(FindingCode.valueOf(finding), told, how);
    }

    /** A finding, what it is about, and what else is settled, where the stack is called, or which secret is another or none. */
    private static final String OTHERWISE = """
            COUNTRY_WITHOUT_LAW    | librarie TV                                             | settles                       | 'country':'TV'
            WEAKER_THAN_LAW        | librarie RO                                             | settles                       | 'marketingBasis':'CONVERSATION'
            SETTINGS_CONTRADICT    | librarie channel, whatsapp.phoneNumberIds               | settles                       | 'channel':'sms'
            SETTINGS_CONTRADICT    | librarie whatsapp.optOutButtons, whatsapp.topicButtons  | settles                       | 'whatsapp':{'phoneNumberIds':['1'],'optOutButtons':['b'],'topicButtons':[{'id':'b','topic':'books'}]}
            SETTINGS_CONTRADICT    | librarie whatsapp.numberLabels, whatsapp.phoneNumberIds | settles                       | 'whatsapp':{'phoneNumberIds':['1'],'numberLabels':[{'id':'2','label':'two'}]}
            LABEL_MISSING          | librarie topics.books en                                | settles                       | 'topics':[{'code':'books','labels':{'ro':'Cărți'}}]
            LABEL_MISSING          | librarie reasons.NO_TIME ro                             | settles                       | 'reasons':[{'code':'NO_TIME','labels':{'en':'No time'}}]
            SECRET_MISSING         | consimt/link-key                                        | consimt/link-key              | -
            SECRET_MISSING         | consimt/receipts/key                                    | consimt/receipts/key          | -
            SECRET_MADE_UP         | consimt/receipts/key                                    | consimt/receipts/key          | short
            SECRET_MISSING         | librarie consimt/notices/librarie                       | consimt/notices/librarie      | -
            SECRET_MISSING         | librarie consimt/whatsapp/app-secret                    | consimt/whatsapp/app-secret   | -
            SECRET_MADE_UP         | consimt/link-key                                        | consimt/link-key              | a key for one's own machine
            SECRET_MADE_UP         | librarie consimt/whatsapp/verify-token                  | consimt/whatsapp/verify-token | 12345678
            ISSUER_CUT             | audience                                                | issuer                        | https://issuer.example
            ISSUER_CUT             | issuer                                                  | audience                      | consimt
            ADDRESS_MISSING        | operator                                                | operator                      | 'gateway':{'pages':'https://pages.example'}
            ADDRESSES_DIFFER       | operator gateway.address                                | address                       | https://other.example
            ADDRESSES_DIFFER       | operator gateway.pages                                  | pages                         | https://other.example
            PAGES_WITHOUT_ADDRESS  | operator                                                | operator                      | 'gateway':{'address':'https://api.example'}
            LANGUAGE_WITHOUT_TEXTS | shop it                                                 | shop                          | 'languages':['it']
            LANGUAGE_WITHOUT_WORDS | shop ga                                                 | shop                          | 'languages':['ga']
            """;

    private static void otherwise(SoundStack stack, String what, String value) {
        switch (what) {
            case "settles" -> stack.settles(value);
            case "operator", "shop" -> stack.world.settle(what, value);
            case "address", "pages", "issuer", "audience" -> stack.parameters.put(what, value);
            default -> {
                if (value.equals("-")) {
                    stack.world.secrets.remove(what);
                } else {
                    stack.world.secrets.with(what, value);
                }
            }
        }
    }

    static Stream<Provocation> provocations() {
        return Stream.concat(
                OTHERWISE
                        .lines()
                        .map(row -> row.split(" *[|] *"))
                        .map(row -> of(row[0], row[1], stack -> otherwise(stack, row[2], row[3]))),
                OTHERS.stream());
    }

    private static final List<Provocation> OTHERS = List.of(
            of("NOT_SEEN", "tables", stack -> stack.stores.isSilent = true),
            of(
                    "NOT_SEEN",
                    "consimt/link-key, consimt/receipts/key, librarie consimt/notices/librarie, librarie consimt/whatsapp/app-secret,"
                            + " librarie consimt/whatsapp/verify-token",
                    stack -> stack.world.secrets.isDown(true)),
            of("TABLE_MISSING", "FollowUps", stack -> stack.loses(stack.world.tables.followUps())),
            of("CLOCK_OFF", "clock", stack -> stack.world.clock.pass(Duration.ofSeconds(-15))),
            of("SECRET_MISSING", "consimt/receipts/key", stack -> {
                stack.world.secrets.with("consimt/receipts/key.previous", "0f3c9a51d2b84e7799aa01bc6f5e2d84c7b1");
                stack.world.secrets.remove("consimt/receipts/key");
            }),
            of("TOKEN_ENDS", "librarie THE-TOKEN", stack -> stack.later(Duration.ofDays(170))),
            of("ENDPOINT_DOWN", "parked", stack -> NoticeWay.park(stack.world, "parked")),
            of("ENDPOINT_OFF", "librarie", SoundStack::switchesTheEndpointOff),
            of("NUMBER_OF_NOBODY", "8888", stack -> stack.hears("8888")),
            of("UPDATES_WAIT", "late 7777", stack -> {
                stack.hears("7777");
                stack.world.settle("late", "'whatsapp':{'phoneNumberIds':['7777']}");
            }));

    @Test
    void ofASoundStackItSaysNothing() {
        assertEquals(World.tree("{'outcome':'LOOKED','findings':[]}"), new SoundStack().look(null));
    }

    @ParameterizedTest
    @MethodSource("provocations")
    void eachFindingIsProvokedByItselfAndNamed(Provocation provocation) {
        SoundStack stack = new SoundStack();
        provocation.how.accept(stack);
        FindingCode code = provocation.finding;
        String told = provocation.told.replace("THE-TOKEN", stack.token);
        List<JsonNode> others = stack.findings();
        List<JsonNode> its = others.stream()
                .filter(finding -> finding.get("finding").textValue().equals(code.name()))
                .toList();
        assertEquals(
                told, its.stream().map(DoctorTest::about).collect(Collectors.joining(", ")), () -> others.toString());
        its.forEach(finding -> {
            assertEquals(
                    code.about("x").severity().name(), finding.get("severity").textValue());
            assertEquals(code.about("x").sentence(), finding.get("sentence").textValue());
            assertEquals(
                    code.about(finding.path("about").asText()).document(),
                    finding.get("document").textValue());
        });
        // A language without opt-out words has no texts either.
        Set<FindingCode> besides =
                code == FindingCode.LANGUAGE_WITHOUT_WORDS ? Set.of(FindingCode.LANGUAGE_WITHOUT_TEXTS) : Set.of();
        assertEquals(
                besides.stream().map(Enum::name).collect(Collectors.toSet()),
                others.stream()
                        .filter(finding -> !its.contains(finding))
                        .map(finding -> finding.get("finding").textValue())
                        .collect(Collectors.toSet()));
    }

    private static String about(JsonNode finding) {
        return Stream.of("businessId", "about")
                .map(field -> finding.path(field).asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyFindingHasAProvocationASentenceAndADocumentThatExists() throws IOException {
        assertEquals(
                EnumSet.allOf(FindingCode.class),
                provocations().map(Provocation::finding).collect(Collectors.toSet()));
        for (FindingCode code : FindingCode.values()) {
            Finding finding = code.about("x");
            assertTrue(finding.sentence().matches("[A-Z].{20,160}\\."), code::name);
            String[] link = finding.document().split("#");
            Path document = Path.of(link[0]);
            assertTrue(Files.exists(document), finding::document);
            List<String> headings = Files.readAllLines(document).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase()
                            .replaceAll("[^a-z0-9 -]", "")
                            .replace(' ', '-'))
                    .toList();
            assertTrue(link.length == 1 || headings.contains(link[1]), finding::document);
        }
    }

    @Test
    void manyBusinessesAndNumbersArePages() {
        SoundStack stack = new SoundStack();
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 160; i++) {
            stack.world.settle("b" + i, "'country':'TV','whatsapp':{'phoneNumberIds':['%d']}", i);
            expected.add("b" + i + " TV");
        }
        for (int i = 0; i < 600; i++) {
            stack.hears(i % 3 == 0 ? "8001" : "9%03d".formatted(i));
            if (i % 3 != 0) {
                expected.add("9%03d".formatted(i));
            }
        }
        expected.add("8001");
        List<Integer> sizes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        JsonNode page = stack.look(null);
        while (true) {
            sizes.add(page.get("findings").size());
            page.get("findings").forEach(finding -> found.add(about(finding)));
            if (!page.has("nextToken")) {
                break;
            }
            page = stack.look(page.get("nextToken").textValue());
        }
        assertEquals(
                expected.stream().sorted().toList(),
                found.stream().sorted().distinct().toList());
        assertTrue(sizes.size() >= 6, sizes::toString);
        assertTrue(sizes.stream().allMatch(size -> size <= 525), sizes::toString);
    }

    /** Each table in turn. What has no table does not answer, and all the rest is looked at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            businesses | Businesses, operator, businesses, 8888
            aside      | Aside, late endpoint, librarie endpoint, numbers aside
            ledger     | Ledger, late tokens, librarie tokens, operator tokens, 8888
            """)
    void aTableThatIsMissingHidesNothingElse(String table, String told) {
        SoundStack stack = new SoundStack();
        stack.world.settle(
                "late", "'languages':['it'],'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/b'}");
        stack.hears("8888");
        stack.loses("t" + stack.world.tables.businesses().substring(1).replace("businesses", table));
        Set<String> found =
                stack.findings().stream().map(DoctorTest::about).collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(List.of(told.split(", ")));
        if (!table.equals("businesses")) {
            expected.add("late it");
        }
        assertEquals(expected, found);
    }

    /** Where receipts are switched off there is no such secret. */
    @Test
    void theKeyOfReceiptsIsLookedAtOnlyWhereTheyAreSwitchedOn() {
        SoundStack stack = new SoundStack();
        stack.hasReceipts = false;
        stack.world.secrets.remove(World.RECEIPT_KEY);
        assertEquals(List.of(), stack.findings());
    }

    @Test
    void aTokenThatIsRevokedReplacedOrMadeForShortIsNoFinding() {
        SoundStack stack = new SoundStack();
        stack.world.call("issue-business-token", "{'businessId':'revoked','name':'x','days':20}");
        stack.world.settle("revoked", "");
        stack.world.call("issue-business-token", "{'businessId':'replaced','name':'x','days':20}");
        stack.world.settle("replaced", "");
        stack.world.call("issue-business-token", "{'businessId':'short','name':'x','days':14}");
        stack.world.settle("short", "");
        stack.world.call("issue-business-token", "{'for':'OPERATOR','name':'x','hours':168}");
        String ends =
                stack.world.text("/tokenId", "issue-business-token", "{'businessId':'ends','name':'x','days':20}");
        stack.world.settle("ends", "");
        stack.later(Duration.ofDays(7));
        stack.world.call("revoke-business-tokens", "{'businessId':'revoked'}");
        stack.world.call("issue-business-token", "{'businessId':'replaced','name':'x','days':30}");
        assertEquals(
                List.of("ends " + ends),
                stack.findings().stream().map(DoctorTest::about).toList());
    }

    /** No person, no secret, whatever is wrong. */
    @Test
    void anAnswerHoldsNoPersonAndNoSecret() {
        SoundStack stack = new SoundStack();
        String person = World.somebody();
        stack.world.call("request-opt-out", "{'userId':'%s','businessId':'librarie'}", person);
        stack.hears("8888", person);
        stack.world.secrets.with("consimt/link-key", "short-and-secret");
        stack.switchesTheEndpointOff();
        String told = stack.findings().toString();
        assertTrue(told.contains("SECRET_MADE_UP") && told.contains("ENDPOINT_OFF"), told);
        assertFalse(told.contains(person), told);
        assertFalse(told.contains("short-and"), told);
        assertFalse(told.contains(stack.token), told);
    }

    @Test
    void itChangesNothing() {
        SoundStack stack = new SoundStack();
        stack.switchesTheEndpointOff();
        stack.hears("8888");
        var before = stack.stored();
        stack.findings();
        assertEquals(before, stack.stored());
    }
}
