package consimt.refusal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cuts letters that are written together into words of one language: "stoptextingme". */
final class GluedWords {

    /** As bits. */
    static final int ALL_LANGUAGES = -1;

    /** It bounds the work, as {@link #LONGEST_WORD} does. */
    private static final int MOST_LETTERS = 60;

    private static final int LONGEST_WORD = 24;

    /** Of a word whose beginning alone is known: "mensaj*". */
    private static final int SHORTEST_BEGINNING = 4;

    private static final int LONGEST_END = 3;

    /** A letter, or a word whose end is unknown, is worse than two words: "is", and not "i s". */
    private static final int COST_OF_DOUBT = 3;

    private static final int TOO_MUCH = 1_000;

    /** By word: the languages that have it, as bits. */
    private final Map<String, Integer> words = new HashMap<>();

    /** By beginning: the languages that have all words that begin so. */
    private final Map<String, Integer> beginnings = new HashMap<>();

    /** A word that some of the letters are. */
    private record Piece(int from, int to, int languages, int cost) {}

    /**
     * @param word in its plain form; with a star it is the beginning of words, or their end
     * @param languages as bits
     */
    void add(String word, int languages) {
        if (!word.startsWith("*")) {
            (word.endsWith("*") ? beginnings : words).merge(word.replace("*", ""), languages, (a, b) -> a | b);
        }
    }

    /** The words of one language that are these letters, as few as can be; empty if they are none. */
    List<String> cut(String text) {
        if (text.isEmpty() || text.length() > MOST_LETTERS) {
            return List.of();
        }
        List<Piece> pieces = pieces(text);
        int inAll = languages(pieces, text.length(), 1)[text.length()];
        return IntStream.range(0, Integer.SIZE)
                .map(bit -> inAll & 1 << bit)
                .filter(language -> language != 0)
                .mapToObj(language -> new Cut(text, pieces, language))
                .min(Comparator.comparingInt(Cut::cost))
                .map(Cut::words)
                .orElse(List.of());
    }

    /** How many of the first letters are words of one language, of two letters or more. */
    int longestCut(String text) {
        int[] languages = languages(pieces(text), text.length(), 2);
        int longest = text.length();
        while (longest > 0 && languages[longest] == 0) {
            longest--;
        }
        return longest;
    }

    /** By number of letters: the languages in which they are words. */
    private static int[] languages(List<Piece> pieces, int length, int shortest) {
        int[] languages = new int[length + 1];
        languages[0] = ALL_LANGUAGES;
        for (Piece piece : pieces) {
            if (piece.to - piece.from >= shortest) {
                languages[piece.to] |= languages[piece.from] & piece.languages;
            }
        }
        return languages;
    }

    /** In the order in which they begin. */
    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 1; to <= Math.min(from + LONGEST_WORD, text.length()); to++) {
                String part = text.substring(from, to);
                Integer its = words.get(part);
                if (its != null) {
                    pieces.add(new Piece(from, to, its, to - from == 1 ? COST_OF_DOUBT : 1));
                }
                Integer longer = to - from < SHORTEST_BEGINNING ? null : beginnings.get(part);
                for (int end = to; longer != null && end <= Math.min(to + LONGEST_END, text.length()); end++) {
                    pieces.add(new Piece(from, end, longer, end == to ? 1 : COST_OF_DOUBT));
                }
            }
        }
        return pieces;
    }

    /** The best cut into words of one language. */
    private static final class Cut {
        private final String text;
        private final int[] costs;
        private final int[] starts;

        private Cut(String text, List<Piece> pieces, int language) {
            this.text = text;
            costs = new int[text.length() + 1];
            starts = new int[text.length() + 1];
            Arrays.fill(costs, 1, costs.length, TOO_MUCH);
            for (Piece piece : pieces) {
                int cost = costs[piece.from] + piece.cost;
                if ((piece.languages & language) != 0 && cost < costs[piece.to]) {
                    costs[piece.to] = cost;
                    starts[piece.to] = piece.from;
                }
            }
        }

        private int cost() {
            return costs[text.length()];
        }

        private List<String> words() {
            List<String> words = new ArrayList<>();
            for (int end = text.length(); end > 0; end = starts[end]) {
                words.add(text.substring(starts[end], end));
            }
            Collections.reverse(words);
            return words;
        }
    }
}
