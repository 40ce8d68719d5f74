package consimt.refusal;

import consimt.refusal.PhrasePattern.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All phrases as one net of places. A place has the words that lead to it and the ways by which they do. Phrases that
 * begin alike share their first places.
 *
 * <p>A text is read once, word by word. Each place keeps the last word that led to it. That is enough, for the last word
 * is the nearest to all that follow. A word is looked up among the first places and those that come after a place that
 * was reached. So the work for a word is at most the number of places that it leads to, and nothing is tried twice.
 */
final class PhraseNet {

    /** Where a phrase ends, and whether its last word has to end a clause. */
    record End(int phrase, boolean endsClause) {}

    /** A phrase that a text has: from its first word to its last. */
    record Match(int phrase, int first, int last) {}

    /** @param steps the work that it took: how many ways were looked at */
    record Matches(List<Match> all, int steps) {

        /** Whether the text made so much work that it was not read to its end. */
        boolean isCut() {
            return steps > MOST_STEPS;
        }
    }

    /** Some hundred times the work for a text of the same length that people write, and less than a millisecond. */
    static final int MOST_STEPS = 20_000;

    /**
     * One place.
     *
     * @param sets the words that lead to it
     * @param ways to it
     * @param next the places to which a way leads from here
     * @param ends the phrases that end here
     */
    record NetPlace(int[] sets, long[] ways, int[] next, End[] ends) {}

    private final WordSets sets;
    private final NetPlace[] places;

    /** By set of words. */
    private final int[][] firstPlaces;

    PhraseNet(WordSets sets, NetPlace[] places, int[][] firstPlaces) {
        this.sets = sets;
        this.places = places;
        this.firstPlaces = firstPlaces;
    }

    boolean knows(String word) {
        return sets.has(word);
    }

    Set<String> knownWords() {
        return sets.all();
    }

    int size() {
        return places.length;
    }

    Matches search(TextWords text) {
        return new Search(text).matches();
    }

    private final class Search {
        private final TextWords text;
        private final List<Match> matches = new ArrayList<>();

        /** By place: 1 + the last word that led to it. 0 is none. */
        private final int[] last = new int[places.length];

        /** By place: the first word of the phrase up to there. */
        private final int[] first = new int[places.length];

        /** By set of words: the places after one that was reached. */
        private final @Nullable IntList[] nextPlaces = new IntList[firstPlaces.length];

        private final boolean[] isNext = new boolean[places.length];

        /** The places that the present word leads to. They count from the next word on. */
        private final IntList reached = new IntList();

        private final IntList reachedFrom = new IntList();
        private int at;
        private int sentence;
        private int steps;

        private Search(TextWords text) {
            this.text = text;
        }

        private Matches matches() {
            for (at = 0; at < text.all().size() && steps <= MOST_STEPS; at++) {
                if (text.all().get(at).startsSentence()) {
                    sentence = at;
                }
                for (String reading : Spelling.readings(text.all().get(at).text())) {
                    sets.forEachOf(reading, this::go);
                }
                arrive();
            }
            return new Matches(matches, steps);
        }

        private void go(int set) {
            for (int place : firstPlaces[set]) {
                goTo(place);
            }
            IntList next = nextPlaces[set];
            for (int i = 0; next != null && i < next.size() && steps <= MOST_STEPS; i++) {
                goTo(next.get(i));
            }
        }

        private void goTo(int place) {
            int from = -1;
            for (long way : places[place].ways) {
                steps++;
                from = Math.max(from, firstWordBy(way));
            }
            if (from >= 0) {
                reached.add(place);
                reachedFrom.add(from);
            }
        }

        /** The first word of the phrase, or -1 where this way is not open. */
        private int firstWordBy(long way) {
            int from = Way.from(way);
            int before = from == Way.START ? at : last[from] - 1;
            if (before < 0
                    || (Way.beginsClause(way) && !text.all().get(at).startsClause())
                    || (Way.endsClause(way) && !endsClause(before))) {
                return -1;
            }
            if (from == Way.START) {
                return at;
            }
            int gap = Way.gap(way);
            boolean isNear = gap == Gap.ANY || (at - before - 1 <= gap && before >= sentence);
            return isNear ? first[from] : -1;
        }

        private void arrive() {
            for (int i = 0; i < reached.size(); i++) {
                arriveAt(reached.get(i), reachedFrom.get(i));
            }
            reached.clear();
            reachedFrom.clear();
        }

        private void arriveAt(int place, int from) {
            if (last[place] == 0) {
                openNext(places[place]);
            }
            last[place] = at + 1;
            first[place] = from;
            for (End end : places[place].ends) {
                if (!end.endsClause || endsClause(at)) {
                    matches.add(new Match(end.phrase, from, at));
                }
            }
        }

        private void openNext(NetPlace place) {
            for (int next : place.next) {
                if (isNext[next]) {
                    continue;
                }
                isNext[next] = true;
                for (int set : places[next].sets) {
                    IntList others = nextPlaces[set];
                    if (others == null) {
                        others = new IntList();
                        nextPlaces[set] = others;
                    }
                    others.add(next);
                }
            }
        }

        private boolean endsClause(int word) {
            return word + 1 == text.all().size() || text.all().get(word + 1).startsClause();
        }
    }
}
