package consimt.refusal;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whether a message may be a refusal. */
@State(Scope.Benchmark)
public class RefusalBenchmark {

    private final String talk = "Hello, is the order from last week on its way? I would be glad to have it by Friday.";
    private final String refusal = "Please, I do not wish to be contacted any more";
    private final String hostile = "no stop not no more never stop no do not want no ".repeat(10);

    @Benchmark
    public boolean possibleRefusalOfTalk() {
        return PossibleRefusal.isOneInAChat(talk);
    }

    @Benchmark
    public boolean possibleRefusalOfARefusal() {
        return PossibleRefusal.isOneInAChat(refusal);
    }

    @Benchmark
    public boolean possibleRefusalOfHalfRefusals() {
        return PossibleRefusal.isOneInAChat(hostile);
    }
}
