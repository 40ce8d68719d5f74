package consimt.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.runtime.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last catch around every function that speaks HTTP. */
class HttpFunctionTest {

    @Test
    void aFaultOverHttpIsAnAnswerAndIsCounted() {
        List<String> counted = new ArrayList<>();
        HttpFunction function = new HttpFunction() {
            @Override
            public String name() {
                return "breaks";
            }

            @Override
            public Metrics metrics() {
                return (metric, value) -> counted.add(metric + " " + value);
            }

            @Override
            public HttpAnswer answer(HttpCall call) {
                throw new IllegalStateException("+40700000001");
            }
        };
        assertEquals(HttpAnswer.unavailable(), function.guarded(new HttpCall("GET", Map.of(), Map.of(), new byte[0])));
        assertEquals(List.of("FaultsOverHttp 1"), counted);
    }
}
