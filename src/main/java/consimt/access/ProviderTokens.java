package consimt.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import consimt.relation.BusinessId;
import consimt.runtime.Rehearsal;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the operator's identity provider with which businesses call: JWTs. If no provider is configured, no such
 * token is valid.
 */
@Singleton
class ProviderTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    /** In bits (RFC 7518, section 3.3). */
    private static final int SHORTEST_RSA = 2_048;

    /**
     * In characters. The gateway lets no longer token through: its authorizer's {@code identityValidationExpression}.
     */
    private static final int LONGEST = 4_096;

    /** The compact form of tokens (RFC 7515, section 7.1). The library ignores characters that are not part of that form. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]+");

    /** The type of an access token in RFC 9068. */
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final Optional<String> issuer;
    private final Optional<String> audience;
    private final Optional<String> keys;
    private final String claim;
    private final Clock clock;

    private @Nullable DefaultJWTProcessor<SecurityContext> processor;

    @Inject
    ProviderTokens(Clock clock) {
        this(
                Setting.find("consimt.business-token.issuer"),
                Setting.find("consimt.business-token.audience"),
                Setting.find("consimt.business-token.keys"),
                Setting.text("consimt.business-token.claim"),
                clock);
    }

    /**
     * @param audience the {@code aud} which says that the token is for this service
     * @param keys where the provider's keys are; by default at the issuer's {@code .well-known/jwks.json}
     * @param claim the name of the claim with the business's id
     */
    ProviderTokens(
            Optional<String> issuer, Optional<String> audience, Optional<String> keys, String claim, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.claim = claim;
        this.clock = clock;
    }

    /**
     * The business that a token names; empty for an invalid token, with no reason.
     *
     * @throws StoreUnavailable if the issuer's keys cannot be fetched
     */
    Optional<BusinessId> of(String token) {
        if (issuer.isEmpty()
                || audience.isEmpty()
                || token.length() > LONGEST
                || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        Optional<SignedJWT> signed = parsed(token);
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = processor(issuer.get(), audience.get()).process(signed.get(), null);
            String businessId = claims.getStringClaim(claim);
            return businessId == null ? Optional.empty() : Optional.of(new BusinessId(businessId));
        } catch (RateLimitReachedException e) {
            // The keys were fetched a moment ago, and the token's key is not among them.
            return Optional.empty();
        } catch (KeySourceException e) {
            throw new StoreUnavailable("the issuer's keys");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The library throws unchecked exceptions for some malformed headers. */
    private static Optional<SignedJWT> parsed(String token) {
        try {
            return Optional.of(SignedJWT.parse(token));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Made at the first use, so that only the function that verifies tokens loads the library. What a rehearsal uses is not
     * kept: its keys are nobody's.
     */
    private synchronized DefaultJWTProcessor<SecurityContext> processor(String iss, String aud) {
        Optional<URI> standIn = Rehearsal.standIn();
        if (standIn.isPresent()) {
            return processor(standIn.get().resolve(Rehearsal.KEYS).toString(), iss, aud);
        }
        if (processor == null) {
            processor = processor(keys.orElse(iss.replaceFirst("/$", "") + "/.well-known/jwks.json"), iss, aud);
        }
        return processor;
    }

    private DefaultJWTProcessor<SecurityContext> processor(String from, String iss, String aud) {
        DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
        JWKSource<SecurityContext> all =
                JWKSourceBuilder.create(address(from)).retrying(true).build();
        // The selector leaves out the keys of another use.
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(
                ALGORITHMS,
                (selector, context) -> all.get(selector, context).stream()
                        .filter(ProviderTokens::maySign)
                        .toList()));
        made.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        made.setJWTClaimsSetVerifier(new Claims(aud, iss));
        return made;
    }

    private static boolean maySign(JWK key) {
        Set<KeyOperation> operations = key.getKeyOperations();
        return (operations == null || operations.contains(KeyOperation.VERIFY))
                && (!(key instanceof RSAKey rsa)
                        || rsa.getModulus().decodeToBigInteger().bitLength() >= SHORTEST_RSA);
    }

    /**
     * Plain HTTP is allowed only on the machine itself: an attacker who changes the keys on their way can call as any
     * business.
     */
    private static URL address(String keys) {
        try {
            URI address = URI.create(keys);
            if (!"https".equals(address.getScheme()) && !"127.0.0.1".equals(address.getHost())) {
                throw new IllegalStateException("consimt.business-token.keys is no https address");
            }
            return address.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("consimt.business-token.keys is no address", e);
        }
    }

    private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        private Claims(String audience, String issuer) {
            super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", claim));
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
