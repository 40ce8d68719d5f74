package consimt.ledger;

import java.util.Locale;

/** The parts that an entry may have beside its head, with the names under which they are stored and shown. */
public enum Part {
    ACTOR("actor"),
    CALLED_BY("calledBy"),
    CHANNEL("channel"),
    SIGNER("signer"),
    IMPORTED_FROM("importedFrom"),
    BASIS("basis"),
    BY_MESSAGE("byMessage"),
    REASON_CODE("reasonCode"),
    REASON_TEXT("reasonText"),
    /** The business gets no notice of it. */
    UNTOLD("untold"),
    CAMPAIGN("campaign"),
    MESSAGE_SENT_AT("messageSentAt"),
    WORDS_SHOWN("wordsShown"),
    STOPS_BY("stopsBy"),
    SCOPE("scope"),
    FURTHER_PART("furtherPart"),
    REFUSALS("refusals"),
    PROOF("proof"),
    DISOWNS_CLAIMS("disownsClaims"),
    FOLLOW_UP_ID("followUpId"),
    QUEUE_OF("queueOf"),
    BEFORE("before"),
    AFTER("after"),
    TOKEN_NAME("tokenName"),
    TOKEN_ONLY("tokenOnly"),
    TOKEN_EXPIRES_AT("tokenExpiresAt"),
    TOKEN_SOURCE("tokenSource"),
    NOTE("note"),
    EVIDENCE("evidence"),
    /** The parts of {@link WorkState}. */
    WORK_KIND("workKind"),
    WORK_SCOPE("workScope"),
    WORK_CAUSE("workCause"),
    WORK_STATE("workState"),
    WORK_OPENED_AT("workOpenedAt"),
    WORK_DUE("workDue"),
    WORK_ASSIGNEE("workAssignee"),
    WORK_CLAIMED_UNTIL("workClaimedUntil"),
    WORK_CLOSED_AT("workClosedAt"),
    WORK_REMINDERS("workReminders"),
    WORK_LATE_MESSAGES("workLateMessages"),
    WORK_LATE_MESSAGE_TOLD_ON("workLateMessageToldOn"),
    WORK_REPORTS("workReports"),
    WORK_MESSAGES("workMessages"),
    WORK_REMIND_AT("workRemindAt"),
    WORK_VERSION("workVersion");

    private static final String OF_WORK = "work";

    private final String word;

    Part(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The word of a part of {@link WorkState}, from its name there. */
    static String ofWork(String name) {
        return OF_WORK + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The name in {@link WorkState}, from the word of the part. */
    static String inWork(String word) {
        String name = word.substring(OF_WORK.length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
