package consimt.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.guard.GuardedService.Arrived;
import consimt.guard.GuardedService.Said;
import consimt.kit.Npm;
import consimt.kit.World;
import consimt.unsubscribe.Unsubscribe;
import consimt.unsubscribe.UnsubscribeTest;
import consimt.web.HttpCall;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program of {@code docs/sign-up.md}: a form, a mail, a press, a yes. */
class SignUpTest {

    private static final Path PROGRAM = Path.of("docs/sign-up.mjs");
    private static final Pattern LINK = Pattern.compile("https://consimt\\.example/unsubscribe\\?link=(\\S+)");
    private static final String OTHERWISE = "the program of docs/sign-up.md did not run";

    private final World world = World.fresh();
    private final HttpClient browser = HttpClient.newHttpClient();
    private volatile boolean isDown;

    @TempDir
    Path folder;

    @Test
    void itIsFortyLines() throws IOException {
        assertTrue(Files.readString(PROGRAM)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .count()
                <= 40);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPressesSignsUpAndNobodyElse(boolean isByHttp) throws Exception {
        world.settle("librarie", "'name':'Cărți','marketingBasis':'OPT_IN'");
        String mail = "ana@example.com";
        world.call("request-opt-out", "{'userId':'%s','businessId':'librarie'}", mail);
        world.clock.pass(Duration.ofMinutes(1));
        Path node = Npm.needed("node", OTHERWISE);
        Npm.folder("@aws-sdk/client-lambda", OTHERWISE);
        Files.createSymbolicLink(folder.resolve("node_modules"), Npm.FOLDER.resolve("node_modules"));
        Files.copy(PROGRAM, folder.resolve("sign-up.mjs"));
        try (GuardedService aws = new GuardedService(this::answer)) {
            URI form = URI.create("http://127.0.0.1:" + freePort() + "/");
            Process running = started(node, form, aws.uri(), isByHttp);
            try {
                assertTrue(opened(form).contains("<input name=\"mail\" type=\"email\" required>"));
                isDown = true;
                assertEquals(503, posted(form, "mail=ana%40example.com").statusCode());
                isDown = false;
                String sent = posted(form, "mail=Ana%40Example.com").body();
                assertTrue(sent.contains("Please open the link"), sent);
                assertEquals(sent, posted(form, "mail=ana%40example.com").body());
                assertEquals(503, posted(form, "mail=" + "x".repeat(1_001)).statusCode());
            } finally {
                running.destroyForcibly().waitFor();
            }
            List<JsonNode> mails = aws.arrived().stream()
                    .filter(one -> one.path().startsWith("v2/email"))
                    .map(one -> World.tree("%s", one.body()))
                    .toList();
            assertEquals(1, mails.size(), "one mail an hour");
            assertEquals(mail, mails.get(0).at("/Destination/ToAddresses/0").textValue());
            Matcher link = LINK.matcher(
                    mails.get(0).at("/Content/Simple/Body/Text/Data").textValue());
            assertTrue(link.find());
            Unsubscribe page = world.access.unsubscribe();
            HttpCall yes = UnsubscribeTest.yes(page, link.group(1));
            assertEquals("MARKETING_OPTED_OUT", by(mail, "email"));
            page.answer(yes);
            assertEquals("ALLOWED", by(mail, "email"));
            assertEquals("MARKETING_OPTED_OUT", by(mail, "sms"));
        }
    }

    private String by(String mail, String channel) {
        return world.may(
                "'userId':'%s','businessId':'librarie','category':'MARKETING','scope':{'channel':'%s'}", mail, channel);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** In place of AWS: Lambda hands the payload to the function as the operator's, and SES takes a mail. */
    private Said answer(Arrived call) {
        if (isDown) {
            return new Said(400, "{\"message\":\"down\"}");
        }
        return call.path().startsWith("v2/email")
                ? new Said(200, "{\"MessageId\":\"m-1\"}")
                : new Said(200, world.invoke("issue-person-link", call.body()).toString());
    }

    private Process started(Path node, URI form, URI aws, boolean isByHttp) throws Exception {
        ProcessBuilder program = new ProcessBuilder(node.toString(), "sign-up.mjs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        program.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        program.environment()
                .putAll(Map.of(
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test",
                        "AWS_ENDPOINT_URL",
                        aws.toString(),
                        isByHttp ? "CONSIMT_URL" : "ISSUE_LINK",
                        isByHttp ? aws.toString().replaceFirst("/$", "") : "issue-person-link",
                        "FROM",
                        "news@librarie.example",
                        "PORT",
                        String.valueOf(form.getPort())));
        Process running = program.start();
        boolean isOpen = Stream.generate(() -> answers(form))
                .limit(300)
                .peek(open -> assertTrue(running.isAlive(), this::log))
                .anyMatch(open -> open);
        assertTrue(isOpen, this::log);
        return running;
    }

    private boolean answers(URI form) {
        try {
            return !opened(form).isEmpty();
        } catch (IOException e) {
            pause();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String opened(URI form) throws IOException {
        return send(HttpRequest.newBuilder(form).build()).body();
    }

    private HttpResponse<String> posted(URI form, String body) throws IOException {
        return send(HttpRequest.newBuilder(form)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return browser.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
