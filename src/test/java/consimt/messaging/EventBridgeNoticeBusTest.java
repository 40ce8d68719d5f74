package consimt.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import consimt.kit.LocalServer;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.runtime.StoreUnavailable;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Against a server that speaks as EventBridge does. */
class EventBridgeNoticeBusTest {

    private final LocalServer server = new LocalServer(this::take);
    private volatile JsonNode got;
    private volatile String answer = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
    private volatile int status = 200;

    @AfterEach
    void stop() {
        server.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        got = World.JSON.readTree(exchange.getRequestBody());
        LocalServer.answer(exchange, status, answer);
    }

    @Test
    void aNoticeIsACloudEvent() {
        List<Notice> notices = notices();
        bus().put(notices.get(0));
        JsonNode entry = got.at("/Entries/0");
        assertEquals("consimt", entry.get("Source").textValue());
        assertEquals("a-bus", entry.get("EventBusName").textValue());
        assertEquals(notices.get(0).type().word(), entry.get("DetailType").textValue());
        CloudEvent event =
                new JsonFormat().deserialize(entry.get("Detail").textValue().getBytes(StandardCharsets.UTF_8));
        assertEquals(notices.get(0).id().text(), event.getId());
        assertEquals(notices.get(0).type().word(), event.getType());
        assertEquals("urn:consimt:shop", event.getSource().toString());
        assertEquals("1.0", event.getSpecVersion().toString());
        assertEquals(notices.get(0).timestamp(), event.getTime().toInstant());
        assertEquals(
                World.JSON.valueToTree(notices.get(0).data()),
                World.tree(new String(event.getData().toBytes(), StandardCharsets.UTF_8)));
    }

    @Test
    void whatTheBusDidNotTakeIsSaid() {
        answer = "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"ThrottlingException\"}]}";
        assertThrows(StoreUnavailable.class, () -> bus().put(notices().get(0)));
    }

    @Test
    void aBusThatDoesNotAnswerIsUnavailable() {
        status = 500;
        answer = "{}";
        List<Notice> notices = notices();
        assertThrows(StoreUnavailable.class, () -> bus().put(notices.get(0)));
    }

    private NoticeBus bus() {
        return new EventBridgeNoticeBus(
                () -> LocalServer.calling(server.uri(), EventBridgeClient.builder())
                        .build(),
                "a-bus",
                World.JSON);
    }

    private static List<Notice> notices() {
        World world = World.fresh();
        for (String id : List.of("o-1", "o-2")) {
            world.call("request-opt-out", "{'requestId':'%s','userId':'%s','businessId':'shop'}", id, World.somebody());
        }
        return world.stores
                .changes()
                .read(
                        World.relation("x", "shop").businessId(),
                        ChangeId.before(Instant.EPOCH),
                        world.clock.instant().plus(Duration.ofDays(1)),
                        10)
                .items();
    }
}
