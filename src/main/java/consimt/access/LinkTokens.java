package consimt.access;

import consimt.access.Link.Purpose;
import consimt.runtime.Setting;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links as texts: an {@code L}, and in base64url a random nonce and the link, encrypted by AES-256-GCM. Each purpose has
 * a key of its own, derived from the secret, so a link of one purpose is no link of another. Links under the former secret
 * are valid as long as that secret is kept.
 */
@Singleton
class LinkTokens {

    /** No JWT begins so. */
    private static final String BEGINNING = "L";

    /** In characters: more than the ids and the scope of the longest link take. */
    private static final int LONGEST = 512;

    private static final int BYTES_OF_NONCE = 12;

    /** The id of a link is the nonce of its text. */
    private static final int LETTERS_OF_NONCE = 16;

    /**
     * Addresses in messages have to be short, so the tag is as short as it may be where others have 128 bits (NIST SP
     * 800-38D, section 5.2.1.2).
     */
    private static final int BITS_OF_TAG = 96;

    /** Of the system's own random device, so functions that were restored from one snapshot have other nonces. */
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Secrets secrets;
    private final String keyName;

    @Inject
    LinkTokens(Secrets secrets) {
        this(secrets, Setting.text("consimt.link.key-name"));
    }

    LinkTokens(Secrets secrets, String keyName) {
        this.secrets = secrets;
        this.keyName = keyName;
    }

    /** An id for one new link. */
    static String newId() {
        byte[] nonce = new byte[BYTES_OF_NONCE];
        RANDOM.nextBytes(nonce);
        return text(nonce);
    }

    /** @param link with an id that no other link has: under one key each nonce may be used once */
    String seal(Link link) {
        Secret secret = secrets.named(keyName).stream()
                .findFirst()
                .orElseThrow(() -> new StoreUnavailable("there is no key for links"));
        try {
            byte[] nonce = Base64.getUrlDecoder().decode(link.id());
            return BEGINNING
                    + link.id()
                    + text(cipher(Cipher.ENCRYPT_MODE, secret, link.purpose(), nonce)
                            .doFinal(PackedLink.bytes(link)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has this algorithm", e);
        }
    }

    /** Whether a token says of itself that it is a link. */
    static boolean isMeant(String token) {
        return token.startsWith(BEGINNING);
    }

    /** The link in a token. Empty unless the token is authentic and for one of these purposes. It may have ended. */
    Optional<Link> open(String token, Purpose... purposes) {
        if (!isMeant(token) || token.length() > LONGEST) {
            return Optional.empty();
        }
        String sealed = token.substring(BEGINNING.length());
        return open(sealed, secrets.named(keyName), purposes).or(() -> open(sealed, secrets.fresh(keyName), purposes));
    }

    private static Optional<Link> open(String sealed, List<Secret> keys, Purpose... purposes) {
        return keys.stream()
                .flatMap(key -> Stream.of(purposes).flatMap(purpose -> opened(sealed, key, purpose).stream()))
                .findFirst();
    }

    private static Optional<Link> opened(String sealed, Secret key, Purpose purpose) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            // The decoder takes several texts for one sequence of bytes, and a link has one.
            if (bytes.length < BYTES_OF_NONCE + BITS_OF_TAG / Byte.SIZE
                    || !text(bytes).equals(sealed)) {
                return Optional.empty();
            }
            byte[] link = cipher(Cipher.DECRYPT_MODE, key, purpose, Arrays.copyOf(bytes, BYTES_OF_NONCE))
                    .doFinal(bytes, BYTES_OF_NONCE, bytes.length - BYTES_OF_NONCE);
            return Optional.of(PackedLink.link(sealed.substring(0, LETTERS_OF_NONCE), purpose, link));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Secret secret, Purpose purpose, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = secret.keyFor("consimt link " + purpose.name());
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(BITS_OF_TAG, nonce));
        return cipher;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
