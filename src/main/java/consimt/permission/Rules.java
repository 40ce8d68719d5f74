package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.MarketingBasis;
import consimt.permission.Permission.Reason;
import consimt.relation.Channel;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When a business may not. The order of {@link #IN_ORDER} is the precedence: the first rule that matches answers. */
final class Rules {

    static final Rule BLOCKED = new Rule(
            Reason.BLOCKED_BY_USER,
            ask -> ask.way.isDirect() && ask.standing.isBlocked(),
            ask -> ask.standing.since(MarkKind.BLOCKED),
            MarkKind.BLOCKED);

    /** No message of any category by this channel. A check that names none may be by it. */
    static final Rule OPTED_OUT_OF_CHANNEL = new Rule(
            Reason.CHANNEL_OPTED_OUT,
            ask -> ask.isMessage() && ask.optOutFromChannel() != null,
            ask -> at(ask.optOutFromChannel()),
            MarkKind.CHANNEL_OPTED_OUT);

    static final Rule OPTED_OUT = new Rule(
            Reason.MARKETING_OPTED_OUT,
            ask -> ask.isMarketing() && ask.optOut() != null,
            ask -> at(ask.optOut()),
            MarkKind.OPTED_OUT,
            MarkKind.OPTED_OUT_TOLD,
            MarkKind.CHANNEL_OPTED_OUT);

    /** A call that sells is marketing over {@code voice}. Other calls are refused by a no to calls alone. */
    static final Rule OPTED_OUT_OF_CALLS = new Rule(
            Reason.CALLS_OPTED_OUT,
            ask -> ask.isCall() && ask.optOutFromCalls() != null,
            ask -> at(ask.optOutFromCalls()),
            MarkKind.OPTED_OUT,
            MarkKind.OPTED_OUT_TOLD,
            MarkKind.CHANNEL_OPTED_OUT);

    /** Not all of the person's ids are known to be theirs, and an opt-out may stand under one of them. */
    static final Rule TOO_MANY_IDS = new Rule(
            Reason.TOO_MANY_IDS,
            ask -> ask.isMarketing() && ask.standing.stands(MarkKind.TOO_MANY_IDS),
            ask -> ask.standing.since(MarkKind.TOO_MANY_IDS),
            MarkKind.TOO_MANY_IDS);

    static final Rule HELD =
            new Rule(Reason.HELD_OPT_OUT, ask -> ask.isMarketing() && ask.heldSince() != null, Ask::heldSince);

    /** The person wrote a message that may be a refusal, and nobody has decided. */
    static final Rule SUSPECTED = new Rule(
            Reason.REFUSAL_SUSPECTED, ask -> ask.isMarketing() && ask.suspectedSince() != null, Ask::suspectedSince);

    static final Rule AWAITING_DECISION = new Rule(
            Reason.AWAITING_DECISION,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.CONTACTED,
            ask -> ask.standing.since(MarkKind.CONTACTED),
            MarkKind.CONTACTED);

    static final Rule NEVER_IN_CONTACT = new Rule(
            Reason.FIRST_CONTACT_REQUIRED,
            ask -> ask.isToUser() && ask.standing.conversation() == Conversation.NONE && !ask.isAnAnswer(),
            ask -> null);

    static final Rule MARKETING_NOT_COVERED = new Rule(
            Reason.NO_MARKETING_CONSENT,
            ask -> ask.isMarketing() && !ask.terms.basis().covers(ask.standing, ask.scope()),
            ask -> null);

    static final List<Rule> IN_ORDER = List.of(
            BLOCKED,
            OPTED_OUT_OF_CHANNEL,
            OPTED_OUT,
            OPTED_OUT_OF_CALLS,
            HELD,
            SUSPECTED,
            TOO_MANY_IDS,
            AWAITING_DECISION,
            NEVER_IN_CONTACT,
            MARKETING_NOT_COVERED);

    private Rules() {}

    static Permission judge(UserId userId, Ask ask) {
        Rule rule = answering(ask);
        if (rule == null) {
            return Permission.allowed(userId);
        }
        Permission refused = Permission.refused(userId, rule.reason, rule.since.apply(ask));
        return rule == MARKETING_NOT_COVERED ? refused.butFor(scopes(ask)) : refused;
    }

    /** The first rule that matches; null if none does. */
    static @Nullable Rule answering(Ask ask) {
        for (Rule rule : IN_ORDER) {
            if (rule.matches.test(ask)) {
                return rule;
            }
        }
        return null;
    }

    /** The narrower scopes for which the person opted in, and that no rule refuses. */
    private static List<Scope> scopes(Ask ask) {
        return ask.standing.optIns().stream()
                .filter(optIn -> !optIn.contradicts(ask.scope()))
                .map(optIn -> ask.scope().with(optIn))
                .distinct()
                .filter(scope -> IN_ORDER.stream().noneMatch(rule -> rule.matches.test(ask.about(scope))))
                .toList();
    }

    private static @Nullable Instant at(@Nullable Mark mark) {
        return mark == null ? null : mark.at();
    }

    /**
     * What holds for the business on the day of the question. Each part may cost a read of its settings, so only the
     * rules that need a part ask for it.
     */
    interface Terms {

        MarketingBasis basis();

        /** Whether an opt-out of one scope counts for all marketing, by the law of the business's country. */
        boolean revokesAll();

        /** The one channel by which the business sends; null if it has several, or settled none. */
        @Nullable Channel channel();

        /** Whether codes to sign in may come by a channel that refuses messages of every category. */
        boolean letsCodesPass();

        /** The asked scope without what the business does not have. */
        Scope scope(AskedScope asked);
    }

    /**
     * One question about one person.
     *
     * @param category of a message to the person; null for the other interactions
     * @param asked which marketing it is, as far as the caller says
     * @param now when it is asked
     */
    record Ask(
            Standing standing,
            Interaction way,
            @Nullable MessageCategory category,
            AskedScope asked,
            Instant now,
            Terms terms) {

        /** For how long a message that is or may be a refusal can be answered. */
        private static final Duration ANSWERED_WITHIN = Duration.ofDays(1);

        /** The same question about another scope, which exists. */
        private Ask about(Scope scope) {
            AskedScope other = new AskedScope(scope.channel(), scope.sender(), scope.topic());
            return new Ask(standing, way, category, other, now, terms);
        }

        /** Where all wishes are about all marketing, it is enough to know the channel. */
        private Scope scope() {
            return standing.marks().areOfAll() || !asked.needsSettings()
                    ? new Scope(asked.channel(), null, null)
                    : terms.scope(asked);
        }

        /** Marketing by a channel that nobody knows is refused as marketing: the opt-out refuses that too. */
        private @Nullable Mark optOutFromChannel() {
            if (!standing.stands(MarkKind.CHANNEL_OPTED_OUT)
                    || category == MessageCategory.AUTHENTICATION && terms.letsCodesPass()) {
                return null;
            }
            Channel named = scope().channel();
            Channel channel = named == null ? terms.channel() : named;
            return channel == null && isMarketing() ? null : standing.optOutFromChannel(channel);
        }

        private @Nullable Mark optOut() {
            Mark optOut = standing.optOutFrom(scope());
            boolean mayBeOfAnother =
                    optOut == null && !standing.marks().scopes().isEmpty();
            return mayBeOfAnother && terms.revokesAll() ? standing.optOutOfAnyFrom(scope()) : optOut;
        }

        private @Nullable Mark optOutFromCalls() {
            return standing.optOutFromCalls(scope().with(Scope.of(Channel.VOICE)));
        }

        private @Nullable Instant heldSince() {
            return standing.heldSince(scope());
        }

        private @Nullable Instant suspectedSince() {
            return standing.refusalSuspectedSince(scope());
        }

        private boolean isToUser() {
            return way == Interaction.MESSAGE_TO_USER;
        }

        private boolean isMarketing() {
            return isToUser() && category == MessageCategory.MARKETING;
        }

        private boolean isMessage() {
            return isToUser() && category != MessageCategory.CALL;
        }

        private boolean isCall() {
            return isToUser() && category == MessageCategory.CALL;
        }

        /** Whether it may answer a message that is or may be a refusal. Such a message agrees to no conversation. */
        private boolean isAnAnswer() {
            Instant refused = standing.lastRefusalByMessageAt();
            return category == MessageCategory.SERVICE
                    && refused != null
                    && now.isBefore(refused.plus(ANSWERED_WITHIN));
        }
    }

    /**
     * @param since tells since when the rule matches; null if no mark tells
     * @param marks the marks that the rule looks at
     */
    record Rule(Reason reason, Predicate<Ask> matches, Function<Ask, @Nullable Instant> since, List<MarkKind> marks) {

        Rule(Reason reason, Predicate<Ask> matches, Function<Ask, @Nullable Instant> since, MarkKind... marks) {
            this(reason, matches, since, List.of(marks));
        }
    }
}
