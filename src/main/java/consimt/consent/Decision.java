package consimt.consent;

import consimt.relation.Fact;
import consimt.relation.Standing.Basis;
import org.jspecify.annotations.Nullable;

/** What a person may decide about a business. */
public enum Decision {
    CONTINUE(Fact.Kind.CONTINUE, Basis.EXPRESSED),
    MESSAGE_SENT(Fact.Kind.MESSAGE_SENT, Basis.IMPLIED),
    BLOCK(Fact.Kind.BLOCK, null),
    UNBLOCK(Fact.Kind.UNBLOCK, null),
    REPORT(Fact.Kind.REPORT, null);

    private final Fact.Kind fact;
    private final @Nullable Basis basis;

    Decision(Fact.Kind fact, @Nullable Basis basis) {
        this.fact = fact;
        this.basis = basis;
    }

    Fact.Kind fact(boolean alsoBlock) {
        return alsoBlock ? Fact.Kind.REPORT_AND_BLOCK : fact;
    }

    /** How consent is given by it, where it is. */
    @Nullable Basis basis() {
        return basis;
    }
}
