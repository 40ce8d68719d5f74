package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How things stand between a person and a business.
 *
 * @param marks those that were set
 * @param reports a short key of each report's entry, at most {@link #MOST_REPORTS}; later ones stand in the ledger only
 * @param removal the work by hand that belongs to the last time that the person went from not opted out to opted out,
 *     where the business worked by hand. It tells what was promised first, so unlike the marks it depends on what
 *     arrived first
 * @param removalIsDone whether somebody at the business has done it
 * @param removalBefore the one that it took the place of
 * @param knownAs all ids that the person has at the business, the relation's own among them; empty while there is but
 *     one. It grows with each change of identity and has no bound: a person has as many as the platform told of
 */
public record Standing(
        Map<MarkKind, Mark> marks,
        Set<String> reports,
        @Nullable Removal removal,
        boolean removalIsDone,
        @Nullable Removal removalBefore,
        Set<UserId> knownAs) {

    /** Keeps a relation well under the kilobyte that a write unit buys. */
    public static final int MOST_REPORTS = 50;

    public static final Standing UNKNOWN = new Standing(Map.of(), Set.of(), null, false, null, Set.of());

    public Standing {
        marks = Map.copyOf(marks);
        reports = Set.copyOf(reports);
        knownAs = Set.copyOf(knownAs);
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

    /**
     * Whether the person was opted out of marketing just before an instant; empty where the marks are of later wishes,
     * which tell nothing of those before.
     */
    public Optional<Boolean> wasOptedOutBefore(Instant at) {
        Mark out = marks.get(MarkKind.OPTED_OUT);
        Mark in = marks.get(MarkKind.OPTED_IN);
        if (out == null) {
            return Optional.of(false);
        }
        boolean areEarlier = out.at().isBefore(at) && (in == null || in.at().isBefore(at));
        return areEarlier ? Optional.of(isOptedOut()) : Optional.empty();
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

    /** The removal that belongs to the opt-out in force, done or not; null where there is none. */
    public @Nullable Removal currentRemoval() {
        return isOptedOut() ? removal : null;
    }

    /** The removal that an opt-in put an end to, or null. */
    public @Nullable Removal endedRemoval() {
        return isOptedOut() ? null : removal;
    }

    /** This standing with one more fact. */
    public Standing with(Fact fact) {
        Map<MarkKind, Mark> joined = new EnumMap<>(MarkKind.class);
        joined.putAll(marks);
        for (MarkKind kind : fact.kind().moves()) {
            joined.merge(kind, fact.mark(), (old, now) -> kind.moves(old, now) ? now : old);
        }
        Standing moved = new Standing(joined, reportsWith(fact), removal, removalIsDone, removalBefore, knownAs);
        return moved.beginsRemoval(this, fact) ? moved.withRemovalOf(fact) : moved;
    }

    /**
     * This standing with what is known of the same person under another id: its facts in the order of time, its reports
     * and its ids. The work by hand stays with the id under which it was promised, so none begins here.
     */
    public Standing with(Standing elsewhere) {
        Standing joined = this;
        for (Fact fact : elsewhere.facts()) {
            joined = joined.with(fact);
        }
        Set<String> more = new HashSet<>(joined.reports);
        for (String report : new TreeSet<>(elsewhere.reports)) {
            if (more.size() < MOST_REPORTS) {
                more.add(report);
            }
        }
        return new Standing(joined.marks, more, joined.removal, joined.removalIsDone, joined.removalBefore, knownAs)
                .knownAs(elsewhere.knownAs);
    }

    /** The relations that the person has with the business under other ids. */
    public Set<Relation> others(Relation relation) {
        return knownAs.stream()
                .map(id -> new Relation(id, relation.businessId()))
                .filter(other -> !other.equals(relation))
                .collect(Collectors.toSet());
    }

    /** Whether the removal that belongs to the opt-out in force may have been promised under another id. */
    boolean mayHaveRemovalElsewhere() {
        return isOptedOut() && removal == null && !knownAs.isEmpty();
    }

    /** This standing of a person who has these ids too. */
    public Standing knownAs(Set<UserId> ids) {
        Set<UserId> more = new HashSet<>(knownAs);
        more.addAll(ids);
        return new Standing(marks, reports, removal, removalIsDone, removalBefore, more);
    }

    /** One for each mark, by time; at one instant the more protective last, for that one stands. */
    private List<Fact> facts() {
        return marks.entrySet().stream()
                .map(mark -> new Fact(mark.getKey().fact(), mark.getValue(), null))
                .sorted(Comparator.comparing((Fact fact) -> fact.mark().at()).thenComparing(Fact::isProtective))
                .toList();
    }

    /** A removal begins with the opt-out that finds none going on; one that is going on stays as it was promised. */
    private boolean beginsRemoval(Standing before, Fact fact) {
        return fact.kind().isOptOut()
                && fact.mark().equals(mark(MarkKind.OPTED_OUT))
                && isOptedOut()
                && before.currentRemoval() == null;
    }

    private Standing withRemovalOf(Fact fact) {
        Removal next = fact.stopsBy() == null ? null : new Removal(fact.stopsBy(), fact.mark());
        return new Standing(marks, reports, next, false, removal == null ? removalBefore : removal, knownAs);
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
