package consimt.inbound;

import consimt.access.SourceKey;
import consimt.access.SourceKeys;
import consimt.business.BusinessSettings;
import consimt.inbound.OwnEntries.Admission;
import consimt.record.Statement;
import consimt.refusal.OptOutWords;
import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import consimt.source.EventSource;
import consimt.source.EventSource.Events;
import consimt.source.SourceEvent;
import consimt.source.SourceEvent.Meaning;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The webhook of all other vendors. The key says whose people and which vendor's events these are. The answer is 200 only
 * when everything is stored. If the store is silent it is 503, because some vendors do not come again after a 4xx.
 */
@Singleton
public record ReceiveEvent(
        SourceKeys keys, BusinessSettings settings, Intake intake, OwnEntries ownEntries, Metrics metrics, Clock clock)
        implements HttpFunction {

    private static final String BASIC = "Basic ";

    @Override
    public String name() {
        return "receive-event";
    }

    @Funq("receive-event")
    public HttpAnswer receiveEvent(HttpCall call) {
        return guarded(call);
    }

    /** A vendor may look with GET whether there is such an address. */
    @Override
    public HttpAnswer answer(HttpCall call) {
        return switch (call.method()) {
            case "GET" -> HttpAnswer.text(200, "");
            case "POST" -> receive(call);
            default -> HttpAnswer.onlyBy("GET, POST");
        };
    }

    private HttpAnswer receive(HttpCall call) {
        Optional<SourceKey> key = keyIn(call).flatMap(keys::of);
        if (key.isEmpty()) {
            metrics.count("RefusedSignatures", 1);
            return HttpAnswer.text(401, "");
        }
        byte[] body = call.body();
        if (body.length > EventSource.LARGEST) {
            return HttpAnswer.text(413, "");
        }
        EventSource source = EventSource.named(key.get().source()).orElseThrow();
        return source.read(body, clock.instant())
                .map(events -> isStored(key.get(), events)
                        ? Optional.ofNullable(source.answer())
                                .map(HttpAnswer::xml)
                                .orElseGet(() -> HttpAnswer.text(200, ""))
                        : HttpAnswer.text(429, "").with("Retry-After", "2"))
                .orElseGet(() -> {
                    metrics.count("UnreadableEvents", 1);
                    return HttpAnswer.text(400, "the body is neither JSON nor a form");
                });
    }

    private boolean isStored(SourceKey key, Events events) {
        if (events.ignored() > 0) {
            metrics.count("IgnoredUpdates", events.ignored());
        }
        for (int i = 0; i < events.ofNobody(); i++) {
            metrics.count("TurnedAwayRefusals", "REFUSAL_OF_NOBODY");
        }
        if (events.events().isEmpty()) {
            return true;
        }
        BusinessId businessId = key.of();
        Admission admission = ownEntries.admission(its -> key.signer());
        EventStatements making = new EventStatements(key, settings.fresh(businessId), clock.instant());
        List<Statement> statements =
                admission.admittedUpdates(businessId, events.events(), ReceiveEvent::mayBeACertainRefusal).stream()
                        .flatMap(making::of)
                        .toList();
        intake.record(statements, admission);
        return admission.isWhole();
    }

    private static boolean mayBeACertainRefusal(SourceEvent event) {
        return event.text() == null
                ? event.meaning() != Meaning.START
                : event.text().length() <= OptOutWords.LONGEST;
    }

    /** The password of HTTP Basic, or {@code key} in the query. */
    private static Optional<String> keyIn(HttpCall call) {
        return call.header("authorization")
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> password(header.substring(BASIC.length()).strip()))
                .or(() -> call.query("key"));
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
