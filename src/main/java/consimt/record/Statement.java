package consimt.record;

import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.What;
import consimt.ledger.What.ConsentDecision;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.OptOut;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a relation, to be recorded.
 *
 * @param alsoKnownAs other ids of the person, which were named beside the relation's
 * @param wording of an opt-out's confirmation, which may tell of the last day; it says nothing where nothing is shown
 * @param formerId the entry's id by code before, where that differs
 * @param mayChangeNothing whether a message that adds nothing to what stands may go without an entry; only where its time
 *     is settled, for the entry of a message that was cut off may tell an earlier one
 */
public record Statement(
        Request request,
        What what,
        Set<UserId> alsoKnownAs,
        Wording wording,
        Optional<EntryId> formerId,
        boolean mayChangeNothing) {

    /** The words that a person is shown. */
    public interface Wording {

        Wording NOTHING = lastDay -> null;

        /** @param lastDay on which marketing may come; null where it stops at once */
        @Nullable String by(@Nullable LocalDate lastDay);
    }

    public Statement {
        Set<UserId> others = new HashSet<>(alsoKnownAs);
        others.remove(request.relation().userId());
        alsoKnownAs = Set.copyOf(others);
    }

    public static Statement of(Request request, What what) {
        return new Statement(request, what, Set.of(), Wording.NOTHING, Optional.empty(), false);
    }

    /** A message of the person's, which is agreement to the conversation. */
    public static Statement ofMessage(Request request) {
        return of(request, new ConsentDecision(Fact.Kind.MESSAGE_SENT, null));
    }

    public Statement knownAs(Set<UserId> others) {
        return new Statement(request, what, others, wording, formerId, mayChangeNothing);
    }

    public Statement showing(Wording words) {
        return new Statement(request, what, alsoKnownAs, words, formerId, mayChangeNothing);
    }

    /** @param former the entry's id by code before */
    public Statement formerly(EntryId former) {
        return new Statement(request, what, alsoKnownAs, wording, Optional.of(former), mayChangeNothing);
    }

    /** The same, without an entry where it is a message that changes nothing. */
    public Statement unlessItChangesNothing() {
        return new Statement(request, what, alsoKnownAs, wording, formerId, isMessage());
    }

    Relation relation() {
        return request.relation();
    }

    /** The same about another relation, and about no ids besides. */
    Statement about(Relation other) {
        return new Statement(request.about(other), what, Set.of(), wording, formerId, false);
    }

    /** Whether the business alone vouches for it. */
    boolean isTold() {
        return request.source().isTold();
    }

    /** From when it counts, and under which entry. */
    Mark mark() {
        return new Mark(countsFrom(), request.id());
    }

    private Instant countsFrom() {
        return what.fact(new Mark(request.occurredAt(), request.id()))
                .map(fact -> request.countsFrom(fact.kind().isProtective()))
                .orElse(request.occurredAt());
    }

    /** Whether it is a person's no. */
    boolean isProtective() {
        return what.fact(mark()).filter(fact -> fact.kind().isProtective()).isPresent();
    }

    /**
     * Whether an entry tells the same; or may, where which of the two a message is depends on the words of the business.
     */
    boolean mayStandIn(Entry there) {
        return there.tellsTheSameAs(entry())
                || isMessage() && there.tellsTheSameAs(asOptOut().entry())
                || what instanceof OptOut optOut
                        && optOut.isMessage()
                        && there.tellsTheSameAs(asMessage().entry());
    }

    /** The same where its id is taken by something else. */
    Statement instead() {
        return under(request.id().insteadFor(what.kind() + " " + request.content(what)));
    }

    /** Whether a caller may ask for it again under the same id and mean a new one. */
    boolean isAskedWithoutTime() {
        return request.time().said() == null && request.id().isOfRequest();
    }

    Statement under(EntryId id) {
        return new Statement(request.under(id), what, alsoKnownAs, wording, Optional.empty(), mayChangeNothing);
    }

    private Statement saying(What other) {
        return new Statement(request, other, alsoKnownAs, wording, formerId, mayChangeNothing);
    }

    boolean isMessage() {
        return what instanceof ConsentDecision decided && decided.decision() == Fact.Kind.MESSAGE_SENT;
    }

    /** A message read as an opt-out, and the other way round: which it is depends on the words of the business. */
    Statement asOptOut() {
        return saying(OptOut.of(true));
    }

    Statement asMessage() {
        return saying(new ConsentDecision(Fact.Kind.MESSAGE_SENT, null));
    }

    /** That the message is an opt-out, said by an entry of its own. */
    Statement asOptOutBeside() {
        return saying(OptOut.of(false)).under(EntryId.ofOptOutIn(request.id()));
    }

    /** That the person has another id too, as the statement named both. */
    Statement ofIdentity(UserId other) {
        return ofIdentity(request, other);
    }

    /**
     * That the person has another id too.
     *
     * @param naming the request that named both
     */
    public static Statement ofIdentity(Request naming, UserId other) {
        return of(naming.under(EntryId.ofIdentity()), new IdentityChanged(other));
    }

    /** The same change of identity, for the ledger of the other id. */
    Statement ofTheOtherId(Relation other) {
        return of(request.about(other), new IdentityChanged(relation().userId()));
    }

    Statement knownAsToo(UserId other) {
        Set<UserId> all = new HashSet<>(alsoKnownAs);
        all.add(other);
        return knownAs(all);
    }

    /** What it says about the standing, as it was said. */
    Fact fact() {
        return entry().fact().orElseThrow();
    }

    Entry entry() {
        return new Entry(
                request.id(),
                request.occurredAt(),
                countsFrom(),
                request.receivedAt(),
                request.source(),
                Commitment.to(request.content(what)),
                what);
    }

    /** The entry of a first contact that another call began, under its mark. It is this statement's and no other's. */
    Entry entryTakingOver(Mark taken) {
        String content = request.content(what) + "#" + request.id().value();
        return new Entry(
                taken.entry(), taken.at(), request.receivedAt(), request.source(), Commitment.to(content), what);
    }

    /** With what the person is told. */
    Statement promising(Promise promise) {
        return what instanceof OptOut optOut
                ? saying(optOut.promising(promise.stopsBy(), wording.by(promise.stopsBy())))
                : this;
    }
}
