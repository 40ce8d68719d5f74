package consimt.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpHandler;
import consimt.kit.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An identity provider, with keys that it publishes. */
public final class TestIssuer {

    public static final String AUDIENCE = "https://api.consimt.example";

    /** One for all, and one of somebody else: keys take a second to make, where a test needs them. */
    private static final class Keys {
        private static final RSAKey CURRENT = key("current", 2_048);
        private static final RSAKey OTHER = key("other", 2_048);
    }

    private final LocalServer server;
    private final AtomicInteger fetched = new AtomicInteger();
    private final List<JWK> more = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public TestIssuer() {
        // Made before the first fetch, which waits half a second at most.
        RSAKey own = key();
        HttpHandler keys = call -> {
            fetched.incrementAndGet();
            List<JWK> all = new ArrayList<>(more);
            all.add(own);
            LocalServer.answer(call, status, new JWKSet(all).toString(true));
        };
        server = new LocalServer(Runnable::run, Map.of("/.well-known/jwks.json", keys, "/certs", keys));
    }

    /** By this name somebody else's. */
    static RSAKey forged(String id) {
        return new RSAKey.Builder(Keys.OTHER).keyID(id).build();
    }

    /** @param bits also fewer than a signature may have */
    static RSAKey key(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String address() {
        return server.uri().toString();
    }

    int fetched() {
        return fetched.get();
    }

    void answers(int newStatus) {
        status = newStatus;
    }

    /** From the next fetch on it has this key, too. */
    void publishes(RSAKey key) {
        more.add(key);
    }

    RSAKey key() {
        return Keys.CURRENT;
    }

    JWTClaimsSet.Builder claims(String businessId, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("businessId", businessId);
    }

    public String token(String businessId, Instant now) {
        return signed(claims(businessId, now).build(), key());
    }

    static String signed(JWTClaimsSet claims, RSAKey by) {
        return signed(null, claims, by);
    }

    static String signed(@Nullable JOSEObjectType type, JWTClaimsSet claims, RSAKey by) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(type)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(by, true));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
