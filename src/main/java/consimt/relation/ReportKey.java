package consimt.relation;

import consimt.function.Sha256;

/** The short key under which a report counts: 48 bits of its entry id's hash, so that fifty stay small. */
public final class ReportKey {

    private static final int LENGTH = 8;

    private ReportKey() {}

    public static String of(EntryId entry) {
        return Sha256.of(entry.value()).base64Url().substring(0, LENGTH);
    }
}
