package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.whatsapp.Signers.NumberOwners;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.EnvelopeJson;
import consimt.whatsapp.envelope.Numbers;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The webhook of the WhatsApp Business Platform. A GET proves to the platform that the address belongs to this service.
 * A POST brings an envelope; the answer is 200 only when everything in it is stored. After any other answer the
 * platform delivers the whole envelope again.
 *
 * <p>The address may name a business, {@code ?business=<businessId>}. That business's token then proves the address,
 * and that business's secret must have signed an envelope without numbers.
 */
@Singleton
public record ReceiveWhatsApp(Signers signers, Deliveries deliveries, Metrics metrics, Clock clock)
        implements HttpFunction {

    private static final String SIGNATURE = Signature.HEADER.toLowerCase(Locale.ROOT);

    @Override
    public String name() {
        return "receive-whatsapp";
    }

    @Funq("receive-whatsapp")
    public HttpAnswer receiveWhatsApp(HttpCall call) {
        return guarded(call);
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        return switch (call.method()) {
            case "GET" -> prove(call);
            case "POST" -> receive(call);
            default -> HttpAnswer.onlyBy("GET, POST");
        };
    }

    private HttpAnswer prove(HttpCall call) {
        String challenge = call.query("hub.challenge").orElse("");
        boolean isProved = call.query("hub.mode").equals(Optional.of("subscribe"))
                && call.query("hub.verify_token")
                        .filter(token -> signers.knows(token, named(call)))
                        .isPresent();
        return isProved ? HttpAnswer.text(200, challenge) : HttpAnswer.text(403, "");
    }

    /**
     * Anybody can call. So a body without a signature is not read, and before the signature is verified only the
     * numbers are read.
     */
    private HttpAnswer receive(HttpCall call) {
        byte[] body = call.body();
        if (body.length > EnvelopeJson.LARGEST) {
            return HttpAnswer.text(413, "");
        }
        Optional<String> signature = call.header(SIGNATURE).filter(Signature::hasItsForm);
        if (signature.isEmpty()) {
            return refused();
        }
        return Numbers.in(body)
                .map(numbers -> signers.signed(body, signature.get(), numbers, named(call))
                        .map(parties -> store(body, numbers, parties))
                        .orElseGet(this::refused))
                .orElseGet(ReceiveWhatsApp::noEnvelope);
    }

    private HttpAnswer store(byte[] body, Numbers numbers, NumberOwners parties) {
        return Envelope.read(body, clock.instant())
                .filter(numbers::cover)
                .map(envelope -> deliveries.store(envelope, parties)
                        ? HttpAnswer.text(200, "")
                        : HttpAnswer.text(429, "").with("Retry-After", "2"))
                .orElseGet(ReceiveWhatsApp::noEnvelope);
    }

    private HttpAnswer refused() {
        metrics.count("RefusedSignatures", 1);
        return HttpAnswer.text(401, "");
    }

    private static HttpAnswer noEnvelope() {
        return HttpAnswer.text(400, "the body is no envelope of the platform");
    }

    private static Optional<BusinessId> named(HttpCall call) {
        return call.query("business").flatMap(id -> Optional.ofNullable(BusinessId.orNull(id)));
    }
}
