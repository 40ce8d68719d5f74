package consimt.dynamodb;

import java.security.SecureRandom;

/**
 * Random numbers that keep writers apart. Functions that are restored from one snapshot draw different ones, because they
 * come from the system's source.
 */
final class Chance {

    private static final SecureRandom SOURCE = new SecureRandom();

    private Chance() {}

    /** A number from the first on, and below the second. */
    static int between(int from, int below) {
        return SOURCE.nextInt(from, below);
    }
}
