package consimt.access;

import consimt.access.SealedTexts.SealedKind;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A hidden field by which a page that a link opened hands something to its own form. It is sealed for this link, and good
 * for an hour.
 */
@Singleton
public record PageFields(SealedTexts sealed, Clock clock) {

    private static final Duration VALID = Duration.ofHours(1);

    public String seal(Link link, String text) {
        String content = clock.instant().plus(VALID).getEpochSecond() + " " + text;
        return sealed.seal(
                SealedKind.FIELD, link.id(), SealedTexts.newNonce(), content.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a field; empty unless it was sealed for this link within the hour. */
    public Optional<String> read(Link link, String field) {
        return sealed.open(
                        SealedKind.FIELD,
                        List.of(link.id()),
                        field,
                        (id, nonce, content) -> new String(content, StandardCharsets.UTF_8).split(" ", 2))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[0]))))
                .map(parts -> parts[1]);
    }
}
