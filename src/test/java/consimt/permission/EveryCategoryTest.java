package consimt.permission;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.http.ApiDocument;
import consimt.kit.World;
import consimt.permission.ContactPermission.DirectContact;
import consimt.relation.MessageCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each category passes each function that takes one, and stands wherever categories are listed. */
class EveryCategoryTest {

    private static final Set<String> CATEGORIES = named(Stream.of(MessageCategory.values()));
    private static final Set<String> CONTACTS = named(DirectContact.ALL.stream());

    /** Of what a business settles: a call has no template. */
    private static final Set<String> SETTLED =
            named(Stream.of(MessageCategory.values()).filter(each -> each != MessageCategory.CALL));

    /** What each function answers to {C}, a category, about the person {P}. */
    private static final String CALLS = """
            check-permission   | CHECKED   | {'businessId':'shop','userId':'{P}','category':'{C}'}
            check-permission   | CHECKED   | {'businessId':'shop','asks':[{'userId':'{P}','category':'{C}'}]}
            filter-audience    | FILTERED  | {'businessId':'shop','userIds':['{P}'],'category':'{C}'}
            explain-standing   | FOUND     | {'businessId':'shop','userId':'{P}','category':'{C}'}
            record-message     | UNCHANGED | {'businessId':'shop','messages':[{'userId':'{P}','category':'{C}','messageId':'m','sentAt':'2026-11-24T11:00:00Z'}]}
            decide-consent     | UNCHANGED | {'businessId':'shop','userId':'{P}','decision':'MESSAGE_SENT','answeredCategory':'{C}'}
            configure-business | RECORDED  | {'businessId':'other','name':'O','country':'RO','removal':{'mode':'AUTOMATIC'},'topics':[{'code':'t','labels':{'en':'T'},'category':'{S}'}],'whatsapp':{'phoneNumberIds':['8'],'numberLabels':[{'id':'8','label':'8','category':'{S}'}],'templates':[{'name':'m','category':'{S}'}]}}
            """;

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'shop'".formatted(person);

    @BeforeEach
    void settle() {
        world.settle("shop", "'marketingBasis':'CONVERSATION'");
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
    }

    @ParameterizedTest
    @EnumSource
    void passesEachFunctionThatTakesOne(MessageCategory category) {
        calls().forEach(call -> {
            String settled = SETTLED.contains(category.name()) ? category.name() : "SERVICE";
            String input = call[2].replace("{P}", person)
                    .replace("{C}", category.name())
                    .replace("{S}", settled);
            JsonNode answer = world.call(call[0], input);
            assertEquals(call[1], answer.path("outcome").asText(), answer::toString);
            assertTrue(answer.path("notes").isEmpty(), answer::toString);
            ApiDocument.holdAnswer(call[0], 200, answer);
        });
    }

    @Test
    void noFunctionTakesOneThatIsNotCalledHere() {
        Set<String> taking = ApiDocument.TREE
                .get("paths")
                .propertyStream()
                .filter(path -> takesOne(path.getValue().at("/post/requestBody/content/application~1json/schema")))
                .map(path -> path.getKey().substring(1))
                .collect(toSet());
        assertEquals(calls().map(call -> call[0]).collect(toSet()), taking);
    }

    @ParameterizedTest
    @CsvSource({"CONTINUE, ALLOWED", "BLOCK, BLOCKED_BY_USER"})
    void isJudgedAndShownToThePerson(String decision, String answer) {
        world.clock.pass(Duration.ofSeconds(1));
        world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
        Set<String> shown = new TreeSet<>();
        for (JsonNode may :
                world.call("read-relation", "{%s,'locale':'en'}", who).at("/relation/may")) {
            String category = may.get("category").textValue();
            shown.add(category);
            assertEquals(answer, World.reason(may), category);
            if (CATEGORIES.contains(category)) {
                assertEquals(answer, world.may("%s,'category':'%s'", who, category), category);
            }
        }
        assertEquals(CONTACTS, shown);
    }

    @Test
    void standsInEachListOfTheDocument() {
        List<Set<String>> lists = lists(ApiDocument.TREE);
        assertTrue(lists.size() >= 4, lists::toString);
        lists.forEach(list -> assertTrue(Set.of(CATEGORIES, CONTACTS, SETTLED).contains(list), list::toString));
    }

    /** The other languages have the words that English has. */
    @Test
    void hasWordsOnThePages() throws IOException {
        JsonNode words = World.JSON.readTree(Files.readString(Path.of("src/pages/shared/words/en.json")));
        String beginning = "category.";
        assertEquals(
                CATEGORIES,
                named(words.propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(key -> key.startsWith(beginning))
                        .map(key -> key.substring(beginning.length()))));
    }

    @Test
    void isAMappingsCategoryInAGuard() throws IOException {
        String type = Stream.of(MessageCategory.values())
                .map(each -> "\"" + each + "\"")
                .collect(Collectors.joining(" | ", "export type Category =\n  ", ";"));
        String types = Files.readString(Path.of("src/guards/javascript/consimt-guard.d.ts"));
        assertTrue(types.contains(type), type);
    }

    @ParameterizedTest
    @CsvSource({"docs/code.md, | message category |", "docs/rules.md, | rule |"})
    void isNamedInTheDocuments(Path document, String beginning) throws IOException {
        String line = Files.readAllLines(document).stream()
                .filter(each -> each.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        CATEGORIES.forEach(each -> assertTrue(line.contains(each), () -> document + " " + each));
    }

    private static Stream<String[]> calls() {
        return CALLS.lines().map(line -> line.split(" *\\| "));
    }

    private static boolean takesOne(JsonNode schema) {
        JsonNode whole = ApiDocument.resolved(schema);
        return !lists(whole).isEmpty() || whole.valueStream().anyMatch(EveryCategoryTest::takesOne);
    }

    /** The lists of words that have categories. */
    private static List<Set<String>> lists(JsonNode schema) {
        List<Set<String>> lists = new ArrayList<>();
        schema.findValues("enum").stream()
                .map(list -> named(list.valueStream().map(JsonNode::asText)))
                .filter(list -> list.containsAll(Set.of("MARKETING", "UTILITY")))
                .forEach(lists::add);
        return lists;
    }

    private static Set<String> named(Stream<?> all) {
        return all.map(String::valueOf).collect(toCollection(TreeSet::new));
    }
}
