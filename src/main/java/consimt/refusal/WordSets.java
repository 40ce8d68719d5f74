package consimt.refusal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which sets a word is in: by itself, by its beginning ({@code stop*}), by its end ({@code *mail}). */
final class WordSets {

    /** Of a longer word no longer beginning or end is looked up, so that the time is bounded. */
    private static final int LONGEST_STEM = 24;

    private static final int[] NONE = {};

    private final Map<String, int[]> whole = new HashMap<>();

    /** With all beginnings of a beginning, which are in no set. So most words need few look-ups. */
    private final Map<String, int[]> beginnings = new HashMap<>();

    private final Map<String, int[]> ends = new HashMap<>();

    void add(String word, int set) {
        if (word.endsWith("*")) {
            String stem = word.substring(0, word.length() - 1);
            for (int length = stem.length() - 1; length > 0 && !beginnings.containsKey(stem); length--) {
                beginnings.putIfAbsent(stem.substring(0, length), NONE);
            }
            add(beginnings, stem, set);
        } else if (word.startsWith("*")) {
            String stem = word.substring(1);
            for (int from = 1; from < stem.length() && !ends.containsKey(stem); from++) {
                ends.putIfAbsent(stem.substring(from), NONE);
            }
            add(ends, stem, set);
        } else {
            add(whole, word, set);
        }
    }

    private static void add(Map<String, int[]> sets, String word, int set) {
        int[] before = sets.getOrDefault(word, NONE);
        int[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = set;
        sets.put(word, all);
    }

    boolean has(String word) {
        return whole.containsKey(word);
    }

    /** The sets that a word is in, by any of its readings. */
    int[] of(String word) {
        IntStream.Builder its = IntStream.builder();
        Spelling.readings(word).forEach(reading -> forEachOf(reading, its::add));
        return its.build().toArray();
    }

    /** All words, beginnings and ends. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(whole.keySet());
        all.addAll(beginnings.keySet());
        all.addAll(ends.keySet());
        return all;
    }

    private void forEachOf(String word, IntConsumer action) {
        forEach(whole.get(word), action);
        int longest = Math.min(word.length(), LONGEST_STEM);
        for (int length = 1; length <= longest; length++) {
            if (!forEach(beginnings.get(word.substring(0, length)), action)) {
                break;
            }
        }
        for (int length = 1; length <= longest; length++) {
            if (!forEach(ends.get(word.substring(word.length() - length)), action)) {
                break;
            }
        }
    }

    private static boolean forEach(int @Nullable [] sets, IntConsumer action) {
        if (sets == null) {
            return false;
        }
        for (int set : sets) {
            action.accept(set);
        }
        return true;
    }
}
