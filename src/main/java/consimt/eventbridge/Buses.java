package consimt.eventbridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.delivery.NoticeBus;
import consimt.runtime.Setting;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The bus by its name or ARN, {@code consimt.notices.bus}; none if it is not configured. */
class Buses {

    /** The same limits as for the tables: one second for each try, three seconds for all tries of a call. */
    private static final Duration TRY = Duration.ofSeconds(1);

    private static final Duration CALL = Duration.ofSeconds(3);

    @Produces
    @Singleton
    NoticeBus notices(ObjectMapper json) {
        return Setting.find("consimt.notices.bus")
                .filter(name -> !name.isBlank())
                .<NoticeBus>map(name -> new EventBridgeNoticeBus(Buses::client, name, json))
                .orElse(NoticeBus.NONE);
    }

    private static EventBridgeClient client() {
        return EventBridgeClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        deadlines -> deadlines.apiCallAttemptTimeout(TRY).apiCallTimeout(CALL))
                .build();
    }
}
