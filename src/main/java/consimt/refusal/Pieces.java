package consimt.refusal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a text is made of: pieces of its words, of two to five letters, and up to three words in sequence. Each piece is
 * a number below {@link #NUMBERS}, by a hash. A question mark is a word.
 *
 * @param ofWords the pieces of words, each once; below half of the numbers
 * @param ofSentences the words in sequence, each once; from half of the numbers on
 */
record Pieces(int words, int[] ofWords, int[] ofSentences) {

    static final int NUMBERS = 1 << 18;

    private static final int HALF = NUMBERS / 2;
    private static final int SHORTEST_PIECE = 2;
    private static final int LONGEST_PIECE = 5;
    private static final int MOST_WORDS = 3;

    private static final Pattern QUESTION = Pattern.compile("[?؟？]+");
    private static final String MARK = " questionmark ";
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");
    private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");

    /** As people write German without its own letters. */
    private static final Pattern UMLAUT = Pattern.compile("([aou])e");

    static Pieces of(String text) {
        List<String> words = List.of(plain(text).split(" "));
        IntStream.Builder ofWords = IntStream.builder();
        IntStream.Builder ofSentences = IntStream.builder();
        for (int first = 0; first < words.size(); first++) {
            String word = " " + words.get(first) + " ";
            for (int length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++) {
                for (int at = 0; at + length <= word.length(); at++) {
                    ofWords.add(hash(word, at, at + length));
                }
            }
            StringBuilder sequence = new StringBuilder();
            for (int last = first; last < Math.min(words.size(), first + MOST_WORDS); last++) {
                sequence.append(' ').append(words.get(last));
                ofSentences.add(HALF + hash(sequence, 0, sequence.length()));
            }
        }
        return new Pieces(
                words.size(),
                ofWords.build().distinct().toArray(),
                ofSentences.build().distinct().toArray());
    }

    private static String plain(String text) {
        String plain = PlainForm.of(QUESTION.matcher(text).replaceAll(MARK));
        plain = NUMBER.matcher(plain).replaceAll("0");
        plain = DRAWN_OUT.matcher(plain).replaceAll("$1");
        return UMLAUT.matcher(plain).replaceAll("$1");
    }

    /** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), folded. */
    private static int hash(CharSequence text, int from, int to) {
        int hash = 0x811C9DC5;
        for (int at = from; at < to; at++) {
            hash = (hash ^ text.charAt(at)) * 0x01000193;
        }
        return (hash ^ hash >>> 15) & HALF - 1;
    }
}
