package consimt.refusal;

import consimt.runtime.PackagedFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a text is like the refusals of the corpus, and not like its talk: a logistic regression over {@link Pieces}.
 * It finds what no phrase foresaw. The weights are made from the corpus by {@code ResemblanceTest}.
 *
 * <p>File: the bias and the unit of the weights as floats, then a byte for each piece.
 */
record Resemblance(float bias, float unit, byte[] weights) {

    static final String FILE = "resemblance.bin";

    /** As log-odds. Of a thousand ordinary messages that the weights were not made from, some two are above it. */
    private static final double ENOUGH = 1;

    /** The same for a sentence among many: of a thousand that are talk, one or two are above it. */
    private static final double ENOUGH_AMONG_MANY = 2.5;

    /** In UTF-16 units. Of a longer text each sentence is judged alone, and none that is longer. */
    static final int LONGEST = 300;

    /** Fewer are like too much. The opt-out words and the phrases know those that refuse. */
    private static final int FEWEST_WORDS = 4;

    /** A question keeps its mark. */
    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?؟।\\n])\\s*");

    private static final Resemblance READ = PackagedFile.read(Resemblance.class, FILE, Resemblance::read);

    static Resemblance get() {
        return READ;
    }

    private static Resemblance read(InputStream file) throws IOException {
        DataInputStream data = new DataInputStream(file);
        return new Resemblance(data.readFloat(), data.readFloat(), data.readAllBytes());
    }

    /** Whether the text is one, or a sentence of it. */
    boolean isRefusal(String text) {
        double enough = text.length() <= LONGEST ? ENOUGH : ENOUGH_AMONG_MANY;
        return readings(text).anyMatch(pieces -> of(pieces) > enough);
    }

    static Stream<Pieces> readings(String text) {
        return Stream.concat(Stream.of(text), SENTENCES.splitAsStream(TextParts.shortened(text)))
                .distinct()
                .filter(part -> part.length() <= LONGEST)
                .map(Pieces::of)
                .filter(pieces -> pieces.words() >= FEWEST_WORDS);
    }

    /** As log-odds of a refusal. */
    double of(Pieces pieces) {
        return bias + of(pieces.ofWords()) + of(pieces.ofSentences());
    }

    private double of(int[] pieces) {
        long sum = 0;
        for (int piece : pieces) {
            sum += weights[piece];
        }
        return pieces.length == 0 ? 0 : unit * sum / StrictMath.sqrt(pieces.length);
    }
}
