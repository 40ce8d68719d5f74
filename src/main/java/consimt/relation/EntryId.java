package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import consimt.answer.Caller;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The id of a ledger entry within its relation, or within a business's settings: the caller's own {@code requestId}, or
 * an id made from it.
 *
 * <p>Made ids have a prefix with {@code ~}. A request id cannot have this character, so no request can take a made id.
 * A request id belongs to its caller: those of the business, of the person and of the operator's people have a prefix,
 * the operator's have none.
 */
public record EntryId(@JsonValue String value) implements Comparable<EntryId> {

    private static final Pattern ANY = Pattern.compile("[A-Za-z0-9._:+@/=~-]{1,200}");
    private static final int LONGEST = 200;
    private static final int LENGTH_OF_SHORT_KEY = 8;

    private static final String BUSINESS = "business~";
    private static final String PERSON = "person~";
    private static final String STAFF = "staff~";
    private static final String INSTEAD = "instead~";
    private static final String WHATSAPP = "whatsapp~";
    private static final String SOURCE = "source~";
    private static final String AGAIN = "again~";
    private static final String IDENTITY = "identity~";
    private static final String TOKEN = "token~";
    private static final String CLICK = "link~";

    /** Begins a click on a link that the business had made. No id of a link has a dot. */
    public static final String BY_ITS_OWN_LINK = "own.";

    /** Begins short keys. No other id begins with it. */
    private static final String SHORT = "~";

    public static EntryId ofRequest(String requestId) {
        return new EntryId(Ids.checked(Ids.REQUEST, requestId));
    }

    /** The entry of a caller's request. Another kind of caller cannot have the same id. */
    public static EntryId ofRequest(Caller caller, String requestId) {
        EntryId id = ofRequest(requestId);
        return switch (caller.kind()) {
            case OPERATOR -> id;
            case BUSINESS -> new EntryId(BUSINESS + id.value);
            case PERSON -> new EntryId(PERSON + id.value);
            case STAFF -> new EntryId(STAFF + id.value);
        };
    }

    public String asGiven() {
        return value.substring(value.lastIndexOf('~') + 1);
    }

    /**
     * The entry of a refusal whose own id is taken by another statement (a collision). It is a caller's only if the own
     * id is.
     *
     * @param content of the refusal, so that a retry gets the same id
     */
    public EntryId insteadFor(String content) {
        String kind = isOfOwnLink()
                ? CLICK + BY_ITS_OWN_LINK + INSTEAD
                : Stream.of(WHATSAPP, SOURCE)
                        .filter(value::startsWith)
                        .findFirst()
                        .orElse(INSTEAD);
        return new EntryId(kind + Sha256.of(value, content).base64Url());
    }

    /**
     * The entry of a refusal that is asked for again under the same request id, after another entry lifted the first.
     *
     * @param lifted the entry that lifted the refusal
     */
    public EntryId againAfter(EntryId lifted) {
        return new EntryId(AGAIN + Sha256.of(value, lifted.value).base64Url());
    }

    /** The entry of a refusal that is asked for again under the same request id in another hour. */
    public EntryId againInHourOf(Instant at) {
        String hour = at.truncatedTo(ChronoUnit.HOURS).toString();
        return new EntryId(AGAIN + Sha256.of(value, hour).base64Url());
    }

    /** Whether a caller chose the id, or whether it was made in place of such an id. */
    public boolean isOfRequest() {
        return value.indexOf('~') < 0
                || Stream.of(BUSINESS, PERSON, STAFF, INSTEAD).anyMatch(value::startsWith);
    }

    public static EntryId ofFirstContact(EntryId request) {
        return new EntryId("first-contact~" + request.value);
    }

    /** The first contact that a request reserved. A plain one of the same request is another. */
    public static EntryId ofIntroduction(EntryId request) {
        return new EntryId("introduction~" + request.value);
    }

    public static EntryId ofClick(String click) {
        return new EntryId(CLICK + click);
    }

    /** Whether the business had the link made, and could press it. */
    public boolean isOfOwnLink() {
        return value.startsWith(CLICK + BY_ITS_OWN_LINK);
    }

    public static EntryId ofStep(FollowUpId followUp, int step) {
        return new EntryId("follow-up~" + followUp.value() + "~" + step);
    }

    /** The entry that adds a report to a review; one for each report. */
    public static EntryId ofReviewed(EntryId report) {
        return new EntryId("review~" + report.value);
    }

    public static EntryId ofMessage(EntryId message) {
        return new EntryId("message~" + message.value);
    }

    /**
     * Names a message that may be a refusal. Ids of requests are unique for one id of a person only, and a person may
     * have several. So this name has the person's id in it, as a hash.
     */
    public static EntryId ofSuspected(UserId person, EntryId entry) {
        return new EntryId("written~" + Sha256.of(person.value(), entry.value).base64Url());
    }

    public static EntryId ofRefusalCleared(EntryId message) {
        return new EntryId("cleared~" + message.value);
    }

    /** The entry that adds a message to the work of deciding about it; one for each message. */
    public static EntryId ofSuspectedRefusal(EntryId message) {
        return new EntryId("suspected~" + message.value);
    }

    /** The entry of a person's WhatsApp message: a hash over the message's own id. No request can have it. */
    public static EntryId ofWhatsAppMessage(String messageId) {
        return ofWhatsAppUpdate("message", messageId);
    }

    /** The id of a WhatsApp message that was sent, as a business tells it; a hash if that text cannot be an id. */
    public static EntryId ofSentWhatsAppMessage(String messageId) {
        return Ids.REQUEST.matcher(messageId).matches() ? new EntryId(messageId) : ofWhatsAppMessage(messageId);
    }

    /** The entry of a row of a list: a hash over what the row says, and the time told for it. */
    public static EntryId ofImported(@Nullable String... said) {
        return new EntryId("import~" + Sha256.of(said).base64Url());
    }

    /** The entry of a WhatsApp update that has no id: a hash over what identifies the update, its kind first. */
    public static EntryId ofWhatsAppUpdate(String... identifying) {
        return new EntryId(WHATSAPP + Sha256.of(identifying).base64Url());
    }

    /** The entry of an event of a vendor: a hash over what makes it one event of this vendor. */
    public static EntryId ofSourceEvent(String source, String event) {
        return new EntryId(SOURCE + Sha256.of(source, event).base64Url());
    }

    /** The entry of the opt-out that people read in a message which may be a refusal. */
    public static EntryId ofOptOutIn(EntryId message) {
        return ofWhatsAppUpdate("opt-out", message.value);
    }

    /** What the business claims by an update which, in the operator's word, is a wish of the person. */
    public static EntryId ofClaimIn(EntryId update) {
        return ofWhatsAppUpdate("claim", update.value);
    }

    /** The entry of a change of a business's settings: a new id each time, in the order of time. */
    public static EntryId ofSettings(Instant at) {
        return new EntryId("settings~" + UlidCreator.getMonotonicUlid(at.toEpochMilli()));
    }

    /** The entry of an endpoint that was switched off: a new id each time. */
    public static EntryId ofEndpointSwitchedOff(Instant at) {
        return new EntryId("endpoint~" + UlidCreator.getMonotonicUlid(at.toEpochMilli()));
    }

    /** The entry of tokens that were revoked: a new id each time. It is in one order of time with those that were issued. */
    public static EntryId ofTokens(Instant at) {
        return ofToken(UlidCreator.getMonotonicUlid(at.toEpochMilli()).toString());
    }

    /** The entry of a token that was issued, by the id of the token, a ULID. */
    public static EntryId ofToken(String tokenId) {
        return new EntryId(TOKEN + tokenId);
    }

    /** Sorts before the entry of each token of this instant or later, and after that of each earlier one. */
    public static EntryId beforeTokens(Instant at) {
        return ofToken(Ulid.min(at.toEpochMilli()).toString());
    }

    public static EntryId ofErasure(Instant at) {
        return new EntryId("erased~" + at.toEpochMilli());
    }

    /** The first entry about the other ids of a person that one update named together. */
    public static EntryId ofIdentity() {
        return new EntryId(IDENTITY + "1");
    }

    /** The n-th of several entries with this id, from 1. */
    public EntryId numbered(int n) {
        return n == 1 ? this : value.equals(IDENTITY + "1") ? new EntryId(IDENTITY + n) : new EntryId(value + "~" + n);
    }

    public static Reading<EntryId> reading() {
        return reading(Caller.OPERATOR);
    }

    public static Reading<EntryId> reading(Caller caller) {
        return Values.matching(
                Ids.REQUEST,
                Ids.LONGEST,
                "may hold letters, digits and . _ : + @ / = - only (no spaces)",
                id -> ofRequest(caller, id));
    }

    public static Reading<EntryId> readingAnswered() {
        return Values.matching(
                ANY, LONGEST, "may hold letters, digits and . _ : + @ / = ~ - only (no spaces)", EntryId::new);
    }

    /** A short key in place of the id, for marks that many of stand in one relation. */
    public EntryId shortened() {
        return isShort() ? this : new EntryId(SHORT + shortKey());
    }

    /** 48 bits of the hash of the id, so that fifty keys in a standing stay small. */
    public String shortKey() {
        return Sha256.of(value).base64Url().substring(0, LENGTH_OF_SHORT_KEY);
    }

    /** Whether it is a short key, as marks of narrower scopes have it, and no entry's own id. */
    public boolean isShort() {
        return value.startsWith(SHORT);
    }

    /** By code units, the order in which the store compares these characters. */
    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "entry";
    }
}
