package consimt.insight;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person's text without what may identify somebody: {@link NumberPattern numbers} and {@link AddressPatterns
 * addresses}, in digits, signs or words. It masks too much rather than too little. A name in plain words stays.
 */
final class MaskedText {

    static final String MASK = "•••";

    /** In code points. */
    static final int LONGEST = 200;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private MaskedText() {}

    /** On one line. Wide and circled characters are told as plain ones (NFKC), so that they hide nothing. */
    static String of(String text) {
        String masked =
                BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ");
        for (Pattern addresses : AddressPatterns.IN_ORDER) {
            masked = mask(addresses, masked);
        }
        masked = mask(NumberPattern.NUMBER, masked).strip();
        return masked.codePointCount(0, masked.length()) <= LONGEST
                ? masked
                : masked.substring(0, masked.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String mask(Pattern what, String text) {
        Matcher found = what.matcher(plainLetters(text));
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        while (found.find()) {
            masked.append(text, copied, found.start()).append(MASK);
            copied = found.end();
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Small letters without their accents. The length stays, so that a place in it is a place in the text. */
    private static String plainLetters(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            char base = letter < 128
                    ? letter
                    : Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD)
                            .charAt(0);
            plain.append(Character.toLowerCase(base));
        }
        return plain.toString();
    }
}
