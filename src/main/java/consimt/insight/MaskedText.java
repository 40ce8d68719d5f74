package consimt.insight;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A person's text without what may identify somebody: numbers of four digits and more, mail addresses, names on social
 * networks, and links. It masks too much rather than too little.
 */
final class MaskedText {

    static final String MASK = "•••";

    /** In code points. */
    static final int LONGEST = 200;

    /** A word before a colon and two slashes, {@code www}, or labels with a dot between them. */
    private static final Pattern LINK = Pattern.compile("(?<![\\p{L}\\p{N}+.-])\\p{L}[\\p{L}\\p{N}+.-]*+://\\S+"
            + "|(?<![\\p{L}\\p{N}_-])[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]*+\\.)+\\p{L}{2,}+(?:[/?#:]\\S*)?");

    /** The local part has 64 characters at most (RFC 5321). */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<!\\S)[^\\s@]*+\\s?@\\s?\\S*|\\S{1,64}\\s?[(\\[{]\\s?(?:at|@)\\s?[)\\]}]\\s?\\S+",
            Pattern.CASE_INSENSITIVE);

    /** Digits of any script. Between two digits may be up to four characters that are neither letters nor digits. */
    private static final Pattern NUMBER =
            Pattern.compile("[+(]{0,2}\\p{N}(?:[^\\p{L}\\p{N}]{0,4}\\p{N}){3,}+[\\p{M}\\p{Cf}]*+");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private MaskedText() {}

    /** On one line. Wide and circled characters are told as plain ones (NFKC), so that they hide nothing. */
    static String of(String text) {
        String plain =
                BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ");
        String masked = mask(NUMBER, mask(LINK, mask(ADDRESS, plain))).strip();
        return masked.codePointCount(0, masked.length()) <= LONGEST
                ? masked
                : masked.substring(0, masked.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String mask(Pattern what, String text) {
        return what.matcher(text).replaceAll(MASK);
    }
}
