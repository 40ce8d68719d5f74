package consimt.refusal;

import consimt.refusal.PhrasePattern.Gap;
import consimt.refusal.TextWords.TextWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All phrases as one net of places. A place has the words that lead to it and the ways by which they do. Phrases that
 * begin alike share their first places.
 *
 * <p>A text is read once, word by word. Each place keeps the last word that led to it. That is enough, for the last word
 * is the nearest to all that follow. A word is looked up among the ways from the start and those from a place that was
 * reached. So the work for a word is at most the number of ways that it can go, and nothing is tried twice. The work for
 * a text depends on the ways that its words open, and not on the size of the net.
 */
final class PhraseAutomaton {

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

    private final WordSets wordSets;

    /** From the start, by set of words; to places. */
    private final WayTable first;

    /** From places to places. */
    private final WayTable next;

    /** By way of {@link #next}: the set of words that goes it. */
    private final int[] nextSets;

    /** From places to the phrases that end there. */
    private final WayTable ends;

    PhraseAutomaton(WordSets wordSets, WayTable first, WayTable next, int[] nextSets, WayTable ends) {
        this.wordSets = wordSets;
        this.first = first;
        this.next = next;
        this.nextSets = nextSets;
        this.ends = ends;
    }

    boolean knows(String word) {
        return wordSets.has(word);
    }

    boolean hasSomeOf(String word) {
        return wordSets.hasSomeOf(word);
    }

    Set<String> knownWords() {
        return wordSets.all();
    }

    Matches search(TextWords text) {
        return new Search(text).matches();
    }

    /** A word of a text. */
    private static final class Word {
        private final int[] sets;
        private final int[] firstWays;
        private int last;

        private Word(int[] sets, int[] firstWays) {
            this.sets = sets;
            this.firstWays = firstWays;
        }
    }

    private final class Search {
        private final TextWords text;
        private final List<Match> matches = new ArrayList<>();

        private final Clauses clauses;

        private final List<Word> words = new ArrayList<>();

        /** By set that a word of the text is in: 1 + its number in the two lists below. */
        private final IntMap sets = new IntMap();

        /** The last word that is in the set. */
        private final IntList lastWords = new IntList();

        /** 1 + the last way that was opened for it. */
        private final IntList newest = new IntList();

        /** By place that was reached: 1 + its number in the lists below. */
        private final IntMap numbers = new IntMap();

        private final IntList places = new IntList();

        /** The last word that led there. */
        private final IntList last = new IntList();

        /** The first word of the phrase up to there, and the first of all that may belong to it. */
        private final IntList nearest = new IntList();

        private final IntList farthest = new IntList();

        /** The ways from places that were reached: where each begins, and which had the same set of words before it. */
        private final IntList open = new IntList();

        private final IntList openFrom = new IntList();
        private final IntList openBefore = new IntList();

        /** Where the present word leads. It counts from the next word on. */
        private final IntList reached = new IntList();

        private final IntList reachedNearest = new IntList();
        private final IntList reachedFarthest = new IntList();
        private final IntList arrived = new IntList();

        private int at;
        private int sentence;
        private int steps;

        private Search(TextWords text) {
            this.text = text;
            clauses = Clauses.of(text.all());
            Map<String, Word> known = new HashMap<>();
            for (TextWord word : text.all()) {
                words.add(known.computeIfAbsent(word.text(), this::read));
            }
            for (int i = 0; i < words.size(); i++) {
                words.get(i).last = i;
            }
            for (Word word : known.values()) {
                for (int set : word.sets) {
                    lastWords.set(set, Math.max(lastWords.get(set), word.last));
                }
            }
        }

        private Word read(String text) {
            IntList its = new IntList();
            IntList ways = new IntList();
            for (String reading : Spelling.readings(text)) {
                wordSets.forEachOf(reading, set -> {
                    its.add(numberOf(set));
                    for (int way = first.firstOf(set); way < first.endOf(set); way++) {
                        ways.add(way);
                    }
                });
            }
            return new Word(its.toArray(), ways.toArray());
        }

        private int numberOf(int set) {
            int known = sets.get(set);
            if (known > 0) {
                return known - 1;
            }
            sets.put(set, lastWords.size() + 1);
            lastWords.add(0);
            newest.add(0);
            return lastWords.size() - 1;
        }

        private Matches matches() {
            for (at = 0; at < text.all().size() && steps <= MOST_STEPS; at++) {
                if (text.all().get(at).startsSentence()) {
                    sentence = at;
                }
                go(words.get(at));
                arrive();
            }
            return new Matches(matches, steps);
        }

        private void go(Word word) {
            for (int way : word.firstWays) {
                steps++;
                if (mayBegin(first.rule(way))) {
                    reach(first.goal(way), at, at);
                }
            }
            for (int set : word.sets) {
                for (int i = newest.get(set) - 1; i >= 0 && steps <= MOST_STEPS; i = openBefore.get(i)) {
                    steps++;
                    int from = openFrom.get(i);
                    if (mayFollow(last.get(from), next.rule(open.get(i)))) {
                        reach(next.goal(open.get(i)), nearest.get(from), farthest.get(from));
                    }
                }
            }
        }

        private boolean mayBegin(int rule) {
            return Way.borders(rule) == 0 || clauses.latest(at) >= Math.max(sentence, at - Way.lastGap(rule));
        }

        /** Whether the present word may come after one that was before. */
        private boolean mayFollow(int before, int rule) {
            if (before < sentence && !Way.hasAnyGap(rule)) {
                return false;
            }
            int start = before + 1;
            if (Way.borders(rule) == 0) {
                return at - start <= Way.gap(rule, 0);
            }
            int firstBorder = clauses.latest(Math.min(at, sum(start, Way.gap(rule, 0))));
            int lastBorder = clauses.earliest(Math.max(start, at - Way.lastGap(rule)));
            int between = Way.borders(rule) == 1 ? 0 : Way.gap(rule, 1);
            return firstBorder >= start && lastBorder <= at && lastBorder <= sum(firstBorder, between);
        }

        private boolean mayEnd(int rule) {
            return Way.borders(rule) == 0 || clauses.earliest(at + 1) <= sum(at + 1, Way.gap(rule, 0));
        }

        private static int sum(int word, int gap) {
            return gap == Gap.ANY ? Gap.ANY : word + gap;
        }

        private void reach(int place, int nearestWord, int farthestWord) {
            reached.add(place);
            reachedNearest.add(nearestWord);
            reachedFarthest.add(farthestWord);
        }

        private void arrive() {
            for (int i = 0; i < reached.size(); i++) {
                arriveAt(reached.get(i), reachedNearest.get(i), reachedFarthest.get(i));
            }
            reached.clear();
            reachedNearest.clear();
            reachedFarthest.clear();
            for (int i = 0; i < arrived.size(); i++) {
                end(arrived.get(i));
            }
            arrived.clear();
        }

        private void arriveAt(int place, int nearestWord, int farthestWord) {
            int number = numbers.get(place) - 1;
            if (number < 0) {
                number = places.size();
                places.add(place);
                numbers.put(place, places.size());
                last.add(at);
                nearest.add(nearestWord);
                farthest.add(farthestWord);
                arrived.add(number);
                openNext(place, number);
            } else if (last.get(number) == at) {
                nearest.set(number, Math.max(nearest.get(number), nearestWord));
                farthest.set(number, Math.min(farthest.get(number), farthestWord));
            } else {
                last.set(number, at);
                nearest.set(number, nearestWord);
                farthest.set(number, farthestWord);
                arrived.add(number);
            }
        }

        private void openNext(int place, int number) {
            for (int way = next.firstOf(place); way < next.endOf(place); way++) {
                steps++;
                int set = sets.get(nextSets[way]) - 1;
                if (set >= 0 && lastWords.get(set) > at) {
                    open.add(way);
                    openFrom.add(number);
                    openBefore.add(newest.get(set) - 1);
                    newest.set(set, open.size());
                }
            }
        }

        private void end(int number) {
            int place = places.get(number);
            for (int way = ends.firstOf(place); way < ends.endOf(place); way++) {
                if (mayEnd(ends.rule(way))) {
                    matches.add(new Match(ends.goal(way), nearest.get(number), farthest.get(number), at));
                }
            }
        }
    }
}
