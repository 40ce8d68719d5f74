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
import consimt.relation.Relation;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
     * release covers holds up to the last decided one. So a hold that arrives at the same moment stays.
     *
     * @param decided of this kind, and done
     * @param actor who decided
     */
    void release(FollowUp decided, String actor) {
        Relation relation = decided.subject();
        Map<FollowUpId, Instant> held = held(relation);
        held.put(decided.id(), decided.openedAt());
        if (areDone(decided.relation().businessId(), held.keySet())) {
            Instant upTo = held.values().stream().max(Instant::compareTo).orElseThrow();
            Instant now = clock.instant();
            EntryId id = EntryId.ofIdentityReleased(decided.cause());
            recorder.record(Statement.of(
                    new Request(id, relation, EventTime.unsaid(now), now, Source.of(actor), null),
                    new IdentityReleased(upTo)));
        }
    }

    /**
     * The work of all holds in the ledgers of all the person's ids, and since when each holds. The ids are those in a
     * relation or in a ledger, because relations may have been restored.
     */
    private Map<FollowUpId, Instant> held(Relation relation) {
        Map<FollowUpId, Instant> held = new TreeMap<>();
        Deque<Relation> next =
                new ArrayDeque<>(standings.of(relation, Consistency.STRONG).withAllOthers(relation));
        Set<Relation> seen = new TreeSet<>();
        while (!next.isEmpty()) {
            Relation each = next.pop();
            if (!seen.add(each)) {
                continue;
            }
            Position after = null;
            do {
                EntryPage page = ledger.read(each, after, AT_ONCE);
                page.entries().forEach(entry -> {
                    if (entry.what() instanceof IdentityChanged changed) {
                        next.add(new Relation(changed.other(), each.businessId()));
                    }
                });
                page.entries().stream()
                        .filter(entry -> entry.what() instanceof IdentityHeld)
                        .map(Entry::mark)
                        .forEach(mark -> held.put(FollowUpId.ofTooManyIds(each, mark.entry()), mark.at()));
                after = page.next();
            } while (after != null);
        }
        return held;
    }

    private boolean areDone(BusinessId operator, Set<FollowUpId> ids) {
        Map<FollowUpId, FollowUp> found = followUps.find(operator, ids);
        return ids.stream().allMatch(id -> isDone(found.get(id)));
    }

    private static boolean isDone(@Nullable FollowUp followUp) {
        return followUp != null && followUp.state() == State.DONE;
    }
}
