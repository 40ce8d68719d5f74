package consimt.ledger;

import consimt.runtime.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Proves an entry's content: a hash over a random salt and all that the caller said. Without the salt, nobody who has
 * the hash finds the content by trying, for example, all phone numbers.
 */
public final class Commitment {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** 64 bits are too many to try. They cost eleven characters in each entry. */
    private static final int SALT_BYTES = 8;

    private final String salt;
    private final String hash;
    private final @Nullable String content;

    private Commitment(String salt, String hash, @Nullable String content) {
        this.salt = salt;
        this.hash = hash;
        this.content = content;
    }

    /** A new commitment, with a salt of its own. */
    public static Commitment to(String content) {
        byte[] bytes = new byte[SALT_BYTES];
        RANDOM.nextBytes(bytes);
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Commitment(salt, hash(salt, content), content);
    }

    public static Commitment stored(String salt, String hash) {
        return new Commitment(salt, hash, null);
    }

    public String salt() {
        return salt;
    }

    public String hash() {
        return hash;
    }

    /** Whether this stored commitment is to the same content as one that was just made. */
    boolean isToTheContentOf(Commitment made) {
        return made.content != null && hash.equals(hash(salt, made.content));
    }

    private static String hash(String salt, String content) {
        return "sha256:" + Sha256.of(salt, content).base64Url();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Commitment that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return hash;
    }
}
