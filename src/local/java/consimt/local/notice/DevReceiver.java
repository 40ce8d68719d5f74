package consimt.local.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import consimt.local.journal.Journal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receives notices on one's own machine at {@code /dev/notices/<business>}. The last ones are at {@code /dev/notices}, and
 * the page {@code /notices.html} shows them. {@code /dev/notices/<business>/<type>} is the last one of a type, byte for byte
 * and with its headers.
 */
@Singleton
class DevReceiver {

    static final String PATH = "/dev/notices";

    private static final int KEPT = 50;

    private static final List<String> HEADERS = List.of(
            Webhook.UNBRANDED_MSG_ID_KEY, Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Webhook.UNBRANDED_MSG_SIGNATURE_KEY);

    private final Verification verification;
    private final ObjectMapper json;
    private final Clock clock;
    private final Journal journal;

    /** The newest is the first. */
    private final Deque<ReceivedNotice> received = new ArrayDeque<>();

    DevReceiver(Verification verification, ObjectMapper json, Clock clock, Journal journal) {
        this.verification = verification;
        this.json = json;
        this.clock = clock;
        this.journal = journal;
    }

    void stand(@Observes Router router) {
        router.post(PATH + "/:business").blockingHandler(this::receive, false);
        router.get(PATH).handler(this::list);
        router.get(PATH + "/:business/:type").handler(this::last);
    }

    private void receive(RoutingContext http) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : HEADERS) {
            String value = http.request().getHeader(name);
            headers.put(name, value == null ? "" : value);
        }
        Buffer body = http.body().buffer();
        String text = body == null ? "" : body.toString(StandardCharsets.UTF_8);
        String business = http.pathParam("business");
        boolean isVerified = verification.accepts(business, headers, text);
        ReceivedNotice notice = new ReceivedNotice(clock.instant(), business, isVerified, headers, text);
        keep(notice);
        journal.received(notice);
        http.response().setStatusCode(isVerified ? 204 : 401).end();
    }

    private synchronized void keep(ReceivedNotice notice) {
        received.addFirst(notice);
        if (received.size() > KEPT) {
            received.removeLast();
        }
    }

    private synchronized List<ReceivedNotice> kept() {
        return List.copyOf(received);
    }

    private void list(RoutingContext http) {
        try {
            http.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.writeValueAsString(kept()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what came cannot be shown");
        }
    }

    private void last(RoutingContext http) {
        kept().stream()
                .filter(each -> each.business().equals(http.pathParam("business"))
                        && type(each).equals(http.pathParam("type")))
                .findFirst()
                .ifPresentOrElse(
                        notice -> {
                            notice.headers().forEach(http.response()::putHeader);
                            http.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                            http.response().end(notice.body());
                        },
                        () -> http.response().setStatusCode(404).end());
    }

    private String type(ReceivedNotice notice) {
        try {
            return json.readTree(notice.body()).path("type").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
