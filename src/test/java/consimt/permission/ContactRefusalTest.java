package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.MarketingBasis;
import consimt.hours.Arrival;
import consimt.kit.OneOf;
import consimt.permission.Permission.Reason;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Ask;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.Fact;
import consimt.relation.Facts;
import consimt.relation.MessageCategory;
import consimt.relation.ScopedFacts;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * What forbids a first contact is what a check of marketing without a scope names, but not a lack of contact or consent.
 * The store looks at the standing alone. It needs no settings: who has not agreed has no opt-in that a law could limit.
 */
class ContactRefusalTest {

    private static final Set<Reason> OF_NO_REFUSAL =
            Set.of(Reason.AWAITING_DECISION, Reason.FIRST_CONTACT_REQUIRED, Reason.NO_MARKETING_CONSENT);

    @Property(tries = 1_000)
    @OneOf(5)
    void theRulesNameARefusalExactlyWhereTheStandingForbidsAContact(
            @ForAll("facts") List<Fact> facts, @ForAll boolean revokesAll) {
        Standing standing = Standing.UNKNOWN;
        for (Fact fact : facts) {
            standing = standing.with(fact);
        }
        Ask ask = new Ask(
                standing,
                Interaction.MESSAGE_TO_USER,
                MessageCategory.MARKETING,
                AskedScope.ALL,
                null,
                ScopedFacts.FIRST,
                terms(revokesAll),
                null);
        Reason reason = Rules.judge(new UserId("40700000001"), ask).reason();
        assertEquals(standing.forbidsContact(), !OF_NO_REFUSAL.contains(reason), String.valueOf(reason));
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Arbitraries.oneOf(Facts.upTo(5), ScopedFacts.upTo(8), ScopedFacts.ofManyScopes(6, 12))
                .map(facts -> facts.stream()
                        .filter(fact ->
                                fact.kind().basis() == null && !fact.kind().isClaim())
                        .toList());
    }

    private static Rules.Terms terms(boolean revokesAll) {
        return new Rules.Terms() {
            @Override
            public boolean acceptsClaims() {
                return true;
            }

            @Override
            public MarketingBasis basis(@Nullable Channel channel) {
                return MarketingBasis.OPT_IN;
            }

            @Override
            public @Nullable String revokingLaw() {
                return revokesAll ? "us-revoke-all" : null;
            }

            @Override
            public @Nullable Timing timing(Arrival arrival, Channel channel, MessageCategory category) {
                throw new IllegalStateException("nobody looks at the clock");
            }

            @Override
            public Business business() {
                return Business.unconfigured(new BusinessId("shop"));
            }
        };
    }
}
