package consimt.person;

import consimt.followup.FollowUp;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The work by hand in the ledger of one relation, and how stored work differs from it. */
final class WorkOfLedger {

    private final Map<FollowUpId, FollowUp> last = new TreeMap<>();
    private final Set<FollowUpId> ofNewerCode = new TreeSet<>();

    WorkOfLedger(Relation relation, List<Entry> entries) {
        Map<FollowUpId, List<FollowUp>> states = new TreeMap<>();
        for (Entry step : entries) {
            FollowUpId id = FollowUp.idOf(step);
            if (id == null) {
                continue;
            }
            Optional<FollowUp> work = FollowUp.after(relation, step);
            if (work.isPresent()) {
                states.computeIfAbsent(id, its -> new ArrayList<>()).add(work.get());
            } else {
                ofNewerCode.add(id);
            }
        }
        states.keySet().removeAll(ofNewerCode);
        states.forEach((id, all) -> last.put(id, last(all)));
    }

    /**
     * The last state. A closed state is final, even if a restored earlier copy had other steps after it. Late messages
     * are still counted.
     */
    private static FollowUp last(List<FollowUp> states) {
        states.sort(Comparator.comparing(FollowUp::version).thenComparing(FollowUp::additions));
        List<FollowUp> closedOnes =
                states.stream().filter(work -> work.state().isClosed()).toList();
        FollowUp latest = states.stream()
                .filter(work -> closedOnes.stream().allMatch(closed -> hasMoreAdditions(work, closed)))
                .reduce((earlier, later) -> later)
                .orElse(states.get(states.size() - 1));
        return closedOnes.stream()
                .filter(closed -> states.stream().noneMatch(work -> hasMoreAdditions(work, closed)))
                .findFirst()
                .map(closed -> states.stream()
                        .filter(work -> work.state() == closed.state())
                        .reduce((earlier, later) -> later)
                        .orElse(closed))
                .orElse(latest);
    }

    /** Whether a report or a message was added to a restored earlier copy. Nobody looked at it, so the work is open. */
    private static boolean hasMoreAdditions(FollowUp work, FollowUp closed) {
        return !work.state().isClosed()
                && (work.work().additions().reports()
                                > closed.work().additions().reports()
                        || !closed.messageIds().containsAll(work.messageIds()));
    }

    /** Whether steps of the work cannot be read, so that it must stay as it is. */
    boolean isLeftAlone(FollowUpId id) {
        return ofNewerCode.contains(id);
    }

    Map<FollowUpId, FollowUp> all() {
        return last;
    }

    /** Whether the stored work has later steps than the ledger. */
    static boolean isAhead(FollowUp stored, FollowUp ledger) {
        return stored.state().isClosed() == ledger.state().isClosed()
                ? stored.version() > ledger.version()
                : stored.state().isClosed();
    }

    /**
     * Compares a stored piece of work with the ledger's. The ledger has no texts, so these are not compared.
     *
     * @param now a reminder that was due before may move to this instant
     */
    static List<Difference> differences(Relation relation, @Nullable FollowUp stored, FollowUp ledger, Instant now) {
        String name = "followUp/" + ledger.id().value();
        if (stored == null) {
            return List.of(Difference.of(relation, name, null, ledger.state().name()));
        }
        Map<String, String> found = parts(stored);
        Map<String, String> right = parts(ledger);
        if (isPutOff(stored.work().remindAt(), ledger.work().remindAt(), now)) {
            found.remove("remindAt");
            right.remove("remindAt");
        }
        return Difference.between(relation, name + "/", found, right);
    }

    private static Map<String, String> parts(FollowUp work) {
        Map<String, String> parts = new HashMap<>(work.work().texts());
        parts.put("userId", work.relation().userId().value());
        BusinessId about = work.about();
        if (about != null) {
            parts.put("about", about.value());
        }
        return parts;
    }

    private static boolean isPutOff(@Nullable Instant stored, @Nullable Instant ledger, Instant now) {
        return stored != null
                && ledger != null
                && !stored.isBefore(ledger)
                && !ledger.isAfter(now)
                && !stored.isAfter(now);
    }
}
