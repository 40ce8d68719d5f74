package consimt.simulation;

import consimt.kit.World;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories that nobody wrote. {@code -Dseed=…} runs one of them alone. */
class SimulationTest {

    private static final int HISTORIES = Boolean.getBoolean("consimt.thorough") ? 2_000 : 40;
    private static final int MOMENTS = 12;

    static Stream<Long> seeds() {
        Long seed = Long.getLong("seed");
        return seed == null ? LongStream.range(0, HISTORIES).boxed() : Stream.of(seed);
    }

    /** Seed 2: a link that was cut off, told again while the one side said no, was taken for finished. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noMeetingLosesARefusal(long seed) throws InterruptedException {
        World world = World.fresh();
        world.settle("shop", "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}}]");
        new SimulatedPeople(world, seed, "shop").run(MOMENTS);
    }
}
