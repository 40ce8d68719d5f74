package consimt.receipt;

import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.web.HttpGuarded;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/** The public keys of all receipts, for everybody: a JWK set (RFC 7517). */
@HttpGuarded
@Singleton
public class ReadKeys implements HttpFunction {

    private final PublicKeys keys;

    public ReadKeys(PublicKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "read-keys";
    }

    @Override
    @Funq("read-keys")
    public HttpAnswer answer(HttpCall call) {
        return call.method().equals("GET")
                ? HttpAnswer.text(200, "{\"keys\":[" + String.join(",", keys.all()) + "]}")
                        .with("Content-Type", "application/jwk-set+json")
                        .with("Cache-Control", "public, max-age=300")
                : HttpAnswer.onlyBy("GET");
    }
}
