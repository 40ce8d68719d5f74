package consimt.refusal;

import consimt.runtime.PackagedFile;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The version of all words and phrases, and of how texts are read: a hash. Another version may read the same message
 * otherwise.
 */
public final class WordsVersion {

    private static final int LENGTH = 16;

    /** Counted up by hand, when the code reads a text in another way than before. */
    private static final byte READING = 8;

    private static final String READ = read();

    private WordsVersion() {}

    /** 16 hexadecimal digits, read once. */
    public static String get() {
        return READ;
    }

    private static String read() {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            all.update(READING);
            all.update(file(Vocabulary.FURTHER));
            all.update(file(MailLines.FILE));
            all.update(file(Resemblance.FILE));
            for (String language : Vocabulary.LANGUAGES) {
                all.update(file("words/" + language + ".json"));
                all.update(file(PhraseFile.name(language)));
            }
            return HexFormat.of().formatHex(all.digest()).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] file(String name) {
        return PackagedFile.read(WordsVersion.class, name, InputStream::readAllBytes);
    }
}
