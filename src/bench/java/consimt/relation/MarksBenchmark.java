package consimt.relation;

import consimt.relation.Fact.Kind;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** One fact more, and the join of a person's standings under two ids, each with wishes about six scopes. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class MarksBenchmark {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private final Standing standing = ofSixScopes(0);
    private final Standing elsewhere = ofSixScopes(1);
    private final Fact optOut = fact(Kind.OPT_OUT, 999);

    private static Standing ofSixScopes(int first) {
        Standing standing = Standing.UNKNOWN.with(fact(Kind.CONTINUE, first));
        int seconds = first;
        for (Channel channel : Channel.values()) {
            seconds += 10;
            Fact fact = fact(seconds % 20 == 0 ? Kind.OPT_IN : Kind.OPT_OUT, seconds);
            standing = standing.with(new Fact(fact.kind(), Scope.of(channel), fact.mark(), null));
        }
        return standing;
    }

    private static Fact fact(Kind kind, int seconds) {
        return Fact.of(kind, AT.plusSeconds(seconds), EntryId.ofRequest("request-" + seconds));
    }

    @Benchmark
    public Object marksOneFactMore() {
        return standing.with(optOut);
    }

    @Benchmark
    public Object marksJoined() {
        return standing.with(elsewhere);
    }
}
