package consimt.refusal;

import consimt.refusal.PhraseAutomaton.Match;
import consimt.refusal.PhraseAutomaton.Matches;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The phrases of all languages, read once, at the first message. */
final class Phrases {

    /** For a text of several parts: nearly twice the most for talk of the corpus that was joined to one text. */
    static final int MOST_STEPS = 10 * PhraseAutomaton.MOST_STEPS;

    private static final String TOO_MUCH_WORK = "too much work";

    private static final Phrases READ = new Phrases();

    /** Each but one has a section of its name in a file of phrases. */
    private enum Kind {
        /** Refuses, wherever it stands. */
        ANYWHERE,
        /** The same, but on a button it may mean something else. */
        NOT_ON_BUTTONS,
        /** Refuses if the message says nothing else. */
        WHOLE,
        /** The same in one word: "exit". Below a picture, or in a form, it may be about something else. */
        ONE_WORD,
        /** The same, but in answer to a message without marketing it is an answer: "no". */
        BARE_NO,
        /** Says nothing: a greeting, thanks. */
        COURTESY,
        TALK;

        String section() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private record Phrase(String language, String written, Kind kind) {}

    /** @param phrase the phrase by which a text may be a refusal, with its language; empty if it is talk */
    record Found(String phrase, int steps) {

        boolean isSome() {
            return !phrase.isEmpty();
        }
    }

    private final List<Phrase> phrases = new ArrayList<>();
    private final PhraseAutomaton automaton;

    static Phrases get() {
        return READ;
    }

    private Phrases() {
        PhraseAutomatonBuilder builder = new PhraseAutomatonBuilder();
        for (String language : Vocabulary.LANGUAGES) {
            PhraseFile file = PhraseFile.of(language);
            PhraseReader reader = file.reader();
            for (Kind kind : Kind.values()) {
                file.lines(kind.section()).forEach(phrase -> add(builder, language, phrase, kind, reader));
            }
            for (String word : Vocabulary.get().optOut().getOrDefault(language, Set.of())) {
                add(builder, language, word, Kind.WHOLE, reader);
            }
        }
        PhraseReader courtesy = new PhraseReader();
        Vocabulary.get().courtesy().forEach(word -> add(builder, "", word, Kind.COURTESY, courtesy));
        automaton = builder.build();
    }

    private void add(PhraseAutomatonBuilder builder, String language, String written, Kind kind, PhraseReader reader) {
        builder.add(phrases.size(), reader.read(written));
        phrases.add(new Phrase(language, written, kind));
    }

    boolean knows(String word) {
        return automaton.wordSets().has(word);
    }

    PhraseAutomaton automaton() {
        return automaton;
    }

    /** @param text of a mail or a message; what a program added to it is left out */
    Found find(ReadText text) {
        return findInAll(text.ownOrAll(), Set.of());
    }

    /** Whether a text is a bare no, with or without courtesy: "no", "not now". */
    boolean isBareNo(ReadText text) {
        List<TextWords> parts = TextParts.of(text.ownOrAll());
        if (parts.size() > 1) {
            return false;
        }
        BitSet said = new BitSet();
        boolean isNo = false;
        for (Match match : automaton.search(parts.get(0)).all()) {
            Kind kind = phrases.get(match.phrase()).kind;
            isNo |= kind == Kind.BARE_NO;
            if (kind == Kind.BARE_NO || kind == Kind.COURTESY) {
                said.set(match.farthest(), match.last() + 1);
            }
        }
        return isNo && said.cardinality() == parts.get(0).all().size();
    }

    /** @param text of a chat. Lines that a program may have added are read too, because there a person wrote them */
    Found findInAChat(ReadText text) {
        Found found = find(text);
        return found.isSome() || text.ownOrAll().equals(text.all()) ? found : findInAll(text.all(), Set.of());
    }

    /** @param text below a picture, or in a form. A sentence there is the person's, as in a message */
    Found findInACaption(String text) {
        return findInAll(text, Set.of(Kind.ONE_WORD, Kind.BARE_NO));
    }

    /** @param text on a button */
    Found findOnAButton(String text) {
        return findInAll(text, Set.of(Kind.WHOLE, Kind.NOT_ON_BUTTONS));
    }

    private Found findInAll(String text, Set<Kind> without) {
        List<TextWords> parts = TextParts.of(text);
        Set<Kind> others = EnumSet.noneOf(Kind.class);
        others.addAll(without);
        if (parts.size() > 1) {
            others.add(Kind.WHOLE);
        }
        int steps = 0;
        for (TextWords part : parts) {
            Found found = find(part, others);
            steps += found.steps;
            if (found.isSome()) {
                return new Found(found.phrase, steps);
            }
            if (steps > MOST_STEPS) {
                return new Found(TOO_MUCH_WORK, steps);
            }
        }
        return new Found("", steps);
    }

    private Found find(TextWords words, Set<Kind> without) {
        Matches matches = automaton.search(words);
        if (matches.isCut()) {
            // Nobody writes so. What was not read may be a refusal.
            return new Found(TOO_MUCH_WORK, matches.steps());
        }
        Map<String, BitSet> talk = new HashMap<>();
        BitSet whole = new BitSet();
        String wholly = "";
        for (Match match : matches.all()) {
            Phrase phrase = phrases.get(match.phrase());
            switch (phrase.kind) {
                case TALK ->
                    talk.computeIfAbsent(phrase.language, language -> new BitSet())
                            .set(match.nearest(), match.last() + 1);
                case WHOLE, BARE_NO -> {
                    whole.set(match.farthest(), match.last() + 1);
                    wholly = without.contains(phrase.kind) || isBare(match, without) ? wholly : name(phrase);
                }
                case COURTESY -> whole.set(match.farthest(), match.last() + 1);
                default -> {}
            }
        }
        for (Match match : matches.all()) {
            Phrase phrase = phrases.get(match.phrase());
            boolean refuses = phrase.kind == Kind.ANYWHERE || phrase.kind == Kind.NOT_ON_BUTTONS;
            if (refuses && !without.contains(phrase.kind) && isFree(match, talk.get(phrase.language))) {
                return new Found(name(phrase), matches.steps());
            }
        }
        boolean isWhole = !without.contains(Kind.WHOLE)
                && whole.cardinality() == words.all().size();
        return new Found(isWhole ? wholly : "", matches.steps());
    }

    private static boolean isBare(Match match, Set<Kind> without) {
        return without.contains(Kind.ONE_WORD) && match.farthest() == match.last();
    }

    /** Whether no word of it is one of talk in the same language. */
    private static boolean isFree(Match match, @Nullable BitSet talk) {
        if (talk == null) {
            return true;
        }
        int next = talk.nextSetBit(match.nearest());
        return next < 0 || next > match.last();
    }

    private static String name(Phrase phrase) {
        return phrase.language + ": " + phrase.written;
    }
}
