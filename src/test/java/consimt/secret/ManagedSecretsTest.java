package consimt.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import consimt.kit.LocalServer;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The SDK's client against a server that answers as the service's reference says (GetSecretValue). */
class ManagedSecretsTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:1:secret:link-AbCdEf";

    private final LocalServer server = new LocalServer(ManagedSecretsTest::answer);
    private final ManagedSecrets secrets = new ManagedSecrets(
            LocalServer.calling(server.uri(), SecretsManagerClient.builder()).build());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void areReadByTheirNames() {
        assertArrayEquals(
                new Secret("open sesame").hmac(MESSAGE),
                secrets.read("shop/key").orElseThrow().hmac(MESSAGE));
        assertArrayEquals(
                new Secret("binary").hmac(MESSAGE),
                secrets.read("shop/binary").orElseThrow().hmac(MESSAGE));
    }

    @Test
    void aNameUnderWhichThereIsNothingHasNone() {
        assertEquals(Optional.empty(), secrets.read("shop/none"));
        assertEquals(Optional.empty(), secrets.read("shop/blank"));
    }

    @Test
    void theOneBeforeHasANameOfItsOwnOrIsTheVersionBefore() {
        assertArrayEquals(
                new Secret("the old one").hmac(MESSAGE),
                secrets.previous("shop/key").orElseThrow().hmac(MESSAGE));
        assertArrayEquals(
                new Secret("version before").hmac(MESSAGE),
                secrets.previous(ARN).orElseThrow().hmac(MESSAGE));
        assertArrayEquals(
                new Secret("version now").hmac(MESSAGE),
                secrets.read(ARN).orElseThrow().hmac(MESSAGE));
        assertEquals(Optional.empty(), secrets.previous("arn:of-one-version"));
        assertEquals(Optional.empty(), secrets.previous("shop/none"));
    }

    /** What a role says of a name that it may not know of, whether there is anything under it or not. */
    @Test
    void whereItMayNotBeKnownWhetherThereIsOneBeforeThereIsNone() {
        assertEquals(Optional.empty(), secrets.previous("shop/denied"));
        assertEquals(Optional.empty(), secrets.previous("shop/deleted"), "for it is there for some days more");
        assertThrows(StoreUnavailable.class, () -> secrets.read("shop/deleted.previous"), "but is none to lose");
        assertThrows(StoreUnavailable.class, () -> secrets.previous("shop/failing"));
        assertThrows(StoreUnavailable.class, () -> secrets.previous("arn:denied"));
    }

    @Test
    void anythingElseIsAFaultThatQuotesNothing() {
        StoreUnavailable denied = assertThrows(StoreUnavailable.class, () -> secrets.read("shop/denied"));
        assertEquals("AccessDeniedException", denied.getMessage());
        server.close();
        assertEquals(
                "SdkClientException",
                assertThrows(StoreUnavailable.class, () -> secrets.read("shop/key"))
                        .getMessage());
    }

    private static void answer(HttpExchange call) throws IOException {
        assertEquals("secretsmanager.GetSecretValue", call.getRequestHeaders().getFirst("X-Amz-Target"));
        JsonNode asked = World.JSON.readTree(call.getRequestBody().readAllBytes());
        String stage = asked.path("VersionStage").asText();
        switch (asked.get("SecretId").textValue() + (stage.isEmpty() ? "" : " " + stage)) {
            case "shop/key.previous" -> send(call, 200, "{'SecretString':'the old one'}");
            case ARN -> send(call, 200, "{'SecretString':'version now'}");
            case ARN + " AWSPREVIOUS" -> send(call, 200, "{'SecretString':'version before'}");
            case "shop/deleted.previous" ->
                send(call, 400, "{'__type':'InvalidRequestException','Message':'marked for deletion'}");
            case "shop/failing.previous" -> send(call, 400, "{'__type':'InternalServiceError'}");
            case "shop/key" -> send(call, 200, "{'SecretString':'open sesame'}");
            case "shop/binary" -> send(call, 200, "{'SecretBinary':'YmluYXJ5'}");
            case "shop/blank" -> send(call, 200, "{'SecretString':' '}");
            case "shop/none", "shop/none.previous", "arn:of-one-version AWSPREVIOUS" ->
                send(call, 400, "{'__type':'ResourceNotFoundException','Message':'no secret'}");
            default -> send(call, 400, "{'__type':'AccessDeniedException','Message':'shop/denied is not yours'}");
        }
    }

    private static void send(HttpExchange call, int status, String json) throws IOException {
        LocalServer.answerAsAws(call, status, json.replace('\'', '"'));
    }
}
