package consimt.refusal;

import consimt.refusal.PhraseNet.End;
import consimt.refusal.PhraseNet.NetPlace;
import consimt.refusal.PhrasePattern.Border;
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

/** Makes one net of all phrases. Places with the same words and the same ways to them are one. */
final class PhraseNetBuilder {

    private static final End[] NO_ENDS = {};
    private static final long[] START = {Way.of(Way.START)};

    /** Words by number, and the ways: what makes a place. */
    private record Key(int[] sets, long[] ways) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(sets, key.sets) && Arrays.equals(ways, key.ways);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(sets) + Arrays.hashCode(ways);
        }
    }

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Key> places = new ArrayList<>();
    private final List<IntList> next = new ArrayList<>();
    private final List<List<End>> ends = new ArrayList<>();

    private final WordSets sets = new WordSets();
    private final List<IntList> firstPlaces = new ArrayList<>();
    private final Map<List<String>, Integer> setNumbers = new HashMap<>();
    private final Map<OneOf, Integer> setsOfLists = new IdentityHashMap<>();

    void add(int phrase, PhrasePattern pattern) {
        for (long way : after(pattern, START)) {
            if (Way.from(way) == Way.START) {
                throw new IllegalArgumentException("a phrase that may be empty: " + pattern);
            }
            ends.get(Way.from(way)).add(new End(phrase, Way.endsClause(way)));
        }
    }

    PhraseNet build() {
        NetPlace[] made = new NetPlace[places.size()];
        for (int i = 0; i < made.length; i++) {
            Key key = places.get(i);
            made[i] = new NetPlace(
                    key.sets, key.ways, next.get(i).toArray(), ends.get(i).toArray(NO_ENDS));
        }
        int[][] first = new int[firstPlaces.size()][];
        for (int i = 0; i < first.length; i++) {
            first[i] = firstPlaces.get(i).toArray();
        }
        return new PhraseNet(sets, made, first);
    }

    /** The ways to what comes after the pattern, if these lead to the pattern. */
    private long[] after(PhrasePattern pattern, long[] before) {
        if (pattern instanceof OneWord word) {
            return wayFrom(place(new int[] {setNumber(List.of(word.spelling()))}, before));
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
            all[i] = pattern instanceof Gap gap
                    ? Way.withGap(all[i], gap.words())
                    : pattern == Border.CLAUSE_ENDS ? Way.endingClause(all[i]) : Way.beginningClause(all[i]);
        }
        return all;
    }

    /** All alternatives of one word have one place. */
    private long[] afterChoice(OneOf choice, long[] before) {
        IntList numbers = new IntList();
        List<PhrasePattern> longer = new ArrayList<>();
        collect(choice, numbers, longer);
        List<long[]> all = new ArrayList<>();
        if (!numbers.isEmpty()) {
            all.add(wayFrom(place(numbers.toArray(), before)));
        }
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
                words.add(word.spelling());
            }
        }
        if (known == null && !words.isEmpty()) {
            known = setNumber(words);
            setsOfLists.put(choice, known);
        }
        if (known != null) {
            numbers.add(known);
        }
    }

    private static long[] wayFrom(int place) {
        return new long[] {Way.of(place)};
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

    private int place(int[] words, long[] before) {
        return numbers.computeIfAbsent(new Key(words, before), key -> {
            int number = places.size();
            places.add(key);
            next.add(new IntList());
            ends.add(new ArrayList<>(0));
            connect(number, key);
            return number;
        });
    }

    private void connect(int place, Key key) {
        boolean isFirst = false;
        for (long way : key.ways) {
            if (Way.from(way) == Way.START) {
                isFirst = true;
            } else {
                next.get(Way.from(way)).add(place);
            }
        }
        if (isFirst) {
            for (int set : key.sets) {
                firstPlaces.get(set).add(place);
            }
        }
    }

    private int setNumber(List<String> words) {
        return setNumbers.computeIfAbsent(words, its -> {
            int number = firstPlaces.size();
            firstPlaces.add(new IntList());
            its.forEach(word -> sets.add(word, number));
            return number;
        });
    }
}
