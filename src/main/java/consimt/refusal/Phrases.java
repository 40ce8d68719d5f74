package consimt.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.refusal.PhraseNet.Match;
import consimt.refusal.PhraseNet.Matches;
import consimt.refusal.PhrasePattern.OneOf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The phrases of all languages, read once, at the first message. */
final class Phrases {

    /** In characters of the plain form: how much is read from the beginning of a text, and how much up to its end. */
    static final int WINDOW = 500;

    private enum Kind {
        /** Refuses, wherever it stands. */
        ANYWHERE,
        /** The same, but on a button it may mean something else. */
        NOT_ON_BUTTONS,
        /** Refuses if the message says nothing else. */
        WHOLE,
        /** Says nothing: a greeting, thanks. */
        COURTESY,
        /** Not a refusal, though its words are those of one. */
        TALK
    }

    private record Phrase(String language, String written, Kind kind) {}

    /** @param phrase the phrase by which a text may be a refusal, with its language; empty if it is talk */
    record Found(String phrase, int steps) {

        boolean isSome() {
            return !phrase.isEmpty();
        }
    }

    private final List<Phrase> phrases = new ArrayList<>();
    private final PhraseNet net;
    private final MailLines mail;

    static Phrases get() {
        return Once.READ;
    }

    private static final class Once {
        private static final Phrases READ = read();
    }

    static Phrases read() {
        ObjectMapper json = new ObjectMapper();
        return new Phrases(Vocabulary.LANGUAGES.stream()
                .map(language -> file(json, language))
                .toList());
    }

    private Phrases(List<JsonNode> files) {
        mail = MailLines.read(files);
        PhraseNetBuilder builder = new PhraseNetBuilder();
        for (int i = 0; i < files.size(); i++) {
            add(builder, Vocabulary.LANGUAGES.get(i), files.get(i));
        }
        Vocabulary.get().courtesy().forEach(words -> add(builder, "", words, Kind.COURTESY, Map.of()));
        Vocabulary.get()
                .optOut()
                .forEach((language, its) -> its.forEach(word -> add(builder, language, word, Kind.WHOLE, Map.of())));
        net = builder.build();
    }

    private void add(PhraseNetBuilder builder, String language, JsonNode file) {
        Map<String, PhrasePattern> lists = new HashMap<>();
        for (Map.Entry<String, JsonNode> list : file.path("lists").properties()) {
            List<PhrasePattern> words = new ArrayList<>();
            list.getValue().forEach(word -> words.add(PhrasePattern.of(word.textValue(), lists)));
            lists.put(list.getKey(), new OneOf(words));
        }
        for (JsonNode group : file.path("phrases")) {
            Kind kind = group.path("notOnButtons").booleanValue() ? Kind.NOT_ON_BUTTONS : Kind.ANYWHERE;
            group.path("say").forEach(phrase -> add(builder, language, phrase.textValue(), kind, lists));
        }
        file.path("whole").forEach(phrase -> add(builder, language, phrase.textValue(), Kind.WHOLE, lists));
        file.path("talk").forEach(phrase -> add(builder, language, phrase.textValue(), Kind.TALK, lists));
        file.path("courtesy").forEach(phrase -> add(builder, language, phrase.textValue(), Kind.COURTESY, lists));
    }

    private void add(
            PhraseNetBuilder builder, String language, String written, Kind kind, Map<String, PhrasePattern> lists) {
        builder.add(phrases.size(), PhrasePattern.of(written, lists));
        phrases.add(new Phrase(language, written, kind));
    }

    static JsonNode file(ObjectMapper json, String language) {
        try (InputStream file = Phrases.class.getResourceAsStream("phrases/" + language + ".json")) {
            if (file == null) {
                return json.createObjectNode();
            }
            return json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MailLines mail() {
        return mail;
    }

    boolean knows(String word) {
        return net.knows(word);
    }

    PhraseNet net() {
        return net;
    }

    /** @param text of a message */
    Found find(String text) {
        String own = OwnText.of(text);
        TextWords first = TextWords.first(own, WINDOW);
        Found inFirst = find(first, first.isCut() ? Set.of(Kind.WHOLE) : Set.of());
        if (inFirst.isSome() || !first.isCut()) {
            return inFirst;
        }
        Found inLast = find(TextWords.last(own, WINDOW), Set.of(Kind.WHOLE));
        return new Found(inLast.phrase, inFirst.steps + inLast.steps);
    }

    /** @param text on a button */
    Found findOnAButton(String text) {
        return find(TextWords.first(text, WINDOW), Set.of(Kind.WHOLE, Kind.NOT_ON_BUTTONS));
    }

    private Found find(TextWords words, Set<Kind> without) {
        Matches matches = net.search(words);
        Map<String, BitSet> talk = new HashMap<>();
        BitSet whole = new BitSet();
        String wholly = "";
        for (Match match : matches.all()) {
            Phrase phrase = phrases.get(match.phrase());
            switch (phrase.kind) {
                case TALK ->
                    talk.computeIfAbsent(phrase.language, language -> new BitSet())
                            .set(match.first(), match.last() + 1);
                case WHOLE -> {
                    whole.set(match.first(), match.last() + 1);
                    wholly = name(phrase);
                }
                case COURTESY -> whole.set(match.first(), match.last() + 1);
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

    /** Whether no word of it is one of talk in the same language. */
    private static boolean isFree(Match match, @Nullable BitSet talk) {
        if (talk == null) {
            return true;
        }
        int next = talk.nextSetBit(match.first());
        return next < 0 || next > match.last();
    }

    private static String name(Phrase phrase) {
        return phrase.language + ": " + phrase.written;
    }
}
