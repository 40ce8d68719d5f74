package consimt.answer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ids of people in the form that the functions store: digits alone for a phone number, a mail address in small
 * letters. A number without its country's code is one of the business's country.
 */
public final class IdReader {

    /** How a list writes numbers. Where nothing says so, a number whose digits may be two numbers is one of two people. */
    public enum NumberStyle {
        NATIONAL,
        INTERNATIONAL
    }

    /** In digits, by E.164. */
    private static final int LONGEST = 15;

    private static final Pattern ID = Pattern.compile("(?=.{1,128}\\z)(?:[A-Za-z0-9._:+@-]+|" + IdText.MAIL + ")");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{8,15}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    /** A spreadsheet puts an apostrophe before a text. */
    private static final Pattern OF_A_SHEET = Pattern.compile("^['\\s\\p{Z}\\p{Cf}<]+");

    /** A spreadsheet's short form, another program's scheme, a name of WhatsApp's own servers: nobody's id. */
    private static final Pattern SPOILT_NUMBER = Pattern.compile("[0-9.,]+[eE]\\+?[0-9]+"
            + "|[A-Za-z][A-Za-z0-9.+-]*:[0-9.+-]+(@.*)?|.*@(s\\.whatsapp\\.net|c\\.us)|[0-9.+-]*[.+-][0-9.+-]*");

    private final @Nullable String country;
    private final @Nullable NumberStyle written;
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** By how many digits it has: whether a number may lack the code of the country. */
    private final boolean[] mayBeNational = new boolean[LONGEST + 1];

    private final String trunk;

    /**
     * @param country of the business, as RO; null for none, and some countries are not known. Then only a number with its
     *     country's code is one
     * @param written how the list writes numbers; null if nobody says so
     */
    public IdReader(@Nullable String country, @Nullable NumberStyle written) {
        this.country = country != null && isKnown(country) ? country : null;
        this.written = written;
        int code = this.country == null ? 0 : numbers.getCountryCodeForRegion(this.country);
        String prefix = this.country == null ? null : numbers.getNddPrefixForRegion(this.country, true);
        this.trunk = prefix == null || prefix.equals(String.valueOf(code)) ? "" : prefix;
        for (int digits = 4; this.country != null && digits <= LONGEST; digits++) {
            PhoneNumber any =
                    new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong("2".repeat(digits)));
            mayBeNational[digits] = numbers.isPossibleNumberWithReason(any) == ValidationResult.IS_POSSIBLE;
        }
    }

    /** @param country two letters, as RO */
    public static boolean isKnown(String country) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(country);
    }

    private boolean mayLackCode(int first, int length) {
        return first == '0'
                || mayBeNational[length]
                || !trunk.isEmpty() && first == trunk.charAt(0) && mayBeNational[Math.max(0, length - trunk.length())];
    }

    /** The id in a text; null if there is none, or if it may be one of two and nobody says which. */
    public @Nullable String read(String text) {
        List<String> all = readings(text, written);
        List<String> possible = all.stream()
                .filter(each -> all.size() == 1 || each.equals(valid("+" + each)))
                .toList();
        return possible.size() == 1 ? possible.get(0) : null;
    }

    /** The ids that a text may mean: none, one, or those of two people. A refusal counts for both, whatever a list says. */
    public List<String> readings(String text) {
        return readings(text, null);
    }

    private List<String> readings(String text, @Nullable NumberStyle how) {
        if (WHOLE_NUMBER.matcher(text).matches() && !mayLackCode(text.charAt(0), text.length())) {
            return IdText.readings(text);
        }
        String id = IdText.bare(OF_A_SHEET.matcher(IdText.bare(text)).replaceFirst(""));
        String joined = IdText.joined(id);
        if (NUMBER.matcher(joined).matches()) {
            return numbers(id, joined, how).stream().map(IdText::oneForm).toList();
        }
        String form = IdText.oneForm(id);
        return ID.matcher(form).matches() && !SPOILT_NUMBER.matcher(form).matches() ? List.of(form) : List.of();
    }

    private List<String> numbers(String spelled, String digits, @Nullable NumberStyle how) {
        List<String> withCode = IdText.numbers(spelled);
        if (digits.startsWith("+") || digits.startsWith("00") && !withCode.isEmpty()) {
            return withCode;
        }
        boolean isPlain = spelled.equals(digits) && !digits.startsWith("0");
        if (digits.length() > LONGEST) {
            return isPlain && digits.length() <= 128 ? List.of(digits) : List.of();
        }
        if (!mayLackCode(digits.charAt(0), digits.length())) {
            boolean isNumber = !withCode.isEmpty()
                    || country != null && WHOLE_NUMBER.matcher(digits).matches();
            return withCode.size() > 1 ? withCode : isPlain || isNumber ? List.of(digits) : List.of();
        }
        String national = how == NumberStyle.INTERNATIONAL ? null : valid(spelled);
        String whole = digits.startsWith("0") || how == NumberStyle.NATIONAL ? null : valid("+" + digits);
        Stream<String> ofOneZero = withCode.size() > 1 && how != NumberStyle.NATIONAL ? withCode.stream() : Stream.of();
        List<String> found = Stream.concat(Stream.of(national, whole).flatMap(Stream::ofNullable), ofOneZero)
                .distinct()
                .toList();
        // A customer's number, say, in a list of a business that knows its people by other ids.
        return found.isEmpty() && isPlain ? List.of(digits) : found;
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
}
