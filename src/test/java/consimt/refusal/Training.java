package consimt.refusal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the weights of {@link Resemblance}: logistic regression by AdaGrad (Duchi, Hazan and Singer, 2011). The
 * weights of the second half of the rounds are averaged. The same messages make the same weights on any machine.
 */
final class Training {

    private static final int ROUNDS = 40;
    private static final double RATE = 0.15;

    /** Holds the weights back, so that a piece of few messages has little. */
    private static final double DECAY = 1e-4;

    private static final double SMALLEST = 1e-8;
    private static final long SEED = 1;

    /** Of a weight, in units. Few values make a small file, and judge alike. */
    private static final int LARGEST = 15;

    private record Example(Pieces pieces, boolean isRefusal) {}

    /** By piece: its weight, and beside it the sum of the squares of its slopes, for both are used at once. */
    private final double[] learned = new double[2 * (Pieces.NUMBERS + 1)];

    private final double[] sums = new double[Pieces.NUMBERS + 1];
    private final List<Example> examples = new ArrayList<>();

    void add(List<Corpus> corpus) {
        for (Corpus each : corpus) {
            each.refusals().forEach(message -> examples.add(new Example(Pieces.of(message), true)));
            each.talk().forEach(message -> examples.add(new Example(Pieces.of(message), false)));
            each.talk().forEach(this::addSentences);
        }
    }

    /** Each sentence of talk is talk too. Of a refusal only some are refusals, and nobody has marked which. */
    private void addSentences(String talk) {
        Resemblance.readings(talk).skip(1).forEach(sentence -> examples.add(new Example(sentence, false)));
    }

    byte[] weights() throws IOException {
        Random random = new Random(SEED);
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int example = order[i];
                order[i] = order[other];
                order[other] = example;
            }
            for (int i : order) {
                learn(examples.get(i));
            }
            if (round >= ROUNDS / 2) {
                for (int piece = 0; piece < sums.length; piece++) {
                    sums[piece] += learned[2 * piece];
                }
            }
        }
        return bytes();
    }

    private void learn(Example example) {
        int[] words = example.pieces.ofWords();
        int[] sentences = example.pieces.ofSentences();
        double ofWords = 1 / Math.sqrt(words.length);
        double ofSentences = 1 / Math.sqrt(sentences.length);
        double odds = learned[2 * Pieces.NUMBERS];
        for (int piece : words) {
            odds += learned[2 * piece] * ofWords;
        }
        for (int piece : sentences) {
            odds += learned[2 * piece] * ofSentences;
        }
        double error = 1 / (1 + StrictMath.exp(-odds)) - (example.isRefusal ? 1 : 0);
        step(Pieces.NUMBERS, error);
        for (int piece : words) {
            step(piece, error * ofWords);
        }
        for (int piece : sentences) {
            step(piece, error * ofSentences);
        }
    }

    private void step(int piece, double gradient) {
        int weight = 2 * piece;
        double slope = gradient + DECAY * learned[weight];
        double square = learned[weight + 1] + slope * slope;
        learned[weight + 1] = square;
        learned[weight] -= RATE * slope / Math.sqrt(square + SMALLEST);
    }

    private byte[] bytes() throws IOException {
        double rounds = ROUNDS - ROUNDS / 2;
        double bias = sums[Pieces.NUMBERS] / rounds;
        double largest = 0;
        for (int piece = 0; piece < Pieces.NUMBERS; piece++) {
            largest = Math.max(largest, Math.abs(sums[piece]));
        }
        double unit = largest / LARGEST;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(file);
        data.writeFloat((float) bias);
        data.writeFloat((float) (unit / rounds));
        for (int piece = 0; piece < Pieces.NUMBERS; piece++) {
            data.writeByte((int) Math.round(sums[piece] / unit));
        }
        return file.toByteArray();
    }
}
