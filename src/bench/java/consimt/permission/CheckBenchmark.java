package consimt.permission;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.MarketingBasis;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Ask;
import consimt.permission.Rules.Terms;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.MessageCategory;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** The rules alone: no store, no JSON. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class CheckBenchmark {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final UserId SOMEBODY = new UserId("40700000001");
    private static final Terms TERMS = new Terms() {
        @Override
        public boolean acceptsClaims() {
            return true;
        }

        @Override
        public MarketingBasis basis(@Nullable Channel channel) {
            return MarketingBasis.CONVERSATION;
        }

        @Override
        public @Nullable String revokingLaw() {
            return null;
        }

        @Override
        public Business business() {
            return Business.unconfigured(new BusinessId("shop"));
        }
    };

    private final Ask allowed = ask(accepted());
    private final Ask optedOut = ask(accepted().with(fact(Kind.OPT_OUT, 60)));

    private static Standing accepted() {
        return Standing.UNKNOWN.with(fact(Kind.FIRST_CONTACT, 0)).with(fact(Kind.CONTINUE, 30));
    }

    private static Fact fact(Kind kind, int seconds) {
        return Fact.of(kind, AT.plusSeconds(seconds), EntryId.ofRequest("request-" + seconds));
    }

    private static Ask ask(Standing standing) {
        return new Ask(
                standing,
                Interaction.MESSAGE_TO_USER,
                MessageCategory.MARKETING,
                AskedScope.ALL,
                null,
                AT.plusSeconds(90),
                TERMS);
    }

    /** All rules are tried. */
    @Benchmark
    public Object rulesAllowed() {
        return Rules.judge(SOMEBODY, allowed);
    }

    @Benchmark
    public Object rulesOptedOut() {
        return Rules.judge(SOMEBODY, optedOut);
    }
}
