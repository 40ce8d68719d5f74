package consimt.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.refusal.PhraseNet.Match;
import consimt.refusal.PhraseNet.Matches;
import consimt.runtime.PackagedFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The phrases of all languages, read once, at the first message. */
final class Phrases {

    /** In characters of the plain form: how much is read at once. */
    static final int WINDOW = 500;

    /** In UTF-16 units: how far the beginning of a long text is read. A message of WhatsApp is no longer. */
    static final int LONGEST = 4_096;

    /** Two parts overlap by some hundred characters, more than a phrase has. */
    private static final int PART = 380;

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
        PhraseReader words = new PhraseReader();
        Vocabulary.get().courtesy().forEach(word -> add(builder, "", word, Kind.COURTESY, words));
        Vocabulary.get()
                .optOut()
                .forEach((language, its) -> its.forEach(word -> add(builder, language, word, Kind.WHOLE, words)));
        net = builder.build();
    }

    private void add(PhraseNetBuilder builder, String language, JsonNode file) {
        PhraseReader reader = reader(file);
        for (JsonNode group : file.path("phrases")) {
            Kind kind = group.path("notOnButtons").booleanValue() ? Kind.NOT_ON_BUTTONS : Kind.ANYWHERE;
            add(builder, language, group.path("say"), kind, reader);
        }
        add(builder, language, file.path("whole"), Kind.WHOLE, reader);
        add(builder, language, file.path("talk"), Kind.TALK, reader);
        add(builder, language, file.path("courtesy"), Kind.COURTESY, reader);
    }

    /** A reader that knows the lists of words of a file. */
    static PhraseReader reader(JsonNode file) {
        PhraseReader reader = new PhraseReader();
        for (Map.Entry<String, JsonNode> list : file.path("lists").properties()) {
            List<String> words = new ArrayList<>();
            list.getValue().forEach(word -> words.add(word.textValue()));
            reader.addList(list.getKey(), words);
        }
        return reader;
    }

    private void add(PhraseNetBuilder builder, String language, JsonNode written, Kind kind, PhraseReader reader) {
        written.forEach(phrase -> add(builder, language, phrase.textValue(), kind, reader));
    }

    private void add(PhraseNetBuilder builder, String language, String written, Kind kind, PhraseReader reader) {
        builder.add(phrases.size(), reader.read(written));
        phrases.add(new Phrase(language, written, kind));
    }

    static JsonNode file(ObjectMapper json, String language) {
        return PackagedFile.read(Phrases.class, "phrases/" + language + ".json", json::readTree);
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

    /** @param text of a mail or a message; what a program added to it is left out */
    Found find(String text) {
        return findInAll(own(text), Set.of());
    }

    /** @param text of a chat. Lines that a program may have added are read too, because there a person wrote them */
    Found findInAChat(String text) {
        String own = own(text);
        Found found = findInAll(own, Set.of());
        return found.isSome() || own.equals(text) ? found : findInAll(text, Set.of());
    }

    /** @param text below a picture */
    Found findInACaption(String text) {
        return findInAll(text, Set.of(Kind.WHOLE, Kind.NOT_ON_BUTTONS));
    }

    /** @param text on a button */
    Found findOnAButton(String text) {
        return find(TextWords.first(text, WINDOW), Set.of(Kind.WHOLE, Kind.NOT_ON_BUTTONS));
    }

    /** All of the text, if no line of it is the person's. */
    private static String own(String text) {
        String own = OwnText.of(text);
        return own.isBlank() ? text : own;
    }

    /** Longer texts are read in parts that overlap: the beginning up to {@link #LONGEST}, and the end. */
    private Found findInAll(String text, Set<Kind> without) {
        TextWords first = TextWords.first(text, WINDOW);
        if (!first.isCut()) {
            return find(first, without);
        }
        Set<Kind> inPart = EnumSet.of(Kind.WHOLE);
        inPart.addAll(without);
        Found found = find(first, inPart);
        int steps = found.steps;
        for (int at = nextPart(text, 0); at > 0 && at < LONGEST && !found.isSome(); at = nextPart(text, at)) {
            found = find(TextWords.first(text.substring(at), WINDOW), inPart);
            steps += found.steps;
        }
        if (!found.isSome()) {
            found = find(TextWords.last(text, WINDOW), inPart);
            steps += found.steps;
        }
        return new Found(found.phrase, steps);
    }

    /** Where the next part begins, at a space; -1 if there is none. */
    private static int nextPart(String text, int at) {
        return text.indexOf(' ', at + PART);
    }

    private Found find(TextWords words, Set<Kind> without) {
        Matches matches = net.search(words);
        if (matches.isCut()) {
            // Nobody writes so. What was not read may be a refusal.
            return new Found("too much work", matches.steps());
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
                case WHOLE -> {
                    whole.set(match.farthest(), match.last() + 1);
                    wholly = name(phrase);
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
