package consimt.refusal;

import java.util.ArrayList;
import java.util.List;

/** The spellings of one word that count as the same. */
final class Spelling {

    private static final String ARABIC_PREFIXES = "وفبلك";
    private static final String THE = "ال";
    private static final String FOR_THE = "لل";
    private static final int SHORTEST_STEM = 2;

    private Spelling() {}

    /**
     * @param word in its plain form
     * @return without drawn-out letters ("stoooop"), with one spelling of the Arabic and Devanagari letters that people
     *     exchange
     */
    static String of(String word) {
        StringBuilder spelled = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            if (isDrawnOut(word, at, c)) {
                continue;
            }
            spelled.append(
                    switch (c) {
                        case 'ى', 'ی' -> 'ي';
                        case 'ة' -> 'ه';
                        case 'ک' -> 'ك';
                        case '\u0901' -> '\u0902';
                        default -> c;
                    });
        }
        return spelled.toString();
    }

    /** Of three or more equal letters the last one stays. */
    private static boolean isDrawnOut(String word, int at, char c) {
        if (!Character.isLetter(c)) {
            return false;
        }
        boolean isLikeNext = isAt(word, at + 1, c);
        return isLikeNext && (isAt(word, at - 1, c) || isAt(word, at + 2, c));
    }

    private static boolean isAt(String word, int at, char c) {
        return at >= 0 && at < word.length() && word.charAt(at) == c;
    }

    /**
     * The word, and in Arabic also what remains of it without "and", "by", "for", "like" and "the", which are written
     * as one with it.
     */
    static List<String> readings(String word) {
        if (word.isEmpty() || Character.UnicodeBlock.of(word.charAt(0)) != Character.UnicodeBlock.ARABIC) {
            return List.of(word);
        }
        List<String> readings = new ArrayList<>(List.of(word));
        for (int i = 0; i < readings.size(); i++) {
            String reading = readings.get(i);
            if (reading.startsWith(FOR_THE) || reading.startsWith(THE)) {
                addStem(readings, reading.substring(2));
            } else if (ARABIC_PREFIXES.indexOf(reading.charAt(0)) >= 0 && readings.size() < 4) {
                addStem(readings, reading.substring(1));
            }
        }
        return readings;
    }

    private static void addStem(List<String> readings, String stem) {
        if (stem.length() >= SHORTEST_STEM) {
            readings.add(stem);
        }
    }
}
