package consimt.zip;

import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.kit.LocalServer;
import consimt.runtime.PackagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The functions of the built zip as Lambda takes snapshots of them: primed, stopped, and restored. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client has native code, for Linux only")
class SnapshotIT {

    /** Of the first call after a restore. A function that is not primed loads over a thousand. */
    private static final int MOST_CLASSES = 130;

    /** Its example is of nobody. Such an answer is an error, and to tell of one the runtime itself loads over a hundred. */
    private static final String LETS_IN = "authorize-caller";

    /** Tried in every build. */
    private static final Set<String> SOME =
            Set.of("check-permission", "decide-consent", "request-opt-out", "receive-whatsapp");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Deployment deployment;

    @TempDir
    private Path folder;

    @BeforeAll
    static void deploy() throws IOException {
        deployment = Deployment.ofTheBuild();
    }

    @AfterAll
    static void end() throws IOException {
        deployment.close();
    }

    @Test
    void aRehearsalStoresNothingAndTheFirstAnswerAfterARestoreFindsItsClassesLoaded() throws IOException {
        TreeMap<String, Integer> loaded = new TreeMap<>();
        for (String export : Cases.of(SOME, deployment.zip().exports())) {
            Path classes = folder.resolve(export);
            int stored = stored();
            try (ZipFunction function = deployment.functionForSnapshot(export, classes)) {
                function.awaitSnapshot();
                assertEquals(stored, stored(), export);
                assertEquals(List.of(), faults(function), export);
                assertFalse(function.log().contains("CloudWatchMetrics"), () -> export + " counted in its rehearsal");
                int before = lines(classes);
                function.restore();
                assertEquals(Reply.Kind.RESULT, function.ask(event(export)).kind(), export);
                loaded.put(export, lines(classes) - before);
            }
        }
        System.out.println("Classes loaded by the first call after a restore: " + loaded);
        loaded.forEach((export, classes) -> assertTrue(classes <= MOST_CLASSES, () -> export + " loaded " + classes));
    }

    /** The stand-in's settings are those of another business with the same id. */
    @Test
    void settingsThatAreSettledAfterTheSnapshotCount() throws IOException {
        String ask = "{\"businessId\":\"librarie\",\"userId\":\"40700000021\",\"category\":\"MARKETING\"}";
        try (ZipFunction check = deployment.functionForSnapshot("check-permission", folder.resolve("check"))) {
            check.awaitSnapshot();
            deployment.function("configure-business").ask("""
                    {"businessId": "librarie", "name": "A", "country": "RO", "removal": {"mode": "AUTOMATIC"},
                     "marketingBasis": "CONVERSATION"}
                    """);
            deployment.function("decide-consent").ask("""
                    {"userId": "40700000021", "businessId": "librarie", "decision": "CONTINUE"}
                    """);
            check.restore();
            assertEquals("ALLOWED", permission(check.ask(ask)));
        }
    }

    /** The rehearsal has a link that anybody can read in its file. The secret of its key ends with the rehearsal. */
    @Test
    void theLinkOfARehearsalLetsNobodyInAfterwards() throws IOException {
        JsonNode examples = PackagedFile.read(SnapshotIT.class, "/consimt/priming/examples.json", JSON::readTree);
        try (ZipFunction authorizer = deployment.functionForSnapshot(LETS_IN, folder.resolve(LETS_IN))) {
            authorizer.awaitSnapshot();
            authorizer.restore();
            for (JsonNode event : examples.at("/events/" + LETS_IN)) {
                Reply reply = authorizer.ask(event.toString());
                assertEquals(Reply.Kind.FUNCTION_ERROR, reply.kind(), event::toString);
                assertTrue(reply.json().toString().contains("Unauthorized"), reply::toString);
            }
        }
    }

    @Test
    void aPrimingThatFailsIsCountedAndDoesNotFailTheSnapshot() throws IOException {
        try (ZipFunction check =
                deployment.functionForSnapshotWithoutStore("check-permission", folder.resolve("without"))) {
            check.awaitSnapshot();
            assertTrue(check.log().contains("\"PrimingFailed\":1"), check::log);
            check.restore();
            Reply reply = check.ask(Examples.of("check-permission").get(0).toString());
            assertEquals(Reply.Kind.FUNCTION_ERROR, reply.kind());
        }
    }

    /** Here the class of the stand-in's server. A function has no use for it. */
    @Test
    void aPrimingThatLacksAClassDoesNotFailTheSnapshot() throws IOException {
        try (ZipFunction check = deployment.functionForSnapshot(
                "check-permission", program -> program.withOption("--limit-modules=java.se,jdk.unsupported"))) {
            check.awaitSnapshot();
            assertTrue(check.log().contains("\"PrimingFailed\":1"), check::log);
            check.restore();
            Reply reply = check.ask(Examples.of("check-permission").get(0).toString());
            assertEquals(Reply.Kind.RESULT, reply.kind(), reply::body);
        }
    }

    /** So that such a version does not take the place of one that answers. */
    @Test
    void aSettingWithoutAMeaningFailsTheSnapshotAndTellsItsNameAlone() throws IOException {
        try (ZipFunction resolve = deployment.functionForSnapshot(
                "resolve-follow-up", program -> program.with("CONSIMT_FOLLOW_UP_CLAIM_LASTS", "Psecret"))) {
            AssertionError lost = assertThrows(AssertionError.class, resolve::awaitSnapshot);
            assertTrue(lost.getMessage().contains("ended before its snapshot"), lost::getMessage);
            assertTrue(resolve.log().contains("the property consimt.follow-up.claim-lasts has no value"), resolve::log);
            assertFalse(resolve.log().contains("Psecret"), resolve::log);
        }
    }

    /**
     * A snapshot has no keys in its environment, because they would expire. Lambda hands them out at an address. The proxy,
     * which does not answer, is not for the machine itself.
     */
    @Test
    void keysComeFromWhereLambdaHandsThemOutToSnapshotsAndNoProxyIsInTheWay() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        LocalServer keys = new LocalServer(call -> {
            asked.add(call.getRequestURI() + " " + call.getRequestHeaders().getFirst("Authorization"));
            String handedOut = "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Token\":\"c\",\"Expiration\":\"%s\"}"
                    .formatted(Instant.now().plus(Duration.ofHours(6)));
            LocalServer.answer(call, 200, handedOut);
        });
        String address = keys.uri() + "/credentials";
        try (keys;
                ZipFunction check = deployment.functionForSnapshot(
                        "check-permission",
                        program -> program.with("AWS_ACCESS_KEY_ID", "")
                                .with("AWS_SECRET_ACCESS_KEY", "")
                                .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)
                                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "of-this-environment")
                                .with("HTTP_PROXY", "http://127.0.0.1:1")
                                .with("NO_PROXY", "127.0.0.1,localhost"))) {
            check.awaitSnapshot();
            check.restore();
            assertEquals(
                    Reply.Kind.RESULT,
                    check.ask(Examples.of("check-permission").get(0).toString()).kind());
            assertEquals(List.of(), faults(check));
            assertEquals(List.of("/credentials of-this-environment"), asked);
        }
    }

    /** A proxy would see the session token, unencrypted, in calls that are not for it. */
    @Test
    void aRehearsalDoesNotGoThroughAProxy() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        LocalServer proxy = new LocalServer(call -> {
            seen.add(call.getRequestURI().toString());
            call.close();
        });
        String address = proxy.uri().toString();
        try (proxy;
                ZipFunction check = deployment.functionForSnapshot(
                        "check-permission", program -> program.with("HTTP_PROXY", address))) {
            check.awaitSnapshot();
            seen.removeIf(url -> url.startsWith(deployment.store().toString()));
            assertEquals(List.of(), seen);
        }
    }

    /** The ledger of the person in the examples. */
    private static int stored() {
        String asked = "{\"businessId\":\"librarie\",\"userId\":\"40700001001\"}";
        return sizeOf(deployment.function("read-ledger").ask(asked).json(), "entries");
    }

    private static String event(String export) throws IOException {
        JsonNode example = Examples.of(export).get(0);
        return export.equals(LETS_IN)
                ? ((ObjectNode) example)
                        .put(
                                "authorizationToken",
                                "Bearer " + deployment.services().token("librarie"))
                        .toString()
                : example.toString();
    }

    private static String permission(Reply reply) {
        return reply.json().at("/results/0/permission").asText(reply.json().toString());
    }

    private static List<String> faults(ZipFunction function) {
        List<String> faults = new ArrayList<>();
        function.log()
                .lines()
                .filter(line -> line.contains("Exception") || line.contains("ERROR") || line.contains("PrimingFailed"))
                .forEach(faults::add);
        return faults;
    }

    private static int lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }
}
