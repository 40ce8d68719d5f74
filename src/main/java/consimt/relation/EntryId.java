package consimt.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.function.Reading;
import consimt.function.Sha256;
import consimt.function.Values;

/**
 * A ledger entry within its relation: the caller's own {@code requestId}, or an id made from it.
 *
 * <p>Made ids have a prefix with {@code ~}, which a request id cannot hold, so no request can take the place of one.
 */
public record EntryId(@JsonValue String value) implements Comparable<EntryId> {

    private static final String FIRST_CONTACT = "first-contact~";
    private static final String WHATSAPP = "whatsapp~";
    private static final String IDENTITY = "identity~";

    public static EntryId ofRequest(String requestId) {
        return new EntryId(Ids.checked(Ids.REQUEST, requestId));
    }

    /** The entry of the business's first contact, asked for under the given request id. */
    public static EntryId ofFirstContact(EntryId request) {
        return new EntryId(FIRST_CONTACT + request.value);
    }

    /** The n-th step of a follow-up. */
    public static EntryId ofStep(FollowUpId followUp, int step) {
        return new EntryId("follow-up~" + followUp.value() + "~" + step);
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

    /** What a WhatsApp message says: the message's own id, or a hash of it where it cannot stand as one. */
    public static EntryId ofWhatsAppMessage(String messageId) {
        return Ids.REQUEST.matcher(messageId).matches()
                ? new EntryId(messageId)
                : ofWhatsAppUpdate("message", messageId);
    }

    /** What WhatsApp tells without an id: a hash over what identifies it, the kind of it first. */
    public static EntryId ofWhatsAppUpdate(String... identifying) {
        return new EntryId(WHATSAPP + Sha256.of(identifying).base64Url());
    }

    /** That a message is an opt-out, where the message's own entry tells of agreement alone. */
    public static EntryId ofOptOutIn(EntryId message) {
        return ofWhatsAppUpdate("opt-out", message.value);
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
        return Values.matching(
                Ids.REQUEST, Ids.LONGEST, "may hold letters, digits and . _ : + @ / = - only", EntryId::new);
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
