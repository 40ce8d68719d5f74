package consimt.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpHandler;
import consimt.kit.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An identity provider, with keys that it publishes. */
public final class TestIssuer {

    public static final String AUDIENCE = "https://api.consimt.example";

    /** One for all, and one of somebody else: keys take a while to make. */
    private static final RSAKey KEY = key("current");

    private static final RSAKey OTHER = key("other");

    private final LocalServer server;
    private final AtomicInteger fetched = new AtomicInteger();
    private volatile int status = 200;

    public TestIssuer() {
        HttpHandler keys = call -> {
            fetched.incrementAndGet();
            LocalServer.answer(call, status, new JWKSet(KEY).toString(true));
        };
        server = new LocalServer(Runnable::run, Map.of("/.well-known/jwks.json", keys, "/certs", keys));
    }

    /** By this name somebody else's. */
    static RSAKey forged(String id) {
        return new RSAKey.Builder(OTHER).keyID(id).build();
    }

    /** A long one would take a second to make, in each process of the tests. */
    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(512, true).keyID(id).generate();
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

    RSAKey key() {
        return KEY;
    }

    JWTClaimsSet.Builder claims(String businessId, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("businessId", businessId);
    }

    public String token(String businessId, Instant now) {
        return signed(claims(businessId, now).build(), KEY);
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
