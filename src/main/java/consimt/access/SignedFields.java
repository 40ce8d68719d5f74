package consimt.access;

import consimt.runtime.Setting;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A hidden field by which a page that a link opened hands something to its own form. It is signed for this link, and
 * valid for an hour.
 */
@Singleton
public class SignedFields {

    private static final Duration VALID = Duration.ofHours(1);
    private static final String USE = "consimt field of a page";

    private final Secrets secrets;
    private final String keyName;
    private final Clock clock;

    @Inject
    SignedFields(Secrets secrets, Clock clock) {
        this(secrets, Setting.text("consimt.link.key-name"), clock);
    }

    SignedFields(Secrets secrets, String keyName, Clock clock) {
        this.secrets = secrets;
        this.keyName = keyName;
        this.clock = clock;
    }

    /** @throws java.util.NoSuchElementException if there is no key, and so no link */
    public String sign(Link link, String text) {
        String body = base64(text.getBytes(StandardCharsets.UTF_8)) + "."
                + clock.instant().plus(VALID).getEpochSecond();
        return body + "." + signature(secrets.named(keyName).get(0), link, body);
    }

    /** The text of a field; empty unless it was signed for this link within the hour. */
    public Optional<String> read(Link link, String field) {
        int end = field.lastIndexOf('.');
        String body = end < 0 ? "" : field.substring(0, end);
        byte[] signature = field.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        boolean isOurs = secrets.named(keyName).stream()
                .anyMatch(key ->
                        MessageDigest.isEqual(signature(key, link, body).getBytes(StandardCharsets.UTF_8), signature));
        if (!isOurs) {
            return Optional.empty();
        }
        String[] parts = body.split("\\.", -1);
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        return clock.instant().isBefore(until)
                ? Optional.of(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String signature(Secret secret, Link link, String body) {
        byte[] message = (link.id() + " " + body).getBytes(StandardCharsets.UTF_8);
        return base64(new Secret(secret.keyFor(USE)).hmac(message));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
