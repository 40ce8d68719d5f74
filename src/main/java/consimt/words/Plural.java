package consimt.words;

import java.util.Locale;

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
