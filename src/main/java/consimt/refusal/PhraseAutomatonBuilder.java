package consimt.refusal;

import consimt.refusal.PhraseAutomaton.Between;
import consimt.refusal.PhraseAutomaton.End;
import consimt.refusal.PhraseAutomaton.PhraseState;
import consimt.refusal.PhraseAutomaton.Way;
import consimt.refusal.PhraseAutomaton.WordSet;
import consimt.refusal.PhraseReader.PhrasePattern;
import consimt.refusal.PhraseReader.PhrasePattern.Gap;
import consimt.refusal.PhraseReader.PhrasePattern.OneOf;
import consimt.refusal.PhraseReader.PhrasePattern.OneWord;
import consimt.refusal.PhraseReader.PhrasePattern.Optional;
import consimt.refusal.PhraseReader.PhrasePattern.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one automaton of all phrases. States with the same words and the same ways to them are one. */
final class PhraseAutomatonBuilder {

    private record Step(@Nullable PhraseState from, Between between) {

        private static final List<Step> START = List.of(new Step(null, Between.NOTHING));
    }

    /** What makes a state: the set of words that lead to it, and from where. */
    private record Key(WordSet set, List<Step> before) {}

    private final Map<Key, PhraseState> states = new HashMap<>();
    private final WordSets sets = new WordSets();
    private final Map<List<String>, WordSet> known = new HashMap<>();

    /** @throws IllegalArgumentException if the phrase may be empty */
    void add(int phrase, PhrasePattern pattern) {
        for (Step step : after(pattern, Step.START)) {
            if (step.from == null) {
                throw new IllegalArgumentException("a phrase that may be empty: " + pattern);
            }
            step.from.ends.add(new End(phrase, step.between));
        }
    }

    PhraseAutomaton build() {
        return new PhraseAutomaton(sets);
    }

    private List<Step> after(PhrasePattern pattern, List<Step> before) {
        if (pattern instanceof OneWord word) {
            return List.of(new Step(state(setOf(word), before), Between.NOTHING));
        }
        if (pattern instanceof Sequence sequence) {
            List<Step> at = before;
            for (PhrasePattern part : sequence.parts()) {
                at = after(part, at);
            }
            return at;
        }
        if (pattern instanceof Optional optional) {
            return Stream.concat(before.stream(), after(optional.part(), before).stream())
                    .toList();
        }
        if (pattern instanceof OneOf choice) {
            return choice.parts().stream()
                    .flatMap(part -> after(part, before).stream())
                    .toList();
        }
        return before.stream()
                .map(step -> new Step(
                        step.from,
                        pattern instanceof Gap gap ? step.between.withGap(gap.words()) : step.between.withBorder()))
                .toList();
    }

    private PhraseState state(WordSet set, List<Step> before) {
        PhraseState same = states.get(new Key(set, before));
        if (same != null) {
            return same;
        }
        PhraseState state = new PhraseState(set);
        states.put(new Key(set, before), state);
        for (Step step : before) {
            Way way = new Way(state, step.between);
            if (step.from == null) {
                set.first.add(way);
            } else {
                step.from.next.add(way);
            }
        }
        return state;
    }

    private WordSet setOf(OneWord word) {
        return known.computeIfAbsent(word.spellings(), words -> {
            WordSet set = new WordSet();
            words.forEach(each -> sets.add(each, set));
            return set;
        });
    }
}
