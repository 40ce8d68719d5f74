package consimt.permission;

import consimt.business.MarketingBasis;
import consimt.permission.Permission.Reason;
import consimt.relation.MarkKind;
import consimt.relation.MessageCategory;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When a business may not. The order of {@link #IN_ORDER} is the precedence: the first rule that matches answers. */
final class Rules {

    static final Rule BLOCKED =
            new Rule(Reason.BLOCKED_BY_USER, ask -> ask.way.isDirect() && ask.standing.isBlocked(), MarkKind.BLOCKED);

    static final Rule OPTED_OUT = new Rule(
            Reason.MARKETING_OPTED_OUT, ask -> ask.isMarketing() && ask.standing.isOptedOut(), MarkKind.OPTED_OUT);

    static final Rule HELD = new Rule(
            Reason.HELD_OPT_OUT,
            ask -> ask.isMarketing() && ask.standing.heldSince() != null,
            null,
            Standing::heldSince);

    static final Rule AWAITING_DECISION = new Rule(
            Reason.AWAITING_DECISION,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.CONTACTED,
            MarkKind.CONTACTED);

    static final Rule NEVER_IN_CONTACT = new Rule(
            Reason.FIRST_CONTACT_REQUIRED,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.NONE,
            null);

    static final Rule MARKETING_NOT_COVERED = new Rule(
            Reason.NO_MARKETING_CONSENT,
            ask -> ask.isMarketing() && !ask.basis.get().covers(ask.standing),
            null);

    static final List<Rule> IN_ORDER =
            List.of(BLOCKED, OPTED_OUT, HELD, AWAITING_DECISION, NEVER_IN_CONTACT, MARKETING_NOT_COVERED);

    private Rules() {}

    static Permission judge(UserId userId, Ask ask) {
        for (Rule rule : IN_ORDER) {
            if (rule.matches.test(ask)) {
                return Permission.refused(userId, rule.reason, rule.since.apply(ask.standing));
            }
        }
        return Permission.allowed(userId);
    }

    /**
     * What is asked, about one person.
     *
     * @param category of a message to the person; null for the other ways
     * @param basis asked for only where it matters, since it may cost a read
     */
    record Ask(Standing standing, Interaction way, @Nullable MessageCategory category, Supplier<MarketingBasis> basis) {

        boolean isToUser() {
            return way == Interaction.MESSAGE_TO_USER;
        }

        boolean isMarketing() {
            return isToUser() && category == MessageCategory.MARKETING;
        }
    }

    /**
     * @param mark that it asks for, if it asks for one
     * @param since tells since when it is so, if anything does
     */
    record Rule(
            Reason reason,
            Predicate<Ask> matches,
            @Nullable MarkKind mark,
            Function<Standing, @Nullable Instant> since) {

        Rule(Reason reason, Predicate<Ask> matches, @Nullable MarkKind mark) {
            this(reason, matches, mark, standing -> mark == null ? null : standing.since(mark));
        }
    }
}
