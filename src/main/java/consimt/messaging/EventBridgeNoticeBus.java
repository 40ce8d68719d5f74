package consimt.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.runtime.StoreUnavailable;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** The detail of an event is the CloudEvent. Its detail type is the notice's type, for the rules of the bus. */
record EventBridgeNoticeBus(Supplier<EventBridgeClient> client, String bus, ObjectMapper json) implements NoticeBus {

    private static final String SOURCE = "consimt";
    private static final JsonFormat FORMAT = new JsonFormat();

    @Override
    public void put(Notice notice) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(notice.type().word())
                .time(notice.timestamp())
                .detail(cloudEvent(notice))
                .build();
        try {
            if (client.get().putEvents(put -> put.entries(entry)).entries().stream()
                    .anyMatch(answer -> answer.errorCode() != null)) {
                throw new StoreUnavailable("the bus did not take it");
            }
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }

    private String cloudEvent(Notice notice) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(notice.id().text())
                .withSource(
                        URI.create("urn:consimt:" + notice.data().businessId().value()))
                .withType(notice.type().word())
                .withTime(notice.timestamp().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(data(notice))
                .build();
        return new String(FORMAT.serialize(event), StandardCharsets.UTF_8);
    }

    private byte[] data(Notice notice) {
        try {
            return json.writeValueAsBytes(notice.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice that cannot be written");
        }
    }
}
