package consimt.ledger;

import consimt.runtime.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What proves an entry's content: a hash over a random salt and all that the caller said. The salt keeps anybody who has
 * the hash alone from finding the content by trying, for instance all phone numbers.
 */
public final class Commitment {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** 64 bits are too many to try, and eleven characters in each entry. */
    private static final int SALT_BYTES = 8;

    private final @Nullable String salt;
    private final String hash;
    private final @Nullable String content;

    private Commitment(@Nullable String salt, String hash, @Nullable String content) {
        this.salt = salt;
        this.hash = hash;
        this.content = content;
    }

    /** A new one, under a salt of its own. */
    public static Commitment to(String content) {
        byte[] bytes = new byte[SALT_BYTES];
        RANDOM.nextBytes(bytes);
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Commitment(salt, hash(salt, content), content);
    }

    /**
     * One as it is stored.
     *
     * @param salt null where the entry is from before there were salts: then the hash is the content's own
     */
    public static Commitment stored(@Nullable String salt, String hash) {
        return new Commitment(salt, hash, null);
    }

    public @Nullable String salt() {
        return salt;
    }

    public String hash() {
        return hash;
    }

    /** Whether whoever has the hash can find the content by trying. */
    boolean isOpenToTrial() {
        return salt == null;
    }

    /** Whether this, which is stored, is to the same content as one that was just made. */
    boolean isToTheContentOf(Commitment made) {
        return made.content != null && hash.equals(hash(salt, made.content));
    }

    private static String hash(@Nullable String salt, String content) {
        return salt == null ? content : "sha256:" + Sha256.of(salt, content).base64Url();
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
