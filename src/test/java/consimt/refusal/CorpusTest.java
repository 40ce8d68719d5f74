package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages as people write them, each labelled as a refusal or as talk. A few of each hundred may be misjudged, but no
 * talk may be an opt-out. Phrases and weights were made with all parts but {@link Corpus#UNSEEN}. With {@code -Dcorpus.print}
 * it prints the figures and each message that is misjudged, but never one of those.
 */
class CorpusTest {

    private static final OptOutWords ALL = OptOutWords.of(List.of(), List.of());

    /** What is judged in one language, and what of it wrongly. */
    private record Figures(
            String language,
            List<String> refusals,
            List<String> talk,
            List<String> missed,
            List<String> held,
            List<String> optOuts) {

        static Figures of(String language) {
            return new Figures(
                    language,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        void judge() {
            for (String refusal : refusals) {
                if (!PossibleRefusal.isOne(refusal)) {
                    missed.add(refusal);
                }
            }
            for (String message : talk) {
                if (PossibleRefusal.isOne(message)) {
                    held.add(message + "  <- "
                            + Phrases.get().find(ReadText.of(message)).phrase());
                }
                if (ALL.isOptOut(message)) {
                    optOuts.add(message);
                }
            }
        }

        void add(Figures others) {
            refusals.addAll(others.refusals);
            talk.addAll(others.talk);
            missed.addAll(others.missed);
            held.addAll(others.held);
            optOuts.addAll(others.optOuts);
        }

        String row() {
            return "| %s | %d | %d (%s) | %d | %d (%s) | %d |%n"
                    .formatted(
                            language,
                            refusals.size(),
                            missed.size(),
                            percent(missed, refusals),
                            talk.size(),
                            held.size(),
                            percent(held, talk),
                            optOuts.size());
        }

        private static String percent(List<String> some, List<String> all) {
            return "%.1f %%".formatted(100.0 * some.size() / all.size());
        }

        boolean missesAtMost(int percent) {
            return 100 * missed.size() <= percent * refusals.size();
        }

        boolean holdsAtMost(int inAThousand) {
            return 1000 * held.size() <= inAThousand * talk.size();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "develop, 10, 20, 30",
        "hard, 10, 20, 30",
        "further, 10, 26, 30",
        "own, 10, 20, 30",
        "varied, 3, 6, 30",
        "indirect, 10, 20, 30",
        "everyday, 4, 8, 30",
        "ordinary, 0, 0, 5",
        "shop, 0, 0, 5",
        "shop-measure, 0, 0, 5",
        "strangers, 4, 8, 8",
        "interest, 0, 0, 30",
        "measure, 4, 10, 30"
    })
    void refusalsAreFoundAndTalkIsLeftAlone(String part, int mostMissed, int mostInALanguage, int mostHeldInAThousand)
            throws IOException {
        List<Figures> all = figures(part);
        all.forEach(Figures::judge);
        Figures sum = Figures.of("all");
        all.forEach(sum::add);
        StringBuilder table = new StringBuilder(
                "%n%s%n| language | refusals | missed | talk | held | taken for an opt-out |%n|---|---|---|---|---|---|%n"
                        .formatted(part));
        all.forEach(figures -> table.append(figures.row()));
        table.append(sum.row());
        if (!Corpus.UNSEEN.contains(part)) {
            sum.missed.forEach(
                    message -> table.append("missed: ").append(message).append('\n'));
            sum.held.forEach(message -> table.append("held: ").append(message).append('\n'));
            sum.optOuts.forEach(
                    message -> table.append("opt-out: ").append(message).append('\n'));
        }
        if (System.getProperty("corpus.print") != null) {
            System.out.print(table);
        }
        assertAll(
                () -> assertEquals(0, sum.optOuts.size(), table::toString),
                () -> assertTrue(sum.missesAtMost(mostMissed), table::toString),
                () -> assertTrue(sum.holdsAtMost(mostHeldInAThousand), table::toString),
                () -> assertTrue(
                        all.stream().allMatch(figures -> figures.missesAtMost(mostInALanguage)), table::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "everyday", "varied"})
    void germanIsJudgedAlikeWithoutUmlauts(String part) throws IOException {
        Corpus german = Corpus.of(part).stream()
                .filter(corpus -> corpus.language().equals("de"))
                .findFirst()
                .orElseThrow();
        List<String> otherwise = Stream.concat(german.refusals().stream(), german.talk().stream())
                .filter(message -> !message.equals(withoutUmlauts(message)))
                .filter(message -> PossibleRefusal.isOne(message) != PossibleRefusal.isOne(withoutUmlauts(message)))
                .toList();
        assertEquals(List.of(), otherwise);
    }

    private static String withoutUmlauts(String text) {
        return text.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("Ä", "Ae")
                .replace("Ö", "Oe")
                .replace("Ü", "Ue")
                .replace("ß", "ss");
    }

    @Test
    void eachLanguageIsThereWithBothVariantsOfPortuguese() throws IOException {
        Set<String> languages = new HashSet<>(Vocabulary.LANGUAGES);
        assertEquals(languages, languages("own"));
        languages.add("pt-PT");
        assertEquals(languages, languages("develop"));
        assertEquals(languages, languages("measure"));
    }

    private static Set<String> languages(String part) throws IOException {
        Set<String> languages = new HashSet<>();
        Corpus.of(part).forEach(corpus -> languages.add(corpus.language()));
        return languages;
    }

    private static List<Figures> figures(String part) throws IOException {
        List<Figures> all = new ArrayList<>();
        for (Corpus corpus : Corpus.of(part)) {
            Figures figures = Figures.of(corpus.language());
            figures.refusals.addAll(corpus.refusals());
            figures.talk.addAll(corpus.talk());
            all.add(figures);
        }
        return all;
    }
}
