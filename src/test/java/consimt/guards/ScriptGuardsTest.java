package consimt.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import consimt.kit.Ended;
import consimt.kit.LocalServer;
import consimt.kit.Npm;
import consimt.kit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guards that are no Java: the tests of their own languages, and their clients with the real functions. */
class ScriptGuardsTest {

    private static final String PHONE = "40755500001";

    private static final String SMS = """
            {"service":"pinpoint-sms-voice-v2","operation":"SendTextMessage",
             "input":{"DestinationPhoneNumber":"+%s","MessageBody":"Your order is on its way."%s}}""";
    private static final String HELLO = """
            {"service":"sesv2","operation":"SendEmail","input":{"Destination":{"ToAddresses":["Ana <Ana@example.org>"]},
             "Content":{"Template":{"TemplateName":"hello","TemplateData":"{}"}}}}""";
    private static final String ORDER = """
            {"service":"socialmessaging","operation":"SendWhatsAppMessage","input":{"originationPhoneNumberId":"phone-number-id-1",
             "metaApiVersion":"v20.0","message":"{\\"to\\":\\"%s\\",\\"type\\":\\"template\\",\\"template\\":{\\"name\\":\\"order\\"}}"}}""";
    private static final String SETTINGS = """
            {"businessId":"librarie","messages":[{"when":{"configurationSet":"orders"},"category":"UTILITY"},
             {"when":{"template":"order"},"category":"UTILITY"},{"when":{"template":"hello"},"category":"UTILITY","opens":true}]}""";

    private final World world = World.fresh();
    private final List<LocalServer> servers = new ArrayList<>();
    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        servers.forEach(LocalServer::close);
    }

    @Test
    void theTestsOfTheGuardOfJavaScriptPass() {
        // In one process, which reads the clients of the services once.
        Scripts.ofNode()
                .said("", "--import", "./guard.test.mjs", "--import", "./guard-opens.test.mjs", "guard-show.test.mjs");
    }

    @Test
    void theTestsOfTheGuardOfPythonPass() {
        Scripts.ofPython().said("", "-m", "unittest", "discover", "-b");
    }

    @Test
    void theGuardOfJavaScriptIsFormattedByPrettier() throws IOException {
        List<String> command = new ArrayList<>(List.of("node_modules/prettier/bin/prettier.cjs", "--check"));
        try (Stream<Path> files = Files.list(Path.of("src/guards/javascript"))) {
            files.filter(each -> each.toString().matches(".*\\.[jt]s"))
                    .filter(each -> !each.endsWith("operations.js"))
                    .forEach(each -> command.add(each.toAbsolutePath().toString()));
        }
        assertTrue(command.size() > 10, command::toString);
        Scripts.ofNode().said("", command.toArray(String[]::new));
    }

    @Test
    void theGuardOfPythonIsFormattedByBlackAndItsTypesHold() {
        Path guard = Path.of("src/guards/python");
        for (List<String> command : List.of(
                List.of("black", "--check", "."),
                List.of("mypy", "--strict", "--cache-dir=/dev/null", "consimt_guard"))) {
            Npm.needed(command.get(0), "nobody looked at the form of the guard of Python");
            Ended.run(new ProcessBuilder(command).directory(guard.toFile()), "").well();
        }
    }

    @Test
    void theGuardOfJavaScriptUnderstandsTheFunctions() throws IOException {
        understands(Scripts.ofNode(), "guard-send.mjs");
    }

    @Test
    void theGuardOfPythonUnderstandsTheFunctions() throws IOException {
        understands(Scripts.ofPython(), "guard_send.py");
    }

    private void understands(Scripts scripts, String script) throws IOException {
        assertEquals(
                "RECORDED",
                world.settle(
                                "librarie",
                                "'whatsapp':{'phoneNumberIds':['1060001'],'templates':[{'name':'order','category':'MARKETING'}]}")
                        .get("outcome")
                        .textValue());
        String order = String.format(SMS, PHONE, ",\"ConfigurationSetName\":\"orders\"");
        String offer = String.format(SMS, PHONE, "");

        assertEquals(List.of("FIRST_CONTACT_REQUIRED RECORD_AGREEMENT"), ends(scripts, script, order));
        world.call("decide-consent", "{'userId':'%s','businessId':'librarie','decision':'CONTINUE'}", PHONE);
        world.call("request-opt-out", "{'userId':'%s','businessId':'librarie'}", PHONE);
        assertEquals(
                List.of(
                        "SENT",
                        "MARKETING_OPTED_OUT PERSON_OPTS_IN",
                        "MARKETING_OPTED_OUT PERSON_OPTS_IN",
                        "HTTP 400",
                        "SENT",
                        "AWAITING_DECISION RECORD_AGREEMENT"),
                ends(scripts, script, order, offer, String.format(ORDER, PHONE), HELLO, HELLO, HELLO));
        assertEquals(3, arrived.size(), arrived.toString());
    }

    /** The service refuses the second message that arrives. */
    private List<String> ends(Scripts scripts, String script, String... calls) throws IOException {
        String consimt = server(this::answer);
        String service = server(call -> {
            arrived.add(call.getRequestURI().getPath());
            send(call, arrived.size() == 2 ? 400 : 200, "{\"MessageId\":\"m-1\"}");
        });
        String said = scripts.said(
                String.format(
                        "{\"consimt\":\"%s\",\"service\":\"%s\",\"settings\":%s,\"calls\":[%s]}",
                        consimt, service, SETTINGS, String.join(",", calls)),
                script);
        List<String> ends = new ArrayList<>();
        World.JSON.readTree(said).forEach(each -> ends.add(each.textValue()));
        return ends;
    }

    /** As the gateway does: the token says which business calls. */
    private void answer(HttpExchange call) throws IOException {
        String input = LocalServer.bodyOf(call);
        JsonNode answer = world.invoke(
                call.getRequestURI().getPath().substring(1),
                "{\"caller\":{\"kind\":\"BUSINESS\",\"businessId\":\"librarie\"},\"input\":" + input + "}");
        send(call, 200, answer.toString());
    }

    private static void send(HttpExchange call, int status, String text) throws IOException {
        call.getRequestBody().readAllBytes();
        call.getResponseHeaders().set("Content-Type", "application/json");
        LocalServer.answer(call, status, text);
    }

    private String server(HttpHandler handler) {
        LocalServer server = new LocalServer(handler);
        servers.add(server);
        return server.uri().toString();
    }
}
