package consimt.http;

import static org.hamcrest.Matchers.equalTo;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another function exported: the same application, chosen by configuration alone. */
@QuarkusTest
@TestProfile(OptOutEventTest.Exported.class)
class OptOutEventTest {

    /** As {@code QUARKUS_FUNQY_EXPORT} does in AWS. */
    public static final class Exported implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.funqy.export", "request-opt-out");
        }
    }

    @Test
    void anOptOutByInvoke() {
        Http.events()
                .body("""
                        {"requestId":"out","userId":"%s","businessId":"event-shop","locale":"fr"}""".formatted(World.somebody()))
                .post("/_lambda_")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("RECORDED"))
                .body("entryId", equalTo("out"))
                .body("removal.status", equalTo("DONE"))
                .body("confirmation.askReason.options[0].label", equalTo("Trop de messages"));
    }
}
