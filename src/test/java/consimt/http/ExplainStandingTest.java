package consimt.http;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import consimt.infra.FunctionTable;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What one's own machine shows behind an answer of the check. */
@QuarkusTest
class ExplainStandingTest {

    private final String who = "'userId':'%s','businessId':'explained'".formatted(World.somebody());

    @Test
    void nothingIsKnownOfAPairNeverSeen() {
        explain("")
                .body("outcome", equalTo("FOUND"))
                .body("marks", empty())
                .body("explanation.answer.reason", equalTo("FIRST_CONTACT_REQUIRED"))
                .body("explanation.rules", hasSize(10))
                .body("explanation.rules.find { it.said == 'ANSWERS' }.rule", equalTo("FIRST_CONTACT_REQUIRED"))
                .body("explanation.rules.findAll { it.said == 'NO_MATCH' }", hasSize(8))
                .body("explanation.rules.findAll { it.said == 'NOT_REACHED' }.rule", contains("NO_MARKETING_CONSENT"));
    }

    @Test
    void marksHaveTheirScopesAndTheirEntries() {
        call("decide-consent", "'requestId':'yes','decision':'CONTINUE'");
        call("request-opt-out", "'requestId':'calls','scope':{'channel':'voice'}");
        call("request-opt-out", "'requestId':'all','reason':{'code':'TOO_MANY','text':'<img src=x onerror=alert(1)>'}");
        explain("")
                .body("marks.kind", contains("EXPRESSED", "OPTED_OUT", "OPTED_OUT"))
                .body("marks[0].scope", aMapWithSize(0))
                .body("marks[0].inForce", nullValue())
                .body("marks[0].entry.entryId", equalTo("yes"))
                .body("marks[1].entry.reason.text", equalTo("<img src=x onerror=alert(1)>"))
                .body("marks[1].inForce", equalTo(true))
                .body("marks[2].scope.channel", equalTo("voice"))
                .body("marks[2].entry.entryId", equalTo("calls"))
                .body("explanation.rules[0].said", equalTo("NO_MATCH"))
                .body("explanation.rules[0].marks", contains("BLOCKED"))
                .body("explanation.rules[2].rule", equalTo("MARKETING_OPTED_OUT"))
                .body("explanation.rules[2].said", equalTo("ANSWERS"))
                .body("explanation.rules[2].marks", hasItem("OPTED_OUT"))
                .body("explanation.answer.since", notNullValue());
        explain(",'category':'CALL'").body("explanation.answer.reason", equalTo("CALLS_OPTED_OUT"));
        explain(",'category':'UTILITY'")
                .body("explanation.answer.permission", equalTo("ALLOWED"))
                .body("explanation.rules.findAll { it.said != 'NO_MATCH' }", empty());
        call("decide-consent", "'decision':'BLOCK'");
        explain(",'category':'MESSAGE_TO_BUSINESS'").body("explanation.rules[0].said", equalTo("ANSWERS"));
    }

    @Test
    void itTakesWhatTheCheckTakesAndNothingElse() {
        Http.undescribed()
                .body("{\"userId\":\"u\",\"nonsense\":1}")
                .post("/explain-standing")
                .then()
                .statusCode(400)
                .body("errors.field", contains("businessId", "nonsense"));
        Http.undescribed().get("/explain-standing").then().statusCode(405).header("Allow", equalTo("POST"));
        Http.undescribed().body("no JSON").post("/explain-standing").then().statusCode(400);
    }

    @Test
    void noDeploymentHasIt() {
        Assertions.assertFalse(FunctionTable.names(any -> true).contains("explain-standing"));
    }

    private ValidatableResponse explain(String more) {
        return Http.undescribed()
                .body(("{" + who + more + "}").replace('\'', '"'))
                .post("/explain-standing")
                .then()
                .statusCode(200);
    }

    private void call(String function, String fields) {
        Http.functions()
                .body(("{" + who + "," + fields + "}").replace('\'', '"'))
                .post("/" + function)
                .then()
                .statusCode(200);
    }
}
