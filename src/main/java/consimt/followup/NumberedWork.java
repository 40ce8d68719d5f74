package consimt.followup;

import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.Tries;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.ledger.WorkState.Kind;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Work of one kind and one relation, of which at most one piece is open. The ids follow from numbers, so two callers who
 * open a piece at once open the same one.
 *
 * @param queueOf in whose queue the work is
 */
record NumberedWork(
        FollowUps followUps, Relation relation, BusinessId queueOf, Kind kind, IntFunction<FollowUpId> ids) {

    /** The operator's reviews of what the person reported of the business. */
    static NumberedWork ofReviews(FollowUps followUps, BusinessId operator, Relation reported) {
        return new NumberedWork(
                followUps, reported, operator, Kind.REPORT_REVIEW, number -> FollowUpId.ofReview(reported, number));
    }

    /** The work of deciding about the person's messages that may be refusals. */
    static NumberedWork ofSuspectedRefusals(FollowUps followUps, Relation relation) {
        return new NumberedWork(
                followUps,
                relation,
                relation.businessId(),
                Kind.SUSPECTED_REFUSAL,
                number -> FollowUpId.ofSuspectedRefusals(relation, number));
    }

    /** The open piece, or null if there is none. */
    @Nullable FollowUp open() {
        return open(pieces());
    }

    /**
     * Adds something to the open piece or opens the next one, in one transaction with an entry of its own. So it is added
     * once, however often it arrives, and even if the piece is closed at the same moment.
     *
     * @param work makes what is opened
     * @param first makes the next piece, with what is added; null if none may open now
     * @param more adds it to the open piece; null if there is no more room
     * @param entry of the step
     */
    void add(
            FollowUpWork work,
            Function<FollowUpId, @Nullable FollowUp> first,
            Function<FollowUp, @Nullable FollowUp> more,
            Function<FollowUp, Entry> entry) {
        Stored stored;
        Tries tries = new Tries();
        do {
            tries.begin();
            List<FollowUp> pieces = pieces();
            FollowUp open = open(pieces);
            FollowUp added = open == null ? first.apply(next(pieces)) : more.apply(open);
            if (added == null) {
                return;
            }
            FollowUp after = open == null ? work.opened(added) : added;
            stored = followUps.store(new WorkChange(open, after, entry.apply(after)));
        } while (stored == Stored.CHANGED_MEANWHILE);
    }

    private List<FollowUp> pieces() {
        return followUps.about(relation, queueOf).stream()
                .filter(piece -> piece.kind() == kind)
                .toList();
    }

    private static @Nullable FollowUp open(List<FollowUp> pieces) {
        return pieces.stream()
                .filter(piece -> piece.state().isWork())
                .findFirst()
                .orElse(null);
    }

    /** An erasure may have left gaps. */
    private FollowUpId next(List<FollowUp> pieces) {
        Set<FollowUpId> taken = pieces.stream().map(FollowUp::id).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, pieces.size() + 1)
                .mapToObj(ids)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElseThrow();
    }
}
