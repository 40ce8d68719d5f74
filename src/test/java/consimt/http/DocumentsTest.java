package consimt.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.cli.ShownCommands;
import consimt.dynamodb.Tables;
import consimt.kit.World;
import consimt.local.Sample;
import consimt.local.notice.SampleEndpoint;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Signature;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The calls that the documents show are made, in the order of each document and on fresh sample data, and are answered as it
 * says there. In an answer {@code …} stands for any text or, as a field, for more fields; times and days are any.
 */
@QuarkusTest
class DocumentsTest {

    private static final Pattern BLOCK =
            Pattern.compile("```sh\\n(?<call>[^`]*)```(?:\\n```json\\n(?<answer>[^`]*)```)?");
    private static final Pattern CURL = Pattern.compile(
            "curl -s localhost:8080/(?<name>[a-z-]+)(?: -H '(?<header>[^:]+): (?<value>[^']+)')? -d '(?<body>[^']*)'\\s*");
    private static final Pattern ENVELOPE =
            Pattern.compile("body='(?<body>[^']*)'\\n.*X-Hub-Signature-256.*", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z)?");

    /** The others are prose. */
    private static final Set<String> SHOW_CALLS = Set.of("""
            README.md docs/callers.md docs/errors.md docs/held.md docs/notices.md docs/refusals.md docs/scopes.md docs/shop.md docs/sources.md
            docs/tour.md docs/whatsapp.md
            """.strip().split("\\s+"));

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Sample sample;

    @Inject
    SampleEndpoint endpoint;

    @Inject
    DynamoDbClient client;

    @Inject
    Tables tables;

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            Stream<Path> texts = docs.filter(each -> each.toString().endsWith(".md")).sorted().toList().stream();
            return Stream.concat(Stream.of(Path.of("README.md")), texts);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatADocumentShowsIsSo(Path document, @TempDir Path folder) throws IOException {
        String text = Files.readString(document);
        Matcher block = BLOCK.matcher(text);
        for (Map.Entry<String, String> file : ShownCommands.files(text).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        int calls = 0;
        while (block.find()) {
            Matcher curl = CURL.matcher(block.group("call"));
            Matcher envelope = ENVELOPE.matcher(block.group("call"));
            boolean isCall = curl.matches();
            if ((isCall || envelope.matches()) && calls++ == 0) {
                beginAnew();
            }
            if (isCall) {
                if (curl.group("name").equals("request-opt-out") && curl.group("header") != null) {
                    // A claim in the second of a no counts as later, and a reader is not that quick.
                    untilTheNextSecond();
                }
                JsonNode answer = JSON.readTree(call(curl).asString());
                List<String> differences = new ArrayList<>();
                compare("", JSON.readTree(block.group("answer")), answer, differences);
                assertEquals(List.of(), differences, curl.group() + "\n" + answer);
            } else if (calls > 0 && block.group("call").startsWith("consimt ")) {
                ShownCommands.run(block.group("call"), folder, "http://localhost:" + Http.port());
            } else if (envelope.matches()) {
                deliver(envelope.group("body"));
            } else {
                assertTrue(block.group("answer") == null, () -> "no call to make: " + block.group());
            }
        }
        assertEquals(SHOW_CALLS.contains(document.toString().replace('\\', '/')), calls > 0, document::toString);
    }

    private static void untilTheNextSecond() {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (Instant.now().isBefore(next)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Response call(Matcher curl) {
        RequestSpecification call = Http.misused().body(curl.group("body"));
        if (curl.group("header") != null) {
            call = call.header(curl.group("header"), curl.group("value"));
        }
        return call.post("/" + curl.group("name"));
    }

    private static void deliver(String body) {
        Http.functions()
                .header(
                        Signature.HEADER,
                        new Platform(Platform.SECRET).signature(body.getBytes(StandardCharsets.UTF_8)))
                .body(body)
                .post("/receive-whatsapp")
                .then()
                .statusCode(200);
    }

    /** As {@code quarkus:dev} begins with {@code -Dconsimt.dev.fresh}. */
    private void beginAnew() {
        leaveNothing();
        sample.load();
        endpoint.moveTo(Http.port());
    }

    /** The sample's people may be those of other tests. */
    @AfterEach
    void leaveNothing() {
        World.namesOf(tables).forEach(table -> World.restore(client, table, List.of()));
    }

    private static void compare(String at, JsonNode told, JsonNode answered, List<String> differences) {
        if (told.isObject() && answered.isObject()) {
            Set<String> fields = new TreeSet<>();
            told.fieldNames().forEachRemaining(fields::add);
            if (!fields.remove("…")) {
                answered.fieldNames().forEachRemaining(fields::add);
            }
            fields.forEach(field -> compare(at + "/" + field, told.path(field), answered.path(field), differences));
        } else if (told.isArray() && answered.isArray() && told.size() == answered.size()) {
            for (int i = 0; i < told.size(); i++) {
                compare(at + "/" + i, told.get(i), answered.get(i), differences);
            }
        } else if (!isSame(told, answered)) {
            differences.add(at + " is told as " + told + " and answered as " + answered);
        }
    }

    private static boolean isSame(JsonNode told, JsonNode answered) {
        if (!told.isTextual() || !answered.isTextual()) {
            return told.equals(answered);
        }
        String cut = Stream.of(told.textValue().split("…", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElseThrow();
        boolean isTime = TIME.matcher(told.textValue()).matches()
                && TIME.matcher(answered.textValue()).matches();
        return isTime
                || Pattern.compile(cut, Pattern.DOTALL)
                        .matcher(answered.textValue())
                        .matches();
    }
}
