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
        metrics.count("OverdueFollowUps", 0);
        List<String> lines = written.toString(UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertEquals(line("3"), World.JSON.readTree(lines.get(0)));
        assertEquals(line("0"), World.JSON.readTree(lines.get(1)));
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
