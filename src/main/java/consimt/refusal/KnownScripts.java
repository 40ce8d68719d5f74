package consimt.refusal;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** The scripts of the languages that have phrases. */
final class KnownScripts {

    /** Letters that are common to scripts, and those of fonts, are of none. */
    private static final Set<UnicodeScript> KNOWN = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private KnownScripts() {}

    /** Whether more of a text's letters are of other scripts. A text without letters is of none. */
    static boolean isMostlyOfOthers(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long others = text.codePoints()
                .filter(c -> Character.isLetter(c) && !KNOWN.contains(UnicodeScript.of(c)))
                .count();
        return 2 * others > letters;
    }
}
