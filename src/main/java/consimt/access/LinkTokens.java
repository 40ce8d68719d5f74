package consimt.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
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
import consimt.access.Link.Purpose;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links as texts: a JWT signed with HS256 within a JWE ({@code dir}, A256GCM), nested as in RFC 7519, section 11.2.
 * Both keys are derived from one secret. Tokens under the former secret are valid as long as that secret is kept.
 */
@Singleton
class LinkTokens {

    private static final String ISSUER = "consimt";
    private static final String BUSINESS_ID = "businessId";
    private static final String SCOPE = "scope";
    private static final String OF_OPERATOR = "ofOperator";

    /** In characters: many times the length of a real link. */
    private static final int LONGEST = 2_048;

    /** All links begin with this header. So an algorithm that somebody else chose is never used. */
    private static final JWEHeader HEADER = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .contentType("JWT")
            .build();

    private final Secrets secrets;
    private final String keyName;

    @Inject
    LinkTokens(Secrets secrets) {
        this(secrets, Setting.text("consimt.link.key-name"));
    }

    LinkTokens(Secrets secrets, String keyName) {
        this.secrets = secrets;
        this.keyName = keyName;
    }

    String seal(Link link) {
        Secret secret = secrets.named(keyName).stream()
                .findFirst()
                .orElseThrow(() -> new StoreUnavailable("there is no key for links"));
        try {
            SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(link));
            signed.sign(new MACSigner(signing(secret)));
            JWEObject sealed = new JWEObject(HEADER, new Payload(signed));
            sealed.encrypt(new DirectEncrypter(encryption(secret)));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has these algorithms", e);
        }
    }

    /** The link in a token. Empty unless the token is authentic and for this purpose. It may have ended. */
    Optional<Link> open(String token, Purpose purpose) {
        if (!Compact.isSound(token, LONGEST) || !token.startsWith(HEADER.toBase64URL() + ".")) {
            return Optional.empty();
        }
        return open(token, purpose, secrets.named(keyName)).or(() -> open(token, purpose, secrets.fresh(keyName)));
    }

    private Optional<Link> open(String token, Purpose purpose, List<Secret> keys) {
        return keys.stream()
                .flatMap(key -> opened(token, key).stream())
                .flatMap(claims -> link(claims, purpose).stream())
                .findFirst();
    }

    private static Optional<JWTClaimsSet> opened(String token, Secret key) {
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

    private static Optional<Link> link(JWTClaimsSet claims, Purpose purpose) {
        try {
            if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().equals(List.of(purpose.audience()))) {
                return Optional.empty();
            }
            String businessId = claims.getStringClaim(BUSINESS_ID);
            return Optional.of(new Link(
                    text(claims.getJWTID()),
                    new UserId(text(claims.getSubject())),
                    businessId == null ? null : new BusinessId(businessId),
                    purpose,
                    scope(claims.getClaim(SCOPE)),
                    Boolean.TRUE.equals(claims.getClaim(OF_OPERATOR)),
                    instant(claims.getIssueTime()),
                    instant(claims.getExpirationTime())));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JWTClaimsSet claims(Link link) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(link.purpose().audience())
                .jwtID(link.id())
                .subject(link.userId().value())
                .issueTime(Date.from(link.issuedAt()))
                .expirationTime(Date.from(link.expiresAt()));
        if (link.businessId() != null) {
            claims.claim(BUSINESS_ID, link.businessId().value());
        }
        if (!link.scope().isAll()) {
            claims.claim(SCOPE, link.scope().text());
        }
        if (link.isOfOperator()) {
            claims.claim(OF_OPERATOR, true);
        }
        return claims.build();
    }

    /** A scope that this code cannot read counts as all marketing, so that the link stops no less. */
    private static Scope scope(@Nullable Object claim) {
        try {
            return claim instanceof String text ? Scope.of(text) : Scope.ALL;
        } catch (IllegalArgumentException e) {
            return Scope.ALL;
        }
    }

    private static String text(@Nullable String claim) {
        if (claim == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        return claim;
    }

    private static Instant instant(@Nullable Date claim) {
        if (claim == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        return claim.toInstant();
    }

    private static byte[] signing(Secret secret) {
        return secret.keyFor("consimt link signature");
    }

    private static byte[] encryption(Secret secret) {
        return secret.keyFor("consimt link encryption");
    }
}
