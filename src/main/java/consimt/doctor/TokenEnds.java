package consimt.doctor;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent.TokenIssued;
import consimt.ledger.EntryContent.TokensRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which tokens end soon, of all that were issued and revoked. */
final class TokenEnds {

    /** The longest life of a token. */
    static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration SOON = Duration.ofDays(14);

    private TokenEnds() {}

    /**
     * The ids of those that somebody should replace now. A token that was made for no longer than that is left out, and so
     * is one whose holder has a later one.
     *
     * @param entries in the order of time
     */
    static List<String> soon(List<Entry> entries, Instant now) {
        List<Entry> good = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.what() instanceof TokenIssued token && token.expiresAt() != null) {
                good.removeIf(earlier -> issued(earlier).name().equals(token.name())
                        && end(earlier).isBefore(token.expiresAt()));
                good.add(entry);
            } else if (entry.what() instanceof TokensRevoked revoked) {
                good.removeIf(earlier ->
                        List.of(TokensRevoked.ALL, issued(earlier).value()).contains(revoked.value()));
            }
        }
        return good.stream()
                .filter(entry -> endsSoon(entry, now))
                .map(entry -> issued(entry).value())
                .toList();
    }

    private static boolean endsSoon(Entry entry, Instant now) {
        Instant end = end(entry);
        return end.isAfter(now)
                && end.isBefore(now.plus(SOON))
                && end.isAfter(entry.occurredAt().plus(SOON));
    }

    private static Instant end(Entry entry) {
        return Objects.requireNonNull(issued(entry).expiresAt());
    }

    private static TokenIssued issued(Entry entry) {
        return (TokenIssued) entry.what();
    }
}
