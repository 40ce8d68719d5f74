package consimt.whatsapp.word;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as a reader takes it: its words in one spelling, with one space between them. Case, diacritics, punctuation,
 * symbols, emoji and what cannot be seen make no difference.
 */
final class PlainForm {

    private static final int TATWEEL = 0x0640;
    private static final int NUKTA = 0x093C;

    /** A nasal before another consonant, which Hindi writes as a letter (बन्द) or as a dot (बंद) as one likes. */
    private static final Pattern NASAL = Pattern.compile("[\u0919\u091E\u0923\u0928\u092E]\u094D(?=[\u0915-\u0939])");

    private static final String DOT = "\u0902";

    private PlainForm() {}

    static String of(String text) {
        String letters = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String spelled = folded(NASAL.matcher(letters).replaceAll(DOT));
        StringBuilder plain = new StringBuilder(spelled.length());
        boolean apart = false;
        for (int i = 0; i < spelled.length(); i += Character.charCount(spelled.codePointAt(i))) {
            int c = spelled.codePointAt(i);
            if (isUnseen(c)) {
                continue;
            }
            if (!isOfAWord(c)) {
                apart = true;
                continue;
            }
            if (apart && !plain.isEmpty()) {
                plain.append(' ');
            }
            apart = false;
            plain.appendCodePoint(c);
        }
        return plain.toString();
    }

    /**
     * By way of capitals, so that ß is ss, and the dotless ı of Turkish, Azerbaijani and Kazakh is an i as the dotted İ
     * is: the same word in any locale, whichever keyboard wrote it.
     */
    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /**
     * What people leave out or do not see: the accents of alphabets, the vowel marks of Arabic, joiners, marks of
     * direction, the variants of emoji. Not every mark: the vowel signs of Devanagari are marks, and are letters.
     */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.ENCLOSING_MARK -> true;
            case Character.NON_SPACING_MARK -> isAccent(c) || isVariation(c) || isArabicMark(c) || c == NUKTA;
            default -> c == TATWEEL;
        };
    }

    private static boolean isAccent(int c) {
        return c >= 0x0300 && c <= 0x036F;
    }

    private static boolean isVariation(int c) {
        return c >= 0xFE00 && c <= 0xFE0F;
    }

    private static boolean isArabicMark(int c) {
        return Character.UnicodeBlock.of(c) == Character.UnicodeBlock.ARABIC;
    }

    private static boolean isOfAWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
