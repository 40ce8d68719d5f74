package consimt.access;

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
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that this service alone makes and reads: a beginning, and in base64url a random nonce and the content, encrypted by
 * AES-256-GCM. Each use has a key of its own, derived from one secret, so a text of one use is none of another. Texts under
 * the former secret are good as long as that secret is kept.
 */
@Singleton
record SealedTexts(Secrets secrets, String keyName) {

    /** What a text is, as far as everybody may see it. */
    enum SealedKind {
        LINK("L", 512),
        TOKEN("T.", 2_048),
        SOURCE("S.", 512),
        FIELD("", 2_048);

        /** No JWT begins so. */
        private final String beginning;

        /** In characters: many times the length of a real one. */
        private final int longest;

        SealedKind(String beginning, int longest) {
            this.beginning = beginning;
            this.longest = longest;
        }

        /** Whether a text says of itself that it is of this kind. */
        boolean isMeant(String text) {
            return text.startsWith(beginning);
        }
    }

    private static final int BYTES_OF_NONCE = 12;

    /** In base64url. */
    private static final int LETTERS_OF_NONCE = 16;

    /**
     * Addresses in messages have to be short, so the tag is as short as it may be where others have 128 bits (NIST SP
     * 800-38D, section 5.2.1.2).
     */
    private static final int BITS_OF_TAG = 96;

    /** Of the system's own random device, so functions that were restored from one snapshot have other nonces. */
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    SealedTexts(Secrets secrets) {
        this(secrets, Setting.text("consimt.link.key-name"));
    }

    /** A nonce for one new text: under one key each nonce may be used once. */
    static String newNonce() {
        byte[] nonce = new byte[BYTES_OF_NONCE];
        RANDOM.nextBytes(nonce);
        return text(nonce);
    }

    /** @param use has a key of its own within the kind */
    String seal(SealedKind kind, Object use, String nonce, byte[] content) {
        Secret secret = secrets.named(keyName).stream()
                .findFirst()
                .orElseThrow(() -> new StoreUnavailable("there is no key for links and tokens"));
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(nonce);
            return kind.beginning
                    + nonce
                    + text(cipher(Cipher.ENCRYPT_MODE, secret, kind, use, bytes).doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has this algorithm", e);
        }
    }

    /** What an authentic text of the kind and of one of these uses says, if that can be read. */
    <U, T> Optional<T> open(SealedKind kind, List<U> uses, String text, ContentReader<U, T> reader) {
        if (!kind.isMeant(text) || text.length() > kind.longest) {
            return Optional.empty();
        }
        String sealed = text.substring(kind.beginning.length());
        return open(kind, uses, sealed, reader, secrets.named(keyName))
                .or(() -> open(kind, uses, sealed, reader, secrets.fresh(keyName)));
    }

    /** Reads the content of an authentic text. */
    interface ContentReader<U, T> {

        /** Throws {@link IllegalArgumentException} or {@link IndexOutOfBoundsException} if the content is that of newer code. */
        T read(U use, String nonce, byte[] content);
    }

    private static <U, T> Optional<T> open(
            SealedKind kind, List<U> uses, String sealed, ContentReader<U, T> reader, List<Secret> keys) {
        return keys.stream()
                .flatMap(key -> uses.stream().flatMap(use -> opened(kind, use, sealed, reader, key).stream()))
                .findFirst();
    }

    private static <U, T> Optional<T> opened(
            SealedKind kind, U use, String sealed, ContentReader<U, T> reader, Secret key) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            // The decoder takes several texts for one sequence of bytes, and a sealed text has one.
            if (bytes.length < BYTES_OF_NONCE + BITS_OF_TAG / Byte.SIZE
                    || !text(bytes).equals(sealed)) {
                return Optional.empty();
            }
            byte[] content = cipher(Cipher.DECRYPT_MODE, key, kind, use, Arrays.copyOf(bytes, BYTES_OF_NONCE))
                    .doFinal(bytes, BYTES_OF_NONCE, bytes.length - BYTES_OF_NONCE);
            return Optional.of(reader.read(use, sealed.substring(0, LETTERS_OF_NONCE), content));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Secret secret, SealedKind kind, Object use, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = secret.keyFor("consimt " + kind.name().toLowerCase(Locale.ROOT) + " " + use);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(BITS_OF_TAG, nonce));
        return cipher;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
