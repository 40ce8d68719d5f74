package consimt.refusal;

import consimt.refusal.PhraseReader.PhrasePattern.Gap;
import consimt.refusal.TextWords.TextWord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All phrases as one automaton. A state has the words that lead to it and the ways to what follows. Phrases that
 * begin alike share their first states.
 *
 * <p>A text is read once, word by word. Each state keeps the last word that led to it. That is enough, for the last word
 * is the nearest to all that follow. A word is looked up among the ways from the start and those from a state that was
 * reached. So the work for a word is at most the number of ways that it can go, and nothing is tried twice. The work for
 * a text depends on the ways that its words open, and not on the size of the automaton.
 */
record PhraseAutomaton(WordSets wordSets) {

    /**
     * A phrase that a text has, from its first word to its last. Where the phrase can begin with other words or without
     * them, there are two first words.
     */
    record Match(int phrase, int nearest, int farthest, int last) {}

    /** @param steps the work that it took: how many ways were opened or looked at */
    record Matches(List<Match> all, int steps) {

        /** Whether the text made so much work that it was not read to its end. */
        boolean isCut() {
            return steps > MOST_STEPS;
        }
    }

    /** Nearly four times the most for a message of the corpus, and about half a millisecond. */
    static final int MOST_STEPS = 15_000;

    /**
     * @param gap how many other words; with {@link Gap#ANY} also the ends of sentences
     * @param hasBorder whether a clause must end there, and another begin
     */
    record Between(int gap, boolean hasBorder) {

        static final Between NOTHING = new Between(0, false);

        /** Of two gaps without a word between them the longer counts. */
        Between withGap(int words) {
            return new Between(Math.max(gap, words), hasBorder);
        }

        Between withBorder() {
            return new Between(gap, true);
        }
    }

    record Way(PhraseState goal, Between between) {}

    record End(int phrase, Between between) {}

    /** A set of words, with the ways to it from the start. Compared by identity. */
    static final class WordSet {
        final List<Way> first = new ArrayList<>(1);
    }

    /** Compared by identity. */
    static final class PhraseState {
        private final WordSet set;

        final List<Way> next = new ArrayList<>(2);
        final List<End> ends = new ArrayList<>(1);

        PhraseState(WordSet set) {
            this.set = set;
        }
    }

    Matches search(TextWords text) {
        return new Search(text.all()).matches();
    }

    /** A state that was reached: by its last word, of a phrase with these first words. */
    private static final class Reached {
        private final PhraseState state;
        private int last = -1;
        private int nearest;
        private int farthest;

        /** The same of the present word, which counts from the next word on. */
        private int now = -1;

        private int nearestNow;
        private int farthestNow;

        private Reached(PhraseState state) {
            this.state = state;
        }
    }

    /** A way from a state that was reached, and the one that was opened before it for the same set of words. */
    private record Opened(Way way, Reached from, @Nullable Opened before) {}

    /** A set of words: the last word of the text that is in it, and the way to it that was opened last. */
    private static final class Awaited {
        private int last;
        private @Nullable Opened newest;
    }

    /** A text meets thousands of sets and states, most with one way or end. So no loop has an iterator. */
    private final class Search {
        private final List<TextWord> words;

        /** By word: the sets that it is in. */
        private final Map<String, List<WordSet>> sets = new HashMap<>();

        /** Where clauses begin. Behind the last word another one begins. */
        private final BitSet clauses = new BitSet();

        /** By set, those that the text has a word of. They are few among all. */
        private final Map<WordSet, Awaited> awaited;

        private final Map<PhraseState, Reached> reached = new IdentityHashMap<>();
        private final List<Match> matches = new ArrayList<>();

        private final List<Reached> arrived = new ArrayList<>();

        private int at;
        private int sentence;
        private int steps;

        private Search(List<TextWord> words) {
            this.words = words;
            words.forEach(word -> sets.computeIfAbsent(word.text(), wordSets::of));
            awaited = new IdentityHashMap<>(
                    sets.values().stream().mapToInt(List::size).sum());
            clauses.set(0);
            clauses.set(words.size());
            for (int i = 0; i < words.size(); i++) {
                clauses.set(i, clauses.get(i) || words.get(i).startsClause());
                List<WordSet> its = setsOf(i);
                for (int j = 0; j < its.size(); j++) {
                    awaited(its.get(j)).last = i;
                }
            }
        }

        private List<WordSet> setsOf(int word) {
            return sets.getOrDefault(words.get(word).text(), List.of());
        }

        private Awaited awaited(WordSet set) {
            return awaited.computeIfAbsent(set, none -> new Awaited());
        }

        private Matches matches() {
            for (at = 0; at < words.size() && steps <= MOST_STEPS; at++) {
                if (words.get(at).startsSentence()) {
                    sentence = at;
                }
                arrived.clear();
                List<WordSet> its = setsOf(at);
                for (int i = 0; i < its.size(); i++) {
                    lead(its.get(i));
                }
                for (int i = 0; i < arrived.size(); i++) {
                    arrive(arrived.get(i));
                }
                for (int i = 0; i < arrived.size(); i++) {
                    end(arrived.get(i));
                }
            }
            return new Matches(matches, steps);
        }

        private void lead(WordSet set) {
            for (int i = 0; i < set.first.size(); i++) {
                Way way = set.first.get(i);
                steps++;
                if (mayBegin(way.between)) {
                    lead(way.goal, at, at);
                }
            }
            for (Opened open = awaited(set).newest; open != null && steps <= MOST_STEPS; open = open.before) {
                steps++;
                if (mayFollow(open.from.last, open.way.between)) {
                    lead(open.way.goal, open.from.nearest, open.from.farthest);
                }
            }
        }

        private boolean mayBegin(Between between) {
            return !between.hasBorder || clauses.previousSetBit(at) >= Math.max(sentence, at - between.gap);
        }

        /** Whether the present word may come after one that was before. */
        private boolean mayFollow(int before, Between between) {
            return (before >= sentence || between.gap == Gap.ANY)
                    && at - before - 1 <= between.gap
                    && (!between.hasBorder || clauses.previousSetBit(at) > before);
        }

        private boolean mayEnd(Between between) {
            return !between.hasBorder || clauses.nextSetBit(at + 1) - at - 1 <= between.gap;
        }

        private void lead(PhraseState state, int nearest, int farthest) {
            Reached its = reached.computeIfAbsent(state, Reached::new);
            if (its.now == at) {
                its.nearestNow = Math.max(its.nearestNow, nearest);
                its.farthestNow = Math.min(its.farthestNow, farthest);
                return;
            }
            its.now = at;
            its.nearestNow = nearest;
            its.farthestNow = farthest;
            arrived.add(its);
        }

        private void arrive(Reached its) {
            boolean isNew = its.last < 0;
            its.last = at;
            its.nearest = its.nearestNow;
            its.farthest = its.farthestNow;
            if (isNew) {
                open(its);
            }
        }

        private void open(Reached from) {
            for (Way way : from.state.next) {
                steps++;
                Awaited set = awaited.get(way.goal.set);
                if (set != null && set.last > at) {
                    set.newest = new Opened(way, from, set.newest);
                }
            }
        }

        private void end(Reached its) {
            for (int i = 0; i < its.state.ends.size(); i++) {
                End end = its.state.ends.get(i);
                if (mayEnd(end.between)) {
                    matches.add(new Match(end.phrase, its.nearest, its.farthest, at));
                }
            }
        }
    }
}
