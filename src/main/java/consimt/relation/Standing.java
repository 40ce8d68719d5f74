package consimt.relation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a person and a business stand.
 *
 * @param reports short keys of the reports' entries. Only the {@link #MOST_REPORTS} smallest are kept, so that the same
 *     ones remain in any order of reports and of merged ids
 * @param byHand the removal from the marketing list by hand
 * @param ids the ids of the person at the business
 * @param held the uncertain refusals that hold marketing
 */
public record Standing(Marks marks, Set<String> reports, ByHand byHand, PersonIds ids, Held held) {

    /** The limit keeps a relation well under one kilobyte, the size of a write unit. */
    public static final int MOST_REPORTS = 50;

    /**
     * Every fact is written to each id, so the number of ids has a limit. No person has so many numbers at one
     * business.
     */
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

    /** The mark of a kind that counts, in any scope; null if there is none, or none in force. */
    public @Nullable Mark mark(MarkKind kind) {
        return marks.counting(kind);
    }

    public @Nullable Instant since(MarkKind kind) {
        Mark mark = mark(kind);
        return mark == null ? null : mark.at();
    }

    /** Whether a protective mark is in force: no later mark lifts it. */
    public boolean stands(MarkKind protective) {
        return marks.stands(protective);
    }

    public boolean isBlocked() {
        return stands(MarkKind.BLOCKED);
    }

    public boolean isOptedOut() {
        return stands(MarkKind.OPTED_OUT) || stands(MarkKind.OPTED_OUT_TOLD);
    }

    /** The latest opt-out in force, whoever vouches for it; null if there is none. */
    public @Nullable Mark optOut() {
        return later(mark(MarkKind.OPTED_OUT), mark(MarkKind.OPTED_OUT_TOLD));
    }

    /** The latest opt-in, whoever vouches for it, in force or not; null if there is none. */
    public @Nullable Mark optIn() {
        return later(mark(MarkKind.OPTED_IN), mark(MarkKind.OPTED_IN_TOLD));
    }

    private static @Nullable Mark later(@Nullable Mark one, @Nullable Mark other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Since when an undecided opt-out holds marketing; null if none does. */
    public @Nullable Instant heldSince() {
        return held.since(Held.Family.OPT_OUT, at(Marks.Key.of(MarkKind.OPTED_IN)));
    }

    /** Since when a message that may be a refusal holds marketing; null if none does. */
    public @Nullable Instant refusalSuspectedSince() {
        return held.since(Held.Family.MESSAGE, at(Marks.Key.of(MarkKind.OPTED_IN)));
    }

    /** Whether this message, by its name, holds marketing. */
    boolean isHeldBy(Mark message) {
        return held.stands(message, at(Marks.Key.of(MarkKind.OPTED_IN)));
    }

    /** The last message that may be or might have been a refusal; null if there is none. */
    public @Nullable Instant lastSuspectedAt() {
        return held.last(Held.Family.MESSAGE);
    }

    /**
     * Whether the person was opted out of marketing just before an instant. Empty if a mark is of a later wish, because
     * the marks then do not show the earlier wishes.
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

    /** The wishes about marketing before an instant, as far as the marks still have them. */
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

    /** The basis of the agreement, the stronger if there are two; null if the person has not agreed. */
    public @Nullable Basis basis() {
        if (marks.has(MarkKind.EXPRESSED) || optIn() != null) {
            return Basis.EXPRESSED;
        }
        return marks.has(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
    }

    /** The removal for the opt-out in force, done or not; null if there is none. */
    public @Nullable Removal currentRemoval() {
        return isOptedOut() ? byHand.removal() : null;
    }

    /** The removal that an opt-in ended, or null. */
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

    /** An opt-out begins a removal only if none is going on. A removal that is going on keeps its promise. */
    private boolean beginsRemoval(Standing before, Fact fact) {
        return fact.kind().isOptOut()
                && fact.keys().stream()
                        .anyMatch(
                                key -> key.kind().isProtective() && fact.mark().equals(marks.get(key)))
                && isOptedOut()
                && before.currentRemoval() == null;
    }

    /**
     * This standing joined with that of the same person under another id. The work by hand stays with the id under
     * which it was promised, so none begins here. A removal that an opt-in ended is dropped when an opt-out comes from
     * the other id, because it was not for that opt-out.
     */
    public Standing with(Standing elsewhere) {
        Set<String> all = smallest(union(reports, elsewhere.reports));
        PersonIds both =
                ids.with(elsewhere.ids.known()).withTold(elsewhere.ids.told().all());
        Standing joined = new Standing(marks.with(elsewhere.marks), all, byHand, both, held.with(elsewhere.held));
        boolean isOver = endedRemoval() != null && joined.isOptedOut();
        return isOver ? joined.with(byHand.replacedBy(null)) : joined;
    }

    /** This standing with another removal by hand. */
    public Standing with(ByHand next) {
        return new Standing(marks, reports, next, ids, held);
    }

    /** This standing with these further ids of the person. */
    public Standing knownAs(Set<UserId> more) {
        return with(ids.with(more));
    }

    /** This standing with these further ids by the word of the business. */
    public Standing toldAs(Set<UserId> more) {
        return with(ids.withTold(more));
    }

    /**
     * This standing with the merges with these ids noted as finished.
     *
     * @param isTold whether they are the person's by the word of the business alone
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
     * The ids whose merges are finished.
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

    /** The relations of the person's other ids at the business, without those by the word of the business alone. */
    public Set<Relation> others(Relation relation) {
        return ids.others(relation);
    }

    /** The relation, and those of all other ids by anybody's word. */
    public Set<Relation> withAllOthers(Relation relation) {
        Set<Relation> all = new HashSet<>(allOthers(relation));
        all.add(relation);
        return all;
    }

    /** The relations of all other ids, by anybody's word. */
    Set<Relation> allOthers(Relation relation) {
        return ids.allOthers(relation);
    }

    /** Whether the removal for the opt-out in force may have been promised under another id. */
    boolean mayHaveRemovalElsewhere() {
        return isOptedOut() && byHand.removal() == null && !ids.all().isEmpty();
    }

    /** Whether callers see the same state. Other instants of the same state do not count as a difference. */
    boolean looksLike(Standing other) {
        return MarkKind.protective().stream().allMatch(kind -> stands(kind) == other.stands(kind))
                && conversation() == other.conversation()
                && basis() == other.basis()
                && marketing() == other.marketing()
                && (heldSince() == null) == (other.heldSince() == null)
                && (refusalSuspectedSince() == null) == (other.refusalSuspectedSince() == null)
                && reports.size() == other.reports.size();
    }

    private Set<String> reportsWith(Fact fact) {
        return fact.kind().isReport()
                ? smallest(union(reports, Set.of(ShortKey.of(fact.mark().entry()))))
                : reports;
    }
}
