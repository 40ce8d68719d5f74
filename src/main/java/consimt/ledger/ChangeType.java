package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonValue;

/** The closed list of what a business is told. No block, no report and no review of one is in it. */
public enum ChangeType {
    OPTED_OUT("consimt.marketing.opted_out"),
    OPTED_IN("consimt.marketing.opted_in"),
    /** Or that the person was asked and gave no reason. */
    REASON_GIVEN("consimt.marketing.reason_given"),
    ACCEPTED("consimt.conversation.accepted"),
    FOLLOW_UP_OPENED("consimt.follow_up.opened"),
    FOLLOW_UP_REMINDED("consimt.follow_up.reminded"),
    FOLLOW_UP_OVERDUE("consimt.follow_up.overdue"),
    FOLLOW_UP_CLOSED("consimt.follow_up.closed"),
    REFUSAL_SUSPECTED("consimt.refusal.suspected"),
    MESSAGE_LATE("consimt.message.late"),
    IDENTITY_CHANGED("consimt.identity.changed"),
    PERSON_ERASED("consimt.person.erased"),
    CONFIGURED("consimt.business.configured");

    private final String word;

    ChangeType(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }
}
