package consimt.relation;

import consimt.runtime.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param reports short keys of the reports' entries. Only the {@link #MOST_REPORTS} smallest are kept, so that the same ones remain in any order of reports and of merged ids
 * @param ids the ids of the person at the business
 * @param held the messages that may be refusals and hold marketing
 */
public record Standing(Marks marks, Set<String> reports, PersonIds ids, Held held) {

    /** The limit keeps a relation well under one kilobyte, the size of a write unit. */
    public static final int MOST_REPORTS = 50;

    /**
     * Every fact is written to each id, so the number of ids has a limit. No person has so many numbers at one
     * business.
     */
    public static final int MOST_IDS = 16;

    private static final Set<MarkKind> CLAIMS =
            Set.of(MarkKind.CLAIMED, MarkKind.CLAIMED_AGREEMENT, MarkKind.CLAIMED_MESSAGE);

    public static final Standing UNKNOWN = new Standing(Marks.NONE, Set.of(), PersonIds.NONE, Held.NOTHING);

    public Standing {
        reports = Set.copyOf(reports);
    }

    public enum Conversation {
        NONE,
        CONTACTED,
        ACCEPTED
    }

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
        return Mark.since(mark(kind));
    }

    public boolean has(MarkKind kind) {
        return marks.has(kind);
    }

    /** Whether a protective mark is in force: no later mark lifts it. */
    public boolean stands(MarkKind protective) {
        return marks.stands(protective);
    }

    public boolean isBlocked() {
        return stands(MarkKind.BLOCKED);
    }

    /**
     * Whether the person once answered a first contact by a block, also one that was lifted. No claim answers for such a
     * person: the claim may be from before the unblocking.
     */
    public boolean isAnsweredByBlock() {
        return has(MarkKind.BLOCKED);
    }

    /** Whether a refusal of the person, or what may be one, forbids a first contact. */
    public boolean forbidsContact() {
        return anyStands(MarkKind.PROTECTIVE) || refusalSuspectedSince() != null;
    }

    public boolean isOptedOut() {
        return stands(MarkKind.OPTED_OUT);
    }

    private boolean anyStands(List<MarkKind> protective) {
        for (MarkKind kind : protective) {
            if (stands(kind)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The last no to messages of every category that refuses one by a channel; null if none does.
     *
     * @param channel null if it is not known; then the message may be by each channel
     */
    public @Nullable Mark optOutFromChannel(@Nullable Channel channel) {
        return marks.refusing(MarkKind.CHANNEL_OPTED_OUT, new Scope(channel, null, null), Marks.ANY);
    }

    public Map<Channel, Mark> optedOutChannels() {
        return marks.byChannel(MarkKind.CHANNEL_OPTED_OUT);
    }

    /** The last opt-out that refuses marketing of this scope; null if none does. */
    public @Nullable Mark optOutFrom(Scope message) {
        return refusing(message, Marks.ANY);
    }

    /** The same if an opt-out of any scope counts for all marketing. Then a later opt-in still lifts for its own scope. */
    public @Nullable Mark optOutOfAnyFrom(Scope message) {
        Mark ofAny = last(MarkKind.OPT_OUTS, kind -> marks.refusingAll(kind, message, Marks.ANY));
        return Stream.concat(Stream.ofNullable(optOutFrom(message)), Stream.ofNullable(ofAny))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * The channels of texts and calls that are refused if a no to any of them, or to all, is one to each of them: the
     * last such no that no later yes to the channel as a whole lifts.
     */
    public Map<Channel, Mark> optedOutTextsAndCalls() {
        Map<Channel, Mark> refused = new TreeMap<>();
        if (marks.hasAny(MarkKind.OPT_OUTS)) {
            for (Channel channel : Channel.values()) {
                Mark no = channel.isTextOrCall()
                        ? last(
                                MarkKind.OPT_OUTS,
                                kind -> marks.refusingAll(kind, Scope.of(channel), Standing::isOfTextsAndCalls))
                        : null;
                if (no != null) {
                    refused.put(channel, no);
                }
            }
        }
        return refused;
    }

    private static boolean isOfTextsAndCalls(Scope no) {
        Channel channel = no.channel();
        return no.isAll() || channel != null && channel.isTextOrCall();
    }

    /**
     * The last opt-out from calls that refuses a call; null if none does.
     *
     * @param call its scope; the channel is {@link Channel#VOICE}
     */
    public @Nullable Mark optOutFromCalls(Scope call) {
        return refusing(call, scope -> scope.channel() == Channel.VOICE);
    }

    private @Nullable Mark refusing(Scope message, Predicate<Scope> which) {
        return last(MarkKind.OPT_OUTS, kind -> marks.refusing(kind, message, which));
    }

    private static @Nullable Mark last(List<MarkKind> kinds, Function<MarkKind, @Nullable Mark> ofKind) {
        Mark last = null;
        for (MarkKind kind : kinds) {
            Mark mark = ofKind.apply(kind);
            if (mark != null && (last == null || last.compareTo(mark) < 0)) {
                last = mark;
            }
        }
        return last;
    }

    /** All that refuses something of this scope now, or may refuse it; the latest comes last. */
    public List<No> noes(Scope scope) {
        Stream<No> held = Stream.ofNullable(refusalSuspectedSince(scope)).map(at -> new No(null, Scope.ALL, at));
        Stream<No> marked = protective()
                .filter(each -> marks.refuses(each.getKey(), scope))
                .map(each -> new No(
                        each.getKey().kind(),
                        each.getKey().scope(),
                        each.getValue().at()));
        return Stream.concat(held, marked).sorted(Comparator.comparing(No::at)).toList();
    }

    /** A hash that names all that refuses, refused, or may have. It changes with each no that comes. */
    public String nameOfNoes() {
        Stream<String> marked = protective()
                .map(each -> each.getKey() + " "
                        + each.getValue().shortened().entry().value())
                .sorted();
        String holds = new TreeMap<>(held.at()).toString();
        return Sha256.of(Stream.concat(marked, Stream.of(holds)).toArray(String[]::new))
                .shortId();
    }

    /** The marks that refuse something now. */
    public Map<Marks.Key, Mark> refusals() {
        return protective()
                .filter(each -> marks.stands(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Stream<Map.Entry<Marks.Key, Mark>> protective() {
        return marks.marks().entrySet().stream()
                .filter(each -> each.getKey().kind().isProtective());
    }

    /** Whether the person asked for marketing of this scope. An opt-out may refuse it all the same. */
    public boolean isOptedInTo(Scope message) {
        return marks.covering(MarkKind.OPTED_IN, message) != null;
    }

    /** The scopes of all opt-ins, those that the business claims too. */
    public Set<Scope> optIns() {
        return marks.keys().stream()
                .filter(key -> key.kind().isByScope() && !key.kind().isProtective())
                .map(Marks.Key::scope)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether a claim of the business opens the conversation: it was there before every no in force, and the person has
     * not disowned it. One in the second of a no came after it, for many sources know the second alone. An opt-out that is
     * in force no more was lifted by an opt-in, which is agreement of its own. A block is not looked at: the
     * outcome of a claim must not tell of it.
     */
    public boolean isOpenedByClaim() {
        Instant claimed = firstOf(MarkKind.FIRST_CLAIMED, MarkKind.CLAIMED_AGREEMENT, MarkKind.CLAIMED_MESSAGE);
        Instant refused = firstOf(MarkKind.FIRST_REFUSED);
        return claimed != null
                && !marks.disownClaims()
                && (refused == null || claimed.isBefore(refused.truncatedTo(ChronoUnit.SECONDS)))
                && held.areWrittenAfter(claimed);
    }

    private @Nullable Instant firstOf(MarkKind... kinds) {
        Instant first = null;
        for (MarkKind kind : kinds) {
            Mark mark = marks.get(Marks.Key.of(kind));
            first = mark != null && (first == null || mark.at().isBefore(first)) ? mark.at() : first;
        }
        return first;
    }

    /** Whether the business claims more than that the person wrote to it. */
    public boolean isClaimedExpressly() {
        return claims().keySet().stream().anyMatch(key -> key.kind() != MarkKind.CLAIMED_MESSAGE);
    }

    public boolean isClaimedFor(Scope message) {
        return claims().keySet().stream()
                .anyMatch(key -> key.kind() == MarkKind.CLAIMED && key.scope().covers(message));
    }

    /** Whether no claim of the business counts, whenever it was made. */
    public boolean disownsClaims() {
        return marks.disownClaims();
    }

    /** The claims of the business that the person has not disowned. */
    public Map<Marks.Key, Mark> claims() {
        Map<Marks.Key, Mark> claims = new TreeMap<>();
        if (!marks.disownClaims()) {
            marks.keys().stream()
                    .filter(key -> CLAIMS.contains(key.kind()))
                    .forEach(key -> claims.put(key, Objects.requireNonNull(marks.get(key))));
        }
        return claims;
    }

    /** Since when a message that may be a refusal holds all marketing, until an opt-in to all; null if none does. */
    public @Nullable Instant refusalSuspectedSince() {
        return refusalSuspectedSince(Scope.ALL);
    }

    /** Since when a message that may be a refusal holds marketing of this scope; null if none does. */
    public @Nullable Instant refusalSuspectedSince(Scope message) {
        return held.since(optedInTo(message), optedInTo(Scope.ALL));
    }

    boolean isHeldBy(Mark message) {
        return held.stands(message, optedInTo(Scope.ALL));
    }

    /** The holds in force, by the short names of their messages. An opt-in to a part leaves a hold in force. */
    public Map<String, Held.Hold> holdsInForce() {
        Map<String, Held.Hold> holds = new TreeMap<>(held.at());
        holds.keySet().removeAll(held.released());
        holds.values().removeIf(hold -> hold.from().isBefore(optedInTo(Scope.ALL)));
        return holds;
    }

    /** The last opt-in that covers a scope. */
    private Instant optedInTo(Scope message) {
        Mark mark = marks.covering(MarkKind.OPTED_IN, message);
        return mark == null ? Instant.MIN : mark.at();
    }

    /** The last message that may be or might have been a refusal; null if there is none. */
    public @Nullable Instant lastSuspectedAt() {
        return held.last();
    }

    /**
     * The person's last message that is, may be or might have been a refusal; null if there is none. What holds under an id
     * that the business alone links with others may have been written under one of these.
     */
    public @Nullable Instant lastRefusalByMessageAt() {
        Instant suspected = isLinkedByBusiness() ? null : lastSuspectedAt();
        Instant optedOut = since(MarkKind.REFUSED_BY_MESSAGE);
        return suspected == null || optedOut != null && suspected.isBefore(optedOut) ? optedOut : suspected;
    }

    /**
     * Whether an opt-out refused marketing just before an instant. Empty if a mark is of a later wish, because the marks
     * then do not show the earlier wishes.
     *
     * @param refuses whether an opt-out refuses it in a standing that has no later wish
     */
    public Optional<Boolean> wasOptedOutBefore(Instant at, Predicate<Standing> refuses) {
        if (!has(MarkKind.OPTED_OUT)) {
            return Optional.of(false);
        }
        boolean areEarlier =
                marks.keys().stream().filter(key -> key.kind().isScoped()).allMatch(key -> at(key).isBefore(at));
        return areEarlier ? Optional.of(refuses.test(this)) : Optional.empty();
    }

    private Instant at(Marks.Key key) {
        Mark mark = marks.get(key);
        return mark == null ? Instant.MIN : mark.at();
    }

    /** The wishes about marketing before an instant, as far as the marks still have them. */
    public Standing wishesBefore(Instant at) {
        return new Standing(marks.wishesBefore(at), Set.of(), PersonIds.NONE, Held.NOTHING);
    }

    public Marketing marketing() {
        if (isOptedOut()) {
            return Marketing.OPTED_OUT;
        }
        return has(MarkKind.OPTED_IN) ? Marketing.OPTED_IN : Marketing.UNSET;
    }

    /** What stands by scope. A scope is left out if it has no wish of its own, or if another scope's wish overrules it. */
    public Map<Scope, Marketing> marketingByScope() {
        Map<Scope, Marketing> wishes = new TreeMap<>();
        for (Marks.Key key : marks.keys()) {
            if (key.kind().isScoped()) {
                if (key.kind().isProtective() && marks.stands(key)) {
                    wishes.put(key.scope(), Marketing.OPTED_OUT);
                } else if (!key.kind().isProtective() && !isOptedOutAsAWhole(key.scope())) {
                    wishes.put(key.scope(), Marketing.OPTED_IN);
                }
            }
        }
        return wishes;
    }

    /** The opt-outs that opt-ins to a part lifted, by scope. By a law they may count for all else. */
    public Map<Scope, Instant> optOutsLiftedInPart() {
        Map<Scope, Instant> lifted = new TreeMap<>();
        marks.keys().stream()
                .filter(key -> key.kind().isScoped() && key.kind().isProtective())
                .filter(key -> !marks.isOptedOutOf(key.scope()) && marks.lifting(key, Scope.ALL) == null)
                .forEach(key -> lifted.merge(key.scope(), at(key), (one, other) -> one.isBefore(other) ? other : one));
        return lifted;
    }

    /** When the wish was said that stands for this very scope; null if none does. */
    public @Nullable Instant since(Scope scope, Marketing wish) {
        return Mark.since(
                wish == Marketing.OPTED_OUT
                        ? marks.optOutOf(scope)
                        : marks.get(new Marks.Key(MarkKind.OPTED_IN, scope)));
    }

    /** Whether an opt-out that covers a scope refuses it. */
    public boolean isOptedOutAsAWhole(Scope asked) {
        return refusing(asked, scope -> scope.covers(asked)) != null;
    }

    /**
     * The parts of a scope that the person asked for after an instant, and that no opt-out refuses as a whole since. Of a
     * removal from the whole list, these are what goes on.
     */
    public Set<Scope> askedForSince(Instant at, Scope whole) {
        return optIns().stream()
                .filter(part -> whole.covers(part) && !part.equals(whole) && !isOptedOutAsAWhole(part))
                .filter(part -> at.isBefore(at(new Marks.Key(MarkKind.OPTED_IN, part))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public Conversation conversation() {
        if (basis() != null) {
            return Conversation.ACCEPTED;
        }
        return marks.has(MarkKind.CONTACTED) ? Conversation.CONTACTED : Conversation.NONE;
    }

    /** The basis of the agreement, the stronger if there are two; null if the person has not agreed. */
    public @Nullable Basis basis() {
        if (marks.has(MarkKind.EXPRESSED) || marks.has(MarkKind.OPTED_IN)) {
            return Basis.EXPRESSED;
        }
        return marks.has(MarkKind.IMPLIED) ? Basis.IMPLIED : null;
    }

    public Standing with(Fact fact) {
        return new Standing(marks.with(fact.marks()), reportsWith(fact), ids, held.with(fact));
    }

    public Standing with(Standing elsewhere) {
        PersonIds both = ids.with(elsewhere.ids.known()).withUnverified(elsewhere.ids.unverified());
        return new Standing(
                marks.with(elsewhere.marks),
                smallest(PersonIds.union(reports, elsewhere.reports)),
                both,
                held.with(elsewhere.held));
    }

    public Standing knownAs(Set<UserId> more) {
        return with(ids.with(more));
    }

    public Standing alsoUnverifiedAs(Set<UserId> more) {
        return with(ids.withUnverified(more));
    }

    /**
     * This standing with the merges with these ids noted as finished.
     *
     * @param isUnverified whether they are the person's by the word of the business alone
     */
    Standing mergedWith(Set<UserId> others, boolean isUnverified) {
        return with(ids.mergedWith(others, isUnverified));
    }

    private Standing with(PersonIds next) {
        return new Standing(marks, reports, next, held);
    }

    /** What counts of this standing under an id that is the person's by the word of the business alone. */
    public Standing crossing() {
        return new Standing(marks.crossing(), reports, PersonIds.NONE.withUnverified(ids.all()), held);
    }

    /** The ids by more than the word of the business; empty while there is but one. */
    public Set<UserId> knownAs() {
        return ids.known();
    }

    /** All ids that the person has at the business, by whosever word; empty while there is but one. */
    public Set<UserId> allIds() {
        return ids.all();
    }

    /** The other ids than its own that the person has by the word of the business alone. */
    public Set<UserId> linkedWith(UserId own) {
        Set<UserId> linked = new TreeSet<>(ids.unverified());
        linked.removeAll(ids.known());
        linked.remove(own);
        return linked;
    }

    /** Whether it has ids by the word of the business alone, at which no yes of the others counts. */
    public boolean isLinkedByBusiness() {
        return !ids.unverified().isEmpty();
    }

    private static Set<String> smallest(Set<String> reports) {
        return reports.size() <= MOST_REPORTS
                ? reports
                : new TreeSet<>(reports).stream().limit(MOST_REPORTS).collect(Collectors.toSet());
    }

    /** The relations of the person's other ids at the business, without those by the word of the business alone. */
    public Set<Relation> others(Relation relation) {
        Set<Relation> others = under(relation, ids.known());
        others.remove(relation);
        return others;
    }

    /** The relation, and those of all other ids by anybody's word. */
    public Set<Relation> withAllOthers(Relation relation) {
        Set<Relation> all = under(relation, ids.all());
        all.add(relation);
        return all;
    }

    private static Set<Relation> under(Relation relation, Set<UserId> ids) {
        return ids.stream()
                .map(id -> new Relation(id, relation.businessId()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * What remains of this standing after an erasure, which an entry tells: what refuses then, and what came since.
     *
     * @param still the ids that it still has
     */
    public Standing erased(Fact erasure, PersonIds still) {
        Instant at = erasure.mark().at();
        return new Standing(marks.after(at).with(erasure.marks()), Set.of(), still, held.after(at));
    }

    /** Whether a mark or a hold here is of this very fact. */
    public boolean rests(Fact fact) {
        return isHeldBy(fact.mark()) && fact.kind().isAboutHolding()
                || fact.marks().entrySet().stream()
                        .anyMatch(each -> each.getValue().equals(marks.get(each.getKey())));
    }

    /**
     * The marks that an erasure keeps besides an opt-out of all marketing: those in force.
     *
     * @param at of the erasure; what it kept already is of this instant
     */
    public Set<Marks.Key> keptByErasure(Instant at) {
        return marks.keys().stream()
                .filter(key -> key.kind().isProtective() && !key.equals(Marks.Key.of(MarkKind.OPTED_OUT)))
                .filter(key -> marks.stands(key) || at(key).equals(at))
                .collect(Collectors.toCollection(HashSet::new));
    }

    public boolean isErasedSince(Instant at) {
        Instant erased = since(MarkKind.ERASED);
        return erased != null && !erased.isBefore(at);
    }

    /** Whether no mark is from before an instant. */
    public boolean isWhollySince(Instant at) {
        return marks.keys().stream().noneMatch(key -> at(key).isBefore(at));
    }

    /** The same without the person's other ids. */
    public Standing alone() {
        return with(PersonIds.NONE);
    }

    public boolean mayHaveWork() {
        return marks.has(MarkKind.PROMISED);
    }

    /** Whether callers see the same state. Other instants of the same state do not count as a difference. */
    boolean looksLike(Standing other) {
        return MarkKind.PROTECTIVE.stream().allMatch(kind -> stands(kind) == other.stands(kind))
                && conversation() == other.conversation()
                && basis() == other.basis()
                && marketingByScope().equals(other.marketingByScope())
                && claims().keySet().equals(other.claims().keySet())
                && isOpenedByClaim() == other.isOpenedByClaim()
                && marks.has(MarkKind.DISOWNED) == other.marks.has(MarkKind.DISOWNED)
                && optedOutChannels().keySet().equals(other.optedOutChannels().keySet())
                && (refusalSuspectedSince() == null) == (other.refusalSuspectedSince() == null)
                && reports.size() == other.reports.size();
    }

    private Set<String> reportsWith(Fact fact) {
        return fact.kind().isReport()
                ? smallest(PersonIds.union(reports, Set.of(fact.mark().entry().shortKey())))
                : reports;
    }
}
