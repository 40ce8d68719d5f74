package consimt.refusal;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text in one spelling: its words, with one space between them. Case, diacritics, punctuation, symbols, emoji and
 * invisible characters make no difference.
 */
final class PlainForm {

    private static final int TATWEEL = 0x0640;
    private static final int NUKTA = 0x093C;
    private static final int VIRAMA = 0x094D;

    /** Letters and signs that show nothing. */
    private static final int HANGUL_FILLER = 0x1160;

    private static final int BLANK_OF_BRAILLE = 0x2800;

    /** A nasal before another consonant. Hindi writes it as a letter (बन्द) or as a dot (बंद). */
    private static final Pattern NASAL = Pattern.compile("[\u0919\u091E\u0923\u0928\u092E]\u094D(?=[\u0915-\u0939])");

    private static final String DOT = "\u0902";

    private PlainForm() {}

    static String of(String text) {
        return isPlain(text) ? text : made(text);
    }

    /**
     * The plain forms of a word of the files. German has two: people without ä, ö and ü on their keyboard write ae, oe
     * and ue.
     */
    static Set<String> allOf(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String typed = lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
        Set<String> all = new LinkedHashSet<>();
        all.add(of(word));
        all.add(of(typed));
        return all;
    }

    /** Most words that people write are plain as they are. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static String made(String text) {
        String letters = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String spelled = folded(
                letters.indexOf(VIRAMA) < 0 ? letters : NASAL.matcher(letters).replaceAll(DOT));
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
     * Converts by way of capitals. So ß becomes ss, and the dotless ı of Turkish, Azerbaijani and Kazakh becomes i, as
     * the dotted İ does. The sigma of Greek has one form, at the end of a word too. The result is the same in any locale and for any keyboard.
     */
    private static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return lower.replace('ς', 'σ');
    }

    /**
     * Characters that people omit or do not see: accents, the vowel marks of Arabic, joiners, marks of direction,
     * variants of emoji. The vowel signs of Devanagari are marks too, but they are letters and stay.
     */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.ENCLOSING_MARK -> true;
            case Character.NON_SPACING_MARK ->
                isAccent(c)
                        || isVariation(c)
                        || Character.UnicodeBlock.of(c) == Character.UnicodeBlock.ARABIC
                        || c == NUKTA;
            default -> c == TATWEEL || c == HANGUL_FILLER || c == BLANK_OF_BRAILLE;
        };
    }

    private static boolean isAccent(int c) {
        return (c >= 0x0300 && c <= 0x036F)
                || (c >= 0x1AB0 && c <= 0x1AFF)
                || (c >= 0x1DC0 && c <= 0x1DFF)
                || (c >= 0x20D0 && c <= 0x20FF)
                || (c >= 0xFE20 && c <= 0xFE2F);
    }

    private static boolean isVariation(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
    }

    private static boolean isOfAWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
