package consimt.cli;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ids of people in the form that the functions store: digits alone for a phone number, a mail address in small
 * letters. A number without its country's code is one of the business's country.
 */
final class IdReader {

    /** The shortest and the longest number that a plus makes one, as for the functions. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 15;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:+@-]{1,128}");
    private static final Pattern SCHEMES =
            Pattern.compile("(tel:|sms:|callto:|mailto:|whatsapp:)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}\\u2212.()\\[\\]/]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{8,15}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");
    private static final Pattern DOMESTIC_ZERO = Pattern.compile("\\([\\s\\p{Z}]*0[\\s\\p{Z}]*\\)");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9-][A-Za-z0-9.-]*\\.[A-Za-z0-9-]+");

    /** A spreadsheet's short form, another program's scheme, a name of WhatsApp's own servers: nobody's id. */
    private static final Pattern SPOILT_NUMBER = Pattern.compile("[0-9.,]+[eE]\\+?[0-9]+"
            + "|[A-Za-z][A-Za-z0-9.+-]*:[0-9.+-]+(@.*)?|.*@(s\\.whatsapp\\.net|c\\.us)|[0-9.+-]*[.+-][0-9.+-]*");

    private final @Nullable String country;
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** By how many digits it has: whether a number may lack the code of the country. */
    private final boolean[] mayBeNational = new boolean[LONGEST + 1];

    private final String trunk;

    /** @param country of the business, as RO; null for none. Then only a number with its country's code is one */
    IdReader(@Nullable String country) {
        this.country = country;
        int code = country == null ? 0 : numbers.getCountryCodeForRegion(country);
        if (country != null && code == 0) {
            throw new Trouble("--country takes two letters, as RO");
        }
        String prefix = country == null ? null : numbers.getNddPrefixForRegion(country, true);
        this.trunk = prefix == null || prefix.equals(String.valueOf(code)) ? "" : prefix;
        for (int digits = 4; country != null && digits <= LONGEST; digits++) {
            PhoneNumber any =
                    new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong("2".repeat(digits)));
            mayBeNational[digits] = numbers.isPossibleNumberWithReason(any) == ValidationResult.IS_POSSIBLE;
        }
    }

    private boolean mayLackCode(int first, int length) {
        return first == '0'
                || mayBeNational[length]
                || !trunk.isEmpty() && first == trunk.charAt(0) && mayBeNational[Math.max(0, length - trunk.length())];
    }

    /** The id in a text; null if there is none, or if it may be one of two. */
    @Nullable String read(String text) {
        if (WHOLE_NUMBER.matcher(text).matches() && !mayLackCode(text.charAt(0), text.length())) {
            return ofOnePhone(text);
        }
        String stripped = text.strip().replaceFirst("^'", "");
        Matcher scheme = SCHEMES.matcher(stripped);
        String id = scheme.lookingAt() ? stripped.substring(scheme.end()) : stripped;
        String joined = SEPARATORS.matcher(id).replaceAll("");
        if (NUMBER.matcher(joined).matches()) {
            String digits = number(id, joined);
            return digits == null ? null : ofOnePhone(digits);
        }
        boolean isId = ID.matcher(id).matches() && !SPOILT_NUMBER.matcher(id).matches();
        return isId ? MAIL.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id : null;
    }

    private @Nullable String number(String written, String joined) {
        boolean isPlus = joined.startsWith("+");
        String digits = isPlus ? joined.substring(1) : joined;
        if (digits.length() > LONGEST) {
            return isPlus || !written.equals(joined) || digits.startsWith("0") || digits.length() > 128 ? null : digits;
        }
        if (isPlus) {
            boolean isWhole = digits.length() >= SHORTEST && !digits.startsWith("0");
            return DOMESTIC_ZERO.matcher(written).find() ? valid(written) : isWhole ? digits : null;
        }
        if (!mayLackCode(digits.charAt(0), digits.length())) {
            return written.equals(joined) || digits.length() >= SHORTEST && country != null ? digits : null;
        }
        String national = valid(written);
        String whole = digits.startsWith("0") ? null : valid("+" + digits);
        if (national == null || whole == null || national.equals(whole)) {
            String one = national == null ? whole : national;
            // A customer's number, say, in a list of a business that knows its people by other ids.
            return one == null && written.equals(joined) && !digits.startsWith("0") ? digits : one;
        }
        return null;
    }

    private @Nullable String valid(String written) {
        try {
            PhoneNumber number = numbers.parse(written, country);
            return numbers.isValidNumber(number)
                    ? numbers.format(number, PhoneNumberFormat.E164).substring(1)
                    : null;
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** Mexico, Argentina and Brazil have two spellings of a mobile phone. */
    private static String ofOnePhone(String digits) {
        int length = digits.length();
        if (length == 13 && digits.startsWith("521")) {
            return "52" + digits.substring(3);
        }
        if (length == 12 && digits.startsWith("54")) {
            return "549" + digits.substring(2);
        }
        boolean isBrazilian = length == 12 && digits.startsWith("55") && digits.charAt(4) >= '6';
        return isBrazilian ? digits.substring(0, 4) + "9" + digits.substring(4) : digits;
    }
}
