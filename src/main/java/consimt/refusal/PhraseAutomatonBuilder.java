package consimt.refusal;

import consimt.refusal.PhrasePattern.Gap;
import consimt.refusal.PhrasePattern.OneOf;
import consimt.refusal.PhrasePattern.OneWord;
import consimt.refusal.PhrasePattern.Optional;
import consimt.refusal.PhrasePattern.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one net of all phrases. Places with the same words and the same ways to them are one. */
final class PhraseAutomatonBuilder {

    private static final long[] START = {Way.of(Way.START)};

    /** What makes a place: the set of words that lead to it, and the ways. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Key(int set, long[] ways) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && set == key.set && Arrays.equals(ways, key.ways);
        }

        @Override
        public int hashCode() {
            return 31 * set + Arrays.hashCode(ways);
        }
    }

    /** With room for all places of the files, so that it does not grow. */
    private final Map<Key, Integer> places = new HashMap<>(1 << 18);

    /** By place: the set of words that lead to it. */
    private final IntList setsOfPlaces = new IntList();

    private final WayTable.Builder first = new WayTable.Builder();
    private final WayTable.Builder next = new WayTable.Builder();
    private final WayTable.Builder ends = new WayTable.Builder();

    private final WordSets sets = new WordSets();
    private final Map<List<String>, Integer> setNumbers = new HashMap<>();
    private final IdentityHashMap<OneOf, Integer> setsOfLists = new IdentityHashMap<>();
    private int numberOfSets;

    /** @throws IllegalArgumentException if the phrase may be empty, or has a gap or a border where none can be */
    void add(int phrase, PhrasePattern pattern) {
        for (long way : after(pattern, START)) {
            if (Way.from(way) == Way.START) {
                throw new IllegalArgumentException("a phrase that may be empty: " + pattern);
            }
            ends.add(Way.from(way), phrase, Way.rule(way));
        }
    }

    PhraseAutomaton build() {
        int size = places.size();
        WayTable ways = next.build(size);
        int[] setsOfWays = new int[ways.endOf(size - 1)];
        for (int way = 0; way < setsOfWays.length; way++) {
            setsOfWays[way] = setsOfPlaces.get(ways.goal(way));
        }
        return new PhraseAutomaton(sets, first.build(numberOfSets), ways, setsOfWays, ends.build(size));
    }

    /** The ways to what comes after the pattern, if these lead to the pattern. */
    private long[] after(PhrasePattern pattern, long[] before) {
        if (pattern instanceof OneWord word) {
            return new long[] {Way.of(place(setOf(word), before))};
        }
        if (pattern instanceof Sequence sequence) {
            long[] at = before;
            for (PhrasePattern part : sequence.parts()) {
                at = after(part, at);
            }
            return at;
        }
        if (pattern instanceof Optional optional) {
            return union(List.of(before, after(optional.part(), before)));
        }
        if (pattern instanceof OneOf choice) {
            return afterChoice(choice, before);
        }
        long[] all = before.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = pattern instanceof Gap gap ? Way.withGap(all[i], gap.words()) : Way.withBorder(all[i]);
        }
        return all;
    }

    /** All alternatives of one word have one place. */
    private long[] afterChoice(OneOf choice, long[] before) {
        IntList numbers = new IntList();
        List<PhrasePattern> longer = new ArrayList<>();
        collect(choice, numbers, longer);
        List<long[]> all = new ArrayList<>(longer.size() + 1);
        long[] ofSets = new long[numbers.size()];
        for (int i = 0; i < ofSets.length; i++) {
            ofSets[i] = Way.of(place(numbers.get(i), before));
        }
        all.add(ofSets);
        for (PhrasePattern part : longer) {
            all.add(after(part, before));
        }
        return union(all);
    }

    private void collect(OneOf choice, IntList numbers, List<PhrasePattern> longer) {
        Integer known = setsOfLists.get(choice);
        List<String> words = new ArrayList<>();
        for (PhrasePattern part : choice.parts()) {
            if (part instanceof OneOf inner) {
                collect(inner, numbers, longer);
            } else if (!(part instanceof OneWord word)) {
                longer.add(part);
            } else if (known == null) {
                words.addAll(word.spellings());
            }
        }
        if (known == null && !words.isEmpty()) {
            known = setOf(words);
            setsOfLists.put(choice, known);
        }
        if (known != null) {
            numbers.add(known);
        }
    }

    private static long[] union(List<long[]> parts) {
        int size = 0;
        for (long[] part : parts) {
            size += part.length;
        }
        long[] all = new long[size];
        int at = 0;
        for (long[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private int place(int set, long[] before) {
        int number = places.size();
        Integer known = places.putIfAbsent(new Key(set, before), number);
        if (known != null) {
            return known;
        }
        setsOfPlaces.add(set);
        for (long way : before) {
            if (Way.from(way) == Way.START) {
                first.add(set, number, Way.rule(way));
            } else {
                next.add(Way.from(way), number, Way.rule(way));
            }
        }
        return number;
    }

    private int setOf(OneWord word) {
        return setOf(word.spellings());
    }

    private int setOf(List<String> words) {
        return setNumbers.computeIfAbsent(words, this::newSet);
    }

    private int newSet(List<String> words) {
        int number = numberOfSets;
        numberOfSets++;
        words.forEach(word -> sets.add(word, number));
        return number;
    }
}
