package consimt.doctor;

import static consimt.doctor.Doctor.Finding.Severity.ERROR;
import static consimt.doctor.Doctor.Finding.Severity.WARNING;

import consimt.doctor.Doctor.Finding;
import consimt.doctor.Doctor.Finding.Severity;
import consimt.relation.BusinessId;
import org.jspecify.annotations.Nullable;

public enum FindingCode {
    NOT_SEEN(WARNING, "It did not answer, so nothing is known of it: look again.", "operating.md#alarms"),
    TABLE_MISSING(ERROR, "There is no such table: restore it, or deploy the stack again.", "operating.md#restore"),
    CLOCK_OFF(
            ERROR,
            "The clock here and the store's are more than ten seconds apart: set the one here by a time server.",
            "refusals.md#whose-clock-counts"),
    SECRET_MISSING(ERROR, "There is no secret of this name: put it where secrets are.", "deploying.md#whatsapp"),
    SECRET_MADE_UP(
            ERROR,
            "It is short or comes from an example, so strangers can guess it: rotate it to one that is drawn.",
            "operating.md"),
    ISSUER_CUT(
            ERROR,
            "Tokens of the identity provider need an issuer and an audience: give the other one too.",
            "deploying.md#parameters"),
    ADDRESS_MISSING(
            WARNING,
            "Links that call.sh makes lead nowhere: settle gateway.address for the operator.",
            "deploying.md#where-links-lead"),
    ADDRESSES_DIFFER(
            WARNING,
            "A parameter names another address than the operator's settings, and goes before them: keep one.",
            "deploying.md#where-links-lead"),
    PAGES_WITHOUT_ADDRESS(
            ERROR,
            "There are pages, and no link leads to them: settle gateway.pages for the operator.",
            "deploying.md#where-links-lead"),
    COUNTRY_WITHOUT_LAW(
            WARNING,
            "This release has no law of the country, so it asks for a conversation alone: ask a lawyer, and settle marketingBasis.",
            "marketing-basis.md"),
    WEAKER_THAN_LAW(
            WARNING,
            "Its marketingBasis asks for less than the law of the country: settle another.",
            "marketing-basis.md"),
    SETTINGS_CONTRADICT(ERROR, "These settings contradict each other: change one.", "whatsapp.md"),
    LANGUAGE_WITHOUT_TEXTS(
            WARNING,
            "There are no texts in this language, and people read another: take it out, or add its texts.",
            "refusal-words.md"),
    LANGUAGE_WITHOUT_WORDS(
            WARNING, "No opt-out word is known in this language: settle whatsapp.optOutWords.", "refusal-words.md"),
    LABEL_MISSING(WARNING, "It has no label in a language of the business: settle one.", "reasons.md"),
    TOKEN_ENDS(WARNING, "This token ends within two weeks: issue another.", "callers.md#tokens"),
    ENDPOINT_DOWN(WARNING, "The endpoint takes no notices now: tell the business.", "notices.md"),
    ENDPOINT_OFF(ERROR, "The endpoint is switched off: tell the business, then redeliver.", "notices.md"),
    NUMBER_OF_NOBODY(
            ERROR,
            "WhatsApp told of this number, and no business has it: put it into the settings, then replay-unknown.",
            "operating.md#alarms"),
    UPDATES_WAIT(
            ERROR,
            "A business has this number now, and what was told before is not recorded: call replay-unknown.",
            "operating.md#alarms");

    private static final String DOCUMENTS = "docs/";

    private final Severity severity;
    private final String sentence;
    private final String document;

    FindingCode(Severity severity, String sentence, String document) {
        this.severity = severity;
        this.sentence = sentence;
        this.document = DOCUMENTS + document;
    }

    /** Of the stack. */
    public Finding about(String what) {
        return of(null, what);
    }

    Finding of(BusinessId businessId) {
        return of(businessId, null);
    }

    Finding of(@Nullable BusinessId businessId, @Nullable String about) {
        boolean isOfNotices = this == SECRET_MISSING && about != null && about.contains("/notices/");
        String where = isOfNotices ? DOCUMENTS + "notices.md#secrets" : document;
        return new Finding(severity, this, businessId, about, sentence, where);
    }
}
