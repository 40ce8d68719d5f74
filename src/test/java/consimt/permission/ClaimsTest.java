package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.Business.Topic;
import consimt.business.MarketingBasis;
import consimt.hours.Arrival;
import consimt.kit.OneOf;
import consimt.permission.Permission.Reason;
import consimt.permission.Permission.Verdict;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Ask;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Facts;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.relation.ScopedFacts;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a business says that a person agreed to counts where nothing else speaks. It lifts nothing, nor does a no. */
class ClaimsTest {

    private static final UserId SOMEBODY = new UserId("40755500001");
    private static final Instant AT = ScopedFacts.FIRST;

    /** Where these alone refuse, nobody said anything. */
    private static final Set<Reason> NOTHING_SPEAKS =
            Set.of(Reason.FIRST_CONTACT_REQUIRED, Reason.NO_MARKETING_CONSENT);

    @Test
    void aClaimIsEnoughWhereNothingElseSpeaks() {
        Standing optIn = join(List.of(claim(Kind.OPT_IN_CLAIMED, Scope.ofTopic("offers"))));
        Standing agreement = join(List.of(claim(Kind.CONTINUE_CLAIMED, Scope.ALL)));
        assertEquals(
                List.of("ALLOWED", "NO_MARKETING_CONSENT but for [offers]", "ALLOWED", "ALLOWED"),
                List.of(
                        said(optIn, MessageCategory.MARKETING, Scope.ofTopic("offers"), MarketingBasis.OPT_IN),
                        said(optIn, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.OPT_IN),
                        said(optIn, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.EXPRESSED),
                        said(optIn, MessageCategory.UTILITY, Scope.ALL, MarketingBasis.OPT_IN)));
        assertEquals(
                List.of("NO_MARKETING_CONSENT", "ALLOWED", "ALLOWED"),
                List.of(
                        said(agreement, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.OPT_IN),
                        said(agreement, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.EXPRESSED),
                        said(agreement, MessageCategory.UTILITY, Scope.ALL, MarketingBasis.OPT_IN)));
    }

    /** Where a message has no buttons, nobody can press one. */
    @ParameterizedTest
    @CsvSource({"EMAIL, true", "SMS, true", "RCS, true", "VOICE, true", "WHATSAPP, false", "PUSH, false", ", false"})
    void aClaimAnswersTheThreeChoicesWhereNobodyCanPressThem(@Nullable Channel channel, boolean answers) {
        Scope scope = channel == null ? Scope.ALL : Scope.of(channel);
        Standing contacted = join(List.of(
                claim(Kind.OPT_IN_CLAIMED, Scope.ALL),
                Fact.of(Kind.FIRST_CONTACT, AT, EntryId.ofRequest("contact")),
                claim(Kind.CONTINUE_CLAIMED, Scope.ALL)));
        for (MessageCategory category : MessageCategory.values()) {
            assertEquals(
                    answers || category == MessageCategory.CALL ? "ALLOWED" : "AWAITING_DECISION",
                    said(contacted, category, scope, MarketingBasis.CONVERSATION));
        }
        // Whoever answered by a block once has answered.
        Standing unblocked = contacted
                .with(Fact.of(Kind.BLOCK, AT.plusSeconds(70), EntryId.ofRequest("block")))
                .with(Fact.of(Kind.UNBLOCK, AT.plusSeconds(80), EntryId.ofRequest("unblock")));
        assertEquals("AWAITING_DECISION", said(unblocked, MessageCategory.UTILITY, scope, MarketingBasis.CONVERSATION));
        Standing after = contacted.with(Fact.of(Kind.OPT_OUT, AT, EntryId.ofRequest("no")));
        assertEquals("AWAITING_DECISION", said(after, MessageCategory.UTILITY, scope, MarketingBasis.CONVERSATION));
    }

    /** A claim beside every other fact, in every order. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(50)
    void noClaimAllowsWhatARefusalAHoldOrAChoiceByAButtonRefuses(
            @ForAll("facts") List<Fact> facts, @ForAll("claims") List<Fact> claims) {
        List<Fact> others =
                facts.stream().filter(fact -> !fact.kind().isClaim()).toList();
        List<Fact> all = new ArrayList<>(others);
        all.addAll(claims);
        Standing without = join(others);
        Standing with = join(all);
        if (all.size() < 6) {
            Facts.inEveryOrder(all, order -> {
                if (!join(order).equals(with)) {
                    assertEquals(with, join(order));
                }
            });
        }
        boolean isDisowned = others.stream().anyMatch(fact -> fact.kind() == Kind.OPT_OUT_DISOWNING);
        everyQuestion().forEach(question -> {
            Permission before = question.about(without, true);
            Permission after = question.about(with, true);
            boolean isNew = after.permission() == Verdict.ALLOWED && before.permission() == Verdict.REFUSED;
            if (isNew && (isDisowned || !question.mayBeAnsweredByClaim(before))) {
                assertEquals(before, after, () -> question + " with " + all);
            }
            Permission refused = question.about(with, false);
            if (refused.permission() == Verdict.ALLOWED && before.permission() == Verdict.REFUSED) {
                assertEquals(before, refused, () -> question + " where no claims are accepted, with " + all);
            }
        });
    }

    /** Claims before it and after it, and none of these lifts its opt-out. */
    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void afterThatWasNotMeNothingIsAllowedByClaims(@ForAll("claims") List<Fact> claims) {
        Fact disowning = Fact.of(Kind.OPT_OUT_DISOWNING, AT.plusMillis(2), EntryId.ofRequest("not-me"));
        Fact optIn = Fact.of(Kind.OPT_IN, AT.plusMillis(1), EntryId.ofRequest("in"));
        List<Fact> all = new ArrayList<>(claims);
        all.add(disowning);
        Standing disowned = join(all);
        assertTrue(everyQuestion()
                .noneMatch(question -> question.about(disowned, true).permission() == Verdict.ALLOWED
                        && question.category != MessageCategory.SERVICE));
        all.add(optIn);
        assertEquals(
                "MARKETING_OPTED_OUT",
                said(join(all), MessageCategory.MARKETING, Scope.ALL, MarketingBasis.CONVERSATION));
        assertEquals(List.of(), List.copyOf(join(all).claims().keySet()));
    }

    /** A business that claims more scopes than a relation keeps takes away no refusal and no yes of the person. */
    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(8)
    void claimsOfManyScopesChangeNothingThatThePersonSaid(@ForAll("facts") List<Fact> facts) {
        List<Fact> others =
                facts.stream().filter(fact -> !fact.kind().isClaim()).toList();
        Standing without = join(others);
        List<Fact> all = new ArrayList<>(others);
        ScopedFacts.SCOPES.forEach(scope -> all.add(claim(Kind.OPT_IN_CLAIMED, scope)));
        Standing with = join(all);
        Collections.reverse(all);
        assertEquals(with, join(all));
        everyQuestion().forEach(question -> {
            Permission before = question.about(without, false);
            assertEquals(before, question.about(with, false), () -> question + " with " + all);
            Permission after = question.about(with, true);
            assertTrue(
                    after.permission() == before.permission() || question.mayBeAnsweredByClaim(before),
                    () -> question + " with " + all + ": " + before);
        });
    }

    /** Of two at one instant, the no comes first. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(50)
    void aClaimOpensTheConversationIfItWasThereBeforeEveryNo(
            @ForAll("facts") List<Fact> facts, @ForAll("claims") List<Fact> claims) {
        List<Fact> others = facts.stream()
                .filter(fact -> !fact.kind().isClaim() && fact.kind() != Kind.FIRST_CONTACT)
                .toList();
        Standing without = join(others);
        List<Fact> all = new ArrayList<>(others);
        all.addAll(claims);
        Instant first = claims.stream()
                .map(claim -> claim.mark().at())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        boolean isAfterANo = others.stream()
                .anyMatch(fact -> isNo(fact, others) && !fact.firstSaid().isAfter(first));
        for (MessageCategory category : Set.of(MessageCategory.UTILITY, MessageCategory.AUTHENTICATION)) {
            Question question = new Question(category, Scope.of(Channel.PUSH), MarketingBasis.CONVERSATION, null);
            if (question.about(without, true).reason() == Reason.FIRST_CONTACT_REQUIRED) {
                assertEquals(
                        isAfterANo || isDisowned(others) ? Verdict.REFUSED : Verdict.ALLOWED,
                        question.about(join(all), true).permission(),
                        () -> category + " with " + all);
            }
        }
    }

    private static boolean isDisowned(List<Fact> facts) {
        return facts.stream()
                .anyMatch(fact ->
                        fact.kind() == Kind.OPT_OUT_DISOWNING || fact.kind().isErasure());
    }

    /** An opt-out, or what may be a refusal and is undecided. */
    private static boolean isNo(Fact fact, List<Fact> others) {
        return fact.kind().isAboutHolding()
                ? fact.kind().isProtective()
                        && others.stream()
                                .noneMatch(other -> other.kind() == Kind.REFUSAL_CLEARED
                                        && other.mark()
                                                .entry()
                                                .equals(fact.mark().entry()))
                : fact.kind().moves().contains(MarkKind.FIRST_REFUSED);
    }

    @Test
    void aClaimThatComesAgainAfterANoClosesNothing() {
        Fact later = Fact.of(Kind.OPT_IN_CLAIMED, AT.plusSeconds(90), EntryId.ofRequest("again"));
        Standing stopped = join(List.of(
                claim(Kind.OPT_IN_CLAIMED, Scope.ALL),
                Fact.of(Kind.OPT_OUT, AT.plusSeconds(70), EntryId.ofRequest("out")),
                later));
        assertEquals("ALLOWED", said(stopped, MessageCategory.UTILITY, Scope.ALL, MarketingBasis.OPT_IN));
        assertEquals("MARKETING_OPTED_OUT", said(stopped, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.OPT_IN));
    }

    @Test
    void aClaimedMessageIsAgreementToTheConversationAndNoExpressedOne() {
        Standing wrote = join(List.of(claim(Kind.MESSAGE_CLAIMED, Scope.ALL)));
        assertEquals(
                List.of("ALLOWED", "ALLOWED", "NO_MARKETING_CONSENT", "NO_MARKETING_CONSENT"),
                List.of(
                        said(wrote, MessageCategory.UTILITY, Scope.ALL, MarketingBasis.OPT_IN),
                        said(wrote, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.CONVERSATION),
                        said(wrote, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.EXPRESSED),
                        said(wrote, MessageCategory.MARKETING, Scope.ALL, MarketingBasis.OPT_IN)));
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return ScopedFacts.upTo(6);
    }

    @Provide
    Arbitrary<List<Fact>> claims() {
        return ScopedFacts.claims(3);
    }

    private static Fact claim(Kind kind, Scope scope) {
        return new Fact(kind, scope, new Mark(AT.plusSeconds(60), EntryId.ofRequest(kind + scope.text())), null);
    }

    private static Standing join(List<Fact> facts) {
        Standing joined = Standing.UNKNOWN;
        for (Fact fact : facts) {
            joined = joined.with(fact);
        }
        return joined;
    }

    private static String said(Standing standing, MessageCategory category, Scope scope, MarketingBasis basis) {
        Permission permission = new Question(category, scope, basis, null).about(standing, true);
        String parts = permission.scopes() == null
                ? ""
                : " but for " + permission.scopes().stream().map(Scope::topic).toList();
        return (permission.reason() == null ? "ALLOWED" : permission.reason().name()) + parts;
    }

    private static Stream<Question> everyQuestion() {
        return Arrays.stream(MessageCategory.values())
                .flatMap(category -> ScopedFacts.ASKED.stream()
                        .flatMap(scope -> Arrays.stream(MarketingBasis.values())
                                .flatMap(basis -> Stream.of((String) null, "US-REVOKE-ALL")
                                        .map(law -> new Question(category, scope, basis, law)))));
    }

    private record Question(
            MessageCategory category,
            Scope scope,
            MarketingBasis basis,
            @Nullable String law) {

        /** Whether nobody said anything, or could not answer. */
        private boolean mayBeAnsweredByClaim(Permission refused) {
            Channel channel = scope.channel();
            boolean hasButtons = category != MessageCategory.CALL && (channel == null || channel.hasButtons());
            return NOTHING_SPEAKS.contains(refused.reason())
                    || refused.reason() == Reason.AWAITING_DECISION && !hasButtons;
        }

        private Permission about(Standing standing, boolean acceptsClaims) {
            return Rules.judge(
                    SOMEBODY,
                    new Ask(
                            standing,
                            Interaction.MESSAGE_TO_USER,
                            category,
                            AskedScope.of(scope),
                            null,
                            AT.plusSeconds(90),
                            new OfTheBusiness(basis, law, acceptsClaims),
                            null));
        }
    }

    private record OfTheBusiness(
            MarketingBasis basis, @Nullable String revokingLaw, boolean acceptsClaims) implements Rules.Terms {

        @Override
        public MarketingBasis basis(@Nullable Channel channel) {
            return basis;
        }

        @Override
        public @Nullable Timing timing(Arrival arrival, Channel channel, MessageCategory asked) {
            throw new IllegalStateException("nobody looks at the clock");
        }

        /** It has every sender and topic that is asked for. */
        @Override
        public Business business() {
            Business nothing = Business.unconfigured(new BusinessId("shop"));
            return new Business(
                    nothing.businessId(),
                    nothing.profile(),
                    nothing.removal(),
                    nothing.terms(),
                    new Business.Offering(
                            null,
                            null,
                            List.of(),
                            Stream.of("offers", "news")
                                    .map(code -> new Topic(code, Map.of(Locale.ENGLISH, code), null))
                                    .toList()),
                    null,
                    new Business.WhatsApp(List.of("a", "b"), null, null, null, null, null, null, null),
                    null);
        }
    }
}
