package consimt.rebuild;

import consimt.followup.FollowUp;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a stored piece of work with the ledger's. */
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
        Comparison parts = new Comparison(relation, name);
        parts.compare(
                "/userId",
                stored.relation().userId().value(),
                ledger.relation().userId().value());
        parts.compare(
                "/about",
                stored.about() == null ? null : stored.about().value(),
                ledger.about() == null ? null : ledger.about().value());
        parts.compare("/kind", stored.kind(), ledger.kind());
        parts.compare("/scope", stored.scope().text(), ledger.scope().text());
        parts.compare("/cause", stored.cause().value(), ledger.cause().value());
        parts.compare("/state", stored.state(), ledger.state());
        parts.compare("/openedAt", stored.openedAt(), ledger.openedAt());
        parts.compare("/due", stored.due(), ledger.due());
        parts.compare("/assignee", stored.assignee(), ledger.assignee());
        parts.compare("/claimedUntil", stored.claimedUntil(), ledger.claimedUntil());
        parts.compare("/closedAt", stored.closedAt(), ledger.closedAt());
        parts.compare("/reminders", stored.reminders(), ledger.reminders());
        parts.compare("/lateMessages", stored.lateMessages(), ledger.lateMessages());
        parts.compare("/reports", stored.reports(), ledger.reports());
        parts.compare("/messages", messages(stored), messages(ledger));
        if (!isPutOff(stored.remindAt(), ledger.remindAt(), now)) {
            parts.compare("/remindAt", stored.remindAt(), ledger.remindAt());
        }
        parts.compare("/version", stored.version(), ledger.version());
        return parts.found;
    }

    /** Null if there are none, as in other work. The ledger has no texts, so these are not compared. */
    private static @Nullable String messages(FollowUp work) {
        return work.messages().isEmpty()
                ? null
                : work.messages().stream()
                        .map(message -> message.id().value() + (message.isCleared() ? " cleared" : ""))
                        .collect(Collectors.joining(", "));
    }

    private static boolean isPutOff(@Nullable Instant stored, @Nullable Instant ledger, Instant now) {
        return stored != null
                && ledger != null
                && !stored.isBefore(ledger)
                && !ledger.isAfter(now)
                && !stored.isAfter(now);
    }

    private static final class Comparison {

        private final Relation relation;
        private final String name;
        private final List<Difference> found = new ArrayList<>();

        Comparison(Relation relation, String name) {
            this.relation = relation;
            this.name = name;
        }

        private void compare(String part, @Nullable Object stored, @Nullable Object ledger) {
            if (!Objects.equals(stored, ledger)) {
                found.add(Difference.of(relation, name + part, text(stored), text(ledger)));
            }
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }
}
