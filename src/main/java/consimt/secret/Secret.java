package consimt.secret;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret, which is used as a key and never told. */
public final class Secret {

    private static final String HMAC_SHA256 = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Without the blanks around it, which an editor may have left.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Secret(String text) {
        this(text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if there are no bytes */
    public Secret(byte[] bytes) {
        key = new SecretKeySpec(bytes, HMAC_SHA256);
    }

    /** The HMAC-SHA256 of a message under this secret: 32 bytes. */
    public byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC_SHA256);
            mac.init(key);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC_SHA256, e);
        }
    }

    /** Whether somebody knows the secret; how long it takes does not tell how much of it was right. */
    public boolean is(String text) {
        return MessageDigest.isEqual(key.getEncoded(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A key of 32 bytes for one use; keys for different uses tell nothing of each other. */
    public byte[] keyFor(String use) {
        return hmac(use.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "secret";
    }
}
