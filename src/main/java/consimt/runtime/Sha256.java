package consimt.runtime;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 over texts. The length of each text is hashed before the text, so no two lists of texts share a hash. */
public final class Sha256 {

    private final byte[] hash;

    private Sha256(byte[] hash) {
        this.hash = hash;
    }

    /** A null is hashed as a text of its own, different from the empty one. */
    public static Sha256 of(@Nullable String... texts) {
        MessageDigest digest = digest();
        for (String text : texts) {
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            digest.update(((text == null ? -1 : bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return new Sha256(digest.digest());
    }

    /** The plain SHA-256 of one text, as anybody computes it: 64 hexadecimal digits. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** In base64url without padding: 43 characters. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    public byte[] first(int bytes) {
        return Arrays.copyOf(hash, bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first 26 characters of the hash in base 32, in lower case: 130 bits, safe wherever an id may stand. */
    public String shortId() {
        BigInteger number = new BigInteger(1, hash);
        return number.shiftRight((number.bitLength() + 4) / 5 * 5 - 130).toString(32);
    }
}
