package consimt.refusal;

/** A sparse map from int to int. It takes room for what is in it alone, however large the keys are. */
final class IntMap {

    /** Spreads neighbouring keys: 2^32 divided by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    /** Enough for most messages, so that few maps grow. */
    private static final int ROOM = 1_024;

    /** Each is 1 + the key. 0 is a free place. Their number is a power of two, and less than half are taken. */
    private int[] keys = new int[ROOM];

    private int[] values = new int[ROOM];
    private int size;

    /** @return 0 if there is none */
    int get(int key) {
        return values[placeOf(key)];
    }

    /** @param value not 0 */
    void put(int key, int value) {
        int at = placeOf(key);
        if (keys[at] == 0) {
            keys[at] = key + 1;
            size++;
        }
        values[at] = value;
        if (2 * size >= keys.length) {
            grow();
        }
    }

    private int placeOf(int key) {
        int at = key * SPREAD >>> Integer.numberOfLeadingZeros(keys.length - 1);
        while (keys[at] != 0 && keys[at] != key + 1) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = placeOf(oldKeys[i] - 1);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
