package consimt.runtime;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Metrics as lines of the log. Each line is one JSON object in CloudWatch's embedded metric format, from which
 * CloudWatch takes the number. This costs no call and needs no client. The lines go to standard output, because no text
 * may stand before the object in its line.
 */
@Singleton
class MetricLines implements Metrics {

    /** Of a hash, enough to tell businesses apart. */
    private static final int DIGITS = 16;

    private final Clock clock;
    private final PrintStream out;

    @Inject
    MetricLines(Clock clock) {
        this(clock, System.out);
    }

    MetricLines(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void count(String metric, long value) {
        // A metric costs in each hour that has a number of it, and no alarm needs a nought.
        if (value != 0) {
            print(metric, value, "[]", "");
        }
    }

    @Override
    public void count(String metric, String why) {
        print(metric, 1, "[],[\"Why\"]", ",\"Why\":\"" + why + "\"");
    }

    @Override
    public void reached(String bound, String business) {
        String whose = Sha256.hex(business).substring(0, DIGITS);
        print("BoundsReached", 1, "[],[\"Why\"]", ",\"Why\":\"" + bound + "\",\"Business\":\"" + whose + "\"");
    }

    private void print(String metric, long value, String dimensions, String properties) {
        if (Rehearsal.standIn().isPresent()) {
            return;
        }
        String about = "{\"Namespace\":\"Consimt\",\"Dimensions\":[" + dimensions + "],\"Metrics\":[{\"Name\":\""
                + metric + "\",\"Unit\":\"Count\"}]}";
        out.println("{\"_aws\":{\"Timestamp\":" + clock.millis() + ",\"CloudWatchMetrics\":[" + about + "]}"
                + properties + ",\"" + metric + "\":" + value + "}");
    }
}
