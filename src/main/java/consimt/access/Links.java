package consimt.access;

import consimt.access.Link.Purpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The links that can be used now. */
@Singleton
public record Links(LinkTokens tokens, Revocations revocations, Clock clock) {

    /**
     * The link in a token, for one of these purposes; empty for an invalid one, with no reason. A link that takes a no
     * may have ended.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    public Optional<Link> of(String token, Purpose... purposes) {
        return tokens.open(token, purposes)
                .filter(link -> link.takesANoAfterItsEnd() || !link.hasEnded(clock.instant()))
                .filter(link -> !revocations.isRevoked(link));
    }

    /** The same for what an address has in a token's place: with all that a text had behind the address. */
    public Optional<Link> inAddress(String text, Purpose... purposes) {
        return of(text.split("[^A-Za-z0-9_-]", 2)[0], purposes);
    }
}
