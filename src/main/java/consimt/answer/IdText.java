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

    private static final List<String> SCHEMES = List.of("tel:", "sms:", "callto:", "mailto:", "whatsapp:");

    /** Blanks, dashes, dots and brackets. Numbers are pasted with blanks and dashes of Unicode and with marks of direction. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}\\u2212.()\\[\\]]+");

    /** At most 15 digits by E.164. Shorter ones than 8 are often no phone numbers. */
    private static final Pattern WITH_PLUS = Pattern.compile("\\+([0-9]{8,15})");

    /** A zero in brackets is dialled within the country alone. In some countries it belongs to the number, so nobody can tell. */
    private static final Pattern DOMESTIC_ZERO = Pattern.compile("\\([\\s\\p{Z}]*0[\\s\\p{Z}]*\\)");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9-][A-Za-z0-9.-]*\\.[A-Za-z0-9-]+");

    private IdText() {}

    /** The text of an id in an input. Some programs write digits as a number, which counts as its digits. Else null. */
    public static @Nullable String in(JsonNode value) {
        return value.isIntegralNumber() && value.bigIntegerValue().signum() >= 0 ? value.asText() : value.textValue();
    }

    /**
     * The one form of a person's id. The form of a form is itself. A text that is no id stays none.
     *
     * <p>Three countries have two spellings of one mobile phone. WhatsApp and carriers use both.
     */
    public static String oneForm(String text) {
        String id = text.substring(lengthOfSchemes(text));
        if (id.indexOf('+') >= 0) {
            Matcher number = WITH_PLUS.matcher(SEPARATORS.matcher(id).replaceAll(""));
            if (number.matches() && !DOMESTIC_ZERO.matcher(id).find()) {
                id = number.group(1);
            }
        }
        if (DIGITS.matcher(id).matches()) {
            return ofOnePhone(id);
        }
        return MAIL.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
    }

    private static int lengthOfSchemes(String text) {
        int length = 0;
        int before;
        do {
            before = length;
            for (String scheme : SCHEMES) {
                length += text.regionMatches(true, length, scheme, 0, scheme.length()) ? scheme.length() : 0;
            }
        } while (length > before);
        return length;
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
