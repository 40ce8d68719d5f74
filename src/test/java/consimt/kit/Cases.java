package consimt.kit;

/**
 * How many cases a long test tries: all of them with {@code -Pthorough}, and a part of them in every build. The assertions
 * about a case are the same in both.
 */
public final class Cases {

    private static final boolean THOROUGH = Boolean.getBoolean("consimt.thorough");

    private Cases() {}

    /** @param some those that are tried in every build */
    public static <T> T of(T some, T all) {
        return THOROUGH ? all : some;
    }

    /** @param some how many are tried in every build */
    public static int of(int some, int all) {
        return THOROUGH ? all : some;
    }

    /**
     * Whether a case is tried.
     *
     * @param place the place of the case among the others, or the sum of its places in nested loops
     */
    public static boolean takes(int place) {
        return takes(place, 3);
    }

    /** @param oneOf how many cases there are for each that is tried in every build */
    public static boolean takes(int place, int oneOf) {
        return THOROUGH || place % oneOf == 0;
    }
}
