package consimt.rebuild;

import consimt.followup.FollowUp;
import consimt.followup.RecordedWork;
import consimt.ledger.Entry;
import consimt.ledger.Source;
import consimt.ledger.What.FollowUpStep;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The work by hand that the ledger of one relation tells of. */
final class WorkOfLedger {

    private final Map<FollowUpId, FollowUp> last = new TreeMap<>();
    private final Map<FollowUpId, Instant> since = new TreeMap<>();

    /** Removals that were ended because another one of the person's remains. */
    private final Set<FollowUpId> dropped = new TreeSet<>();

    private final Set<FollowUpId> ofBefore = new TreeSet<>();
    private final Set<FollowUpId> ofNewerCode = new TreeSet<>();

    WorkOfLedger(Relation relation, List<Entry> entries) {
        Map<FollowUpId, List<FollowUp>> states = new TreeMap<>();
        for (Entry step : entries) {
            FollowUpId id = RecordedWork.id(step);
            if (id == null) {
                continue;
            }
            Optional<FollowUp> work = RecordedWork.in(relation, step);
            if (work.isPresent()) {
                states.computeIfAbsent(id, its -> new ArrayList<>()).add(work.get());
            } else {
                ofBefore.add(id);
                if (step.work() != null) {
                    ofNewerCode.add(id);
                }
            }
            since.merge(id, step.recordedAt(), (one, other) -> one.isBefore(other) ? one : other);
            boolean isBySystem = step.source().actor().equals(Source.SYSTEM);
            if (isBySystem
                    && step.what() instanceof FollowUpStep did
                    && did.step().equals("WITHDRAW")) {
                dropped.add(id);
            }
        }
        states.keySet().removeAll(ofNewerCode);
        states.forEach((id, all) -> last.put(id, last(all)));
        ofBefore.removeAll(last.keySet());
    }

    /** Closed is final, whatever was done to a copy of before that was restored. Late messages are counted still. */
    private static FollowUp last(List<FollowUp> states) {
        states.sort(Comparator.comparing(FollowUp::version).thenComparing(FollowUp::reports));
        FollowUp latest = states.stream()
                .filter(work -> !work.state().isClosed())
                .reduce((earlier, later) -> later)
                .orElse(states.get(states.size() - 1));
        return states.stream()
                .filter(work -> work.state().isClosed())
                .filter(closed -> states.stream().noneMatch(work -> isWithMoreReports(work, closed)))
                .findFirst()
                .map(closed -> states.stream()
                        .filter(work -> work.state() == closed.state())
                        .reduce((earlier, later) -> later)
                        .orElse(closed))
                .orElse(latest);
    }

    /** A report that came to a copy of before, which was restored, was not looked at: then the review is open. */
    private static boolean isWithMoreReports(FollowUp work, FollowUp closed) {
        return !work.state().isClosed() && work.reports() > closed.reports();
    }

    /** Whether steps of it cannot be read here, so that it is to be left as it is. */
    boolean isLeftAlone(FollowUpId id) {
        return ofBefore.contains(id) || ofNewerCode.contains(id);
    }

    /** As the last step left each. */
    Map<FollowUpId, FollowUp> all() {
        return last;
    }

    /** Work of which a release before told steps and nothing else. */
    Collection<FollowUpId> ofBefore() {
        return ofBefore;
    }

    /** The removals that the relation told of, one after the other; without those that were ended for another one. */
    List<FollowUp> removals() {
        return last.values().stream()
                .filter(work -> work.kind() == FollowUp.Kind.MARKETING_REMOVAL)
                .filter(work -> !dropped.contains(work.id()))
                .sorted(Comparator.comparing((FollowUp work) -> since.get(work.id()))
                        .thenComparing(FollowUp::openedAt)
                        .thenComparing(FollowUp::cause))
                .toList();
    }
}
