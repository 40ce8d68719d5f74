package consimt.ledger;

import consimt.ledger.Entry.ChangeType;
import consimt.ledger.StatedWish.StatedReason;
import consimt.ledger.StatedWish.StatedScope;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public sealed interface EntryContent {

    /** The kinds that this code knows. The name is stored and shown. */
    enum Kind {
        FIRST_CONTACT(FirstContact.class, FirstContact::read, never()),
        CONSENT_DECISION(
                ConsentDecision.class,
                ConsentDecision::read,
                (decision, after) -> decision.isAgreement() ? ChangeType.ACCEPTED : null),
        /** An opt-in is agreement too, and is told as an opt-in. */
        MARKETING_PREFERENCE(
                MarketingPreference.class,
                MarketingPreference::read,
                (wish, after) -> wish instanceof OptOut ? ChangeType.OPTED_OUT : ChangeType.OPTED_IN),
        CLAIM(Claim.class, Claim::read, never()),
        OPT_OUT_REASON(
                OptOutReason.class,
                OptOutReason::read,
                (given, after) -> given.isTold() ? ChangeType.REASON_GIVEN : null),
        FOLLOW_UP(FollowUpStep.class, FollowUpStep.reading(false), FollowUpStep::change),
        FOLLOW_UP_REMINDER(FollowUpStep.class, FollowUpStep.reading(true), FollowUpStep::change),
        LATE_MESSAGE(
                LateMessage.class, LateMessage::read, (late, after) -> late.isTold() ? ChangeType.MESSAGE_LATE : null),
        IDENTITY_CHANGED(IdentityChanged.class, IdentityChanged::read, always(ChangeType.IDENTITY_CHANGED)),
        REFUSAL_SUSPECTED(
                HoldChange.class,
                HoldChange.reading(Fact.Kind.REFUSAL_SUSPECTED),
                always(ChangeType.REFUSAL_SUSPECTED)),
        REFUSAL_CLEARED(HoldChange.class, HoldChange.reading(Fact.Kind.REFUSAL_CLEARED), never()),
        SETTINGS(Settings.class, Settings::read, always(ChangeType.CONFIGURED)),
        ENDPOINT(EndpointSwitchedOff.class, (value, parts) -> new EndpointSwitchedOff(value), never()),
        TOKEN_ISSUED(TokenIssued.class, TokenIssued::read, never()),
        TOKENS_REVOKED(TokensRevoked.class, (value, parts) -> new TokensRevoked(value), never()),
        PERSON_ERASED(PersonErased.class, PersonErased::read, always(ChangeType.PERSON_ERASED));

        /** Of those kinds that have a record of their own. */
        private static final Map<Class<?>, Kind> BY_RECORD = Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(kind -> kind.type, Function.identity(), (one, other) -> one));

        private final Class<? extends EntryContent> type;
        private final BiFunction<String, Parts, ? extends EntryContent> reading;
        private final BiFunction<EntryContent, @Nullable WorkState, @Nullable ChangeType> change;

        /** @param change what a business is told of it; null for nothing. Only steps of work have a state after them */
        @SuppressWarnings("unchecked") // All of a kind were read, or could have been.
        <W extends EntryContent> Kind(
                Class<W> type,
                BiFunction<String, Parts, W> reading,
                BiFunction<? super W, @Nullable WorkState, @Nullable ChangeType> change) {
            this.type = type;
            this.reading = reading;
            this.change = (BiFunction<EntryContent, @Nullable WorkState, @Nullable ChangeType>) change;
        }

        private static BiFunction<EntryContent, @Nullable WorkState, @Nullable ChangeType> always(ChangeType type) {
            return (what, after) -> type;
        }

        private static BiFunction<EntryContent, @Nullable WorkState, @Nullable ChangeType> never() {
            return (what, after) -> null;
        }
    }

    /** The content as it is stored; {@link Other} if this code does not know the kind or cannot read its parts. */
    static EntryContent read(String kind, String value, Parts parts) {
        try {
            return Kind.valueOf(kind).reading.apply(value, parts);
        } catch (IllegalArgumentException | DateTimeException ofNewerCode) {
            return new Other(kind, value, parts);
        }
    }

    /** The name of a {@link Kind}, or a word that only newer code knows. */
    default String kind() {
        return Objects.requireNonNull(Kind.BY_RECORD.get(getClass())).name();
    }

    /** What was decided, or what the entry is about. */
    String value();

    /** All else that the entry tells. */
    default Parts parts() {
        return Parts.NONE;
    }

    /**
     * What it is to a business in whose ledgers it is; null if the business is not told of it.
     *
     * @param after for a step of work by hand, the state of the work after it
     */
    default @Nullable ChangeType change(BusinessId businessId, @Nullable WorkState after) {
        boolean isOfAnother = this instanceof FollowUpStep work && !businessId.equals(work.queueOf());
        return isOfAnother || this instanceof Other
                ? null
                : Kind.valueOf(kind()).change.apply(this, after);
    }

    /** What a mark refuses, without anything that was said besides. */
    static EntryContent refusing(Marks.Key key) {
        return key.kind() == MarkKind.BLOCKED
                ? new ConsentDecision(Fact.Kind.BLOCK, null)
                : OptOut.of(false, key.scope())
                        .refusing(key.kind().isByChannel() ? Categories.ALL : null)
                        .ofFurtherPart(key.kind() == MarkKind.FURTHER_OPTED_OUT);
    }

    /** What it does to the standing, if anything. */
    default Optional<Fact> fact(Mark mark) {
        return Optional.empty();
    }

    /** What the caller said. The entry has a commitment to it. */
    default List<@Nullable String> said() {
        return Arrays.asList(value(), parts().get(Part.REASON_CODE), parts().get(Part.REASON_TEXT));
    }

    /** The same content for work in this business's queue; only steps of work differ. */
    default EntryContent inQueueOf(BusinessId businessId) {
        return this;
    }

    /** @param wordsShown the choices that the person saw */
    record FirstContact(String wordsShown) implements EntryContent {

        static FirstContact read(String value, Parts parts) {
            return new FirstContact(parts.required(Part.WORDS_SHOWN));
        }

        @Override
        public String value() {
            return "CONTACTED";
        }

        @Override
        public Parts parts() {
            return Parts.NONE.with(Part.WORDS_SHOWN, wordsShown);
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(Fact.of(Fact.Kind.FIRST_CONTACT, mark));
        }
    }

    /** @param reason of a report or a block; null if the person gave none */
    record ConsentDecision(Fact.Kind decision, @Nullable StatedReason reason) implements EntryContent {

        static ConsentDecision read(String value, Parts parts) {
            Fact.Kind decision = Fact.Kind.valueOf(value);
            if (decision.isWish() || decision.isAboutHolding() || decision.isClaim()) {
                throw new IllegalArgumentException("a wish, a hold or a claim is no decision");
            }
            return new ConsentDecision(decision, StatedReason.of(parts));
        }

        private boolean isAgreement() {
            return decision == Fact.Kind.CONTINUE || decision == Fact.Kind.MESSAGE_SENT;
        }

        @Override
        public String value() {
            return decision.name();
        }

        @Override
        public Parts parts() {
            return StatedReason.parts(reason).with(Part.BASIS, decision.basis());
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(Fact.of(decision, mark));
        }
    }

    sealed interface MarketingPreference extends EntryContent {

        Scope scope();

        static MarketingPreference read(String value, Parts parts) {
            return switch (value) {
                case OptOut.VALUE -> OptOut.read(parts);
                case OptIn.VALUE -> OptIn.read(parts);
                default -> throw new IllegalArgumentException("a wish that is not known here");
            };
        }

        @Override
        default String kind() {
            return Kind.MARKETING_PREFERENCE.name();
        }

        /** What was said of all marketing has no scope in it. */
        @Override
        default List<@Nullable String> said() {
            List<@Nullable String> said = new ArrayList<>(EntryContent.super.said());
            String scope = storedScope();
            if (scope != null) {
                said.add(scope);
            }
            return said;
        }

        /** Null for the scope of all marketing, which is not stored. */
        default @Nullable String storedScope() {
            return new StatedScope(scope(), null).text();
        }

        static StatedScope scope(Parts parts) {
            StatedScope scope = parts.get(Part.SCOPE, StatedScope::of);
            return scope == null ? StatedScope.ALL : scope;
        }
    }

    /**
     * The person stops a business's marketing.
     *
     * @param isMessage whether it is a message of the person, which the business may answer
     * @param categories which it refuses besides marketing, by the scope's channel; null for nothing else, and where the
     *     scope has no channel
     * @param isOfFurtherPart whether it is of all marketing because there was no room for its part
     * @param disownsClaims whether the person says besides that no claim of the business is true
     * @param answered the marketing message that made the person opt out
     * @param wordsShown the confirmation that the person saw, if this service supplied it
     * @param stopsBy at a business that removes by hand, the last day that the person was told
     */
    record OptOut(
            boolean isMessage,
            Scope scope,
            @Nullable Categories categories,
            boolean isOfFurtherPart,
            boolean disownsClaims,
            @Nullable StatedReason reason,
            AnsweredMessage answered,
            @Nullable String wordsShown,
            @Nullable LocalDate stopsBy)
            implements MarketingPreference {

        static final String VALUE = "OPT_OUT";

        public OptOut {
            categories = scope.channel() == null ? null : categories;
        }

        /** An opt-out of all marketing without a confirmation of this service. */
        public static OptOut of(boolean isMessage) {
            return of(isMessage, Scope.ALL);
        }

        public static OptOut of(boolean isMessage, Scope scope) {
            return new OptOut(isMessage, scope, null, false, false, null, AnsweredMessage.NONE, null, null);
        }

        public static OptOut because(Scope scope, @Nullable StatedReason reason, AnsweredMessage answered) {
            return new OptOut(false, scope, null, false, false, reason, answered, null, null);
        }

        static OptOut read(Parts parts) {
            StatedScope stated = MarketingPreference.scope(parts);
            return new OptOut(
                    parts.get(Part.BY_MESSAGE) != null,
                    stated.scope(),
                    stated.categories(),
                    parts.get(Part.FURTHER_PART) != null,
                    parts.get(Part.DISOWNS_CLAIMS) != null,
                    StatedReason.of(parts),
                    AnsweredMessage.of(parts),
                    parts.get(Part.WORDS_SHOWN),
                    parts.ifReadable(Part.STOPS_BY, LocalDate::parse));
        }

        /** The same that also refuses these categories by its channel, if its scope has one. */
        public OptOut refusing(@Nullable Categories others) {
            return new OptOut(
                    isMessage, scope, others, isOfFurtherPart, disownsClaims, reason, answered, wordsShown, stopsBy);
        }

        /** The same; if it is of a part beyond the limit, only an opt-in to all lifts it. */
        public OptOut ofFurtherPart(boolean isFurther) {
            return new OptOut(
                    isMessage, scope, categories, isFurther, disownsClaims, reason, answered, wordsShown, stopsBy);
        }

        /** The same; if it disowns, the person says besides that no claim of the business is true. */
        public OptOut disowning(boolean disowns) {
            return new OptOut(
                    isMessage, scope, categories, isOfFurtherPart, disowns, reason, answered, wordsShown, stopsBy);
        }

        /** The same with the day and the words that the person is told. */
        public OptOut promising(@Nullable LocalDate lastDay, @Nullable String words) {
            return new OptOut(
                    isMessage, scope, categories, isOfFurtherPart, disownsClaims, reason, answered, words, lastDay);
        }

        public OptOut about(Scope other) {
            return new OptOut(
                    isMessage,
                    other,
                    categories,
                    isOfFurtherPart,
                    disownsClaims,
                    reason,
                    answered,
                    wordsShown,
                    stopsBy);
        }

        @Override
        public @Nullable String storedScope() {
            return new StatedScope(scope, categories).text();
        }

        @Override
        public String value() {
            return VALUE;
        }

        @Override
        public Parts parts() {
            return StatedReason.parts(reason)
                    .with(answered.parts())
                    .with(Part.BY_MESSAGE, isMessage ? true : null)
                    .with(Part.DISOWNS_CLAIMS, disownsClaims ? true : null)
                    .with(Part.FURTHER_PART, isOfFurtherPart ? true : null)
                    .with(Part.SCOPE, storedScope())
                    .with(Part.WORDS_SHOWN, wordsShown)
                    .with(Part.STOPS_BY, stopsBy);
        }

        @Override
        public List<@Nullable String> said() {
            List<@Nullable String> said = new ArrayList<>(MarketingPreference.super.said());
            said.addAll(answered.said());
            if (disownsClaims) {
                said.add(Part.DISOWNS_CLAIMS.word());
            }
            if (isOfFurtherPart) {
                said.add(Part.FURTHER_PART.word());
            }
            return said;
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            Fact.Kind other = disownsClaims ? Fact.Kind.OPT_OUT_DISOWNING : Fact.Kind.OPT_OUT;
            Fact.Kind kind = isMessage ? Fact.Kind.MESSAGE_THAT_OPTS_OUT : other;
            Fact fact = new Fact(kind, scope, categories, mark, stopsBy);
            return Optional.of(isOfFurtherPart ? fact.ofFurtherPart() : fact);
        }
    }

    /** @param wordsShown the confirmation that the person saw, if this service supplied it */
    record OptIn(Scope scope, @Nullable String wordsShown) implements MarketingPreference {

        static final String VALUE = "OPT_IN";

        static OptIn read(Parts parts) {
            return new OptIn(MarketingPreference.scope(parts).scope(), parts.get(Part.WORDS_SHOWN));
        }

        @Override
        public String value() {
            return VALUE;
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.BASIS, Fact.Kind.OPT_IN.basis())
                    .with(Part.SCOPE, storedScope())
                    .with(Part.WORDS_SHOWN, wordsShown);
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(new Fact(Fact.Kind.OPT_IN, scope, mark, null));
        }
    }

    /**
     * @param scope of an opt-in
     * @param proof where and how the person said so, and on which words
     */
    record Claim(Yes yes, Scope scope, String proof) implements EntryContent {

        /** To the conversation, by a message to the business alone, or to marketing. */
        public enum Yes {
            CONTINUE(Fact.Kind.CONTINUE_CLAIMED),
            MESSAGE_SENT(Fact.Kind.MESSAGE_CLAIMED),
            OPT_IN(Fact.Kind.OPT_IN_CLAIMED);

            private final Fact.Kind claimed;

            Yes(Fact.Kind claimed) {
                this.claimed = claimed;
            }
        }

        public Claim {
            scope = yes == Yes.OPT_IN ? scope : Scope.ALL;
        }

        static Claim read(String value, Parts parts) {
            return new Claim(
                    Yes.valueOf(value), MarketingPreference.scope(parts).scope(), parts.required(Part.PROOF));
        }

        @Override
        public String value() {
            return yes.name();
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.SCOPE, new StatedScope(scope, null).text())
                    .with(Part.PROOF, proof);
        }

        @Override
        public List<@Nullable String> said() {
            return Arrays.asList(value(), new StatedScope(scope, null).text(), proof);
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(new Fact(yes.claimed, scope, mark, null));
        }
    }

    /**
     * @param optOut the opt-out that the reason is for
     * @param isTold whether the business gets a notice of it
     */
    record OptOutReason(EntryId optOut, StatedReason reason, boolean isTold) implements EntryContent {

        static OptOutReason read(String value, Parts parts) {
            parts.required(Part.REASON_CODE);
            return new OptOutReason(
                    new EntryId(value), Objects.requireNonNull(StatedReason.of(parts)), parts.get(Part.UNTOLD) == null);
        }

        @Override
        public String value() {
            return optOut.value();
        }

        @Override
        public Parts parts() {
            return StatedReason.parts(reason).with(Part.UNTOLD, isTold ? null : true);
        }
    }

    /**
     * @param value the step, or why somebody is reminded
     * @param queueOf in whose queue the work is; null before the step is stored, or if only newer code can read it
     */
    record FollowUpStep(
            boolean isReminder,
            String value,
            FollowUpId followUpId,
            @Nullable BusinessId queueOf,
            @Nullable String note,
            @Nullable String evidence)
            implements EntryContent {

        private static final String OPEN = "OPEN";
        private static final String ADD_MESSAGE = "ADD_MESSAGE";
        private static final String PAST_DUE = "OVERDUE";

        public FollowUpStep(String step, FollowUpId followUpId, @Nullable String note, @Nullable String evidence) {
            this(false, step, followUpId, null, note, evidence);
        }

        public static FollowUpStep reminder(String why, FollowUpId followUpId) {
            return new FollowUpStep(true, why, followUpId, null, null, null);
        }

        static BiFunction<String, Parts, FollowUpStep> reading(boolean isReminder) {
            return (value, parts) -> new FollowUpStep(
                    isReminder,
                    value,
                    new FollowUpId(parts.required(Part.FOLLOW_UP_ID)),
                    parts.ifReadable(Part.QUEUE_OF, BusinessId::new),
                    parts.get(Part.NOTE),
                    parts.get(Part.EVIDENCE));
        }

        @Override
        public String kind() {
            return (isReminder ? Kind.FOLLOW_UP_REMINDER : Kind.FOLLOW_UP).name();
        }

        @Override
        public EntryContent inQueueOf(BusinessId businessId) {
            return new FollowUpStep(isReminder, value, followUpId, businessId, note, evidence);
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.FOLLOW_UP_ID, followUpId.value())
                    .with(Part.QUEUE_OF, queueOf == null ? null : queueOf.value())
                    .with(Part.NOTE, note)
                    .with(Part.EVIDENCE, evidence);
        }

        private @Nullable ChangeType change(@Nullable WorkState after) {
            if (isReminder) {
                return value.equals(PAST_DUE) ? ChangeType.FOLLOW_UP_OVERDUE : ChangeType.FOLLOW_UP_REMINDED;
            }
            if (after != null && after.state().isClosed()) {
                return ChangeType.FOLLOW_UP_CLOSED;
            }
            // The first message to decide about opens its work.
            boolean isFirst = value.equals(ADD_MESSAGE)
                    && after != null
                    && after.messages().size() == 1;
            return value.equals(OPEN) || isFirst ? ChangeType.FOLLOW_UP_OPENED : null;
        }
    }

    /**
     * @param removal the work that moves to the top of the queue, if there is any
     * @param isTold whether the business gets a notice of it
     */
    record LateMessage(EntryId message, @Nullable FollowUpId removal, boolean isTold) implements EntryContent {

        static LateMessage read(String value, Parts parts) {
            return new LateMessage(
                    new EntryId(value), parts.get(Part.FOLLOW_UP_ID, FollowUpId::new), parts.get(Part.UNTOLD) == null);
        }

        @Override
        public String value() {
            return message.value();
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.FOLLOW_UP_ID, removal == null ? null : removal.value())
                    .with(Part.UNTOLD, isTold ? null : true);
        }
    }

    /** @param other the id that is not the entry's own */
    record IdentityChanged(UserId other) implements EntryContent {

        static IdentityChanged read(String value, Parts parts) {
            return new IdentityChanged(new UserId(value));
        }

        @Override
        public String value() {
            return other.value();
        }

        @Override
        public List<@Nullable String> said() {
            return List.of(other.value());
        }
    }

    /**
     * A message that may be a refusal begins to hold marketing, or somebody read it and it is none.
     *
     * @param fact which of these; the entry's kind has the same name
     * @param held names this message under all ids of the person, and no message of anybody else. Its words are not in
     *     the ledger
     */
    record HoldChange(Fact.Kind fact, EntryId held) implements EntryContent {

        static BiFunction<String, Parts, HoldChange> reading(Fact.Kind fact) {
            return (value, parts) -> new HoldChange(fact, new EntryId(value));
        }

        @Override
        public String kind() {
            return fact.name();
        }

        @Override
        public String value() {
            return held.value();
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(Fact.of(fact, mark.at(), held));
        }
    }

    /** @param before the settings that were replaced; null for the first ones */
    record Settings(@Nullable SettingsJson before, SettingsJson after) implements EntryContent {

        static final String VALUE = "SETTLED";

        static Settings read(String value, Parts parts) {
            if (!value.equals(VALUE)) {
                throw new IllegalArgumentException("something else that became of settings");
            }
            return new Settings(
                    parts.get(Part.BEFORE, SettingsJson::new), new SettingsJson(parts.required(Part.AFTER)));
        }

        @Override
        public String value() {
            return VALUE;
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.BEFORE, before == null ? null : before.text())
                    .with(Part.AFTER, after.text());
        }
    }

    /** @param value {@link #GONE} or {@link #FAILED} */
    record EndpointSwitchedOff(String value) implements EntryContent {

        /** It answered that it is gone. */
        public static final String GONE = "SWITCHED_OFF_GONE";

        /** It failed for days. */
        public static final String FAILED = "SWITCHED_OFF_FAILED";
    }

    /** @param name who has it */
    record TokenIssued(
            String value,
            String name,
            @Nullable String only,
            @Nullable Instant expiresAt,
            @Nullable String source) implements EntryContent {

        static TokenIssued read(String value, Parts parts) {
            return new TokenIssued(
                    value,
                    parts.required(Part.TOKEN_NAME),
                    parts.get(Part.TOKEN_ONLY),
                    parts.get(Part.TOKEN_EXPIRES_AT, Instant::parse),
                    parts.get(Part.TOKEN_SOURCE));
        }

        @Override
        public Parts parts() {
            return Parts.NONE
                    .with(Part.TOKEN_NAME, name)
                    .with(Part.TOKEN_ONLY, only)
                    .with(Part.TOKEN_EXPIRES_AT, expiresAt)
                    .with(Part.TOKEN_SOURCE, source);
        }
    }

    /** @param value the id of the one, or {@link #ALL} so far */
    record TokensRevoked(String value) implements EntryContent {

        public static final String ALL = "ALL";
    }

    /**
     * All else that was recorded before is gone, and what remains of it refuses.
     *
     * @param refusals the marks in force besides the opt-out of all marketing
     */
    record PersonErased(Set<Marks.Key> refusals) implements EntryContent {

        private static final String OPTED_OUT = "OPTED_OUT";
        private static final String BLOCKED = "OPTED_OUT_AND_BLOCKED";
        private static final String JOINT = ":";

        static PersonErased read(String value, Parts parts) {
            if (!value.equals(OPTED_OUT) && !value.equals(BLOCKED)) {
                throw new IllegalArgumentException("something else that remains");
            }
            Set<Marks.Key> refusals = parts.get(Part.REFUSALS, PersonErased::refusals);
            return new PersonErased(refusals == null ? Set.of() : refusals);
        }

        /** @throws IllegalArgumentException if only newer code knows one of them */
        static Set<Marks.Key> refusals(String text) {
            return Stream.of(text.split(" "))
                    .map(each -> each.split(JOINT, 2))
                    .map(each -> new Marks.Key(MarkKind.valueOf(each[0]), Scope.of(each[1])))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String value() {
            return refusals.contains(Marks.Key.of(MarkKind.BLOCKED)) ? BLOCKED : OPTED_OUT;
        }

        @Override
        public Parts parts() {
            String text = refusals.stream()
                    .sorted()
                    .map(key -> key.kind() + JOINT + key.scope().text())
                    .collect(Collectors.joining(" "));
            return Parts.NONE.with(Part.REFUSALS, text.isEmpty() ? null : text);
        }

        @Override
        public Optional<Fact> fact(Mark mark) {
            return Optional.of(Fact.ofErasure(mark, refusals));
        }
    }

    /** Content that only newer code knows. It is shown as it is, and does not change the standing. */
    record Other(String kind, String value, Parts parts) implements EntryContent {}
}
