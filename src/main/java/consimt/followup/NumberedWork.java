package consimt.followup;

import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Work of one kind and one relation, of which at most one piece is open. The pieces are numbered from 1, and their ids
 * follow from the numbers, so the last one is found by reading the ids in turn.
 *
 * @param queueOf in whose queue the work is
 */
public record NumberedWork(FollowUps followUps, BusinessId queueOf, IntFunction<FollowUpId> ids) {

    /** How many pieces the first read covers; each further read covers twice as many. */
    private static final int READ_AT_FIRST = 2;

    /** A batch read takes a hundred keys. */
    private static final int MOST_READ = 64;

    /** The operator's reviews of what the person reported of the business. */
    public static NumberedWork ofReviews(FollowUps followUps, BusinessId operator, Relation reported) {
        return new NumberedWork(followUps, operator, number -> FollowUpId.ofReview(reported, number));
    }

    /** The work of deciding about the person's messages that may be refusals. */
    public static NumberedWork ofSuspectedRefusals(FollowUps followUps, Relation relation) {
        return new NumberedWork(
                followUps, relation.businessId(), number -> FollowUpId.ofSuspectedRefusals(relation, number));
    }

    /**
     * @param open the open piece, or null if there is none
     * @param next the id of the next piece
     */
    private record Opening(@Nullable FollowUp open, FollowUpId next) {}

    /** The open piece, or null if there is none. */
    @Nullable FollowUp open() {
        return opening().open;
    }

    /**
     * Adds something to the open piece or opens the next one, in one transaction with an entry of its own. So it is added
     * once, however often it arrives, and even if the piece is closed at the same moment.
     *
     * @param work makes what is opened
     * @param first makes the next piece, with what is added
     * @param more adds it to the open piece; null if there is no more room
     * @param entry of the step
     */
    void add(
            FollowUpWork work,
            Function<FollowUpId, FollowUp> first,
            Function<FollowUp, @Nullable FollowUp> more,
            Function<FollowUp, Entry> entry) {
        Stored stored;
        Tries tries = new Tries();
        do {
            tries.begin();
            Opening opening = opening();
            FollowUp open = opening.open;
            FollowUp after = open == null ? work.opened(first.apply(opening.next)) : more.apply(open);
            if (after == null) {
                return;
            }
            stored = followUps.store(new WorkChange(open, after, entry.apply(after)));
        } while (stored == Stored.CHANGED_MEANWHILE);
    }

    private Opening opening() {
        FollowUp last = null;
        int count = 0;
        for (int more = READ_AT_FIRST; ; more = Math.min(2 * more, MOST_READ)) {
            int upTo = count + more;
            Map<FollowUpId, FollowUp> found = followUps.find(
                    queueOf,
                    IntStream.rangeClosed(count + 1, upTo).mapToObj(ids).toList());
            FollowUp next = found.get(ids.apply(count + 1));
            while (next != null) {
                last = next;
                count++;
                next = found.get(ids.apply(count + 1));
            }
            if (count < upTo) {
                return new Opening(last != null && last.state().isWork() ? last : null, ids.apply(count + 1));
            }
        }
    }

    /** The last pieces, the latest first. Doubling and halving find them, for the numbers have no gap. */
    public List<FollowUp> last(int most) {
        int there = 0;
        int missing = 1;
        while (followUps.find(queueOf, ids.apply(missing)).isPresent()) {
            there = missing;
            missing *= 2;
        }
        while (missing - there > 1) {
            int middle = (there + missing) / 2;
            boolean isThere = followUps.find(queueOf, ids.apply(middle)).isPresent();
            there = isThere ? middle : there;
            missing = isThere ? missing : middle;
        }
        int last = there;
        List<FollowUpId> latestFirst = IntStream.range(0, Math.min(last, most))
                .mapToObj(back -> ids.apply(last - back))
                .toList();
        Map<FollowUpId, FollowUp> found = followUps.find(queueOf, latestFirst);
        return latestFirst.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
