package consimt.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldTest {

    private static final FormField STOP = new FormField("stop");

    @Test
    void aFieldIsReadInEitherEncoding() {
        assertEquals(List.of("this"), values("a=b&stop=this&c=d"));
        assertEquals(List.of("this"), values("st%6Fp=%74his\r\n"));
        assertEquals(List.of("two words"), values("stop=+two+words+"));
        assertEquals(List.of("this"), values(part("name=\"stop\"", "this")));
        assertEquals(List.of("this"), values(part("name=stop", "this").replace("\r", "")));
        assertEquals(
                List.of("this"), values(part("name=\"a\"", "stop") + part("name=\"stop\"; filename=\"x\"", "this")));
    }

    @Test
    void aFieldThatStandsTwiceHasTwoValues() {
        assertEquals(List.of("this", "all"), values("stop=this&stop=all"));
        assertEquals(List.of("this", "all"), values(part("name=\"stop\"", "this") + part("name=stop", "all")));
    }

    @Test
    void aValueThatCannotBeReadIsEmpty() {
        for (String body : List.of("stop", "stop=", "stop=%zz", "stop=%", part("name=\"stop\"", ""))) {
            assertEquals(List.of(""), values(body), body);
        }
    }

    @Test
    void aValueOfSeveralLinesIsOneValue() {
        assertEquals(List.of("this\r\nall"), values(part("name=\"stop\"", "this\r\nall")));
        assertEquals(List.of("this"), values("Content-Disposition: form-data; name=stop\n\nthis"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stop-all=this",
                "Stop=this",
                "nonstop=this",
                "a=stop",
                "=stop",
                "%zz=stop&%zzstop=this",
                "Content-Disposition: form-data; name=stopped\n\nthis\n",
                "Content-Disposition: form-data; filename=\"stop\"\n\nthis\n",
                "Content-Disposition: form-data; name=\"stop\"\nthis\n"
            })
    void anotherFieldIsNone(String body) {
        assertEquals(List.of(), values(body));
    }

    @Test
    void aBodyThatIsLongerThanAnyFormHasNone() {
        String filled = "stop=this&a=";
        assertEquals(List.of("this"), values(filled + "x".repeat(4_096 - filled.length())));
        assertEquals(List.of(), values(filled + "x".repeat(4_097 - filled.length())));
    }

    private static String part(String name, String value) {
        return "--x\r\nContent-Disposition: form-data; " + name + "\r\nContent-Type: text/plain\r\n\r\n" + value
                + "\r\n--x--\r\n";
    }

    private static List<String> values(String body) {
        return STOP.valuesIn(new HttpCall("POST", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
