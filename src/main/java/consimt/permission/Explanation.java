package consimt.permission;

import consimt.permission.Permission.Reason;
import consimt.permission.Rules.Ask;
import consimt.permission.Rules.Rule;
import consimt.relation.MarkKind;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rules come to an answer.
 *
 * @param rules all of them, in their order
 */
public record Explanation(Permission answer, List<RuleStep> rules) {

    /**
     * What one rule said.
     *
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

    static Explanation of(UserId userId, Ask ask) {
        Rule answering = Rules.answering(ask);
        List<RuleStep> steps = new ArrayList<>();
        Said said = Said.NO_MATCH;
        for (Rule rule : Rules.IN_ORDER) {
            said = said == Said.NO_MATCH ? Said.NO_MATCH : Said.NOT_REACHED;
            if (rule == answering) {
                said = Said.ANSWERS;
            }
            steps.add(new RuleStep(rule.reason(), rule.marks(), said));
        }
        return new Explanation(Rules.judge(userId, ask), steps);
    }
}
