package consimt.secret;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret: used as a key, and never shown. */
public final class Secret {

    private static final String HMAC_SHA256 = "HmacSHA256";

    private final SecretKeySpec key;

    /** Removes blanks at both ends, which an editor may have left. */
    public Secret(String text) {
        this(text.strip().getBytes(StandardCharsets.UTF_8));
    }

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

    /** Whether a text is the secret. The comparison takes constant time. */
    public boolean is(String text) {
        return MessageDigest.isEqual(key.getEncoded(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hands the text to code that can use it in no other form. That code must not keep or show it. */
    public <T> T with(Function<String, T> use) {
        return use.apply(new String(key.getEncoded(), StandardCharsets.UTF_8));
    }

    /** A key of 32 bytes for one use. Keys for different uses reveal nothing about each other. */
    public byte[] keyFor(String use) {
        return hmac(use.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "secret";
    }
}
