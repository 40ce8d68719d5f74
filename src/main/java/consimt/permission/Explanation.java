package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.permission.Permission.Reason;
import consimt.permission.Rules.Rule;
import consimt.relation.MarkKind;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param basis which agreement must cover marketing, and why; null if the message is none */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        Permission answer, List<RuleStep> rules, @Nullable AppliedBasis basis) {

    /**
     * @param rule by the reason that it gives, for each rule has its own
     * @param marks the kinds of marks that it looks at; empty if it looks at something else
     */
    public record RuleStep(Reason rule, List<MarkKind> marks, Said said) {}

    public enum Said {
        NO_MATCH,
        ANSWERS,
        /** A rule before it answered. */
        NOT_REACHED
    }

    static Explanation of(UserId userId, Evaluation judged, AppliedBasis basis) {
        List<RuleStep> steps = new ArrayList<>();
        Said said = Said.NO_MATCH;
        for (Rule rule : Rules.IN_ORDER) {
            said = said == Said.NO_MATCH ? Said.NO_MATCH : Said.NOT_REACHED;
            if (rule == judged.rule()) {
                said = Said.ANSWERS;
            }
            steps.add(new RuleStep(rule.reason(), rule.marks(), said));
        }
        return new Explanation(judged.advised(userId), steps, judged.ask().isMarketing() ? basis : null);
    }
}
