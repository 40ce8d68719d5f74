package consimt.rebuild;

import consimt.followup.FollowUp;
import consimt.followup.FollowUp.State;
import consimt.ledger.Entry;
import consimt.relation.ByHand;
import consimt.relation.ByHand.InScope;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Removal;
import consimt.relation.Scope;
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
import java.util.Set;
import java.util.TreeSet;
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
        Set<Scope> scopes = new TreeSet<>(stored.scopes().keySet());
        work(id).removals().stream().map(FollowUp::scope).forEach(scopes::add);
        wishesUnder(id)
                .filter(wish -> isPromise(wish, fold))
                .map(wish -> scope(wish, fold))
                .forEach(scopes::add);
        ByHand all = ByHand.NOTHING;
        for (Scope scope : scopes) {
            all = all.with(scope, of(id, scope, fold, stored.in(scope)));
        }
        return all;
    }

    private InScope of(UserId id, Scope scope, Standing fold, InScope stored) {
        Removal begun = stored.removal();
        if (begun != null && work(id).isLeftAlone(FollowUpId.ofRemoval(ledgers.relation(id), begun))) {
            return stored;
        }
        InScope told = told(id, scope, fold, stored);
        if (begun == null || !isBegun(id, begun)) {
            begun = told.removal() == null ? unopened(id, scope, fold).orElse(null) : null;
        }
        return begun == null ? told : new InScope(begun, false, last(id, scope));
    }

    /** Whether the ledger of any of the person's ids has the opt-out, and the id's own no step of its removal. */
    private boolean isBegun(UserId id, Removal removal) {
        return !work(id).all().containsKey(FollowUpId.ofRemoval(ledgers.relation(id), removal))
                && ledgers.allOneWith(id).stream()
                        .anyMatch(each -> optOut(each, removal).isPresent());
    }

    /** The whole id of the opt-out behind a removal, if the id's own ledger has it. */
    Optional<EntryId> optOut(UserId id, Removal removal) {
        return ledgers.of(id).stream()
                .filter(Entry::isOptOut)
                .map(Entry::id)
                .filter(removal::isOf)
                .findFirst();
    }

    private List<FollowUp> removals(UserId id, Scope scope) {
        return work(id).removals().stream()
                .filter(removal -> removal.scope().equals(scope))
                .toList();
    }

    private @Nullable Removal last(UserId id, Scope scope) {
        List<FollowUp> removals = removals(id, scope);
        return removals.isEmpty() ? null : removals.get(removals.size() - 1).removal();
    }

    /** @param stored the present work: an ended removal may be the last one or the one before */
    private InScope told(UserId id, Scope scope, Standing fold, InScope stored) {
        List<FollowUp> removals = removals(id, scope);
        if (removals.isEmpty()) {
            return InScope.NOTHING;
        }
        FollowUp last = removals.get(removals.size() - 1);
        Removal removal = last.removal();
        Removal before =
                removals.size() == 1 ? null : removals.get(removals.size() - 2).removal();
        InScope current = new InScope(removal, last.state() == State.DONE, before);
        if (!isEnded(id, last)) {
            return current;
        }
        InScope over = new InScope(null, false, removal);
        return fold.isOptedOutOf(scope) || stored.equals(over) ? over : current;
    }

    /** Whether an opt-in ended the removal. */
    private boolean isEnded(UserId id, FollowUp removal) {
        return switch (removal.state()) {
            case WITHDRAWN -> true;
            case DONE ->
                work(id).all().containsKey(FollowUpId.ofReinstatement(ledgers.relation(id), removal.removal()));
            case SKIPPED -> isFollowedByOptIn(id, removal);
            case PENDING, OPEN, CLAIMED -> false;
        };
    }

    /** Whether an opt-in that arrived after the opt-out ended it. */
    private boolean isFollowedByOptIn(UserId id, FollowUp removal) {
        List<Arrived> wishes = arrived(id);
        return wishes.stream().filter(wish -> kind(wish.entry).isOptIn()).anyMatch(optIn -> {
            List<Entry> then = wishes.stream()
                    .filter(wish -> !wish.at.isAfter(optIn.at))
                    .map(Arrived::entry)
                    .toList();
            return then.stream().map(Entry::id).anyMatch(removal.removal()::isOf)
                    && !standing(then).isOptedOutOf(removal.scope());
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

    private static Standing standing(List<Entry> wishes) {
        Standing standing = Standing.UNKNOWN;
        for (Entry wish : wishes) {
            standing = standing.with(wish.fact().orElseThrow());
        }
        return standing;
    }

    /** The wishes that stand under a scope. */
    private List<Entry> wishes(Set<UserId> ids, Scope scope, Standing fold) {
        return ids.stream()
                .flatMap(this::wishesUnder)
                .filter(wish -> scope(wish, fold).equals(scope))
                .toList();
    }

    private static Fact.Kind kind(Entry wish) {
        return wish.fact().orElseThrow().kind();
    }

    /** The scope under which a wish stands. */
    private static Scope scope(Entry wish, Standing fold) {
        return fold.marks().standing(wish.fact().orElseThrow().scope());
    }

    /**
     * The removal of an opt-out that was cut off before the work opened; empty if a removal that covers it is going on
     * under any id.
     */
    private Optional<Removal> unopened(UserId id, Scope scope, Standing fold) {
        boolean isElsewhere = !fold.isOptedOutOf(scope)
                || ledgers.oneWith(id).stream().anyMatch(each -> hasCovering(each, scope, fold));
        if (isElsewhere) {
            return Optional.empty();
        }
        // Opt-outs cross to the id also from ids that are the person's by the word of the business alone.
        List<Entry> crossing = wishes(ledgers.allOneWith(id), scope, fold);
        return wishes(ledgers.oneWith(id), scope, fold).stream()
                .filter(wish -> isPromise(wish, fold) && isLatestAtItsArrival(wish, crossing) && !isKnownWork(wish, id))
                .min(Comparator.comparing(Entry::recordedAt).thenComparing(Entry::mark))
                .filter(first -> ledgers.of(id).contains(first))
                .flatMap(first -> Optional.ofNullable(Removal.of(first.fact().orElseThrow(), scope)));
    }

    private boolean hasCovering(UserId id, Scope scope, Standing fold) {
        return work(id).removals().stream()
                .map(FollowUp::scope)
                .filter(its -> its.covers(scope))
                .anyMatch(its -> {
                    InScope work = told(id, its, fold, InScope.NOTHING);
                    return work.removal() != null
                            && fold.isOptedOutOf(its)
                            && fold.removals().covers(work.removal(), work.isDone(), scope);
                });
    }

    private static boolean isPromise(Entry wish, Standing fold) {
        Fact fact = wish.fact().orElseThrow();
        return fact.kind().isOptOut() && fact.stopsBy() != null && !fact.isLiftedIn(fold);
    }

    /** Whether the ledger has steps of the opt-out's removal. */
    private boolean isKnownWork(Entry optOut, UserId id) {
        Fact fact = optOut.fact().orElseThrow();
        return Stream.of(fact.scope(), Scope.ALL)
                .map(scope -> Objects.requireNonNull(Removal.of(fact, scope)))
                .anyMatch(removal -> ledgers.oneWith(id).stream().anyMatch(each -> {
                    FollowUpId work = FollowUpId.ofRemoval(ledgers.relation(each), removal);
                    return work(each).all().containsKey(work) || work(each).isLeftAlone(work);
                }));
    }

    private static boolean isLatestAtItsArrival(Entry optOut, List<Entry> wishes) {
        return wishes.stream()
                .filter(wish -> kind(wish).isOptOut() && wish.recordedAt().isBefore(optOut.recordedAt()))
                .noneMatch(wish -> wish.mark().compareTo(optOut.mark()) > 0);
    }
}
