package consimt.refusal;

import consimt.refusal.PhraseAutomaton.WordSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which sets a word is in: by itself, by its beginning ({@code stop*}), by its end ({@code *mail}). */
final class WordSets {

    /** Of a longer word no longer beginning or end is looked up, so that the time is bounded. */
    private static final int LONGEST_STEM = 24;

    private final Map<String, List<WordSet>> whole = new HashMap<>();

    /** With all beginnings of a beginning, which are in no set. So most words need few look-ups. */
    private final Map<String, List<WordSet>> beginnings = new HashMap<>();

    private final Map<String, List<WordSet>> ends = new HashMap<>();

    void add(String word, WordSet set) {
        if (word.endsWith("*")) {
            String stem = word.substring(0, word.length() - 1);
            for (int length = stem.length() - 1; length > 0 && !beginnings.containsKey(stem); length--) {
                beginnings.putIfAbsent(stem.substring(0, length), new ArrayList<>(0));
            }
            add(beginnings, stem, set);
        } else if (word.startsWith("*")) {
            String stem = word.substring(1);
            for (int from = 1; from < stem.length() && !ends.containsKey(stem); from++) {
                ends.putIfAbsent(stem.substring(from), new ArrayList<>(0));
            }
            add(ends, stem, set);
        } else {
            add(whole, word, set);
        }
    }

    private static void add(Map<String, List<WordSet>> sets, String word, WordSet set) {
        sets.computeIfAbsent(word, none -> new ArrayList<>(1)).add(set);
    }

    boolean has(String word) {
        return whole.containsKey(word);
    }

    /** The sets that a word is in, by any of its readings. */
    List<WordSet> of(String word) {
        List<WordSet> its = new ArrayList<>();
        Spelling.readings(word).forEach(reading -> addThoseOf(reading, its));
        return its;
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(whole.keySet());
        all.addAll(beginnings.keySet());
        all.addAll(ends.keySet());
        return all;
    }

    private void addThoseOf(String word, List<WordSet> its) {
        add(whole.get(word), its);
        int longest = Math.min(word.length(), LONGEST_STEM);
        for (int length = 1; length <= longest; length++) {
            if (!add(beginnings.get(word.substring(0, length)), its)) {
                break;
            }
        }
        for (int length = 1; length <= longest; length++) {
            if (!add(ends.get(word.substring(word.length() - length)), its)) {
                break;
            }
        }
    }

    private static boolean add(@Nullable List<WordSet> sets, List<WordSet> its) {
        return sets != null && (sets.isEmpty() || its.addAll(sets));
    }
}
