package consimt.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.aws.Deadlines;
import consimt.aws.Lazily;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.runtime.Setting;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The bus by its name or ARN, {@code consimt.notices.bus}; none if it is not configured. */
class Buses {

    @Produces
    @Singleton
    NoticeBus notices(ObjectMapper json) {
        return Setting.find("consimt.notices.bus")
                .filter(name -> !name.isBlank())
                .<NoticeBus>map(name -> new EventBridgeNoticeBus(new Lazily<>(Buses::client), name, json))
                .orElse(NoticeBus.NONE);
    }

    static EventBridgeClient client() {
        return EventBridgeClient.builder()
                .httpClientBuilder(Deadlines.connections())
                .overrideConfiguration(Deadlines::set)
                .build();
    }
}
