package consimt.followup;

import consimt.followup.FollowUp.State;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.EntryPage;
import consimt.ledger.Ledger.Position;
import consimt.ledger.Source;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.IdentityHeld;
import consimt.ledger.What.IdentityReleased;
import consimt.record.EventTime;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The consequence of the operator's decision that ids which would be too many are different persons: the hold of
 * marketing ends, when all holds of the person are decided so.
 */
@Singleton
public class TooManyIds {

    /** Entries in one read. */
    private static final int AT_ONCE = 100;

    private final FollowUps followUps;
    private final Ledger ledger;
    private final Standings standings;
    private final Recorder recorder;
    private final Clock clock;

    public TooManyIds(FollowUps followUps, Ledger ledger, Standings standings, Recorder recorder, Clock clock) {
        this.followUps = followUps;
        this.ledger = ledger;
        this.standings = standings;
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * Ends the hold under all ids that are one with this one, unless part of it is undecided or was skipped. The
     * release covers holds up to the last decided one. So a hold that arrives at the same moment stays. An id that
     * became the person's meanwhile has holds of its own, so the person is looked at again until nothing was added.
     *
     * @param decided of this kind, and done
     * @param decider who decided
     */
    void release(FollowUp decided, Source decider) {
        // The time before the look: a rebuild takes ids that were one long before it as decided about too.
        Instant now = clock.instant();
        Person person = person(decided.subject());
        Set<Relation> released = Set.of();
        while (!person.same.equals(released) && areDone(decided, person)) {
            recorder.release(decisions(decided, person, decider, now), person.same);
            released = person.same;
            now = clock.instant();
            person = person(decided.subject());
        }
    }

    /** One for each ledger that tells of a hold, named after the last hold in it. */
    private static List<Statement> decisions(FollowUp decided, Person person, Source source, Instant now) {
        Instant upTo = person.held.values().stream()
                .flatMap(its -> its.values().stream())
                .map(Mark::at)
                .max(Instant::compareTo)
                .orElse(decided.openedAt());
        Relation subject = decided.subject();
        Map<Relation, EntryId> ids = new LinkedHashMap<>();
        ids.put(subject, EntryId.ofIdentityReleased(decided.cause()));
        person.held.forEach((each, its) -> ids.putIfAbsent(
                each, EntryId.ofIdentityReleased(Collections.max(its.values()).entry())));
        return ids.entrySet().stream()
                .map(each -> Statement.of(
                        new Request(each.getValue(), each.getKey(), EventTime.unsaid(now), now, source, null),
                        new IdentityReleased(upTo)))
                .toList();
    }

    /**
     * The ids of a person, and what holds them.
     *
     * @param same those that are one by more than the word of the business, with this id or with one that has a hold in
     *     its ledger. A hold under any of them was copied to the others
     * @param held by the ledger: the work of all holds in it, and the mark of each
     */
    private record Person(Set<Relation> same, Map<Relation, Map<FollowUpId, Mark>> held) {}

    /** The ids are those in a relation or in a ledger, because relations may have been restored. */
    private Person person(Relation relation) {
        Map<Relation, Map<FollowUpId, Mark>> held = new TreeMap<>();
        Map<Relation, Set<Relation>> known = new TreeMap<>();
        Deque<Relation> next = new ArrayDeque<>(Set.of(relation));
        while (!next.isEmpty()) {
            Relation each = next.pop();
            if (!known.containsKey(each)) {
                Set<Relation> its = new TreeSet<>();
                known.put(each, its);
                read(each, its, next, held);
                next.addAll(its);
            }
        }
        Set<Relation> same = new TreeSet<>();
        next.add(relation);
        next.addAll(held.keySet());
        while (!next.isEmpty()) {
            Relation each = next.pop();
            if (same.add(each)) {
                next.addAll(known.getOrDefault(each, Set.of()));
            }
        }
        return new Person(same, held);
    }

    /**
     * Reads a ledger and a relation.
     *
     * @param known gets the ids that are one with the relation's by more than the word of the business
     * @param told gets those by that word
     */
    private void read(
            Relation relation,
            Set<Relation> known,
            Collection<Relation> told,
            Map<Relation, Map<FollowUpId, Mark>> held) {
        Standing standing = standings.of(relation, Consistency.STRONG);
        known.addAll(standing.others(relation));
        told.addAll(standing.withAllOthers(relation));
        Position after = null;
        do {
            EntryPage page = ledger.read(relation, after, AT_ONCE);
            for (Entry entry : page.entries()) {
                if (entry.what() instanceof IdentityChanged changed) {
                    (entry.source().isTold() ? told : known).add(new Relation(changed.other(), relation.businessId()));
                } else if (entry.what() instanceof IdentityHeld) {
                    Mark mark = entry.mark();
                    held.computeIfAbsent(relation, its -> new TreeMap<>())
                            .put(FollowUpId.ofTooManyIds(relation, mark.entry()), mark);
                }
            }
            after = page.next();
        } while (after != null);
    }

    private boolean areDone(FollowUp decided, Person person) {
        Set<FollowUpId> ids = new TreeSet<>(Set.of(decided.id()));
        person.held.values().forEach(its -> ids.addAll(its.keySet()));
        return areDone(decided.relation().businessId(), ids);
    }

    private boolean areDone(BusinessId operator, Set<FollowUpId> ids) {
        Map<FollowUpId, FollowUp> found = followUps.find(operator, ids);
        return ids.stream().allMatch(id -> isDone(found.get(id)));
    }

    private static boolean isDone(@Nullable FollowUp followUp) {
        return followUp != null && followUp.state() == State.DONE;
    }
}
