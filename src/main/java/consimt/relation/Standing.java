package consimt.relation;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How things stand between a person and a business.
 *
 * @param marks those that were set
 * @param reports a short key of each report's entry, at most {@link #MOST_REPORTS}; later ones stand in the ledger only
 * @param removal the work by hand that the latest opt-out began, where the business works by hand. It tells what was
 *     promised first, so unlike the marks it depends on what arrived first
 */
public record Standing(
        Map<MarkKind, Mark> marks,
        Set<String> reports,
        @Nullable Removal removal) {

    /** Keeps a relation well under the kilobyte that a write unit buys. */
    public static final int MOST_REPORTS = 50;

    public static final Standing UNKNOWN = new Standing(Map.of(), Set.of(), null);

    public Standing {
        marks = Map.copyOf(marks);
        reports = Set.copyOf(reports);
    }

    public enum Conversation {
        NONE,
        CONTACTED,
        ACCEPTED
    }

    /** How the person agreed to the conversation. */
    public enum Basis {
        EXPRESSED,
        IMPLIED
    }

    public enum Marketing {
        UNSET,
        OPTED_OUT,
        OPTED_IN
    }

    public @Nullable Mark mark(MarkKind kind) {
        return marks.get(kind);
    }

    public @Nullable Instant since(MarkKind kind) {
        Mark mark = marks.get(kind);
        return mark == null ? null : mark.at();
    }

    public boolean isBlocked() {
        return reaches(MarkKind.BLOCKED, MarkKind.UNBLOCKED);
    }

    public boolean isOptedOut() {
        return reaches(MarkKind.OPTED_OUT, MarkKind.OPTED_IN);
    }

    public Marketing marketing() {
        if (isOptedOut()) {
            return Marketing.OPTED_OUT;
        }
        return has(MarkKind.OPTED_IN) ? Marketing.OPTED_IN : Marketing.UNSET;
    }

    public Conversation conversation() {
        if (basis() != null) {
            return Conversation.ACCEPTED;
        }
        return has(MarkKind.CONTACTED) ? Conversation.CONTACTED : Conversation.NONE;
    }

    /** The stronger basis where there are both; null where the person has not agreed. */
    public @Nullable Basis basis() {
        if (has(MarkKind.EXPRESSED) || has(MarkKind.OPTED_IN)) {
            return Basis.EXPRESSED;
        }
        return has(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
    }

    /** The removal that is still to be done, or null. */
    public @Nullable Removal openRemoval() {
        return removal == null || removal.isOverBy(this) || !isOptedOut() ? null : removal;
    }

    /** This standing with one more fact. */
    public Standing with(Fact fact) {
        Map<MarkKind, Mark> joined = new EnumMap<>(MarkKind.class);
        joined.putAll(marks);
        for (MarkKind kind : fact.kind().moves()) {
            joined.merge(kind, fact.mark(), (old, now) -> kind.moves(old, now) ? now : old);
        }
        Standing moved = new Standing(joined, reportsWith(fact), removal);
        return new Standing(joined, moved.reports, moved.removalAfter(fact));
    }

    /** A removal begins with the opt-out that finds none going on, and then stays as it was promised. */
    private @Nullable Removal removalAfter(Fact fact) {
        boolean begins = fact.kind() == Fact.Kind.OPT_OUT
                && fact.mark().equals(mark(MarkKind.OPTED_OUT))
                && isOptedOut()
                && openRemoval() == null;
        return begins && fact.stopsBy() != null ? new Removal(fact.stopsBy(), fact.mark()) : removal;
    }

    private Set<String> reportsWith(Fact fact) {
        if (!fact.kind().isReport() || reports.size() >= MOST_REPORTS) {
            return reports;
        }
        Set<String> more = new HashSet<>(reports);
        more.add(ReportKey.of(fact.mark().entry()));
        return more;
    }

    /** A tie goes to the first, which is the more protective one. */
    private boolean reaches(MarkKind one, MarkKind opposite) {
        Mark mark = marks.get(one);
        Mark against = marks.get(opposite);
        return mark != null && (against == null || !mark.at().isBefore(against.at()));
    }

    private boolean has(MarkKind kind) {
        return marks.containsKey(kind);
    }
}
