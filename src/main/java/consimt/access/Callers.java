package consimt.access;

import consimt.access.BusinessToken.TokenHolder;
import consimt.access.Link.Purpose;
import consimt.access.SealedTexts.SealedKind;
import consimt.answer.Caller;
import consimt.business.BusinessSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Singleton
public record Callers(ProviderTokens provider, BusinessTokens tokens, Links links, BusinessSettings settings) {

    /** In any case, as every name of a scheme (RFC 9110, 11.1). */
    private static final String BEARER = "Bearer ";

    /**
     * @param authorization the value of the HTTP header of that name
     * @return empty for an invalid token, with no reason
     * @throws consimt.runtime.StoreUnavailable if the store or the issuer does not answer
     */
    public Optional<Caller> of(String authorization) {
        return known(authorization).map(Known::caller);
    }

    Optional<Known> known(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        String token = authorization.substring(BEARER.length());
        if (SealedKind.TOKEN.isMeant(token)) {
            return tokens.of(token)
                    .filter(this::isOfItsHolder)
                    .map(own -> new Known(
                            own.caller(), "token:" + own.id(), own.of().value()));
        }
        return SealedKind.LINK.isMeant(token)
                ? links.of(token, Purpose.CALLS).map(link -> new Known(link.caller(), "link:" + link.id(), null))
                : provider.of(token)
                        .filter(id -> isABusiness(id.value()))
                        .map(id -> new Known(
                                new Caller(Caller.Kind.BUSINESS, id.value(), null),
                                "business:" + id.value(),
                                id.value()));
    }

    /** The operator's own id may have been a business's when the token was made, or the other way round. */
    private boolean isOfItsHolder(BusinessToken token) {
        return isABusiness(token.of().value()) == (token.holder() == TokenHolder.BUSINESS);
    }

    /**
     * Whether a business may call with this id. No business may call with the operator's own id, because the reviews of
     * all reports are under it.
     */
    public boolean isABusiness(String id) {
        return !settings.operator().value().equals(id);
    }

    /**
     * @param principal names the caller in logs: never a person's id
     * @param throttledAs the business for whose usage plan the call counts; the operator's people have the operator's own
     *     id. Null for persons
     */
    record Known(Caller caller, String principal, @Nullable String throttledAs) {}
}
