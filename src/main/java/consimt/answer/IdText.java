package consimt.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How ids are written. The id of a person has several spellings, because it is often a phone number. All of them have one
 * form, which keys, hashes and comparisons are made of.
 */
public final class IdText {

    /** What stands around an id: blanks and ends of lines, the brackets of a mail address, schemes. */
    private static final Pattern BARE = Pattern.compile(
            "(?is)(?:[\\s\\p{Z}\\p{Cf}<]|tel:|sms:|callto:|mailto:|whatsapp:)*+(.*[^\\s\\p{Z}\\p{Cf}>]|).*");

    /** In an address with a scheme any character may be its code in percent (RFC 6068, section 2). */
    private static final Pattern ADDRESS =
            Pattern.compile("(?is)[\\s\\p{Z}\\p{Cf}<]*+(?:tel|sms|callto|mailto|whatsapp):.*%");

    private static final Pattern ENCODED = Pattern.compile("%([2-7][0-9A-Fa-f])");

    private static final String BLANK = "\\s\\p{Z}\\p{Cf}";

    /** What people put between groups of digits, and only of a number's. */
    private static final String BETWEEN = BLANK + "()\\[\\]\\uff08\\uff09/\\u00b7";

    private static final String APART = "[" + BETWEEN + "]";

    /**
     * Before fewer than five digits a slash begins an extension. Five separators at most are looked at before each of these
     * digits, so that a text of slashes is read in time.
     */
    private static final String SLASH = "(?!/(?!(?:[^0-9]{0,5}+[0-9]){5}))";

    /** The same, dashes and dots. Numbers are pasted with blanks and dashes of Unicode and with marks of direction. */
    private static final String ALL_BETWEEN = BETWEEN + "\\p{Pd}\\u2212.";

    private static final Pattern SEPARATORS = Pattern.compile(SLASH + "[" + ALL_BETWEEN + "]");

    private static final Pattern SEPARATORS_AFTER_A_PLUS = Pattern.compile(SLASH + "[_" + ALL_BETWEEN + "]");

    /**
     * At most 15 digits by E.164. Shorter ones than 8 are often no phone numbers, and shorter ones than 10 behind 00 are
     * often customers' numbers with zeros before them.
     */
    private static final Pattern NUMBER =
            Pattern.compile("00(?<dialled>[1-9][0-9]{9,14})|\\+?(?<digits>(?!00)[0-9]{8,15})");

    /** The codes of countries (ITU-T E.164) and some that nobody has yet. None is the beginning of another. */
    private static final String CODE = "(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
            + "|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[03578]|9[679])[0-9])";

    /**
     * A plus, two zeros, or a country's code that stands apart from the digits after it, and in no bracket: an area's code
     * has one. Customers' numbers have dashes and dots.
     */
    private static final Pattern WITH_CODE = Pattern.compile("[^0-9+]*(?:\\+|00" + APART + "*" + CODE + ")|[" + BLANK
            + "]*" + CODE + "[" + BLANK + "]" + APART + "*(?![\\p{Pd}.])");

    /** Digits in groups, without a country's code. With dashes and dots alone they may be a customer's number. */
    private static final Pattern IN_GROUPS = Pattern.compile("(?s)(?=.*" + APART + ")[0-9" + ALL_BETWEEN + "]+");

    /** A number as WhatsApp's own servers name it, perhaps with the device. */
    private static final Pattern OF_WHATSAPP =
            Pattern.compile("(?i)([1-9][0-9]{7,14})(?::[0-9]+)?@(?:s\\.whatsapp\\.net|c\\.us)\\.*");

    /** In brackets it is none of the number, wherever that is. */
    private static final Pattern BRACKETED_ZERO = Pattern.compile("[(\\[][\\s\\p{Z}]*0[\\s\\p{Z}]*[)\\]]");

    private static final Pattern ANY_ZERO = Pattern.compile("(" + CODE + ")0([0-9]+)");

    /**
     * A zero after the country's code, which may be the one that is dialled within the country alone. Where numbers begin
     * with a zero and no zero is dialled before them, it belongs to the number: Italy, San Marino and the Vatican, Ivory
     * Coast, Burkina Faso, Benin, Gabon, Congo, Tajikistan, and telephones by satellite (as libphonenumber 9.0 tells). In
     * North America nobody dials one.
     */
    private static final Pattern TRUNK_ZERO =
            Pattern.compile("(?!1|39|22[569]|24[12]|37[89]|881|992)(" + CODE + ")0([0-9]+)");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * A mail address, with all that may stand before its @ without quotes (RFC 5322), but for what divides keys. None begins
     * with an apostrophe, because spreadsheets put one before a text.
     */
    public static final String MAIL = "(?!')[A-Za-z0-9.!$%&'*+/=?^_`{|}-]+@[A-Za-z0-9-][A-Za-z0-9.-]*\\.[A-Za-z0-9-]+";

    /** A dot at the end of a domain says that it is whole (RFC 1034). Further ones end a sentence. */
    private static final Pattern WHOLE_MAIL = Pattern.compile("(" + MAIL + ")\\.*");

    private IdText() {}

    /** The text of an id in an input. Some programs write digits as a number, which counts as its digits. Else null. */
    public static @Nullable String in(JsonNode value) {
        return value.isIntegralNumber() && value.bigIntegerValue().signum() >= 0 ? value.asText() : value.textValue();
    }

    /** The one form of a person's id; of two readings the usual one. */
    public static String oneForm(String text) {
        return readings(text).get(0);
    }

    /**
     * The forms of the ids that a text may mean: one, or those of two people, the usual one first. The form of a form is
     * itself. A text that is no id stays none.
     *
     * <p>Three countries have two spellings of one mobile phone. WhatsApp and carriers use both.
     */
    public static List<String> readings(String text) {
        String id = bare(text);
        List<String> numbers = numbers(id);
        if (!numbers.isEmpty()) {
            return numbers;
        }
        if (isInGroups(id)) {
            return List.of(ofOnePhone(joined(id)));
        }
        Matcher mail = WHOLE_MAIL.matcher(id);
        return List.of(mail.matches() ? mail.group(1).toLowerCase(Locale.ROOT) : id);
    }

    /** An id without what stands around it, with the digits of ASCII. */
    public static String bare(String text) {
        return BARE.matcher(decoded(ofAscii(text))).replaceFirst("$1");
    }

    /** The readings of a bare id as a number with the code of its country; empty if it is none. */
    public static List<String> numbers(String id) {
        if (DIGITS.matcher(id).matches() && !id.startsWith("00")) {
            return List.of(ofOnePhone(id));
        }
        Matcher ofWhatsApp = OF_WHATSAPP.matcher(id);
        if (ofWhatsApp.matches()) {
            return List.of(ofOnePhone(ofWhatsApp.group(1)));
        }
        String digitsAlone = joined(id);
        boolean isDialled =
                digitsAlone.startsWith("00") && IN_GROUPS.matcher(id).matches();
        Matcher number = NUMBER.matcher(isDialled || WITH_CODE.matcher(id).lookingAt() ? digitsAlone : "");
        if (!number.matches()) {
            return List.of();
        }
        String digits = number.group(number.group("dialled") == null ? "digits" : "dialled");
        Matcher zero = (BRACKETED_ZERO.matcher(id).find() ? ANY_ZERO : TRUNK_ZERO).matcher(digits);
        return zero.matches()
                ? List.of(ofOnePhone(zero.group(1) + zero.group(2)), ofOnePhone(digits))
                : List.of(ofOnePhone(digits));
    }

    /** Whether an id has the groups of a phone number, and no country's code. Its form may be that of another person. */
    public static boolean lacksCode(String text) {
        String id = bare(text);
        return isInGroups(id) && numbers(id).isEmpty();
    }

    private static boolean isInGroups(String id) {
        return IN_GROUPS.matcher(id).matches() && NUMBER.matcher(joined(id)).matches();
    }

    /** A bare id without the separators of numbers. */
    public static String joined(String id) {
        return (id.startsWith("+") ? SEPARATORS_AFTER_A_PLUS : SEPARATORS)
                .matcher(id)
                .replaceAll("");
    }

    private static String ofAscii(String text) {
        return text.chars().allMatch(each -> each < 0x80)
                ? text
                : text.codePoints()
                        .map(each ->
                                Character.isDigit(each) ? '0' + Character.digit(each, 10) : each == 0xFF0B ? '+' : each)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static String decoded(String text) {
        return ADDRESS.matcher(text).lookingAt()
                ? ENCODED.matcher(text)
                        .replaceAll(code ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))))
                : text;
    }

    private static String ofOnePhone(String digits) {
        boolean isMexican = digits.length() == 13 && digits.startsWith("521");
        if (isMexican) {
            return "52" + digits.substring(3);
        }
        boolean isArgentine = digits.length() == 12 && digits.startsWith("54");
        if (isArgentine) {
            return "549" + digits.substring(2);
        }
        // Two digits of the area, then a mobile number of eight digits, before which Brazil put a 9.
        boolean isBrazilian = digits.length() == 12 && digits.startsWith("55") && digits.charAt(4) >= '6';
        return isBrazilian ? digits.substring(0, 4) + "9" + digits.substring(4) : digits;
    }
}
