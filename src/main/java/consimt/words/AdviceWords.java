package consimt.words;

import consimt.business.Business;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/** What a business reads about its figures: in the first of its languages that has texts, else in English. */
public record AdviceWords(Messages messages, Words words) {

    public static AdviceWords of(Business business) {
        Messages messages = Messages.bestOf(business.profile().languages());
        return new AdviceWords(messages, Words.of(business, messages.locale()));
    }

    /**
     * @param rule whose advice it is
     * @param values of its placeholders; some of them may not be needed
     */
    public String advice(String rule, Map<String, String> values) {
        return messages.filled("advice." + rule, values);
    }

    public String inMonth(Month month) {
        String name = month.getDisplayName(TextStyle.FULL_STANDALONE, messages.locale());
        return messages.filled("advice.inMonth", Map.of("month", name));
    }

    public String inWeek(LocalDate monday) {
        return messages.filled("advice.inWeek", Map.of("day", messages.day(monday)));
    }

    public String between(LocalDate from, LocalDate to) {
        return messages.filled("advice.between", Map.of("from", messages.day(from), "to", messages.day(to)));
    }

    /** @param share from 0 to 1 */
    public String percent(double share) {
        return NumberFormat.getPercentInstance(messages.locale()).format(share);
    }

    /** @param what is counted: {@code people} or {@code hours} */
    public String counted(String what, int count) {
        String key =
                "count." + what + "." + Plural.of(messages.language(), count).word();
        return messages.filled(key, Map.of("count", number(count)));
    }

    public String number(int number) {
        return NumberFormat.getIntegerInstance(messages.locale()).format(number);
    }

    /**
     * The form of a noun after a whole number below a million.
     *
     * <p>Source: the plural rules of Unicode's CLDR for the languages of {@link Messages}.
     */
    enum Plural {
        ONE,
        /** Of these languages, Romanian alone has it. */
        FEW,
        OTHER;

        static Plural of(String language, int count) {
            return switch (language) {
                case "ro" -> count == 1 ? ONE : count == 0 || count % 100 >= 1 && count % 100 <= 19 ? FEW : OTHER;
                case "fr", "pt" -> count <= 1 ? ONE : OTHER;
                default -> count == 1 ? ONE : OTHER;
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
