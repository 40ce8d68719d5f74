package consimt.whatsapp;

import consimt.secret.Secret;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an envelope comes from the platform: the header {@value #HEADER} is {@code sha256=} and the HMAC-SHA256 of
 * the body's bytes as they arrived, in lower-case hexadecimal digits.
 *
 * <p>There is no time in it, so an old envelope passes again; that does no harm, since facts are idempotent.
 */
public final class Signature {

    public static final String HEADER = "X-Hub-Signature-256";

    private static final String SCHEME = "sha256=";
    private static final Pattern FORM = Pattern.compile(SCHEME + "[0-9a-f]{64}");

    private Signature() {}

    /** Whether a header may be right at all. */
    static boolean hasItsForm(String header) {
        return FORM.matcher(header).matches();
    }

    /**
     * Whether one of the secrets signed the body.
     *
     * @param header as it arrived, or null where there was none
     * @param secrets any of them may have signed: while a secret is replaced there are two. With none, nothing is right
     */
    static boolean isRight(byte[] body, @Nullable String header, Collection<Secret> secrets) {
        if (header == null || !hasItsForm(header)) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(header, SCHEME.length(), header.length());
        boolean right = false;
        for (Secret secret : secrets) {
            // All are tried, so the time taken does not tell which one was right.
            right |= MessageDigest.isEqual(secret.hmac(body), claimed);
        }
        return right;
    }
}
