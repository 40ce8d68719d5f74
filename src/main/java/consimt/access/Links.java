package consimt.access;

import consimt.access.Link.Purpose;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The links that are valid now. */
@Singleton
public class Links {

    private final LinkTokens tokens;
    private final Revocations revocations;

    Links(LinkTokens tokens, Revocations revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    /**
     * The link in a token; empty for an invalid one, with no reason.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    public Optional<Link> of(String token, Purpose purpose) {
        return tokens.open(token, purpose)
                .filter(link -> !revocations.isRevoked(link.userId(), link.id(), link.businessId(), link.issuedAt()));
    }
}
