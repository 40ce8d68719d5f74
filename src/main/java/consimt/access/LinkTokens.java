package consimt.access;

import com.nimbusds.jwt.JWTClaimsSet;
import consimt.access.Link.Purpose;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Setting;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links as texts. */
@Singleton
class LinkTokens {

    private static final String BUSINESS_ID = "businessId";
    private static final String SCOPE = "scope";
    private static final String OF_OPERATOR = "ofOperator";

    private final SealedToken sealed;

    @Inject
    LinkTokens(Secrets secrets) {
        this(secrets, Setting.text("consimt.link.key-name"));
    }

    LinkTokens(Secrets secrets, String keyName) {
        sealed = new SealedToken(secrets, keyName, "link", null);
    }

    String seal(Link link) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(SealedToken.ISSUER)
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
        return sealed.seal(claims.build());
    }

    /** The link in a token. Empty unless the token is authentic and for this purpose. It may have ended. */
    Optional<Link> open(String token, Purpose purpose) {
        return sealed.open(token, claims -> link(claims, purpose));
    }

    private static Link link(JWTClaimsSet claims, Purpose purpose) throws ParseException {
        if (!claims.getAudience().equals(List.of(purpose.audience()))) {
            throw new IllegalArgumentException("a link for another purpose");
        }
        String businessId = claims.getStringClaim(BUSINESS_ID);
        return new Link(
                SealedToken.text(claims.getJWTID()),
                new UserId(SealedToken.text(claims.getSubject())),
                businessId == null ? null : new BusinessId(businessId),
                purpose,
                scope(claims.getClaim(SCOPE)),
                Boolean.TRUE.equals(claims.getClaim(OF_OPERATOR)),
                SealedToken.instant(claims.getIssueTime()),
                SealedToken.instant(claims.getExpirationTime()));
    }

    /** A scope that this code cannot read counts as all marketing, so that the link stops no less. */
    private static Scope scope(@Nullable Object claim) {
        try {
            return claim instanceof String text ? Scope.of(text) : Scope.ALL;
        } catch (IllegalArgumentException e) {
            return Scope.ALL;
        }
    }
}
