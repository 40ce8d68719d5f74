package consimt.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Letters in place of the digits and signs that are written for them: "st0p", "5top", "$top", "st*p". */
final class DigitsAsLetters {

    /** A longer run is cut, which bounds the work. */
    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{M}0-9$€@*]{2,60}+");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** A star may hide a letter between two others. Elsewhere it makes a text bold. */
    private static final Pattern SIGN = Pattern.compile("[0-9$€@]|(?<=\\p{L})\\*(?=\\p{L})");

    /** By digit. Two look like no letter, and 1 like two. */
    private static final String OF_DIGITS = "o12eas6tbg";

    private static final String LIKE_ONE = "il";
    private static final String HIDDEN = "aeiou";

    /** A shorter one is a size or a measure: "A1", "m3". */
    private static final int SHORTEST = 3;

    private DigitsAsLetters() {}

    static String replaced(String text) {
        if (!SIGN.matcher(text).find()) {
            return text;
        }
        // Beside a word that is written so, two characters are a word too: "n0 m0re".
        boolean isUsual = RUN.matcher(text).results().map(MatchResult::group).anyMatch(DigitsAsLetters::hidesAWord);
        return RUN.matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(
                        isUsual || run.group().length() >= SHORTEST ? letters(run.group()) : run.group()));
    }

    private static boolean hidesAWord(String run) {
        return run.length() >= SHORTEST && !letters(run).equals(run);
    }

    /** What the run stands for: a word, or several together. The run itself if that is none. */
    private static String letters(String run) {
        if (!LETTER.matcher(run).find() || !SIGN.matcher(run).find()) {
            return run;
        }
        List<String> all = candidates(run);
        Phrases phrases = Phrases.get();
        return first(all, phrases::knows)
                .or(() -> first(all, phrases::hasSomeOf))
                .or(() -> first(all, word -> !phrases.glued().cut(word).isEmpty()))
                .orElse(run);
    }

    private static Optional<String> first(List<String> candidates, Predicate<String> isWord) {
        return candidates.stream()
                .filter(letters -> isWord.test(Spelling.of(PlainForm.of(letters))))
                .findFirst();
    }

    private static List<String> candidates(String run) {
        List<String> all = new ArrayList<>();
        for (char one : (run.indexOf('1') < 0 ? "1" : LIKE_ONE).toCharArray()) {
            for (char hidden : (run.indexOf('*') < 0 ? "*" : HIDDEN).toCharArray()) {
                all.add(letters(run, one, hidden));
            }
        }
        return all;
    }

    private static String letters(String run, char one, char hidden) {
        return SIGN.matcher(run).replaceAll(sign -> switch (sign.group().charAt(0)) {
            case '$' -> "s";
            case '€' -> "e";
            case '@' -> "a";
            case '*' -> Matcher.quoteReplacement(String.valueOf(hidden));
            case '1' -> String.valueOf(one);
            default -> String.valueOf(OF_DIGITS.charAt(sign.group().charAt(0) - '0'));
        });
    }
}
