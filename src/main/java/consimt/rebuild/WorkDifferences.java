package consimt.rebuild;

import consimt.followup.FollowUp;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a stored piece of work with the ledger's. The ledger has no texts, so these are not compared. */
final class WorkDifferences {

    private WorkDifferences() {}

    /** Whether the stored work has later steps than the ledger. */
    static boolean isAhead(FollowUp stored, FollowUp ledger) {
        return stored.state().isClosed() == ledger.state().isClosed()
                ? stored.version() > ledger.version()
                : stored.state().isClosed();
    }

    /** @param now a reminder that was due before may move to this instant */
    static List<Difference> between(Relation relation, @Nullable FollowUp stored, FollowUp ledger, Instant now) {
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
        TreeSet<String> all = new TreeSet<>(found.keySet());
        all.addAll(right.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String part : all) {
            if (!Objects.equals(found.get(part), right.get(part))) {
                differences.add(Difference.of(relation, name + "/" + part, found.get(part), right.get(part)));
            }
        }
        return differences;
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
