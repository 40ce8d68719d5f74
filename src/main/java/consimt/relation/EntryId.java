package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.ulid.UlidCreator;
import consimt.answer.Caller;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ledger entry within its relation, or within a business's settings: the caller's own {@code requestId}, or an id made from it.
 *
 * <p>Made ids have a prefix with {@code ~}, which a request id cannot hold, so no request can take the place of one. A
 * request id is its caller's own: those of the business and of the person have a prefix too, the operator's have none.
 */
public record EntryId(@JsonValue String value) implements Comparable<EntryId> {

    private static final Pattern ANY = Pattern.compile("[A-Za-z0-9._:+@/=~-]{1,200}");
    private static final int LONGEST = 200;

    private static final String FIRST_CONTACT = "first-contact~";
    private static final String BUSINESS = "business~";
    private static final String PERSON = "person~";
    private static final String LINK = "link~";
    private static final String INSTEAD = "instead~";
    private static final String AGAIN = "again~";
    private static final String REVIEW = "review~";
    private static final String WHATSAPP = "whatsapp~";
    private static final String IDENTITY = "identity~";
    private static final String SETTINGS = "settings~";

    /** The entry of an operator's request. */
    public static EntryId ofRequest(String requestId) {
        return new EntryId(Ids.checked(Ids.REQUEST, requestId));
    }

    /** The entry of a caller's request. No other kind of caller can have the same. */
    public static EntryId ofRequest(Caller caller, String requestId) {
        EntryId id = ofRequest(requestId);
        return switch (caller.kind()) {
            case OPERATOR -> id;
            case BUSINESS -> new EntryId(BUSINESS + id.value);
            case PERSON -> new EntryId(PERSON + id.value);
        };
    }

    /**
     * The entry of a refusal whose own id is taken by something else.
     *
     * @param content of the refusal, so that the same one told again has the same id
     */
    public EntryId insteadFor(String content) {
        return new EntryId(INSTEAD + Sha256.of(value, content).base64Url());
    }

    /**
     * The entry of a refusal that is asked for again under its id, after another entry lifted it.
     *
     * @param lifted the entry that lifted it
     */
    public EntryId againAfter(EntryId lifted) {
        return new EntryId(AGAIN + Sha256.of(value, lifted.value).base64Url());
    }

    /** Whether a caller chose it for a request, or it stands instead of such a one. */
    public boolean isOfRequest() {
        return value.indexOf('~') < 0 || Stream.of(BUSINESS, PERSON, INSTEAD).anyMatch(value::startsWith);
    }

    /** The entry of the business's first contact, asked for under the given request id. */
    public static EntryId ofFirstContact(EntryId request) {
        return new EntryId(FIRST_CONTACT + request.value);
    }

    /** The opt-out by a link. */
    public static EntryId ofClick(String click) {
        return new EntryId(LINK + click);
    }

    /** The n-th step of a follow-up. */
    public static EntryId ofStep(FollowUpId followUp, int step) {
        return new EntryId("follow-up~" + followUp.value() + "~" + step);
    }

    /** That a report is taken into a review: there is one for each report. */
    public static EntryId ofReviewed(EntryId report) {
        return new EntryId(REVIEW + report.value);
    }

    /** In the place of the entry that work follows from, where it is the n-th review of a relation. */
    static EntryId ofReview(int number) {
        return new EntryId(REVIEW + number);
    }

    /** The entry of a message that was sent too late. */
    public static EntryId ofMessage(EntryId message) {
        return new EntryId("message~" + message.value);
    }

    /** That what an entry is about, or would be about, holds marketing. */
    public static EntryId ofHold(EntryId held) {
        return new EntryId("held~" + held.value);
    }

    /** That it was decided. */
    public static EntryId ofHoldReleased(EntryId held) {
        return new EntryId("released~" + held.value);
    }

    /** That what an entry held for ids that would be too many was decided. */
    public static EntryId ofIdentityReleased(EntryId held) {
        return new EntryId("accepted~" + held.value);
    }

    /** What a WhatsApp message of a person says: a hash of the message's own id, which no request can have. */
    public static EntryId ofWhatsAppMessage(String messageId) {
        return ofWhatsAppUpdate("message", messageId);
    }

    /** The message's own id, by which a business tells of one that was sent; or a hash where it cannot stand as an id. */
    public static EntryId ofSentWhatsAppMessage(String messageId) {
        return Ids.REQUEST.matcher(messageId).matches() ? new EntryId(messageId) : ofWhatsAppMessage(messageId);
    }

    /** What WhatsApp tells without an id: a hash over what identifies it, the kind of it first. */
    public static EntryId ofWhatsAppUpdate(String... identifying) {
        return new EntryId(WHATSAPP + Sha256.of(identifying).base64Url());
    }

    /** That a message is an opt-out, where the message's own entry tells of agreement alone. */
    public static EntryId ofOptOutIn(EntryId message) {
        return ofWhatsAppUpdate("opt-out", message.value);
    }

    /** That a business's settings were settled: a new id each time, in the order of time. */
    public static EntryId ofSettings(Instant at) {
        return new EntryId(SETTINGS + UlidCreator.getMonotonicUlid(at.toEpochMilli()));
    }

    /** The first of the entries that tell of the person's other ids, as updates named them together. */
    public static EntryId ofIdentity() {
        return new EntryId(IDENTITY + "1");
    }

    /** The n-th of several entries that would have this id, from 1. */
    public EntryId numbered(int n) {
        return n == 1 ? this : value.equals(IDENTITY + "1") ? new EntryId(IDENTITY + n) : new EntryId(value + "~" + n);
    }

    public static Reading<EntryId> reading() {
        return reading(Caller.OPERATOR);
    }

    /** Of a caller's request. */
    public static Reading<EntryId> reading(Caller caller) {
        return Values.matching(
                Ids.REQUEST,
                Ids.LONGEST,
                "may hold letters, digits and . _ : + @ / = - only",
                id -> ofRequest(caller, id));
    }

    /** Of any entry, as an answer named it. */
    public static Reading<EntryId> readingAnswered() {
        return Values.matching(ANY, LONGEST, "may hold letters, digits and . _ : + @ / = ~ - only", EntryId::new);
    }

    /** By code units, which for these characters is the order in which the store compares them. */
    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "entry";
    }
}
