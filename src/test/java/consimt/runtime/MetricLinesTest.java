package consimt.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.TestClock;
import consimt.kit.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricLinesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Metrics metrics =
            new MetricLines(new TestClock("2026-11-24T12:00:00.123Z"), new PrintStream(written, true, UTF_8));

    @Test
    void aCountIsOneLineInTheEmbeddedMetricFormat() throws IOException {
        metrics.count("OverdueFollowUps", 3);
        List<String> lines = written.toString(UTF_8).lines().toList();
        assertEquals(1, lines.size());
        assertEquals(line("3"), World.JSON.readTree(lines.get(0)));
    }

    /** A metric has a price in each hour in which it is told, so an idle schedule tells nothing. */
    @Test
    void whatDidNotHappenIsNotToldSoThatNothingCostsNothing() {
        metrics.count("OverdueFollowUps", 0);
        assertEquals("", written.toString(UTF_8));
    }

    /** A hash as anybody computes it, so that the operator finds the business. */
    @Test
    void whoReachedABoundIsToldByAHashOfTheBusiness() throws IOException {
        metrics.reached("UPDATES", "librarie");
        assertEquals(
                World.tree("""
                        {'_aws':{
                            'Timestamp':1795521600123,
                            'CloudWatchMetrics':[{
                                'Namespace':'Consimt',
                                'Dimensions':[[],['Why']],
                                'Metrics':[{'Name':'BoundsReached','Unit':'Count'}]}]},
                         'Why':'UPDATES','Business':'%s','BoundsReached':1}""", Sha256.hex("librarie").substring(0, 16)), World.JSON.readTree(written.toString(UTF_8)));
    }

    private static Object line(String value) {
        return World.tree("""
                {'_aws':{
                    'Timestamp':1795521600123,
                    'CloudWatchMetrics':[{
                        'Namespace':'Consimt',
                        'Dimensions':[[]],
                        'Metrics':[{'Name':'OverdueFollowUps','Unit':'Count'}]}]},
                 'OverdueFollowUps':%s}""", value);
    }
}
