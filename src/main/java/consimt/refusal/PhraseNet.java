package consimt.refusal;

import consimt.refusal.PhrasePattern.Border;
import consimt.refusal.PhrasePattern.Choice;
import consimt.refusal.PhrasePattern.Gap;
import consimt.refusal.PhrasePattern.Optional;
import consimt.refusal.PhrasePattern.Sequence;
import consimt.refusal.PhrasePattern.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All phrases as one net of places. A place has the words that lead to it and the places from which they do; the first
 * has none. Phrases that begin alike share their first places.
 *
 * <p>A text is read once, word by word. Each place keeps the last word that led to it. That is enough, for a later word
 * is nearer to all that follow. So the work for a word is the number of places that the word leads to, however often it
 * was there before, and nothing is tried twice.
 */
final class PhraseNet {

    /** Longer words match as their beginning and as a whole, in bounded time. */
    private static final int LONGEST_STEM = 24;

    private static final int START = -1;

    /**
     * A way to a place.
     *
     * @param from a place, or {@link #START}
     * @param gap how many other words may come before the next
     * @param endsClause whether the word at {@code from} has to end its clause
     * @param beginsClause whether the next word has to begin one
     */
    private record Way(int from, int gap, boolean endsClause, boolean beginsClause) {

        Way withGap(int words) {
            return new Way(from, Math.max(gap, words), endsClause, beginsClause);
        }

        Way with(Border border) {
            return border == Border.CLAUSE_ENDS
                    ? new Way(from, gap, true, beginsClause)
                    : new Way(from, gap, endsClause, true);
        }
    }

    /** Where a phrase ends. */
    private record End(int phrase, boolean endsClause) {}

    private record Place(int words, Set<Way> ways) {}

    /** A phrase that a text has: from its first word to its last. */
    record Match(int phrase, int first, int last) {}

    /** @param steps the work that it took, in places */
    record Matches(List<Match> all, int steps) {}

    private final Map<String, List<Integer>> wordSets = new HashMap<>();
    private final Map<String, List<Integer>> beginnings = new HashMap<>();
    private final Map<String, List<Integer>> endings = new HashMap<>();
    private final Map<Set<String>, Integer> setNumbers = new HashMap<>();
    private final List<List<Integer>> placesOfSet = new ArrayList<>();

    private final Map<Place, Integer> numbers = new HashMap<>();
    private final List<Way[]> ways = new ArrayList<>();
    private final List<List<End>> ends = new ArrayList<>();

    void add(int phrase, PhrasePattern pattern) {
        Set<Way> last = after(pattern, Set.of(new Way(START, 0, false, false)));
        for (Way way : last) {
            if (way.from == START) {
                throw new IllegalArgumentException("a phrase that may be empty: " + pattern);
            }
            ends.get(way.from).add(new End(phrase, way.endsClause));
        }
    }

    private Set<Way> after(PhrasePattern pattern, Set<Way> before) {
        if (pattern instanceof Word word) {
            return Set.of(wayFrom(place(Set.of(word.spelling()), before)));
        }
        if (pattern instanceof Sequence sequence) {
            Set<Way> at = before;
            for (PhrasePattern part : sequence.parts()) {
                at = after(part, at);
            }
            return at;
        }
        if (pattern instanceof Optional optional) {
            Set<Way> all = new LinkedHashSet<>(before);
            all.addAll(after(optional.part(), before));
            return all;
        }
        if (pattern instanceof Choice choice) {
            return afterChoice(choice, before);
        }
        Set<Way> all = new LinkedHashSet<>();
        for (Way way : before) {
            all.add(pattern instanceof Gap gap ? way.withGap(gap.words()) : way.with((Border) pattern));
        }
        return all;
    }

    /** The single words among the alternatives share one place. */
    private Set<Way> afterChoice(Choice choice, Set<Way> before) {
        Set<String> words = new TreeSet<>();
        Set<Way> all = new LinkedHashSet<>();
        for (PhrasePattern part : flat(choice)) {
            if (part instanceof Word word) {
                words.add(word.spelling());
            } else {
                all.addAll(after(part, before));
            }
        }
        if (!words.isEmpty()) {
            all.add(wayFrom(place(words, before)));
        }
        return all;
    }

    private static List<PhrasePattern> flat(Choice choice) {
        List<PhrasePattern> all = new ArrayList<>();
        for (PhrasePattern part : choice.parts()) {
            if (part instanceof Choice inner) {
                all.addAll(flat(inner));
            } else {
                all.add(part);
            }
        }
        return all;
    }

    private static Way wayFrom(int place) {
        return new Way(place, 0, false, false);
    }

    private int place(Set<String> words, Set<Way> before) {
        return numbers.computeIfAbsent(new Place(setNumber(words), before), place -> {
            int number = ways.size();
            ways.add(place.ways.toArray(Way[]::new));
            ends.add(new ArrayList<>());
            placesOfSet.get(place.words).add(number);
            return number;
        });
    }

    private int setNumber(Set<String> words) {
        return setNumbers.computeIfAbsent(words, its -> {
            int number = placesOfSet.size();
            placesOfSet.add(new ArrayList<>());
            for (String word : its) {
                if (word.endsWith("*")) {
                    add(beginnings, word.substring(0, word.length() - 1), number);
                } else if (word.startsWith("*")) {
                    add(endings, word.substring(1), number);
                } else {
                    add(wordSets, word, number);
                }
            }
            return number;
        });
    }

    private static void add(Map<String, List<Integer>> sets, String word, int number) {
        sets.computeIfAbsent(word, w -> new ArrayList<>(2)).add(number);
    }

    boolean knows(String word) {
        return wordSets.containsKey(word);
    }

    Set<String> knownWords() {
        Set<String> all = new TreeSet<>(wordSets.keySet());
        all.addAll(beginnings.keySet());
        all.addAll(endings.keySet());
        return all;
    }

    int size() {
        return ways.size();
    }

    Matches search(Words text) {
        return new Search(text).matches();
    }

    private final class Search {
        private final Words text;
        private final List<Match> matches = new ArrayList<>();

        /** By place: 1 + the last word that led to it, and the first word of the phrase up to there. */
        private final int[] last = new int[ways.size()];

        private final int[] first = new int[ways.size()];

        /** The places that the present word leads to. They count from the next word on. */
        private final List<Integer> reached = new ArrayList<>();

        private final List<Integer> reachedFrom = new ArrayList<>();
        private int at;
        private int sentence;
        private int steps;

        private Search(Words text) {
            this.text = text;
        }

        private Matches matches() {
            for (at = 0; at < text.all().size(); at++) {
                if (text.all().get(at).startsSentence()) {
                    sentence = at;
                }
                for (String reading : Spelling.readings(text.all().get(at).text())) {
                    read(reading);
                }
                arrive();
            }
            return new Matches(matches, steps);
        }

        private void read(String word) {
            goBy(wordSets.get(word));
            int length = Math.min(word.length(), LONGEST_STEM);
            for (int part = 1; part <= length; part++) {
                goBy(beginnings.get(word.substring(0, part)));
                goBy(endings.get(word.substring(word.length() - part)));
            }
        }

        private void goBy(@Nullable List<Integer> sets) {
            if (sets == null) {
                return;
            }
            for (int set : sets) {
                for (int place : placesOfSet.get(set)) {
                    go(place);
                }
            }
        }

        private void go(int place) {
            steps++;
            int from = -1;
            for (Way way : ways.get(place)) {
                from = Math.max(from, firstWordBy(way));
            }
            if (from >= 0) {
                reached.add(place);
                reachedFrom.add(from);
            }
        }

        /** The first word of the phrase, or -1 where this way is not open. */
        private int firstWordBy(Way way) {
            if (way.beginsClause && !text.all().get(at).startsClause()) {
                return -1;
            }
            if (way.from == START) {
                return at;
            }
            int before = last[way.from] - 1;
            if (before < 0 || (way.endsClause && !endsClause(before))) {
                return -1;
            }
            boolean isNear = way.gap == Gap.ANY || (at - before - 1 <= way.gap && before >= sentence);
            return isNear ? first[way.from] : -1;
        }

        private void arrive() {
            for (int i = 0; i < reached.size(); i++) {
                int place = reached.get(i);
                last[place] = at + 1;
                first[place] = reachedFrom.get(i);
                for (End end : ends.get(place)) {
                    if (!end.endsClause || endsClause(at)) {
                        matches.add(new Match(end.phrase, first[place], at));
                    }
                }
            }
            reached.clear();
            reachedFrom.clear();
        }

        private boolean endsClause(int word) {
            return word + 1 == text.all().size() || text.all().get(word + 1).startsClause();
        }
    }
}
