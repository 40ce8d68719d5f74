package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.function.Sha256;

/** A piece of work by hand. The id follows from the ledger entry that caused it, so the same cause never opens two. */
public record FollowUpId(@JsonValue String value) {

    public static FollowUpId ofRemoval(Relation relation, Removal removal) {
        return of("removal", relation, removal);
    }

    /** The work of putting the person back on the list after the given removal was done. */
    public static FollowUpId ofReinstatement(Relation relation, Removal removal) {
        return of("reinstatement", relation, removal);
    }

    /** A hash, so that the id tells nobody whose it is. */
    private static FollowUpId of(String kind, Relation relation, Removal removal) {
        return new FollowUpId(Sha256.of(
                        kind,
                        relation.userId().value(),
                        relation.businessId().value(),
                        removal.optOut().entry().value())
                .shortId());
    }
}
