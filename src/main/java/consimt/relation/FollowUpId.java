package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.runtime.Sha256;
import java.util.regex.Pattern;

/** A piece of work by hand. The id follows from the ledger entry that caused it, so the same cause never opens two. */
public record FollowUpId(@JsonValue String value) implements Comparable<FollowUpId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-v]{26}");

    public static FollowUpId ofRemoval(Relation relation, Removal removal) {
        return of("removal", relation, removal.optOut().entry());
    }

    /** The work of putting the person back on the list after the given removal was done. */
    public static FollowUpId ofReinstatement(Relation relation, Removal removal) {
        return of("reinstatement", relation, removal.optOut().entry());
    }

    /** The n-th work of looking at what the person reported of the business, from 1. */
    public static FollowUpId ofReview(Relation relation, int number) {
        return of("review", relation, EntryId.ofReview(number));
    }

    /** The work of looking at one report, as releases before opened it. */
    public static FollowUpId ofReviewBefore(Relation relation, EntryId report) {
        return of("review", relation, report);
    }

    /** The work of looking at an opt-out that was held. */
    public static FollowUpId ofHeldOptOut(Relation relation, EntryId optOut) {
        return of("held", relation, optOut);
    }

    /**
     * The work of looking at an id that would be one too many.
     *
     * @param held the entry which tells that it was not taken for the person's
     */
    public static FollowUpId ofTooManyIds(Relation relation, EntryId held) {
        return of("ids", relation, held);
    }

    public static Reading<FollowUpId> reading() {
        return Values.matching(FORM, Ids.LONGEST, "must be the id of a follow-up", FollowUpId::new);
    }

    /**
     * A hash. Whoever knows the cause and the business finds the person by trying all numbers, so the id goes only to those
     * who have the person beside it.
     */
    private static FollowUpId of(String kind, Relation relation, EntryId cause) {
        return new FollowUpId(
                Sha256.of(kind, relation.userId().value(), relation.businessId().value(), cause.value())
                        .shortId());
    }

    @Override
    public int compareTo(FollowUpId other) {
        return value.compareTo(other.value);
    }
}
