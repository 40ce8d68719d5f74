package consimt.http;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Tables;
import consimt.form.Token;
import consimt.kit.World;
import consimt.runtime.PackagedFile;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Bodies that no function can use. Each is refused by name, stores nothing, and tells nothing of the inside. */
@QuarkusTest
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WHO = "'userId':'40709999999','businessId':'b'";
    private static final String MANY =
            IntStream.range(0, 101).mapToObj(i -> "'4070888%04d'".formatted(i)).collect(Collectors.joining(","));
    private static final String DECIDE = "decide-consent";
    private static final String CHECK = "check-permission";
    private static final String OUT = "request-opt-out";
    private static final String CONFIGURE = "configure-business";
    private static final String REBUILD = "rebuild-relation";
    private static final String SHOP = "'businessId':'b','name':'A','country':'RO'";
    private static final String AUTO = "'removal':{'mode':'AUTOMATIC'}";

    private static final World WORLD = World.fresh();

    /** How much is stored since the last case, if none of it was recorded. */
    private static long stored = -1;

    @Inject
    DynamoDbClient client;

    @Inject
    Tables tables;

    @ParameterizedTest(name = "{index} {0}: {2}")
    @MethodSource("bodies")
    void isRefusedByNameAndLeavesNothingButARefusal(String function, byte[] body, List<String> problems) {
        // To count takes longer than the call.
        long before = stored < 0 ? stored() : stored;
        stored = -1;
        // REST-assured writes bytes into its log one by one, as numbers: for megabytes this takes seconds.
        RequestSpecification by = body.length > 1_000
                ? Http.misused().body(new String(body, StandardCharsets.UTF_8))
                : Http.misused().body(body);
        Response response = by.post("/" + function);
        String text = response.body().asString();
        assertEquals(problems, problemsIn(text), text);
        if (isRecorded(text)) {
            // A refusal gets in all the same.
            assertTrue(Set.of(DECIDE, OUT).contains(function), text);
            assertEquals(200, response.statusCode(), text);
            return;
        }
        assertEquals(400, response.statusCode(), text);
        assertFalse(text.contains("Exception") || text.contains("\tat ") || text.contains("jackson"), text);
        assertFalse(text.contains("40709999999"), text);
        assertEquals(before, stored());
        stored = before;

        // The same by the function itself, as Lambda calls it.
        JsonNode answer = WORLD.call(function, body);
        assertEquals(problems, problemsIn(answer.toString()));
    }

    /** {@code curl -d} calls each body a form. A form of more than a kilobyte would not even get to the function. */
    @Test
    void aLongBodyIsReadWithTheTypeThatCurlGivesIt() {
        String body = "{'userIds':[%s],'businessId':'b','category':'SERVICE'}"
                .formatted(MANY)
                .replace('\'', '"');
        Response response = Http.misused()
                .config(RestAssuredConfig.config()
                        .encoderConfig(encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(FORM, ContentType.TEXT)))
                .contentType(FORM)
                .body(body)
                .post("/check-permission");
        assertEquals(400, response.statusCode());
        assertEquals(List.of("userIds TOO_MANY"), problemsIn(response.body().asString()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aProblemSaysWhatAFieldMayBe(String function, String body, String message) {
        Http.misused()
                .body(body.replace('\'', '"'))
                .post("/" + function)
                .then()
                .statusCode(400)
                .body("errors.message", contains(message));
    }

    @Test
    void theLongestListOfAFilterIsNotTooLarge() {
        String people =
                IntStream.range(0, 25_000).mapToObj("'4070777%05d'"::formatted).collect(Collectors.joining(","));
        Http.post(
                        Http.functions(),
                        "filter-audience",
                        "{'businessId':'b','category':'MARKETING','userIds':[%s]}",
                        people)
                .statusCode(200)
                .body("refused[0].userIds.size()", equalTo(25_000));
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        CONFIGURE,
                        "{" + SHOP.replace("RO", "Romania") + "," + AUTO + "}",
                        "country must be a country code like RO; at most 2 characters"),
                Arguments.of(
                        CHECK,
                        "{" + WHO.replace("4070", "a 070") + ",'category':'UTILITY'}",
                        "userId may hold letters, digits and . _ : + @ - only (no spaces)"),
                Arguments.of(
                        CHECK,
                        "{" + WHO + ",'category':" + "1".repeat(101) + "}",
                        "category is too large: an input may have 6 MB and 16 levels, a field's name 256 characters, a number 100 digits"));
    }

    private static final String DIFFERENT =
            IntStream.range(0, 51).mapToObj(i -> "'w" + i + "'").collect(Collectors.joining(","));

    /** {@code <a*3>} stands for {@code aaa}. */
    private static final Pattern REPEATED = Pattern.compile("<([^<>*]+)[*](\\d+)>");

    /** The function, the body, and the problems in it. */
    private static final List<String> TABLE = PackagedFile.read(
            BadInputTest.class,
            "bad-input.txt",
            file -> new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(row -> !row.startsWith("#"))
                    .toList());

    static Stream<Arguments> bodies() {
        List<Arguments> all = new ArrayList<>();
        for (String function : List.of(DECIDE, CHECK, OUT, CONFIGURE)) {
            all.add(raw(function, new byte[0], "body REQUIRED"));
            all.add(text(function, "null", "body REQUIRED"));
            all.add(text(function, "nonsense", "body INVALID"));
        }
        all.add(raw(DECIDE, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}, "body INVALID"));
        all.add(raw(DECIDE, new byte[] {0, 0, 0}, "body INVALID"));
        for (String place : List.of("40709999999", "0/1 40709999999", "40709999999#b", "1/2 40709999999#b")) {
            all.add(text(REBUILD, "{'nextToken':'" + Token.of(place) + "'}", "nextToken INVALID"));
        }
        String id = "a".repeat(26);
        for (String place : List.of("1#2026-02-30#" + id, "2#2026-02-03#" + id, "0#2026-02-03#A", "1#" + id)) {
            all.add(text(
                    "list-follow-ups",
                    "{'businessId':'b','nextToken':'" + Token.of(place) + "'}",
                    "nextToken INVALID"));
        }
        return Stream.concat(all.stream(), TABLE.stream().map(BadInputTest::row));
    }

    private static Arguments row(String row) {
        String[] cells = row.split(" +[|] ", 3);
        return text(cells[0], whole(cells[1]), whole(cells[2]).split(", "));
    }

    private static String whole(String cell) {
        String named = cell.replace("<WHO>", WHO)
                .replace("<SHOP>", SHOP)
                .replace("<AUTO>", AUTO)
                .replace("<CONTROL>", "\u0001")
                .replace("<MANY>", MANY)
                .replace("<DIFFERENT>", DIFFERENT);
        return REPEATED.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    private static Arguments text(String function, String body, String... problems) {
        return raw(function, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), problems);
    }

    private static Arguments raw(String function, byte[] body, String... problems) {
        return Arguments.of(function, body, Arrays.asList(problems));
    }

    private static List<String> problemsIn(String answer) {
        JsonNode tree = parsed(answer);
        assertTrue(isRecorded(answer) || tree.get("outcome").textValue().equals("REJECTED"), answer);
        return StreamSupport.stream(
                        tree.get(isRecorded(answer) ? "notes" : "errors").spliterator(), false)
                .map(error ->
                        error.get("field").textValue() + " " + error.get("code").textValue())
                .toList();
    }

    private static JsonNode parsed(String answer) {
        try {
            return World.JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRecorded(String answer) {
        return parsed(answer).has("notes");
    }

    private long stored() {
        return World.namesOf(tables)
                .flatMap(table ->
                        client.scanPaginator(scan -> scan.tableName(table).select(Select.COUNT)).stream())
                .mapToLong(ScanResponse::count)
                .sum();
    }
}
