package consimt.relation;

import consimt.runtime.Sha256;

/** The short key of an entry in a standing: 48 bits of the hash of its id, so that fifty keys stay small. */
public final class ShortKey {

    private static final int LENGTH = 8;

    private ShortKey() {}

    public static String of(EntryId entry) {
        return Sha256.of(entry.value()).base64Url().substring(0, LENGTH);
    }
}
