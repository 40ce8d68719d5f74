package consimt.refusal;

import static java.util.stream.Collectors.toSet;

import consimt.business.Business;
import consimt.business.Business.WhatsApp;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

public record OptOutWords(Set<String> words, Set<String> ownWords) {

    /**
     * In UTF-16 units. A longer message is a sentence, and is not examined. The longest of a business's own words (40
     * characters of two units each) fits, with some courtesy.
     */
    public static final int LONGEST = 100;

    private static final String STOP_SIGN = "🛑";

    /** Some phones add it to an emoji. */
    private static final String AS_A_PICTURE = "\uFE0F";

    public static OptOutWords of(Business business) {
        return of(business.profile().languages(), business.ofWhatsApp(WhatsApp::optOutWords));
    }

    public static boolean areKnownIn(Locale language) {
        return Stream.of(Vocabulary.get().optOut(), Vocabulary.get().further())
                .flatMap(words -> words.keySet().stream())
                .anyMatch(known -> isAmong(List.of(language), known));
    }

    /** The words of every language, also of those that have no phrases. */
    static OptOutWords ofAllLanguages() {
        return of(
                Vocabulary.get().further().keySet().stream()
                        .map(Locale::forLanguageTag)
                        .toList(),
                List.of(),
                true);
    }

    /**
     * @param languages the business's; English always counts too, because its STOP is universal. Without any, all
     *     languages that have phrases count
     * @param ownWords the business's own
     */
    static OptOutWords of(List<Locale> languages, List<String> ownWords) {
        return of(languages, ownWords, languages.isEmpty());
    }

    private static OptOutWords of(List<Locale> languages, List<String> ownWords, boolean ofAllWithPhrases) {
        Set<String> words = new HashSet<>();
        Vocabulary.get().optOut().forEach((language, its) -> {
            if (ofAllWithPhrases || language.equals("en") || isAmong(languages, language)) {
                words.addAll(its);
            }
        });
        Vocabulary.get().further().forEach((language, its) -> {
            if (isAmong(languages, language)) {
                words.addAll(its);
            }
        });
        Set<String> own = ownWords.stream()
                .flatMap(word -> PlainForm.allOf(word).stream())
                .filter(word -> !word.isEmpty())
                .collect(toSet());
        words.addAll(own);
        return new OptOutWords(words, own);
    }

    /** @param message the whole text of a person's message; what their phone or mail program adds makes no difference */
    public boolean isOptOut(String message) {
        return isOptOut(ReadText.of(message));
    }

    boolean isOptOut(ReadText message) {
        String own = message.own();
        if (own.length() > LONGEST) {
            return false;
        }
        String plain = PlainForm.of(own);
        return plain.isEmpty()
                ? isStopSign(own)
                : words.contains(plain) || !oneWordWithCourtesy(plain).isEmpty();
    }

    private static boolean isStopSign(String text) {
        String others = text.replace(STOP_SIGN, "");
        return others.length() < text.length()
                && others.replace(AS_A_PICTURE, "").isBlank();
    }

    /**
     * Whether a word on a button is an opt-out. "Cancel" may cancel an order there, and "End" may leave a menu, so
     * fewer words count. All words that the business configured count.
     */
    public boolean isOptOutOnAButton(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String plain = PlainForm.of(text);
        return ownWords.contains(plain)
                || (words.contains(plain) && !Vocabulary.get().notOnButtons().contains(plain));
    }

    /** Whether it may be one, on whatever is pressed: such a word with courtesy, or as the title of a row, or the sign. */
    boolean mayBeOptOutOnAButton(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String plain = PlainForm.of(text);
        String word = oneWordWithCourtesy(plain);
        return plain.isEmpty()
                ? isStopSign(text)
                : !word.isEmpty() && !Vocabulary.get().notOnButtons().contains(word);
    }

    /**
     * The opt-out word of a text that is one such word, with or without courtesy; empty if the text is anything else.
     * Words are matched from the left, the longest first: "stop all" before "stop", "thank you very much" as a whole.
     */
    private String oneWordWithCourtesy(String plain) {
        String word = "";
        int at = 0;
        while (at < plain.length()) {
            String next = longestFrom(plain, at);
            if (next.isEmpty()) {
                return "";
            }
            if (!Vocabulary.get().courtesy().contains(next)) {
                // A second opt-out word may reverse the first: "cancel unsubscribe".
                if (!word.isEmpty() && !word.equals(next)) {
                    return "";
                }
                word = next;
            }
            at += next.length() + 1;
        }
        return word;
    }

    private String longestFrom(String plain, int at) {
        for (int end = plain.length(); end > at; end = plain.lastIndexOf(' ', end - 1)) {
            String phrase = plain.substring(at, end);
            if (words.contains(phrase) || Vocabulary.get().courtesy().contains(phrase)) {
                return phrase;
            }
        }
        return "";
    }

    private static boolean isAmong(List<Locale> languages, String language) {
        return languages.stream().anyMatch(locale -> locale.getLanguage().equals(language));
    }
}
