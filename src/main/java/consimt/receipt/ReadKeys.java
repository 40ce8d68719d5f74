package consimt.receipt;

import consimt.receipt.ReceiptKeys.PublicKeys;
import consimt.runtime.Metrics;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/** The public keys of all receipts, for everybody: a JWK set (RFC 7517). */
@Singleton
public record ReadKeys(PublicKeys keys, Metrics metrics) implements HttpFunction {

    @Override
    public String name() {
        return "read-keys";
    }

    @Funq("read-keys")
    public HttpAnswer readKeys(HttpCall call) {
        return guarded(call);
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        return call.method().equals("GET")
                ? HttpAnswer.text(200, "{\"keys\":[" + String.join(",", keys.all()) + "]}")
                        .with("Content-Type", "application/jwk-set+json")
                        .with("Cache-Control", "public, max-age=300")
                : HttpAnswer.onlyBy("GET");
    }
}
