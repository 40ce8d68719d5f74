package consimt.cli;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern BARE = Pattern.compile(
            "(?is)(?:[\\s\\p{Z}\\p{Cf}<']|tel:|sms:|callto:|mailto:|whatsapp:)*+(.*[^\\s\\p{Z}\\p{Cf}>]|).*");
    private static final Pattern ADDRESS =
            Pattern.compile("(?is)[\\s\\p{Z}\\p{Cf}<']*+(?:tel|sms|callto|mailto|whatsapp):.*%");
    private static final Pattern ENCODED = Pattern.compile("%([2-7][0-9A-Fa-f])");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}\\u2212.()\\[\\]/]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{8,15}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    private static final String CODE = "(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
            + "|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[03578]|9[679])[0-9])";

    private static final Pattern WITH_CODE =
            Pattern.compile("[^0-9+]*(?:\\+|" + CODE + "[\\s\\p{Z}\\p{Cf}()\\[\\]]+(?![\\p{Pd}.]))");

    private static final Pattern BRACKETED_ZERO = Pattern.compile("[(\\[][\\s\\p{Z}]*0[\\s\\p{Z}]*[)\\]]");

    private static final Pattern ANY_ZERO = Pattern.compile("(" + CODE + ")0([0-9]+)");

    /** A zero after a country's code that may be no part of the number, as for the functions. */
    private static final Pattern TRUNK_ZERO =
            Pattern.compile("(?!1|39|22[569]|24[12]|37[89]|881|992)(" + CODE + ")0([0-9]+)");

    private static final Pattern MAIL =
            Pattern.compile("([A-Za-z0-9.!$%&'*+/=?^_`{|}-]+@[A-Za-z0-9-][A-Za-z0-9.-]*\\.[A-Za-z0-9-]+)\\.*");

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
        List<String> all = readings(text);
        List<String> possible = all.stream()
                .filter(each -> all.size() == 1 || each.equals(valid("+" + each)))
                .toList();
        return possible.size() == 1 ? possible.get(0) : null;
    }

    /** The ids that a text may mean: none, one, or those of two people. A refusal counts for both. */
    List<String> readings(String text) {
        if (WHOLE_NUMBER.matcher(text).matches() && !mayLackCode(text.charAt(0), text.length())) {
            return List.of(ofOnePhone(text));
        }
        String id = BARE.matcher(decoded(text)).replaceFirst("$1");
        String joined = SEPARATORS.matcher(id).replaceAll("");
        if (NUMBER.matcher(joined).matches()) {
            return numbers(id, joined).stream().map(IdReader::ofOnePhone).toList();
        }
        Matcher mail = MAIL.matcher(id);
        String form = mail.matches() ? mail.group(1).toLowerCase(Locale.ROOT) : id;
        boolean isId = mail.matches() ? form.length() <= 128 : ID.matcher(form).matches();
        return isId && !SPOILT_NUMBER.matcher(form).matches() ? List.of(form) : List.of();
    }

    /** In an address with a scheme any character may be its code in percent, as for the functions. */
    private static String decoded(String text) {
        return ADDRESS.matcher(text).lookingAt()
                ? ENCODED.matcher(text)
                        .replaceAll(code ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))))
                : text;
    }

    private List<String> numbers(String written, String joined) {
        boolean isPlus = joined.startsWith("+");
        String digits = isPlus ? joined.substring(1) : joined;
        boolean isPlain = written.equals(joined) && !digits.startsWith("0");
        if (digits.length() > LONGEST) {
            return isPlus || !isPlain || digits.length() > 128 ? List.of() : List.of(digits);
        }
        boolean hasCode = WITH_CODE.matcher(written).lookingAt() && digits.length() >= SHORTEST;
        Matcher zero = (BRACKETED_ZERO.matcher(written).find() ? ANY_ZERO : TRUNK_ZERO).matcher(digits);
        if (hasCode && zero.matches()) {
            return List.of(zero.group(1) + zero.group(2), digits);
        }
        if (isPlus) {
            return hasCode && !digits.startsWith("0") ? List.of(digits) : List.of();
        }
        if (!mayLackCode(digits.charAt(0), digits.length())) {
            return isPlain || hasCode || digits.length() >= SHORTEST && country != null ? List.of(digits) : List.of();
        }
        String national = valid(written);
        String whole = digits.startsWith("0") ? null : valid("+" + digits);
        List<String> found = Stream.of(national, whole)
                .flatMap(Stream::ofNullable)
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
