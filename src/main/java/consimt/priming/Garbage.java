package consimt.priming;

import java.lang.ref.WeakReference;

/**
 * Garbage of a rehearsal. Left in the snapshot, it would be collected during one of the first answers, and the first
 * collection of all takes the longest.
 */
final class Garbage {

    private static final int BLOCK = 64 * 1024;

    /** Two GiB in all: more than there is room for. */
    private static final int MOST_BLOCKS = 32 * 1024;

    private Garbage() {}

    /** Fills the memory until the JVM collects. {@code System.gc()} is switched off where snapshots are taken. */
    static void collect() {
        WeakReference<byte[]> untilCollected = new WeakReference<>(new byte[BLOCK]);
        for (int i = 0; i < MOST_BLOCKS && untilCollected.get() != null; i++) {
            // The reference keeps no block alive.
            new WeakReference<>(new byte[BLOCK]).clear();
        }
    }
}
