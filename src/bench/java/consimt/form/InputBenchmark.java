package consimt.form;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the JSON of a check, about one person and about a hundred. */
@State(Scope.Benchmark)
public class InputBenchmark {

    private final byte[] one = check("\"userId\":\"40700000001\"");
    private final byte[] hundred = check("\"userIds\":["
            + IntStream.range(0, 100).mapToObj("\"40700000%03d\""::formatted).collect(Collectors.joining(","))
            + "]");

    private static byte[] check(String who) {
        return ("{\"businessId\":\"librarie\"," + who + ",\"category\":\"MARKETING\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Object parsingACheck() {
        return Input.of(one);
    }

    @Benchmark
    public Object parsingACheckOfAHundred() {
        return Input.of(hundred);
    }
}
