package consimt.rebuild;

import consimt.followup.FollowUp;
import consimt.followup.FollowUp.State;
import consimt.ledger.Entry;
import consimt.relation.ByHand;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the removal that each of a person's ids should have. Unlike a mark, the removal depends on the order of
 * arrival. The steps of the work show this order: a removal begins when the one before has ended, and an opt-in that
 * ended a done one left its reinstatement.
 */
final class RemovalsOfPerson {

    private final PersonsLedgers ledgers;
    private final Map<UserId, WorkOfLedger> work = new HashMap<>();

    RemovalsOfPerson(PersonsLedgers ledgers) {
        this.ledgers = ledgers;
    }

    WorkOfLedger work(UserId id) {
        return work.computeIfAbsent(id, its -> new WorkOfLedger(ledgers.relation(its), ledgers.of(its)));
    }

    /**
     * The work by hand that a relation should have.
     *
     * @param fold its standing
     * @param stored the present work, which may be of an opt-out whose work has not opened yet
     */
    ByHand of(UserId id, Standing fold, ByHand stored) {
        Removal begun = stored.removal();
        if (begun != null && work(id).isLeftAlone(FollowUpId.ofRemoval(ledgers.relation(id), begun))) {
            return stored;
        }
        ByHand told = told(id, fold, stored);
        if (begun == null || !isBegun(id, begun)) {
            begun = told.removal() == null ? unopened(id, fold).orElse(null) : null;
        }
        return begun == null ? told : new ByHand(begun, false, last(id));
    }

    /** Whether the ledger has the opt-out and no step of its removal. */
    private boolean isBegun(UserId id, Removal removal) {
        return !work(id).all().containsKey(FollowUpId.ofRemoval(ledgers.relation(id), removal))
                && optOuts(id).anyMatch(optOut -> removal.optOut().entry().equals(optOut.id()));
    }

    private @Nullable Removal last(UserId id) {
        List<FollowUp> removals = work(id).removals();
        return removals.isEmpty() ? null : removal(removals.get(removals.size() - 1));
    }

    private ByHand told(UserId id, Standing fold) {
        return told(id, fold, ByHand.NOTHING);
    }

    /** @param stored the present work: an ended removal may be the last one or the one before */
    private ByHand told(UserId id, Standing fold, ByHand stored) {
        List<FollowUp> removals = work(id).removals();
        if (removals.isEmpty()) {
            return ByHand.NOTHING;
        }
        FollowUp last = removals.get(removals.size() - 1);
        Removal removal = removal(last);
        Removal before = removals.size() == 1 ? null : removal(removals.get(removals.size() - 2));
        ByHand current = new ByHand(removal, last.state() == State.DONE, before);
        if (!isEnded(id, last)) {
            return current;
        }
        ByHand over = new ByHand(null, false, removal);
        return fold.isOptedOut() || stored.equals(over) ? over : current;
    }

    private static Removal removal(FollowUp work) {
        return new Removal(work.due(), new Mark(work.openedAt(), work.cause()));
    }

    /** Whether an opt-in ended the removal. */
    private boolean isEnded(UserId id, FollowUp removal) {
        return switch (removal.state()) {
            case WITHDRAWN -> true;
            case DONE -> work(id).all().containsKey(FollowUpId.ofReinstatement(ledgers.relation(id), removal(removal)));
            case SKIPPED -> isFollowedByOptIn(id, removal.cause());
            case PENDING, OPEN, CLAIMED -> false;
        };
    }

    /** Whether an opt-in that arrived after the opt-out ended it. */
    private boolean isFollowedByOptIn(UserId id, EntryId optOut) {
        List<Arrived> wishes = arrived(id);
        return wishes.stream().filter(wish -> kind(wish.entry).isOptIn()).anyMatch(optIn -> {
            List<Entry> then = wishes.stream()
                    .filter(wish -> !wish.at.isAfter(optIn.at))
                    .map(Arrived::entry)
                    .toList();
            return then.stream().anyMatch(wish -> wish.id().equals(optOut)) && !isOptedOut(then);
        });
    }

    /** A wish, and when an id got it: not before the two ids were one. */
    private record Arrived(Entry entry, Instant at) {}

    private List<Arrived> arrived(UserId id) {
        List<Arrived> arrived = new ArrayList<>();
        ledgers.oneSince(id)
                .forEach((each, since) -> wishesUnder(each)
                        .map(wish -> new Arrived(wish, wish.recordedAt().isAfter(since) ? wish.recordedAt() : since))
                        .forEach(arrived::add));
        return arrived;
    }

    private Stream<Entry> wishesUnder(UserId id) {
        return ledgers.of(id).stream()
                .filter(entry ->
                        entry.fact().filter(fact -> fact.kind().isWish()).isPresent());
    }

    private static boolean isOptedOut(List<Entry> wishes) {
        Standing standing = Standing.UNKNOWN;
        for (Entry wish : wishes) {
            standing = standing.with(wish.fact().orElseThrow());
        }
        return standing.isOptedOut();
    }

    private List<Entry> wishes(UserId id) {
        return ledgers.oneWith(id).stream().flatMap(this::wishesUnder).toList();
    }

    private static Fact.Kind kind(Entry wish) {
        return wish.fact().orElseThrow().kind();
    }

    /**
     * The removal of an opt-out that was cut off before the work opened; empty if a removal is going on under any id.
     */
    private Optional<Removal> unopened(UserId id, Standing fold) {
        boolean isElsewhere = !fold.isOptedOut()
                || ledgers.oneWith(id).stream()
                        .anyMatch(each -> told(each, fold).removal() != null);
        if (isElsewhere) {
            return Optional.empty();
        }
        List<Entry> wishes = wishes(id);
        return wishes.stream()
                .filter(wish -> isPromise(wish, fold) && isLatestAtItsArrival(wish, wishes) && !isKnownWork(wish, id))
                .min(Comparator.comparing(Entry::recordedAt).thenComparing(Entry::mark))
                .filter(first -> ledgers.of(id).contains(first))
                .flatMap(first -> Optional.ofNullable(Removal.of(first.fact().orElseThrow())));
    }

    private static boolean isPromise(Entry wish, Standing fold) {
        Fact fact = wish.fact().orElseThrow();
        return fact.kind().isOptOut()
                && fact.stopsBy() != null
                && fact.keys().stream()
                        .filter(key -> key.kind().isProtective())
                        .flatMap(key -> key.opposites().stream())
                        .map(lifting -> fold.marks().get(lifting))
                        .noneMatch(
                                lifting -> lifting != null && fact.mark().at().isBefore(lifting.at()));
    }

    /** Whether the ledger has steps of the opt-out's removal. */
    private boolean isKnownWork(Entry optOut, UserId id) {
        Removal removal = Objects.requireNonNull(Removal.of(optOut.fact().orElseThrow()));
        return ledgers.oneWith(id).stream().anyMatch(each -> {
            FollowUpId work = FollowUpId.ofRemoval(ledgers.relation(each), removal);
            return work(each).all().containsKey(work) || work(each).isLeftAlone(work);
        });
    }

    private static boolean isLatestAtItsArrival(Entry optOut, List<Entry> wishes) {
        return wishes.stream()
                .filter(wish -> kind(wish).isOptOut() && wish.recordedAt().isBefore(optOut.recordedAt()))
                .noneMatch(wish -> wish.mark().compareTo(optOut.mark()) > 0);
    }

    private Stream<Entry> optOuts(UserId id) {
        return ledgers.of(id).stream().filter(Entry::isOptOut);
    }
}
