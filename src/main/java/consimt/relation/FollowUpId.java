package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.runtime.Sha256;
import java.util.regex.Pattern;

/**
 * The id of a piece of work by hand. It follows from the ledger entry that caused the work, so opening is idempotent.
 */
public record FollowUpId(@JsonValue String value) implements Comparable<FollowUpId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-v]{26}");

    /**
     * How many characters are of the person and the business. All ids of a person at a business begin alike, so that one
     * query finds their work.
     */
    private static final int OF_PERSON = 13;

    public static FollowUpId ofRemoval(Relation relation, Scope scope, EntryId optOut) {
        return ofWork("removal", relation, scope, optOut);
    }

    /** The work of putting the person back on the list after this removal was done. */
    public static FollowUpId ofReinstatement(Relation relation, Scope scope, EntryId optOut) {
        return ofWork("reinstatement", relation, scope, optOut);
    }

    /** With too many scopes, the opt-out of a part may have a removal of the part, and one of all. */
    private static FollowUpId ofWork(String kind, Relation relation, Scope scope, EntryId optOut) {
        return scope.isAll()
                ? of(kind + (optOut.isShort() ? " of all" : ""), relation, optOut.value())
                : of(kind, relation, optOut.shortened().value());
    }

    /** The n-th review of what the person reported of the business, from 1. */
    public static FollowUpId ofReview(Relation relation, int number) {
        return of("review", relation, "review~" + number);
    }

    /** The n-th work of deciding about the person's messages that may be refusals, from 1. */
    public static FollowUpId ofSuspectedRefusals(Relation relation, int number) {
        return of("suspected", relation, "suspected~" + number);
    }

    public static Reading<FollowUpId> reading() {
        return Values.matching(FORM, Ids.LONGEST, "must be the id of a follow-up", FollowUpId::new);
    }

    /**
     * A hash. Somebody who knows the cause and the business could find the person by trying all numbers. So the id is
     * shown only to callers who may see the person's id.
     */
    private static FollowUpId of(String kind, Relation relation, String cause) {
        String work = Sha256.of(
                        kind, relation.userId().value(), relation.businessId().value(), cause)
                .shortId();
        return new FollowUpId(ofPerson(relation) + work.substring(OF_PERSON));
    }

    /** How the ids of all work about a person begin. */
    public static String ofPerson(Relation relation) {
        return Sha256.of(relation.userId().value(), relation.businessId().value())
                .shortId()
                .substring(0, OF_PERSON);
    }

    @Override
    public int compareTo(FollowUpId other) {
        return value.compareTo(other.value);
    }
}
