package consimt.refusal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Cuts letters that are written together into words of one language: "stoptextingme". */
final class GluedWords {

    /** As bits. */
    static final int ALL_LANGUAGES = -1;

    /** It bounds the work. */
    private static final int MOST_LETTERS = 60;

    /** Of a word whose beginning alone is known: "mensaj*". */
    private static final int SHORTEST_BEGINNING = 4;

    private static final int LONGEST_END = 3;

    /** A letter, or a word whose end is unknown, is worse than two words: "is", and not "i s". */
    private static final int COST_OF_DOUBT = 3;

    private static final int ROOM_FOR_LETTERS = 512;
    private static final int TOO_MUCH = 1_000;

    /** By letter: its number. */
    private final IntMap letters = new IntMap();

    private int numberOfLetters;

    /** From a beginning and a letter to a longer beginning. The empty beginning has the number 0. */
    private final IntMap longer = new IntMap();

    /** By beginning: the languages that have it as a word, and those that have all words that begin so; as bits. */
    private final IntList words = new IntList();

    private final IntList beginnings = new IntList();

    GluedWords() {
        words.add(0);
        beginnings.add(0);
    }

    /**
     * @param word in its plain form; with a star it is the beginning of words, or their end
     * @param languages as bits
     */
    void add(String word, int languages) {
        if (word.startsWith("*")) {
            return;
        }
        String start = word.replace("*", "");
        int at = 0;
        for (int i = 0; i < start.length(); i++) {
            at = longerOrNew(at, start.charAt(i));
        }
        IntList all = word.endsWith("*") ? beginnings : words;
        all.set(at, all.get(at) | languages);
    }

    private int longerOrNew(int beginning, char letter) {
        if (letters.get(letter) == 0) {
            numberOfLetters++;
            letters.put(letter, numberOfLetters);
        }
        int known = longer(beginning, letter);
        if (known > 0) {
            return known;
        }
        longer.put(beginning * ROOM_FOR_LETTERS + letters.get(letter), words.size());
        words.add(0);
        beginnings.add(0);
        return words.size() - 1;
    }

    private int longer(int beginning, char letter) {
        int number = letters.get(letter);
        return number == 0 ? 0 : longer.get(beginning * ROOM_FOR_LETTERS + number);
    }

    /** The words of one language that are these letters, as few as can be; empty if they are none. */
    List<String> cut(String text) {
        if (text.isEmpty() || text.length() > MOST_LETTERS) {
            return List.of();
        }
        int inAll = languages(text, 1)[text.length()];
        List<String> best = List.of();
        int least = TOO_MUCH;
        for (int rest = inAll; rest != 0; rest &= rest - 1) {
            Cut cut = new Cut(text, Integer.lowestOneBit(rest));
            if (cut.cost() < least) {
                best = cut.words();
                least = cut.cost();
            }
        }
        return best;
    }

    /** How many of the first letters are words of one language, of two letters or more. */
    int longestCut(String text) {
        int[] languages = languages(text, 2);
        int longest = languages.length - 1;
        while (longest > 0 && languages[longest] == 0) {
            longest--;
        }
        return longest;
    }

    /** By number of letters: the languages in which they are words. */
    private int[] languages(String text, int shortest) {
        int[] languages = new int[text.length() + 1];
        languages[0] = -1;
        for (int from = 0; from < text.length(); from++) {
            int before = languages[from];
            if (before != 0) {
                int start = from;
                forEachWord(text, start, (to, its, cost) -> languages[to] |= to - start < shortest ? 0 : before & its);
            }
        }
        return languages;
    }

    private interface Found {
        void at(int end, int languages, int cost);
    }

    private void forEachWord(String text, int from, Found found) {
        int beginning = 0;
        for (int to = from + 1; to <= text.length(); to++) {
            beginning = longer(beginning, text.charAt(to - 1));
            if (beginning == 0) {
                return;
            }
            if (words.get(beginning) != 0) {
                found.at(to, words.get(beginning), to - from == 1 ? COST_OF_DOUBT : 1);
            }
            if (beginnings.get(beginning) != 0 && to - from >= SHORTEST_BEGINNING) {
                for (int end = to; end <= Math.min(to + LONGEST_END, text.length()); end++) {
                    found.at(end, beginnings.get(beginning), end == to ? 1 : COST_OF_DOUBT);
                }
            }
        }
    }

    /** The best cut into words of one language. */
    private final class Cut {
        private final String text;
        private final int[] costs;
        private final int[] starts;

        private Cut(String text, int language) {
            this.text = text;
            costs = new int[text.length() + 1];
            starts = new int[text.length() + 1];
            Arrays.fill(costs, TOO_MUCH);
            costs[0] = 0;
            for (int at = 0; at < text.length(); at++) {
                int from = at;
                if (costs[from] < TOO_MUCH) {
                    forEachWord(text, from, (to, its, cost) -> take(from, to, (its & language) != 0, cost));
                }
            }
        }

        private void take(int from, int to, boolean isOfLanguage, int cost) {
            if (isOfLanguage && costs[from] + cost < costs[to]) {
                costs[to] = costs[from] + cost;
                starts[to] = from;
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
