package consimt.consent;

import consimt.relation.Fact;
import java.util.stream.Stream;

public enum Decision {
    CONTINUE(Fact.Kind.CONTINUE),
    MESSAGE_SENT(Fact.Kind.MESSAGE_SENT),
    BLOCK(Fact.Kind.BLOCK),
    UNBLOCK(Fact.Kind.UNBLOCK),
    REPORT(Fact.Kind.REPORT);

    private final Fact.Kind fact;

    Decision(Fact.Kind fact) {
        this.fact = fact;
    }

    /** @param alsoBlock whether a report also blocks; ignored for other decisions */
    public Fact.Kind fact(boolean alsoBlock) {
        return this == REPORT && alsoBlock ? Fact.Kind.REPORT_AND_BLOCK : fact;
    }

    /** Whether a word is a decision that protects the person: {@code BLOCK} or {@code REPORT}. */
    static boolean isProtective(String word) {
        return Stream.of(values())
                .anyMatch(one -> one.fact.isProtective() && one.name().equals(word));
    }

    /** Which rule the person believes the business broke. */
    public enum ReportReason {
        SPAM,
        SCAM,
        PROHIBITED_GOODS,
        IMPERSONATION,
        OFFENSIVE,
        OTHER
    }
}
