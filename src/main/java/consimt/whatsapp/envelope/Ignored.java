package consimt.whatsapp.envelope;

/** Why a part of an envelope was left out. */
public enum Ignored {
    /** Of a wrong JSON type, or without a required field. */
    WRONG_FORM,
    /** In a change that names no phone number of a business. */
    NO_BUSINESS,
    /** It names no person, or only ids that are not valid. */
    NO_PERSON,
    /** A refusal of marketing, or a message that may be one, that names no person, so that it cannot be recorded. */
    REFUSAL_OF_NOBODY,
    /** Without a time, or with one before the year 2000. */
    WRONG_TIME,
    /** Later than now by more than {@link consimt.form.Values#CLOCK_SKEW}, and not protective. */
    IN_THE_FUTURE,
    /** To or from a group. A message in a group is no agreement to a conversation of two. */
    IN_A_GROUP,
    /** A whole change whose field is not known. What people wrote in it is read all the same. */
    UNKNOWN_FIELD,
    /** A type, status or value that this code does not know. The words of such a message are read all the same. */
    UNKNOWN_KIND,
    /** A preference about something else than marketing. */
    OTHER_CATEGORY,
    /** A change of identity that changes nothing. */
    SAME_PERSON,
    /**
     * Known, but without consequence: a message was delivered or read, a message other than marketing was sent, the
     * person rejects calls or takes a reaction back, the business wrote the message itself, or a chat was handed over.
     */
    NOTHING_TO_RECORD
}
