package consimt.inbound;

import consimt.access.SourceKey;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.record.EventTime;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.WrittenText;
import consimt.refusal.RefusalClassifier;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.source.SourceEvent;
import consimt.source.SourceEvent.Meaning;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the events of one source say to a business. */
record EventStatements(SourceKey key, Business business, RefusalClassifier judge, Instant now) {

    EventStatements(SourceKey key, Business business, Instant now) {
        this(key, business, RefusalClassifier.of(business), now);
    }

    Stream<Statement> of(SourceEvent event) {
        WrittenText text = WrittenText.of(event.text());
        Judgement judged = text == null ? Judgement.TALK : judge.ofText("", text.value());
        if (judged == Judgement.OPT_OUT) {
            return each(event, request -> Statement.of(request, OptOut.of(true, Scope.ALL)));
        }
        return switch (event.meaning()) {
            case STOP -> each(event, request -> stop(event, request));
            case COMPLAINT ->
                each(
                        event,
                        request -> event.persons().size() > 1
                                ? Statement.ofSuspected(request, null)
                                : Statement.of(request, OptOut.of(false, Scope.ALL)));
            case START, WORDS -> {
                if (judged == Judgement.SUSPECTED_REFUSAL) {
                    yield each(event, request -> Statement.ofSuspected(request, text));
                }
                boolean isClear = judged == Judgement.TALK && event.persons().size() == 1;
                yield !isClear
                        ? Stream.of()
                        : event.meaning() == Meaning.START
                                ? start(event).stream()
                                : each(
                                        event,
                                        request -> Statement.ofMessage(request).unlessItChangesNothing());
            }
        };
    }

    private Statement stop(SourceEvent event, Request request) {
        OptOut optOut = OptOut.of(event.text() != null, named(event).of(business));
        return Statement.of(event.isByBusiness() ? request.onCallOfTheBusiness() : request, optOut);
    }

    /**
     * Empty if it is about a topic that the business does not have, or if nothing tells a repetition from a new start: a
     * repetition may come after a later no.
     */
    private Optional<Statement> start(SourceEvent event) {
        if (event.id() == null || !named(event).unknownTo(business).isEmpty()) {
            return Optional.empty();
        }
        Scope part = Scope.of(event.channel()).with(named(event).of(business));
        Request request = request(event, event.persons().get(0), event.id());
        return Optional.of(
                event.isByBusiness() || key.signer() == Signer.BUSINESS
                        ? Statement.of(
                                request.under(EntryId.ofClaimIn(request.id())).onCallOfTheBusiness(),
                                new Claim(Yes.OPT_IN, part, "told by " + key.source()))
                        : Statement.of(request, (EntryContent) new OptIn(part, null)));
    }

    private static AskedScope named(SourceEvent event) {
        return new AskedScope(null, null, event.topic());
    }

    /** About each person, so a text that may mean two refuses for both. An event without an id is a new one each time. */
    private Stream<Statement> each(SourceEvent event, Function<Request, Statement> made) {
        String id = event.id() == null ? UUID.randomUUID().toString() : event.id();
        return event.persons().stream().map(person -> made.apply(request(event, person, id)));
    }

    private Request request(SourceEvent event, UserId person, String id) {
        @Nullable Instant said = event.time().said();
        return new Request(
                EntryId.ofSourceEvent(key.source(), id),
                new Relation(person, business.businessId()),
                said == null
                        ? EventTime.unsaid(now)
                        : EventTime.bySeconds(event.time().at(), said),
                now,
                Source.by(event.channel().word()).signedBy(key.signer()),
                null);
    }
}
