package consimt.consent;

import consimt.relation.Fact;

/** What a person may decide about a business. */
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

    Fact.Kind fact(boolean alsoBlock) {
        return alsoBlock ? Fact.Kind.REPORT_AND_BLOCK : fact;
    }
}
