package consimt.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.answer.Answer;
import consimt.answer.GatewayAnswer;
import consimt.answer.Unavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last catch around every function. */
class GuardedTest {

    private static final Answer ANSWER = new Unavailable(7);
    private static final Guarded FUNCTION = new Guarded() {};

    @Test
    void anAnswerStaysAsItIs() {
        assertSame(ANSWER, FUNCTION.guarded(() -> Input.nothing().answer(nothing -> () -> ANSWER)));
    }

    @Test
    void anAnswerForAGatewayGetsItsForm() {
        assertEquals(
                new GatewayAnswer(
                        503,
                        Map.of("Content-Type", "application/json"),
                        "{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":7}",
                        ANSWER.outcome()),
                FUNCTION.guarded(() -> Input.nothing().byGateway(null).answer(nothing -> () -> ANSWER)));
    }

    @Test
    void aFaultTellsNoDetail() {
        var fault = assertThrows(
                Unavailable.Fault.class,
                () -> FUNCTION.guarded(() -> {
                    throw new IllegalStateException("+40700000001");
                }));
        assertEquals("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":2}", fault.toString());
        assertNull(fault.getCause());
        assertEquals(0, fault.getStackTrace().length);
    }
}
