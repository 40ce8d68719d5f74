package consimt.person;

import consimt.answer.Outcome;
import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.form.Page;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.person.ErasedPage.ErasedRelation;
import consimt.person.ErasedPage.OpenWork;
import consimt.person.PersonItems.Deleted;
import consimt.person.PersonItems.Erasure;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one call deletes of relations, and what it tells of them. With a dry run it only tells. */
final class Deletion {

    private final PersonItems items;
    private final Eraser eraser;
    private final FollowUps followUps;
    private final BusinessId operator;
    private final boolean dryRun;
    private final Set<ErasedRelation> erased = new LinkedHashSet<>();
    private final List<OpenWork> openWork = new ArrayList<>();
    private int entries;

    Deletion(PersonItems items, Eraser eraser, FollowUps followUps, BusinessId operator, boolean dryRun) {
        this.items = items;
        this.eraser = eraser;
        this.followUps = followUps;
        this.operator = operator;
        this.dryRun = dryRun;
    }

    /**
     * What goes with an erasure as of now, which is remembered. Work that is still to be done stays.
     *
     * @param linked the standings under the ids that are the person's by the word of the business alone
     */
    @Nullable Rest delete(Relation relation, Instant at, Rest from, Map<UserId, Standing> linked) {
        return delete(new Erasure(relation, at, Set.of()), from, true, linked);
    }

    /**
     * The same of any erasure.
     *
     * @param isNow false to repeat it: then also work goes that was closed before it and is open after a restore
     * @return what is left for a later call; null for nothing
     */
    @Nullable Rest delete(Erasure erasure, Rest from, boolean isNow, Map<UserId, Standing> linked) {
        erased.add(ErasedRelation.of(erasure.relation()));
        Rest rest = from;
        while (rest.isWork()) {
            Rest next = deleteWork(erasure, rest, isNow);
            if (rest.equals(Rest.START) && !dryRun) {
                items.deleteIntroduction(erasure.relation());
            }
            if (next.part() == rest.part()) {
                return next;
            }
            rest = next;
        }
        Deleted deleted = items.delete(
                erasure.relation(),
                erasure.at(),
                rest.entry(),
                dryRun ? null : entry -> eraser.handOver(entry, erasure.relation(), linked));
        entries += deleted.entries();
        return Rest.entries(deleted.next());
    }

    private Rest deleteWork(Erasure erasure, Rest from, boolean isNow) {
        Relation relation = erasure.relation();
        Page<FollowUp> page = from.work(relation, operator, items);
        List<FollowUp> open = page.items().stream()
                .filter(piece -> !piece.state().isClosed() && !isPuttingBack(piece, erasure))
                .toList();
        open.stream().filter(piece -> piece.state() != State.PENDING).forEach(piece -> tell(relation, piece));
        if (dryRun) {
            return from.then(page);
        }
        if (isNow) {
            remember(relation, erasure.at(), open, from.equals(Rest.START));
        }
        for (FollowUp piece : page.items()) {
            if (isOver(piece, erasure, isNow) && !followUps.forget(piece) && isPuttingBack(piece, erasure)) {
                tell(relation, piece);
            }
        }
        return from.then(page);
    }

    private void tell(Relation relation, FollowUp open) {
        openWork.add(new OpenWork(open.id(), open.relation().businessId(), relation.userId(), open.kind()));
    }

    private void remember(Relation relation, Instant at, List<FollowUp> open, boolean isFirst) {
        if (isFirst || !open.isEmpty()) {
            items.remember(
                    new Erasure(relation, at, open.stream().map(FollowUp::id).collect(Collectors.toSet())), !isFirst);
        }
    }

    /** Of those pieces that were still to be done at the erasure, none is over; nor any that is to be done now. */
    private static boolean isOver(FollowUp piece, Erasure erasure, boolean isNow) {
        Instant closedAt = piece.closedAt();
        return closedAt != null
                ? closedAt.isBefore(erasure.at())
                : isPuttingBack(piece, erasure)
                        || !isNow
                                && piece.state().isWork()
                                && piece.openedAt().isBefore(erasure.at())
                                && !erasure.stillOpen().contains(piece.id());
    }

    /** An erased person refuses all marketing, so nobody is to put their number back on the list. */
    private static boolean isPuttingBack(FollowUp piece, Erasure erasure) {
        return piece.kind() == Kind.MARKETING_REINSTATEMENT
                && piece.state().isWork()
                && piece.openedAt().isBefore(erasure.at());
    }

    ErasedPage told(Collection<UserId> unverified, @Nullable String next) {
        Outcome outcome = dryRun ? Outcome.FOUND : erased.isEmpty() ? Outcome.UNCHANGED : Outcome.RECORDED;
        return new ErasedPage(
                outcome, List.copyOf(erased), entries, List.copyOf(openWork), List.copyOf(unverified), next);
    }
}
