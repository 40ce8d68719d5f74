package consimt.permission;

import consimt.business.MarketingBasis;
import consimt.permission.Permission.Reason;
import consimt.relation.MarkKind;
import consimt.relation.MessageCategory;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a business may not. The order of {@link #IN_ORDER} is the precedence: the first rule that matches answers. */
final class Rules {

    static final Rule BLOCKED =
            new Rule(Reason.BLOCKED_BY_USER, ask -> ask.way.isDirect() && ask.standing.isBlocked(), MarkKind.BLOCKED);

    static final Rule OPTED_OUT = new Rule(
            Reason.MARKETING_OPTED_OUT,
            ask -> ask.isMarketing() && ask.standing.isOptedOut(),
            MarkKind.OPTED_OUT,
            MarkKind.OPTED_OUT_TOLD);

    /** Not all of the person's ids are known to be theirs, and an opt-out may stand under one of them. */
    static final Rule TOO_MANY_IDS = new Rule(
            Reason.TOO_MANY_IDS,
            ask -> ask.isMarketing() && ask.standing.stands(MarkKind.TOO_MANY_IDS),
            MarkKind.TOO_MANY_IDS);

    static final Rule HELD = new Rule(
            Reason.HELD_OPT_OUT,
            ask -> ask.isMarketing() && ask.standing.heldSince() != null,
            List.of(),
            Standing::heldSince);

    /** The person wrote a message that may be a refusal, and nobody has decided. */
    static final Rule SUSPECTED = new Rule(
            Reason.REFUSAL_SUSPECTED,
            ask -> ask.isMarketing() && ask.standing.refusalSuspectedSince() != null,
            List.of(),
            Standing::refusalSuspectedSince);

    static final Rule AWAITING_DECISION = new Rule(
            Reason.AWAITING_DECISION,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.CONTACTED,
            MarkKind.CONTACTED);

    static final Rule NEVER_IN_CONTACT = new Rule(
            Reason.FIRST_CONTACT_REQUIRED,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.NONE && !ask.isAnAnswer());

    static final Rule MARKETING_NOT_COVERED = new Rule(
            Reason.NO_MARKETING_CONSENT,
            ask -> ask.isMarketing() && !ask.basis.get().covers(ask.standing));

    static final List<Rule> IN_ORDER = List.of(
            BLOCKED,
            OPTED_OUT,
            HELD,
            SUSPECTED,
            TOO_MANY_IDS,
            AWAITING_DECISION,
            NEVER_IN_CONTACT,
            MARKETING_NOT_COVERED);

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
     * One question about one person.
     *
     * @param category of a message to the person; null for the other interactions
     * @param now when it is asked
     * @param basis supplies the business's marketing basis; used only by the last rule, because it may cost a read
     */
    record Ask(
            Standing standing,
            Interaction way,
            @Nullable MessageCategory category,
            Instant now,
            Supplier<MarketingBasis> basis) {

        /** For how long a message that may be a refusal can be answered. */
        private static final Duration ANSWERED_WITHIN = Duration.ofDays(1);

        private boolean isToUser() {
            return way == Interaction.MESSAGE_TO_USER;
        }

        private boolean isMarketing() {
            return isToUser() && category == MessageCategory.MARKETING;
        }

        /** Whether it may answer a message that may be a refusal. Such a message agrees to no conversation. */
        private boolean isAnAnswer() {
            Instant asked = standing.lastSuspectedAt();
            return category == MessageCategory.SERVICE && asked != null && now.isBefore(asked.plus(ANSWERED_WITHIN));
        }
    }

    /**
     * @param marks the marks that the rule looks at
     * @param since tells since when the rule matches; null if nothing tells
     */
    record Rule(
            Reason reason, Predicate<Ask> matches, List<MarkKind> marks, Function<Standing, @Nullable Instant> since) {

        /** A rule whose {@code since} is the latest of these marks that is in force. */
        Rule(Reason reason, Predicate<Ask> matches, MarkKind... marks) {
            this(
                    reason,
                    matches,
                    List.of(marks),
                    standing -> Stream.of(marks)
                            .map(standing::since)
                            .filter(Objects::nonNull)
                            .max(Comparator.naturalOrder())
                            .orElse(null));
        }
    }
}
