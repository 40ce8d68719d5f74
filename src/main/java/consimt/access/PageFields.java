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
 * Hidden fields by which a page that a link opened hands something to its own form. Each is sealed for this link and under
 * its name, and good for an hour.
 */
@Singleton
public record PageFields(SealedTexts sealed, Clock clock) {

    private static final Duration VALID = Duration.ofHours(1);

    public String seal(Link link, String name, String text) {
        String content = clock.instant().plus(VALID).getEpochSecond() + " " + text;
        return sealed.seal(
                SealedKind.FIELD, link.id() + name, SealedTexts.newNonce(), content.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a field; empty unless it was sealed for this link and under this name within the hour. */
    public Optional<String> read(Link link, String name, String field) {
        return sealed.open(
                        SealedKind.FIELD,
                        List.of(link.id() + name),
                        field,
                        (id, nonce, content) -> new String(content, StandardCharsets.UTF_8).split(" ", 2))
                .filter(parts -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[0]))))
                .map(parts -> parts[1]);
    }
}
