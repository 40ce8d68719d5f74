package consimt.whatsapp.envelope;

/** Why a part of an envelope was left out. */
public enum Ignored {
    /** Of a wrong JSON type, or without what its kind cannot be without. */
    WRONG_FORM,
    /** In a change that names no phone number of a business. */
    NO_BUSINESS,
    /** It names nobody, or only by ids that cannot be one. */
    NO_PERSON,
    /** A refusal of marketing that names nobody, so it cannot be recorded. */
    REFUSAL_OF_NOBODY,
    /** Without a time, or with one before the year 2000. */
    WRONG_TIME,
    /** Later than now by more than {@link consimt.form.Values#CLOCK_SKEW}, and nothing that protects a person. */
    IN_THE_FUTURE,
    /** To or from a group: who speaks in a group agrees to no conversation of two. */
    IN_A_GROUP,
    /** A whole change whose field is not one of those that are read. */
    UNKNOWN_FIELD,
    /** A type, status or value that is not known here. */
    UNKNOWN_KIND,
    /** A preference about something else than marketing. */
    OTHER_CATEGORY,
    /** A change of identity that changes nothing. */
    SAME_PERSON,
    /** Known, and nothing follows from it: a message was delivered or read, or one that is no marketing was sent. */
    NOTHING_TO_RECORD
}
