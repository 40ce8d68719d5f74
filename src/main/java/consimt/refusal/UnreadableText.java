package consimt.refusal;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts of which nobody knows whether they refuse, by their script or by the look of their letters. */
public final class UnreadableText {

    /** The scripts of the languages that have phrases. Letters that are common to scripts, and those of fonts, are of none. */
    private static final Set<UnicodeScript> KNOWN_SCRIPTS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private static final String LATIN = "\\p{IsLatin}";
    private static final String LIKE_LATIN = "[" + OddLooks.LETTERS.replaceAll("[a-z]", "") + "🅐-🅩🅰-🆉]";
    private static final String OTHER =
            "(?:" + LIKE_LATIN + "|[\\p{L}&&[^\\p{IsLatin}\\p{IsArabic}\\p{IsDevanagari}\\p{IsCommon}]])";
    private static final String MARKS = "[\\p{Mn}\\p{Me}\\p{Cf}]*+";

    /** An apostrophe belongs to a word: "n'y a d'autre". */
    private static final String OF_A_WORD = "\\p{L}\\p{M}\\p{N}'’";

    private static final String BETWEEN = "[^" + OF_A_WORD + "]++";
    private static final String LETTER = "(?<![" + OF_A_WORD + "])\\p{L}(?![" + OF_A_WORD + "])";

    /** A word of two alphabets, one of letters that only look Latin, one with a zero for an o, or four letters apart. */
    private static final Pattern ODD = Pattern.compile(String.join(
            "|",
            LATIN + MARKS + OTHER,
            OTHER + MARKS + LATIN,
            "(?<=\\p{Ll})0(?=\\p{Ll})",
            "(?<!\\p{L})" + LIKE_LATIN + "{2,}+(?!\\p{L})",
            LETTER + "(?:" + BETWEEN + LETTER + "){3}"));

    private UnreadableText() {}

    public static boolean isOne(String text) {
        return isOne(ReadText.allOwn(text));
    }

    /** The script counts of all of a text, the look of what the person wrote. */
    static boolean isOne(ReadText text) {
        return isInUnknownScript(text.all())
                || ODD.matcher(TextParts.shortened(text.ownOrAll())).find();
    }

    private static boolean isInUnknownScript(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long others = text.codePoints()
                .filter(c -> Character.isLetter(c) && !KNOWN_SCRIPTS.contains(UnicodeScript.of(c)))
                .count();
        return 2 * others > letters;
    }
}
