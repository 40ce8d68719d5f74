package consimt.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The functions as the container image starts them, with the cache that its build trains. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client has native code, for Linux only")
class ContainerIT {

    private static final String CACHED = "shared objects file";

    /** Of some ten thousand. These are made at run time, as proxies are, or were not needed in the training. */
    private static final int MOST_NOT_CACHED = 250;

    @TempDir
    private static Path classes;

    private static Deployment deployment;
    private static ImageFolder image;

    @BeforeAll
    static void train() throws IOException {
        Optional<ImageFolder.Jdk> jdk = ImageFolder.Jdk.find();
        assumeTrue(jdk.isPresent(), "The image was not tried: no JDK of its release is beside the one that runs this.");
        deployment = Deployment.ofTheBuild();
        image = deployment.image(jdk.get());
    }

    @AfterAll
    static void end() throws IOException {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void theTrainingExercisedEveryFunction() throws IOException {
        String log = Files.readString(Deployment.LOGS.resolve("image-training.log"));
        assertFalse(log.contains("PrimingFailed"), log);
    }

    @Test
    void whatOneFunctionRecordsTheOthersSeeAndAllStartFromTheCache() throws IOException {
        ask("configure-business", """
                {"businessId": "librarie", "name": "A", "country": "RO", "removal": {"mode": "AUTOMATIC"},
                 "marketingBasis": "CONVERSATION", "whatsapp": {"phoneNumberIds": ["1080001"]}}
                """);
        JsonNode optOut = ask("request-opt-out", "{\"businessId\": \"librarie\", \"userId\": \"40700000031\"}");
        assertEquals("RECORDED", optOut.get("outcome").textValue());
        assertEquals(
                200,
                ask("receive-whatsapp", stop("40700000032")).get("statusCode").intValue());
        JsonNode check = ask("check-permission", """
                {"businessId": "librarie", "userIds": ["40700000031", "40700000032", "40700000033"],
                 "category": "MARKETING"}
                """);
        assertEquals(
                List.of("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT", "FIRST_CONTACT_REQUIRED"),
                check.get("results").findValuesAsText("reason"));
    }

    /** Starts the function for one answer, and counts its classes. */
    private static JsonNode ask(String export, String event) throws IOException {
        Path loaded = classes.resolve(export);
        try (ZipFunction function = deployment.functionOfImage(image, export, loaded)) {
            Reply reply = function.ask(event);
            assertEquals(Reply.Kind.RESULT, reply.kind(), reply::body);
            List<String> all = Files.readAllLines(loaded);
            long others = all.stream().filter(line -> !line.contains(CACHED)).count();
            System.out.println(export + ": " + all.size() + " classes, " + others + " of them not from the cache");
            assertTrue(others <= MOST_NOT_CACHED, () -> export + " loaded " + others + " that are not in the cache");
            assertFalse(function.log().contains("\tat "), function::log);
            return reply.json();
        }
    }

    private static String stop(String person) {
        byte[] body = Envelopes.of(Envelopes.message("1080001", person, "wamid.1", "STOP", 1_795_514_400L));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("httpMethod", "POST")
                .put("path", "/receive-whatsapp")
                .put("body", new String(body, StandardCharsets.UTF_8))
                .putObject("headers")
                .put("X-Hub-Signature-256", new Platform(Platform.SECRET).signature(body));
        return event.toString();
    }
}
