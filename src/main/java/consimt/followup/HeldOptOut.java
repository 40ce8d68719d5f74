package consimt.followup;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.time.Instant;

/**
 * An opt-out that is not applied before somebody decides.
 *
 * @param scope which marketing it is about
 * @param optOut the id that its entry gets when it is applied
 * @param at when it happened
 */
public record HeldOptOut(Relation relation, Scope scope, EntryId optOut, Instant at) {

    /** The same under another id, which also holds marketing. */
    public HeldOptOut about(Relation other) {
        return new HeldOptOut(other, scope, optOut, at);
    }
}
