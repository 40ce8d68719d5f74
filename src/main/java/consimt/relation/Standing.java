package consimt.relation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How things stand between a person and a business.
 *
 * @param reports short keys of reports' entries: of all there are the smallest {@link #MOST_REPORTS}, so that no order of
 *     reports and of ids that become one changes which these are
 * @param byHand the removal from the marketing list that people at the business do
 * @param ids the person's other ids at the business
 * @param held what holds marketing until somebody decides
 */
public record Standing(Marks marks, Set<String> reports, ByHand byHand, PersonIds ids, Held held) {

    /** Keeps a relation well under the kilobyte that a write unit buys. */
    public static final int MOST_REPORTS = 50;

    /** No person has so many numbers at one business; every fact is written to each. */
    public static final int MOST_IDS = 16;

    public static final Standing UNKNOWN =
            new Standing(Marks.NONE, Set.of(), ByHand.NOTHING, PersonIds.NONE, Held.NOTHING);

    public Standing {
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

    /** The mark of a kind that counts, whatever its scope; null where there is none, or where none stands. */
    public @Nullable Mark mark(MarkKind kind) {
        return marks.counting(kind);
    }

    public @Nullable Instant since(MarkKind kind) {
        Mark mark = mark(kind);
        return mark == null ? null : mark.at();
    }

    /** Whether a protective mark stands: no later one lifts it. */
    public boolean stands(MarkKind protective) {
        return marks.stands(protective);
    }

    public boolean isBlocked() {
        return stands(MarkKind.BLOCKED);
    }

    public boolean isOptedOut() {
        return stands(MarkKind.OPTED_OUT) || stands(MarkKind.OPTED_OUT_TOLD);
    }

    /** The latest of the opt-outs that stand, whoever vouches for it; null where none stands. */
    public @Nullable Mark optOut() {
        return later(mark(MarkKind.OPTED_OUT), mark(MarkKind.OPTED_OUT_TOLD));
    }

    /** The latest of the opt-ins, whoever vouches for it and whether or not it counts; null where there is none. */
    public @Nullable Mark optIn() {
        return later(mark(MarkKind.OPTED_IN), mark(MarkKind.OPTED_IN_TOLD));
    }

    private static @Nullable Mark later(@Nullable Mark one, @Nullable Mark other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Since when something holds marketing that somebody has to decide; null where nothing does. */
    public @Nullable Instant heldSince() {
        return held.since(at(Marks.Key.of(MarkKind.OPTED_IN)));
    }

    /**
     * Whether the person was opted out of marketing just before an instant; empty where the marks are of later wishes,
     * which tell nothing of those before.
     */
    public Optional<Boolean> wasOptedOutBefore(Instant at) {
        if (!marks.has(MarkKind.OPTED_OUT) && !marks.has(MarkKind.OPTED_OUT_TOLD)) {
            return Optional.of(false);
        }
        boolean areEarlier =
                marks.keys().stream().filter(key -> key.kind().isScoped()).allMatch(key -> at(key).isBefore(at));
        return areEarlier ? Optional.of(isOptedOut()) : Optional.empty();
    }

    private Instant at(Marks.Key key) {
        Mark mark = marks.get(key);
        return mark == null ? Instant.MIN : mark.at();
    }

    /** The wishes about marketing before an instant, as far as their marks are still there. */
    public Standing wishesBefore(Instant at) {
        return new Standing(marks.wishesBefore(at), Set.of(), ByHand.NOTHING, PersonIds.NONE, Held.NOTHING);
    }

    public Marketing marketing() {
        if (isOptedOut()) {
            return Marketing.OPTED_OUT;
        }
        return optIn() == null ? Marketing.UNSET : Marketing.OPTED_IN;
    }

    public Conversation conversation() {
        if (basis() != null) {
            return Conversation.ACCEPTED;
        }
        return marks.has(MarkKind.CONTACTED) ? Conversation.CONTACTED : Conversation.NONE;
    }

    /** The stronger basis where there are both; null where the person has not agreed. */
    public @Nullable Basis basis() {
        if (marks.has(MarkKind.EXPRESSED) || optIn() != null) {
            return Basis.EXPRESSED;
        }
        return marks.has(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
    }

    /** The removal that belongs to the opt-out in force, done or not; null where there is none. */
    public @Nullable Removal currentRemoval() {
        return isOptedOut() ? byHand.removal() : null;
    }

    /** The removal that an opt-in put an end to, or null. */
    public @Nullable Removal endedRemoval() {
        return isOptedOut() ? null : byHand.removal();
    }

    /** This standing with one more fact. */
    public Standing with(Fact fact) {
        Marks joined = marks;
        for (Marks.Key key : fact.keys()) {
            joined = joined.with(key, fact.mark());
        }
        Standing moved = new Standing(joined, reportsWith(fact), byHand, ids, held.with(fact));
        return moved.beginsRemoval(this, fact) ? moved.with(byHand.replacedBy(Removal.of(fact))) : moved;
    }

    /** A removal begins with the opt-out that finds none going on; one that is going on stays as it was promised. */
    private boolean beginsRemoval(Standing before, Fact fact) {
        return fact.kind().isOptOut()
                && fact.keys().stream()
                        .anyMatch(
                                key -> key.kind().isProtective() && fact.mark().equals(marks.get(key)))
                && isOptedOut()
                && before.currentRemoval() == null;
    }

    /**
     * This standing with what is known of the same person under another id. The work by hand stays with the id under which
     * it was promised, so none begins here; but one that an opt-in had ended is not that of an opt-out from elsewhere.
     */
    public Standing with(Standing elsewhere) {
        Set<String> all = smallest(union(reports, elsewhere.reports));
        PersonIds both =
                ids.with(elsewhere.ids.known()).withTold(elsewhere.ids.told().all());
        Standing joined = new Standing(marks.with(elsewhere.marks), all, byHand, both, held.with(elsewhere.held));
        boolean isOver = endedRemoval() != null && joined.isOptedOut();
        return isOver ? joined.with(byHand.replacedBy(null)) : joined;
    }

    /** This standing with another word of the work by hand. */
    public Standing with(ByHand next) {
        return new Standing(marks, reports, next, ids, held);
    }

    /** This standing of a person who has these ids too. */
    public Standing knownAs(Set<UserId> more) {
        return with(ids.with(more));
    }

    /** This standing of a person who has these ids by the word of the business. */
    public Standing toldAs(Set<UserId> more) {
        return with(ids.withTold(more));
    }

    /**
     * This standing where the merges with these ids are finished.
     *
     * @param isTold whether they are one by the word of the business alone
     */
    Standing mergedWith(Set<UserId> others, boolean isTold) {
        return with(ids.mergedWith(others, isTold));
    }

    private Standing with(PersonIds next) {
        return new Standing(marks, reports, byHand, next, held);
    }

    /** What counts of this standing under an id that is the person's by the word of the business alone. */
    public Standing crossing() {
        return new Standing(
                marks.crossing(), reports, ByHand.NOTHING, PersonIds.NONE.withTold(ids.all()), held.crossing());
    }

    /** The ids by more than the word of the business; empty while there is but one. */
    public Set<UserId> knownAs() {
        return ids.known();
    }

    /** All ids that the person has at the business, by whosever word; empty while there is but one. */
    public Set<UserId> allIds() {
        return ids.all();
    }

    /**
     * With which ids the merges are finished.
     *
     * @param isTold whether a merge by the word of the business alone is enough
     */
    public Set<UserId> merged(boolean isTold) {
        return ids.merged(isTold);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Set<String> smallest(Set<String> reports) {
        return reports.size() <= MOST_REPORTS
                ? reports
                : new TreeSet<>(reports).stream().limit(MOST_REPORTS).collect(Collectors.toSet());
    }

    /** The relations that the person has with the business under other ids; not by the word of the business alone. */
    public Set<Relation> others(Relation relation) {
        return ids.others(relation);
    }

    /** The relation, and those of all other ids by whosever word. */
    public Set<Relation> withAllOthers(Relation relation) {
        Set<Relation> all = new HashSet<>(allOthers(relation));
        all.add(relation);
        return all;
    }

    /** The same, by whosever word. */
    Set<Relation> allOthers(Relation relation) {
        return ids.allOthers(relation);
    }

    /** Whether the removal that belongs to the opt-out in force may have been promised under another id. */
    boolean mayHaveRemovalElsewhere() {
        return isOptedOut() && byHand.removal() == null && !ids.all().isEmpty();
    }

    /** Whether a caller sees the same state; that it dates from another instant does not count. */
    boolean looksLike(Standing other) {
        return MarkKind.protective().stream().allMatch(kind -> stands(kind) == other.stands(kind))
                && conversation() == other.conversation()
                && basis() == other.basis()
                && marketing() == other.marketing()
                && (heldSince() == null) == (other.heldSince() == null)
                && reports.size() == other.reports.size();
    }

    private Set<String> reportsWith(Fact fact) {
        return fact.kind().isReport()
                ? smallest(union(reports, Set.of(ShortKey.of(fact.mark().entry()))))
                : reports;
    }
}
