package consimt.access;

import consimt.access.Link.Purpose;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The links that people may use now. */
@Singleton
public class Links {

    private final LinkTokens tokens;
    private final Revocations revocations;

    Links(LinkTokens tokens, Revocations revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    /**
     * The link that a token is, or nothing, with no word on what is wrong with it.
     *
     * @throws consimt.runtime.StoreUnavailable where it cannot be known
     */
    public Optional<Link> of(String token, Purpose purpose) {
        return tokens.open(token, purpose)
                .filter(link -> !revocations.isRevoked(link.userId(), link.id(), link.businessId(), link.issuedAt()));
    }
}
