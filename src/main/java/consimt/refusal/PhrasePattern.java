package consimt.refusal;

import java.util.List;

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
