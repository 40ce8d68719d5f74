package consimt.access;

import consimt.access.Link.Purpose;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** The links that can be used now. */
@Singleton
public record Links(LinkTokens tokens, Revocations revocations, Clock clock) {

    /** In characters. An italic link in WhatsApp has one underscore behind it, and a bold one elsewhere two. */
    private static final int LONGEST_BEHIND = 4;

    /**
     * The link in a token, for one of these purposes; empty for an invalid one, with no reason. A link that takes a no
     * may have ended. Behind the token may be characters of its own alphabet, as texts have them behind an address.
     *
     * @throws consimt.runtime.StoreUnavailable if the store does not answer
     */
    public Optional<Link> of(String token, Purpose... purposes) {
        return Stream.iterate(token, text -> text.replaceFirst("[_-]\\z", ""))
                .limit(1 + LONGEST_BEHIND)
                .distinct()
                .flatMap(text -> tokens.open(text, purposes).stream())
                .findFirst()
                .filter(link -> link.takesANoAfterItsEnd() || !link.hasEnded(clock.instant()))
                .flatMap(this::unlessRevoked);
    }

    /** A revocation of all links leaves the no of each that takes one. */
    private Optional<Link> unlessRevoked(Link link) {
        if (!revocations.isRevoked(link)) {
            return Optional.of(link);
        }
        return link.takesANoAfterItsEnd() && !revocations.isRevoked(link.thatOnlyStops())
                ? Optional.of(link.ended())
                : Optional.empty();
    }

    /** The same for what an address has in a token's place: with all that a text had behind the address. */
    public Optional<Link> inAddress(String text, Purpose... purposes) {
        return of(text.split("[^A-Za-z0-9_-]", 2)[0], purposes);
    }
}
