package consimt.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Caller;
import consimt.relation.BusinessId;
import consimt.runtime.Setting;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** The tokens of this service for businesses and for the operator's people, as texts. */
@Singleton
class BusinessTokens {

    private static final String AUDIENCE = "consimt:business-token";
    private static final String FOR = "for";
    private static final String NAME = "name";
    private static final String ONLY = "only";

    private final SealedToken sealed;
    private final Revocations revocations;
    private final Clock clock;

    @Inject
    BusinessTokens(Secrets secrets, Revocations revocations, Clock clock) {
        this(secrets, Setting.text("consimt.link.key-name"), revocations, clock);
    }

    BusinessTokens(Secrets secrets, String keyName, Revocations revocations, Clock clock) {
        this.sealed = new SealedToken(secrets, keyName, "business token", new JOSEObjectType("business"));
        this.revocations = revocations;
        this.clock = clock;
    }

    String seal(BusinessToken token) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(SealedToken.ISSUER)
                .audience(AUDIENCE)
                .jwtID(token.id())
                .subject(token.of().value())
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .claim(FOR, token.holder().name())
                .claim(NAME, token.name());
        if (token.only() != null) {
            claims.claim(ONLY, token.only().name());
        }
        return sealed.seal(claims.build());
    }

    /** Whether a token says of itself that it is one of these. */
    boolean isMeant(String token) {
        return sealed.isMeant(token);
    }

    /**
     * The token in a text; empty for an invalid one, with no reason.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    Optional<BusinessToken> of(String text) {
        return sealed.open(text, BusinessTokens::token)
                .filter(token -> !token.hasEnded(clock.instant()))
                .filter(token -> !revocations.isRevoked(token));
    }

    private static BusinessToken token(JWTClaimsSet claims) throws ParseException {
        if (!claims.getAudience().equals(List.of(AUDIENCE))) {
            throw new IllegalArgumentException("a token for something else");
        }
        String only = claims.getStringClaim(ONLY);
        return new BusinessToken(
                SealedToken.text(claims.getJWTID()),
                TokenHolder.valueOf(SealedToken.text(claims.getStringClaim(FOR))),
                new BusinessId(SealedToken.text(claims.getSubject())),
                SealedToken.text(claims.getStringClaim(NAME)),
                only == null ? null : Caller.Only.valueOf(only),
                SealedToken.instant(claims.getIssueTime()),
                SealedToken.instant(claims.getExpirationTime()));
    }
}
