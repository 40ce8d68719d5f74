package consimt.whatsapp;

import consimt.secret.Secret;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an envelope comes from the platform: the header {@value #HEADER} is {@code sha256=} and the HMAC-SHA256
 * of the body's bytes as they arrived, in lower-case hexadecimal digits.
 *
 * <p>The signature has no time, so an old envelope is valid again. This does no harm, because recording is idempotent.
 */
public final class Signature {

    public static final String HEADER = "X-Hub-Signature-256";

    private static final String SCHEME = "sha256=";
    private static final Pattern FORM = Pattern.compile(SCHEME + "[0-9a-f]{64}");

    private Signature() {}

    static boolean hasItsForm(String header) {
        return FORM.matcher(header).matches();
    }

    /**
     * @param header as it arrived, or null if there was none
     * @param secrets the accepted ones: two while a secret is being rotated. If there are none, no signature is valid
     */
    static boolean isRight(byte[] body, @Nullable String header, Collection<Secret> secrets) {
        if (header == null || !hasItsForm(header)) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(header, SCHEME.length(), header.length());
        boolean right = false;
        for (Secret secret : secrets) {
            // All secrets are tried, so that the time does not reveal which one matched.
            right |= MessageDigest.isEqual(secret.hmac(body), claimed);
        }
        return right;
    }
}
