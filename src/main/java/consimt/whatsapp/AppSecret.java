package consimt.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret with which the platform signs a business's envelopes. It tells nothing of itself. */
public final class AppSecret {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    private AppSecret(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * The secret's own bytes.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static AppSecret of(byte[] secret) {
        return new AppSecret(new SecretKeySpec(secret, HMAC));
    }

    /**
     * The secret as the platform shows it.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static AppSecret of(String secret) {
        return of(secret.getBytes(StandardCharsets.UTF_8));
    }

    byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256, for any key", e);
        }
    }

    @Override
    public String toString() {
        return "app secret";
    }
}
