package consimt.refusal;

import consimt.refusal.PhraseReader.PhrasePattern.Border;
import consimt.refusal.PhraseReader.PhrasePattern.Gap;
import consimt.refusal.PhraseReader.PhrasePattern.OneOf;
import consimt.refusal.PhraseReader.PhrasePattern.OneWord;
import consimt.refusal.PhraseReader.PhrasePattern.Optional;
import consimt.refusal.PhraseReader.PhrasePattern.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class PhraseReader {

    /** How often what has a star may come. */
    private static final int SOME = 3;

    private final Map<String, PhrasePattern> lists = new HashMap<>();

    /** What was read before, as it was written. Most words come often. */
    private final Map<String, PhrasePattern> words = new HashMap<>();

    /** By word as it is written: how people write it in a chat. */
    private final Map<String, List<String>> inChats = new HashMap<>();

    private String written = "";
    private int at;

    /** Before the lists and the phrases that have the word. */
    void addSpellings(String word, List<String> others) {
        inChats.put(word, others);
    }

    /** @param its what it has, written as a phrase; it may name lists that were added before */
    void addList(String name, String its) {
        lists.put(name, read(its));
    }

    /** @throws IllegalArgumentException if no phrase is written so */
    PhrasePattern read(String phrase) {
        written = phrase;
        at = 0;
        PhrasePattern pattern = choice();
        if (!isAtEnd()) {
            throw problem("a ) too many");
        }
        return pattern;
    }

    private PhrasePattern choice() {
        List<PhrasePattern> parts = new ArrayList<>();
        List<PhrasePattern> words = new ArrayList<>();
        do {
            skipSpaces();
            boolean isList = isNext('<');
            PhrasePattern part = sequence();
            (part instanceof OneWord && !isList ? words : parts).add(part);
        } while (takes('|'));
        if (!words.isEmpty()) {
            parts.add(0, asOneWord(words));
        }
        return parts.size() == 1 ? parts.get(0) : new OneOf(parts);
    }

    private PhrasePattern sequence() {
        List<PhrasePattern> parts = new ArrayList<>();
        skipSpaces();
        while (!isAtEnd() && !isNext('|') && !isNext(')')) {
            PhrasePattern part = part();
            if (takes('?')) {
                parts.add(new Optional(part));
            } else if (takes('*')) {
                parts.addAll(Collections.nCopies(SOME, new Optional(part)));
            } else {
                parts.add(part);
            }
            skipSpaces();
        }
        if (parts.isEmpty()) {
            throw problem("nothing between two signs");
        }
        return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
    }

    private PhrasePattern part() {
        char c = written.charAt(at);
        return switch (c) {
            case '(' -> group();
            case '<' -> list();
            case '^', '$' -> {
                at++;
                yield new Border();
            }
            default -> wordOrGap();
        };
    }

    private PhrasePattern group() {
        at++;
        PhrasePattern group = choice();
        if (!takes(')')) {
            throw problem("a ) is missing");
        }
        return group;
    }

    private PhrasePattern list() {
        int end = written.indexOf('>', at);
        String name = end < 0 ? "" : written.substring(at + 1, end);
        PhrasePattern list = lists.get(name);
        if (list == null) {
            throw problem("no list has the name " + name);
        }
        at = end + 1;
        return list;
    }

    private PhrasePattern wordOrGap() {
        int end = at;
        while (end < written.length() && !isSign(written.charAt(end))) {
            end++;
        }
        String text = written.substring(at, end);
        at = end;
        return text.startsWith("..") ? gap(text.substring(2)) : words.computeIfAbsent(text, this::word);
    }

    private static boolean isSign(char c) {
        return switch (c) {
            case ' ', '(', ')', '|', '<', '>', '?', '^', '$' -> true;
            default -> false;
        };
    }

    private static PhrasePattern gap(String length) {
        return switch (length) {
            case "" -> new Gap(Gap.USUAL);
            case "." -> new Gap(Gap.ANY);
            default -> new Gap(Integer.parseInt(length));
        };
    }

    private PhrasePattern word(String text) {
        PhrasePattern word = asWritten(text);
        List<String> others = inChats.getOrDefault(text, List.of());
        if (others.isEmpty()) {
            return word;
        }
        List<PhrasePattern> all = new ArrayList<>();
        all.add(word);
        others.forEach(other -> all.add(asWritten(other)));
        return asOneWord(all);
    }

    /** One state of the automaton, where all are one word. */
    private static PhrasePattern asOneWord(List<PhrasePattern> all) {
        List<String> its = new ArrayList<>();
        for (PhrasePattern pattern : all) {
            if (!(pattern instanceof OneWord word)) {
                return new OneOf(all);
            }
            its.addAll(word.spellings());
        }
        return new OneWord(its.stream().distinct().toList());
    }

    private PhrasePattern asWritten(String text) {
        boolean isEnd = text.startsWith("*");
        boolean isBeginning = text.endsWith("*");
        String letters = text.substring(isEnd ? 1 : 0, text.length() - (isBeginning ? 1 : 0));
        if (PlainForm.of(letters).isEmpty()) {
            return sign(letters);
        }
        List<String[]> forms =
                PlainForm.allOf(letters).stream().map(form -> form.split(" ")).toList();
        int last = forms.get(0).length - 1;
        List<PhrasePattern> words = new ArrayList<>(2);
        for (int i = 0; i <= last; i++) {
            int place = i;
            String before = isEnd && i == 0 ? "*" : "";
            String after = isBeginning && i == last ? "*" : "";
            List<String> its = forms.stream()
                    .map(form -> before + Spelling.of(form[place]) + after)
                    .distinct()
                    .toList();
            words.add(new OneWord(its));
        }
        return words.size() == 1 ? words.get(0) : new Sequence(words);
    }

    /** A sign that is a word, such as a hand that says stop, or a plus that says more. */
    private PhrasePattern sign(String text) {
        boolean isEmoji = text.codePointCount(0, text.length()) == 1 && TextWords.isEmoji(text.codePointAt(0));
        if (!isEmoji && !text.equals(TextWords.MORE)) {
            throw problem("no word: " + text);
        }
        return new OneWord(List.of(text));
    }

    private boolean isNext(char c) {
        return at < written.length() && written.charAt(at) == c;
    }

    /** Whether it is next; then it is read. */
    private boolean takes(char c) {
        boolean isNext = isNext(c);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private boolean isAtEnd() {
        return at >= written.length();
    }

    private void skipSpaces() {
        while (takes(' ')) {}
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(what + ", at " + at + " of: " + written);
    }

    /** A phrase as the files write it, in its parts. {@code src/test/resources/consimt/refusal/README.md} has the signs. */
    sealed interface PhrasePattern {

        /**
         * One word in its plain form, or the beginning ({@code stop*}) or the end ({@code *mail}) of one.
         *
         * @param spellings all that count as the word, the usual one first
         */
        record OneWord(List<String> spellings) implements PhrasePattern {}

        record Sequence(List<PhrasePattern> parts) implements PhrasePattern {}

        record OneOf(List<PhrasePattern> parts) implements PhrasePattern {}

        record Optional(PhrasePattern part) implements PhrasePattern {}

        /** At most so many other words. */
        record Gap(int words) implements PhrasePattern {

            static final int USUAL = 5;

            /** Any number of words, and the ends of sentences. */
            static final int ANY = Integer.MAX_VALUE;
        }

        /** Where one clause ends and another begins. */
        record Border() implements PhrasePattern {}
    }
}
