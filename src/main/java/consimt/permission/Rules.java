package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.MarketingBasis;
import consimt.hours.Arrival;
import consimt.hours.Wait;
import consimt.permission.Permission.Reason;
import consimt.permission.Permission.Remedy;
import consimt.permission.Question.Interaction;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a business may not. The order of {@link #IN_ORDER} is the precedence: the first rule that matches answers. */
final class Rules {

    static final Rule OPTED_OUT_OF_CHANNEL = new Rule(Reason.CHANNEL_OPTED_OUT, List.of(MarkKind.CHANNEL_OPTED_OUT));

    static final Rule MARKETING_NOT_COVERED = new Rule(Reason.NO_MARKETING_CONSENT, List.of());

    /** That the person wrote a message which may be a refusal, and nobody has decided. */
    static final Rule SUSPECTED = new Rule(Reason.REFUSAL_SUSPECTED, List.of());

    static final Rule QUIET = new Rule(Reason.QUIET_HOURS, List.of());

    static final List<Rule> IN_ORDER = inOrder();

    private Rules() {}

    private static List<Rule> inOrder() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(Reason.BLOCKED_BY_USER, List.of(MarkKind.BLOCKED)));
        rules.add(OPTED_OUT_OF_CHANNEL);
        rules.add(new Rule(Reason.MARKETING_OPTED_OUT, MarkKind.OPT_OUTS));
        rules.add(new Rule(Reason.CALLS_OPTED_OUT, MarkKind.OPT_OUTS));
        rules.add(SUSPECTED);
        rules.add(new Rule(Reason.AWAITING_DECISION, List.of(MarkKind.CONTACTED)));
        rules.add(new Rule(Reason.FIRST_CONTACT_REQUIRED, List.of()));
        rules.add(MARKETING_NOT_COVERED);
        // The last, so that it is asked of what would be allowed at another hour.
        rules.add(QUIET);
        return List.copyOf(rules);
    }

    static Permission judge(UserId userId, Ask ask) {
        return Evaluation.of(ask).permission(userId);
    }

    /** The first rule that matches; null if none does. */
    static @Nullable Rule answering(Ask ask) {
        for (Rule rule : IN_ORDER) {
            if (rule.matches(ask)) {
                return rule;
            }
        }
        return null;
    }

    /**
     * What holds for the business on the day of the question. Each part may cost a read of its settings, so only the
     * rules that need a part ask for it.
     */
    interface Terms {

        MarketingBasis basis(@Nullable Channel channel);

        /**
         * The row of the law of the business's country by which a no to one kind of messages is one to others; null if
         * there is none.
         */
        @Nullable String revokingLaw();

        Business business();

        /** Whether a claim of the business counts where nothing else speaks. The operator settles it. */
        boolean acceptsClaims();

        /** What the hours say of a message by a channel; null if neither a law nor the settings have any for it. */
        @Nullable Timing timing(Arrival arrival, Channel channel, MessageCategory category);
    }

    /**
     * @param category of a message to the person; null for the other interactions
     * @param asked which marketing it is, as far as the caller says
     * @param template the name of the message's template; null if it has none, or if the caller does not say
     * @param arrival null where nobody looks at the clock
     */
    record Ask(
            Standing standing,
            Interaction way,
            @Nullable MessageCategory category,
            AskedScope asked,
            @Nullable String template,
            Instant now,
            Terms terms,
            @Nullable Arrival arrival) {

        /** For how long a message that is or may be a refusal can be answered. */
        private static final Duration ANSWERED_WITHIN = Duration.ofDays(1);

        Ask about(Scope scope) {
            return about(AskedScope.of(scope));
        }

        Ask about(@Nullable String topic) {
            return topic == null ? this : about(new AskedScope(asked.channel(), asked.sender(), topic));
        }

        private Ask about(AskedScope other) {
            return new Ask(standing, way, category, other, template, now, terms, arrival);
        }

        /** The same question as another category. A call comes by one channel. */
        Ask as(MessageCategory other) {
            AskedScope its = isCall() ? new AskedScope(Channel.VOICE, asked.sender(), asked.topic()) : asked;
            return new Ask(standing, way, other, its, template, now, terms, arrival);
        }

        Ask atAnyHour() {
            return new Ask(standing, way, category, asked, template, now, terms, null);
        }

        /** What the hours say; null if they say nothing. Nobody waits for messages of other categories to sell. */
        @Nullable Timing timing() {
            return arrival == null || category == null || !isMarketing() && !isCall()
                    ? null
                    : terms.timing(arrival, arrivingBy(arrival.userId()), category);
        }

        /** A mail address is reached by mail. If nobody knows, it is judged as a text. */
        private Channel arrivingBy(UserId userId) {
            Channel named =
                    isCall() ? Channel.VOICE : asked.of(terms.business()).channel();
            if (named == null && userId.value().contains("@")) {
                return Channel.EMAIL;
            }
            Channel only = named == null ? terms.business().offering().channel() : named;
            return only == null ? Channel.SMS : only;
        }

        /** Where all wishes are about all marketing, it is enough to know the channel. */
        Scope scope() {
            return standing.marks().areOfAll() || !asked.needsSettings()
                    ? new Scope(asked.channel(), null, null)
                    : asked.of(terms.business());
        }

        /** Marketing by a channel that nobody knows is refused as marketing: the opt-out refuses that too. */
        private @Nullable Mark optOutFromChannel() {
            if (!standing.stands(MarkKind.CHANNEL_OPTED_OUT)
                    || category == MessageCategory.AUTHENTICATION
                            && terms.business().letsCodesPass()) {
                return null;
            }
            Channel channel = channel();
            return channel == null && isMarketing() ? null : standing.optOutFromChannel(channel);
        }

        /** By the law, an opt-out of a part is one of all marketing. */
        private @Nullable Mark revokedMarketing() {
            return standing.marks().scopes().isEmpty() ? null : byLaw(standing.optOutOfAnyFrom(scope()));
        }

        /**
         * By the law, a no to texts or calls, or to all, is one to the texts and calls that answer no request. Codes to
         * sign in and answers do.
         */
        private @Nullable Mark revokedTextOrCall() {
            boolean isUnasked = category != null && !category.isMarketing() && !category.answersRequest();
            Map<Channel, Mark> refused = isUnasked ? standing.optedOutTextsAndCalls() : Map.of();
            if (refused.isEmpty()) {
                return null;
            }
            Channel by = isCall() ? Channel.VOICE : channel();
            return byLaw(by == null ? Collections.max(refused.values()) : refused.get(by));
        }

        /** The law may cost a read, so it is asked last. */
        private @Nullable Mark byLaw(@Nullable Mark optOut) {
            return optOut == null || terms.revokingLaw() == null ? null : optOut;
        }

        /** By which channel it comes; null if nobody knows. */
        private @Nullable Channel channel() {
            Channel named = scope().channel();
            return named == null ? terms.business().offering().channel() : named;
        }

        private @Nullable Mark optOutFromCalls() {
            return standing.optOutFromCalls(scope().with(Scope.of(Channel.VOICE)));
        }

        private @Nullable Instant suspectedSince() {
            return standing.refusalSuspectedSince(scope());
        }

        /** The settings may cost a read, so they are asked last. */
        private boolean isClaimed() {
            return standing.isOpenedByClaim() && terms.acceptsClaims();
        }

        /** Whether a claim answers a first contact, where nobody can press a choice. */
        boolean isAnsweredByClaim() {
            return !standing.isAnsweredByBlock() && isClaimed();
        }

        private boolean isCovered() {
            MarketingBasis basis = terms.basis(scope().channel());
            return basis.covers(standing, scope()) || basis.coversByClaim(standing, scope()) && terms.acceptsClaims();
        }

        boolean isToUser() {
            return way == Interaction.MESSAGE_TO_USER;
        }

        boolean isMarketing() {
            return isToUser() && category != null && category.isMarketing();
        }

        private boolean isMessage() {
            return isToUser() && category != MessageCategory.CALL;
        }

        boolean isCall() {
            return isToUser() && category == MessageCategory.CALL;
        }

        /** Whether it is known to come by a way on which nobody can press a choice. There, a claim answers a first contact. */
        private boolean hasNoButtons() {
            Channel channel = asked.channel();
            return isCall() || channel != null && !channel.hasButtons();
        }

        /**
         * Whether it may answer a message that is or may be a refusal. Such a message agrees to no conversation. Of one who
         * was erased, it may be another person's.
         */
        private boolean isAnAnswer() {
            Instant refused = standing.has(MarkKind.ERASED) ? null : standing.lastRefusalByMessageAt();
            return category == MessageCategory.SERVICE
                    && refused != null
                    && now.isBefore(refused.plus(ANSWERED_WITHIN));
        }
    }

    /** @param marks the marks that the rule looks at. A reason with the name of a mark of all marketing has this mark */
    record Rule(Reason reason, List<MarkKind> marks) {

        boolean matches(Ask ask) {
            return switch (reason) {
                case BLOCKED_BY_USER -> ask.way.isDirect() && ask.standing.isBlocked();
                // No message of any category by this channel. A check that names none may be by it.
                case CHANNEL_OPTED_OUT -> ask.isMessage() && refusing(ask) != null;
                case MARKETING_OPTED_OUT -> ask.isMarketing() && refusing(ask) != null;
                // A call that sells is marketing over voice. Other calls are refused by a no to calls alone.
                case CALLS_OPTED_OUT -> ask.isCall() && refusing(ask) != null;
                case REFUSAL_SUSPECTED -> ask.isMarketing() && ask.suspectedSince() != null;
                case AWAITING_DECISION ->
                    ask.isToUser()
                            && ask.standing.conversation() == Conversation.CONTACTED
                            && !(ask.hasNoButtons() && ask.isAnsweredByClaim());
                case FIRST_CONTACT_REQUIRED ->
                    ask.isToUser()
                            && ask.standing.conversation() == Conversation.NONE
                            && !ask.isAnAnswer()
                            && !ask.isClaimed();
                case NO_MARKETING_CONSENT -> ask.isMarketing() && !ask.isCovered();
                case QUIET_HOURS -> hold(ask) != null;
                default -> ask.isMarketing() && ask.standing.stands(marks.get(0));
            };
        }

        /** What would make it allowed. After a no there is no first contact, and no claim counts. */
        Remedy remedy(Ask ask) {
            boolean isOfContact = reason == Reason.AWAITING_DECISION || reason == Reason.FIRST_CONTACT_REQUIRED;
            boolean isAnswered = reason == Reason.AWAITING_DECISION && ask.standing.isAnsweredByBlock();
            if (isOfContact && (isAnswered || ask.standing.forbidsContact())) {
                return Remedy.WAIT_FOR_PERSON;
            }
            return isOfContact && ask.hasNoButtons() ? Remedy.RECORD_AGREEMENT : reason.remedy();
        }

        /** Since when the rule matches; null if no mark tells. */
        @Nullable Instant since(Ask ask) {
            return switch (reason) {
                case CHANNEL_OPTED_OUT, MARKETING_OPTED_OUT, CALLS_OPTED_OUT -> Mark.since(refusing(ask));
                case REFUSAL_SUSPECTED -> ask.suspectedSince();
                default -> marks.isEmpty() ? null : ask.standing.since(marks.get(0));
            };
        }

        /** The row of the law by which the rule matches; null if the marks alone do. */
        @Nullable String law(Ask ask) {
            if (reason == Reason.QUIET_HOURS) {
                Wait hold = hold(ask);
                return hold == null ? null : hold.law();
            }
            return isOfOptOut() && said(ask) == null ? ask.terms.revokingLaw() : null;
        }

        private static @Nullable Wait hold(Ask ask) {
            Timing timing = ask.timing();
            return timing == null ? null : timing.hold();
        }

        boolean isOfOptOut() {
            return switch (reason) {
                case CHANNEL_OPTED_OUT, MARKETING_OPTED_OUT, CALLS_OPTED_OUT -> true;
                default -> false;
            };
        }

        private @Nullable Mark refusing(Ask ask) {
            Mark own = said(ask);
            if (own != null) {
                return own;
            }
            return reason == Reason.MARKETING_OPTED_OUT ? ask.revokedMarketing() : ask.revokedTextOrCall();
        }

        /** The opt-out that refuses what is asked, without the law. */
        private @Nullable Mark said(Ask ask) {
            return switch (reason) {
                case CHANNEL_OPTED_OUT -> ask.optOutFromChannel();
                case CALLS_OPTED_OUT -> ask.optOutFromCalls();
                default -> ask.standing.optOutFrom(ask.scope());
            };
        }
    }
}
