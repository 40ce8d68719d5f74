package consimt.unsubscribe;

import consimt.relation.EntryId;
import consimt.relation.Scope;

/**
 * An opt-out that a page tells of. The page hands it to its forms, in a sealed field.
 *
 * @param optOut its ledger entry
 * @param scope what it stops
 * @param seen names the noes with this one; empty if the page does not offer the way back
 */
record Stopped(EntryId optOut, Scope scope, String seen) {

    /** The name of the field. */
    static final String FIELD = "stopped";

    boolean mayReturn() {
        return !seen.isEmpty();
    }

    String text() {
        return String.join(" ", seen, optOut.value(), scope.text());
    }

    /** @param text as above */
    static Stopped of(String text) {
        String[] parts = text.split(" ", 3);
        return new Stopped(new EntryId(parts[1]), Scope.of(parts[2]), parts[0]);
    }
}
