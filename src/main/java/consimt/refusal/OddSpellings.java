package consimt.refusal;

import consimt.refusal.TextWords.TextWord;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text as they were meant, where people write them in an odd way: letters apart ("S T O P"), words
 * together ("stoptextingme"), a word in pieces ("st op"), a sentence for each word ("Do. Not. Text."), an emoji between
 * words.
 */
final class OddSpellings {

    /** Fewer letters apart may be words of their own: "y a t-il". */
    private static final int FEWEST_LETTERS = 4;

    /** In letters. It bounds the work. */
    private static final int MOST_LETTERS = 60;

    /** In letters. A shorter one is one word. */
    private static final int SHORTEST_GLUED = 7;

    /** In letters, if it refuses with the word before: "dont textme". */
    private static final int SHORTEST_BESIDE = 6;

    /** Words of fewer letters are rather the pieces of another word. */
    private static final double FEWEST_LETTERS_A_WORD = 2.5;

    /** In a part of a text. People write few. It bounds the work. */
    private static final int MOST_GLUED = 8;

    private static final int MOST_PIECES = 3;

    /** Fewer are an answer and what follows: "No. Tomorrow." */
    private static final int FEWEST_SENTENCES = 3;

    private final List<TextWord> words;
    private final List<TextWord> meant = new ArrayList<>();
    private int at;

    /** How many glued words were looked at. */
    private int asked;

    private OddSpellings(List<TextWord> words) {
        this.words = words;
    }

    /** @return an equal text if nothing is odd about it */
    static TextWords undone(TextWords text) {
        List<TextWord> all = withoutSigns(text.all());
        all = new OddSpellings(all).withLettersTogether();
        all = new OddSpellings(all).withGluedApart();
        all = new OddSpellings(all).withPiecesTogether();
        return new TextWords(withoutShortSentences(all), text.isCut());
    }

    private static List<TextWord> withoutSigns(List<TextWord> words) {
        List<TextWord> meant = new ArrayList<>(words.size());
        boolean startsSentence = false;
        for (TextWord word : words) {
            startsSentence |= word.startsSentence();
            if (!TextWords.isEmoji(word.text().codePointAt(0))) {
                meant.add(new TextWord(word.text(), startsSentence, word.startsClause()));
                startsSentence = false;
            }
        }
        return meant.isEmpty() ? words : meant;
    }

    private List<TextWord> withLettersTogether() {
        while (at < words.size()) {
            String letters = letters();
            int length = letters.length() < FEWEST_LETTERS ? 0 : glued().longestCut(letters);
            replace(length >= FEWEST_LETTERS ? length : 1, glued().cut(letters.substring(0, length)));
        }
        return meant;
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (int end = at; end < words.size() && letters.length() < MOST_LETTERS; end++) {
            String word = words.get(end).text();
            if (word.length() != 1 || !Character.isLetter(word.charAt(0))) {
                break;
            }
            letters.append(word);
        }
        return letters.toString();
    }

    private List<TextWord> withGluedApart() {
        while (at < words.size()) {
            replace(1, piecesOfGlued());
        }
        return meant;
    }

    /** Many words of daily life could be cut: "Kundennummer". So the pieces have to refuse, alone or with the word before. */
    private List<String> piecesOfGlued() {
        String word = words.get(at).text();
        List<String> pieces = word.length() < SHORTEST_BESIDE || isKnown(word)
                ? List.of()
                : Phrases.get().glued().cut(word);
        boolean areLong = word.length() >= FEWEST_LETTERS_A_WORD * pieces.size()
                && pieces.stream().skip(word.startsWith("i") ? 1 : 0).allMatch(piece -> piece.length() > 1);
        if (pieces.isEmpty() || !areLong || asked == MOST_GLUED) {
            return List.of();
        }
        asked++;
        boolean refuse = word.length() >= SHORTEST_GLUED && Phrases.get().refuse(TextWords.of(pieces));
        return refuse || refuseWithWordBefore(pieces) ? pieces : List.of();
    }

    private boolean refuseWithWordBefore(List<String> pieces) {
        if (at == 0) {
            return false;
        }
        List<String> all = new ArrayList<>(pieces);
        all.add(0, words.get(at - 1).text());
        return Phrases.get().refuse(TextWords.of(all));
    }

    private List<TextWord> withPiecesTogether() {
        while (at < words.size()) {
            int pieces = MOST_PIECES;
            while (pieces > 1 && !areOneWord(pieces)) {
                pieces--;
            }
            replace(pieces, pieces == 1 ? List.of() : List.of(together(pieces)));
        }
        return meant;
    }

    /** Whether they are an opt-out word, and not all of them words of their own. */
    private boolean areOneWord(int pieces) {
        if (at + pieces > words.size()) {
            return false;
        }
        List<TextWord> all = words.subList(at, at + pieces);
        return all.stream().skip(1).noneMatch(TextWord::startsClause)
                && !all.stream().allMatch(word -> isKnown(word.text()))
                && Vocabulary.get().isOptOut(together(pieces));
    }

    private String together(int pieces) {
        StringBuilder word = new StringBuilder();
        words.subList(at, at + pieces).forEach(piece -> word.append(piece.text()));
        return Spelling.of(word.toString());
    }

    /** @param others in place of so many words; if there are none the words stay */
    private void replace(int number, List<String> others) {
        if (others.isEmpty()) {
            meant.addAll(words.subList(at, at + number));
        } else {
            TextWord first = words.get(at);
            meant.add(new TextWord(others.get(0), first.startsSentence(), first.startsClause()));
            others.stream().skip(1).forEach(word -> meant.add(new TextWord(word, false, false)));
        }
        at += number;
    }

    /** A text of nothing but sentences of one word is one sentence, and so are three of them in a row. */
    private static List<TextWord> withoutShortSentences(List<TextWord> words) {
        List<TextWord> meant = new ArrayList<>(words);
        int from = 0;
        for (int to = 1; to <= words.size(); to++) {
            boolean isOneWord = to == words.size() || words.get(to).startsSentence();
            if (isOneWord && words.get(to - 1).startsSentence()) {
                if (to == words.size()) {
                    join(meant, from, to);
                }
            } else {
                join(meant, from, to - 1);
                from = to;
            }
        }
        return meant;
    }

    private static void join(List<TextWord> words, int from, int to) {
        if (to - from >= FEWEST_SENTENCES || (to - from == words.size())) {
            for (int i = from + 1; i < to; i++) {
                words.set(i, new TextWord(words.get(i).text(), false, false));
            }
        }
    }

    private static boolean isKnown(String word) {
        return Phrases.get().knows(word);
    }

    private static GluedWords glued() {
        return Phrases.get().glued();
    }
}
