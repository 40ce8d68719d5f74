package consimt.record;

import com.github.f4b6a3.ulid.UlidCreator;
import consimt.answer.Caller;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.ledger.EntryContent;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param id the caller's own idempotency key, or a new id
 * @param time when it happened
 */
public record Request(
        EntryId id,
        Relation relation,
        EventTime time,
        Instant receivedAt,
        Source source,
        @Nullable Locale locale) {

    public static @Nullable Request from(Fields in, Instant now) {
        Relation relation = Relation.from(in);
        EntryId id = in.optional("requestId", EntryId.reading(in.caller()));
        EventTime time = in.optional("occurredAt", EventTime.reading(now), EventTime.unsaid(now));
        Source source = Source.from(in);
        Locale locale = in.optional("locale", Values.locale());
        return relation == null
                ? null
                : new Request(id == null ? newId(in.caller(), now) : id, relation, time, now, source, locale);
    }

    private static EntryId newId(Caller caller, Instant now) {
        return EntryId.ofRequest(
                caller, UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString());
    }

    Instant occurredAt() {
        return time.at();
    }

    /**
     * From when a fact counts. A refusal counts from the last moment at which it may have been said, so that a clock
     * which is behind cannot put it before an earlier yes. A yes counts from its arrival at the latest, so that a clock
     * which is ahead cannot make a yes outlive a later refusal.
     */
    Instant countsFrom(boolean protects) {
        if (protects) {
            return time.latest();
        }
        return time.at().isAfter(receivedAt) ? receivedAt : time.at();
    }

    /** From when a message counts that may be a refusal: a yes that was said before its arrival may be what it takes back. */
    Instant holdsFrom() {
        return time.isOfThePast() ? time.latest() : receivedAt;
    }

    /** The same request about something of the past, which counts from its own time. */
    public Request countingFromItsTime() {
        return new Request(id, relation, time.ofThePast(), receivedAt, source, locale);
    }

    public Request under(EntryId other) {
        return new Request(other, relation, time, receivedAt, source, locale);
    }

    Request at(EventTime other) {
        return new Request(id, relation, other, receivedAt, source, locale);
    }

    /** The same, told by the business, or by somebody who wrote down what the person said. */
    public Request toldBy(String actor) {
        return new Request(id, relation, time, receivedAt, source.as(actor), locale);
    }

    /** The same, told on a call of the business. */
    public Request onCallOfTheBusiness() {
        CalledBy business =
                new CalledBy(CalledBy.Kind.BUSINESS, relation.businessId().value(), null);
        Source told = source.as(Source.BUSINESS).onCallOf(business);
        return new Request(id, relation, time, receivedAt, told, locale);
    }

    Request byTheBusinessAlone() {
        return new Request(id, relation, time, receivedAt, source.signedBy(Signer.BUSINESS), locale);
    }

    public Request about(Relation other) {
        return new Request(id, other, time, receivedAt, source, locale);
    }

    /** All that the caller said, as one text: the ledger keeps a commitment to it. */
    String content(EntryContent what) {
        if (what instanceof EntryContent.IdentityChanged changed) {
            // The time and the channel are left out: that two ids are one is the same fact whenever and however it is
            // told. By the word of the business alone it is another fact.
            String other = changed.other().value();
            return source.isUnverified() ? sha256(other, Signer.BUSINESS.name()) : sha256(other);
        }
        List<@Nullable String> said = new ArrayList<>();
        said.add(Sha256.of(what.said().toArray(new String[0])).base64Url());
        said.add(time.said() == null ? null : time.said().toString());
        said.add(source.channel());
        said.add(locale == null ? null : locale.toLanguageTag());
        if (source.isWrittenDown()) {
            said.add(source.actor());
        }
        return sha256(said.toArray(new String[0]));
    }

    static String sha256(@Nullable String... said) {
        return "sha256:" + Sha256.of(said).base64Url();
    }
}
