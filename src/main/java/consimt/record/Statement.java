package consimt.record;

import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.EntryContent.MarketingPreference;
import consimt.ledger.EntryContent.OptOut;
import consimt.record.RemovalWork.Promise;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.Mark;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * @param alsoKnownAs other ids of the person that were named with the relation's own
 * @param wording makes an opt-out's confirmation, which may have the last day; {@link Wording#NOTHING} if none is shown
 * @param text of a message that may be a refusal, for the people who decide; null if there is none
 * @param mayChangeNothing whether a message that changes nothing needs no entry. False if its time is uncertain: the entry of a message that was cut off may have an earlier time
 */
public record Statement(
        Request request,
        EntryContent what,
        Set<UserId> alsoKnownAs,
        Wording wording,
        @Nullable WrittenText text,
        boolean mayChangeNothing) {

    public interface Wording {

        Wording NOTHING = (optOut, lastDay) -> null;

        /** @param lastDay on which marketing may come; null where it stops at once */
        @Nullable String of(OptOut optOut, @Nullable LocalDate lastDay);
    }

    public Statement {
        Set<UserId> others = new HashSet<>(alsoKnownAs);
        others.remove(request.relation().userId());
        alsoKnownAs = Set.copyOf(others);
    }

    public static Statement of(Request request, EntryContent what) {
        return new Statement(request, what, Set.of(), Wording.NOTHING, null, false);
    }

    /** A message of the person's, which is agreement to the conversation. */
    public static Statement ofMessage(Request request) {
        return of(request, new ConsentDecision(Fact.Kind.MESSAGE_SENT, null));
    }

    /** A message that may be a refusal. It is no agreement. */
    public static Statement ofSuspected(Request request, @Nullable WrittenText text) {
        return new Statement(request, suspected(request), Set.of(), Wording.NOTHING, text, false);
    }

    private static HoldChange suspected(Request request) {
        return new HoldChange(
                Fact.Kind.REFUSAL_SUSPECTED,
                EntryId.ofSuspected(request.relation().userId(), request.id()));
    }

    /** The same with what the person wrote. */
    public Statement writing(@Nullable WrittenText words) {
        return new Statement(request, what, alsoKnownAs, wording, words, mayChangeNothing);
    }

    /** The same by the word of the business, of which only refusals cross from id to id. */
    public Statement byTheBusinessAlone() {
        return new Statement(request.byTheBusinessAlone(), what, alsoKnownAs, wording, text, mayChangeNothing);
    }

    public Statement knownAs(Set<UserId> others) {
        return new Statement(request, what, others, wording, text, mayChangeNothing);
    }

    public Statement showing(Wording words) {
        return new Statement(request, what, alsoKnownAs, words, text, mayChangeNothing);
    }

    /** The same; if it is a message that changes nothing, it gets no entry. */
    public Statement unlessItChangesNothing() {
        return new Statement(request, what, alsoKnownAs, wording, text, isMessage());
    }

    Relation relation() {
        return request.relation();
    }

    Set<Relation> others() {
        return alsoKnownAs.stream()
                .map(id -> new Relation(id, relation().businessId()))
                .collect(Collectors.toSet());
    }

    /** The same about another relation, without further ids. */
    Statement about(Relation other) {
        return of(request.about(other), Set.of(), false);
    }

    boolean isUnverified() {
        return request.source().isUnverified();
    }

    Mark mark() {
        return new Mark(countsFrom(), request.id());
    }

    private Instant countsFrom() {
        if (isSuspected()) {
            return request.holdsFrom();
        }
        if (what instanceof Claim && request.source().isOnCallOfBusiness()) {
            return request.receivedAt();
        }
        return what.fact(new Mark(request.occurredAt(), request.id()))
                .map(fact -> request.countsFrom(fact.kind().isProtective()))
                .orElse(request.occurredAt());
    }

    boolean isProtective() {
        return what.fact(mark()).filter(fact -> fact.kind().isProtective()).isPresent();
    }

    /** What the same request told as an entry under its id has it; empty if the entry is of another request. */
    Optional<Statement> as(Entry stored) {
        Statement said = saying(stored.what());
        return Optional.of(said).filter(each -> stored.tellsTheSameAs(each.entry()));
    }

    /** The part of marketing that a wish or a claim is about; of all else {@link Scope#ALL}. */
    Scope part() {
        if (what instanceof MarketingPreference wish) {
            return wish.scope();
        }
        return what instanceof Claim claim ? claim.scope() : Scope.ALL;
    }

    /**
     * What is recorded of it, where a relation has room for wishes and claims about a few parts only. Beyond these an
     * opt-out is one of all marketing, in its entry too. What it refuses besides, by its channel, is recorded beside it:
     * there are few whole channels. Nothing else is recorded.
     */
    List<Statement> fitting(Marks marks) {
        if (!marks.haveNoRoomFor(part(), what instanceof Claim)) {
            return List.of(this);
        }
        if (!(what instanceof OptOut optOut)) {
            return List.of();
        }
        Statement ofAll = saying(optOut.about(Scope.ALL).ofFurtherPart(true));
        Channel channel = optOut.scope().channel();
        return channel != null && (optOut.categories() != null || channel == Channel.VOICE)
                ? List.of(
                        ofAll,
                        saying(OptOut.of(false, Scope.of(channel)).refusing(optOut.categories()))
                                .instead())
                : List.of(ofAll);
    }

    boolean stopsAll() {
        return what instanceof OptOut optOut && optOut.scope().isAll();
    }

    boolean disownsClaims() {
        return what instanceof OptOut optOut && optOut.disownsClaims();
    }

    /** Whether it is a message of the person, whatever it says. */
    boolean isOfMessage() {
        return isMessage() || isSuspected() || what instanceof OptOut optOut && optOut.isMessage();
    }

    /** The same under an id made from its own id and its content, because its own id is taken. */
    Statement instead() {
        return under(request.id().insteadFor(what.kind() + " " + content()));
    }

    /** An opt-out said with this one, of this scope and of all that comes by its channel. */
    public Statement stoppingAllBy(Scope ofChannel) {
        return saying(OptOut.of(false, ofChannel).refusing(Categories.ALL)).instead();
    }

    /**
     * The same as a new request under the same id.
     *
     * @param lifted the mark that lifted the first one. Of a suspected refusal, several may be cleared one after
     *     another, and each hour may have one
     */
    Statement again(Mark lifted) {
        EntryId id = request.id();
        return under(isSuspected() ? id.againInHourOf(request.receivedAt()) : id.againAfter(lifted.entry()));
    }

    /** Whether the same id may be used again for a new request: it is a caller's id, and the request gave no time. */
    boolean isAskedWithoutTime() {
        return request.time().said() == null && request.id().isOfRequest();
    }

    Statement under(EntryId id) {
        return of(request.under(id), alsoKnownAs, mayChangeNothing);
    }

    /** The same of another request. The name of a suspected refusal follows from the request. */
    private Statement of(Request other, Set<UserId> others, boolean mayBeNothing) {
        EntryContent its = isSuspected() ? suspected(other) : what;
        return new Statement(other, its, others, wording, text, mayBeNothing);
    }

    private Statement saying(EntryContent other) {
        return new Statement(request, other, alsoKnownAs, wording, text, mayChangeNothing);
    }

    boolean isMessage() {
        return what instanceof ConsentDecision decided && decided.decision() == Fact.Kind.MESSAGE_SENT;
    }

    boolean isSuspected() {
        return what instanceof HoldChange held && held.fact() == Fact.Kind.REFUSAL_SUSPECTED;
    }

    /** The fact that the person has another id too, which the statement named. */
    Statement ofIdentity(UserId other) {
        return of(request.under(EntryId.ofIdentity()), new IdentityChanged(other));
    }

    /** That the person has another id too, by the word of a caller: refusals alone count under both. */
    static Statement ofLink(Request told, UserId other) {
        return of(told.byTheBusinessAlone().under(EntryId.ofIdentity()), new IdentityChanged(other));
    }

    /** The same change of identity, for the ledger of the other id. */
    Statement ofTheOtherId(Relation other) {
        return of(request.about(other), new IdentityChanged(relation().userId()));
    }

    /** The fact as it was said. */
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
                Commitment.to(content()),
                what,
                null);
    }

    /**
     * All that the caller said. A caller may use one id again for another text, so the text of a refusal is a part of
     * it. A message of a platform has an id of its own.
     */
    private String content() {
        String said = request.content(what);
        return isOfMessage() && !isMessage() && text != null && request.id().isOfRequest()
                ? Request.sha256(said, text.value())
                : said;
    }

    /** The same with the day and the words for the person. */
    Statement promising(@Nullable Promise promise) {
        LocalDate stopsBy = promise == null ? null : promise.stopsBy();
        return what instanceof OptOut optOut ? saying(optOut.promising(stopsBy, wording.of(optOut, stopsBy))) : this;
    }

    /** Without anything that was said. */
    @Override
    public String toString() {
        return "Statement[" + what.kind() + "]";
    }
}
