package consimt.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of this service's tokens for businesses and for the operator's people: a JWT signed with HS256 within a JWE
 * ({@code dir}, A256GCM), nested as in RFC 7519, section 11.2. Both keys are derived from one secret, for one use each: the
 * token of one use is no token of another. Tokens under the former secret are valid as long as that secret is kept.
 */
final class SealedToken {

    static final String ISSUER = "consimt";

    /** In characters: many times the length of a real token. */
    private static final int LONGEST = 2_048;

    private final Secrets secrets;
    private final String keyName;
    private final String use;
    private final JWEHeader header;

    /**
     * All tokens of a use begin with one header, so nobody else chooses an algorithm.
     *
     * @param use of which the keys are made
     */
    SealedToken(Secrets secrets, String keyName, String use, JOSEObjectType type) {
        this.secrets = secrets;
        this.keyName = keyName;
        this.use = use;
        this.header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .contentType("JWT")
                .type(type)
                .build();
    }

    String seal(JWTClaimsSet claims) {
        Secret secret = secrets.named(keyName).stream()
                .findFirst()
                .orElseThrow(() -> new StoreUnavailable("there is no key for tokens"));
        try {
            SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            signed.sign(new MACSigner(signing(secret)));
            JWEObject sealed = new JWEObject(header, new Payload(signed));
            sealed.encrypt(new DirectEncrypter(encryption(secret)));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has these algorithms", e);
        }
    }

    /** Whether a token says of itself that it is of this use. */
    boolean isMeant(String token) {
        return token.startsWith(header.toBase64URL() + ".");
    }

    /** What an authentic token of this use says, if that can be read. It may have ended. */
    <T> Optional<T> open(String token, ClaimsReader<T> reading) {
        if (!Compact.isSound(token, LONGEST) || !isMeant(token)) {
            return Optional.empty();
        }
        return open(token, reading, secrets.named(keyName)).or(() -> open(token, reading, secrets.fresh(keyName)));
    }

    /** Reads the claims of an authentic token. */
    interface ClaimsReader<T> {

        /** @throws IllegalArgumentException if the claims are those of something else */
        T read(JWTClaimsSet claims) throws ParseException;
    }

    private <T> Optional<T> open(String token, ClaimsReader<T> reading, List<Secret> keys) {
        return keys.stream()
                .flatMap(key -> opened(token, key).stream())
                .flatMap(claims -> read(claims, reading).stream())
                .findFirst();
    }

    private static <T> Optional<T> read(JWTClaimsSet claims, ClaimsReader<T> reading) {
        try {
            return ISSUER.equals(claims.getIssuer()) ? Optional.of(reading.read(claims)) : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<JWTClaimsSet> opened(String token, Secret key) {
        try {
            JWEObject sealed = JWEObject.parse(token);
            sealed.decrypt(new DirectDecrypter(encryption(key)));
            SignedJWT signed = sealed.getPayload().toSignedJWT();
            boolean isOurs = signed != null
                    && signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    && signed.verify(new MACVerifier(signing(key)));
            return isOurs ? Optional.of(signed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the claim is missing */
    static String text(@Nullable String claim) {
        return given(claim, Function.identity());
    }

    /** @throws IllegalArgumentException if the claim is missing */
    static Instant instant(@Nullable Date claim) {
        return given(claim, Date::toInstant);
    }

    private static <C, T> T given(@Nullable C claim, Function<C, T> read) {
        if (claim == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        return read.apply(claim);
    }

    private byte[] signing(Secret secret) {
        return secret.keyFor("consimt " + use + " signature");
    }

    private byte[] encryption(Secret secret) {
        return secret.keyFor("consimt " + use + " encryption");
    }
}
