package consimt.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tour of the README, by HTTP. */
@QuarkusTest
class TourTest {

    @Test
    void aBookshopAPersonAndTheProof() {
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'tour-shop'".formatted(person);

        post(
                        "configure-business",
                        200,
                        "{'businessId':'tour-shop','name':'Librăria','country':'RO','languages':['ro'],"
                                + "'removal':{'mode':'MANUAL','days':5,'dayKind':'BUSINESS'},'marketingBasis':'CONVERSATION'}")
                .body("outcome", equalTo("RECORDED"))
                .body("business.timeZone", equalTo("Europe/Bucharest"));
        post("configure-business", 200, "{'businessId':'tour-shop'}")
                .body("outcome", equalTo("FOUND"))
                .body("business.name", equalTo("Librăria"))
                .body("business.languages", contains("ro"));

        post("check-permission", 200, "{%s,'category':'UTILITY'}", who)
                .body("results[0].permission", equalTo("REFUSED"))
                .body("results[0].reason", equalTo("FIRST_CONTACT_REQUIRED"));

        post("open-conversation", 200, "{%s,'requestId':'open'}", who)
                .body("outcome", equalTo("FIRST_CONTACT"))
                .body("choices.decision", contains("BLOCK", "REPORT", "CONTINUE"))
                .body("choices.label", contains("Blocați", "Raportați", "Continuați"));
        post("open-conversation", 200, "{%s,'requestId':'another'}", who)
                .body("outcome", equalTo("REFUSED"))
                .body("reason", equalTo("AWAITING_DECISION"));

        post("decide-consent", 200, "{%s,'requestId':'yes','decision':'CONTINUE','channel':'app'}", who)
                .body("outcome", equalTo("RECORDED"))
                .body("entryId", equalTo("yes"))
                .body("relation.conversation", equalTo("ACCEPTED"))
                .body("relation.basis", equalTo("EXPRESSED"))
                .body("relation.marketing", equalTo("UNSET"))
                .body("relation.removal", nullValue());
        post("decide-consent", 409, "{%s,'requestId':'yes','decision':'UNBLOCK','channel':'app'}", who)
                .body("outcome", equalTo("CONFLICT"));
        post("open-conversation", 200, "{%s}", who).body("outcome", equalTo("ALREADY_OPEN"));
        post("check-permission", 200, "{%s,'category':'MARKETING'}", who)
                .body("results[0].permission", equalTo("ALLOWED"));

        post("request-opt-out", 200, "{%s,'requestId':'out','channel':'app'}", who)
                .body("outcome", equalTo("RECORDED"))
                .body("removal.status", equalTo("IN_PROGRESS"))
                .body("removal.stopsBy", notNullValue())
                .body("removal.followUpId", notNullValue())
                .body("confirmation.askReason.mayDecline", equalTo(true))
                .body("confirmation.askReason.options", hasSize(5))
                .body("confirmation.optBackIn.text", notNullValue());
        post("check-permission", 200, "{%s,'category':'MARKETING'}", who)
                .body("results[0].reason", equalTo("MARKETING_OPTED_OUT"));
        post("check-permission", 200, "{%s,'category':'UTILITY'}", who)
                .body("results[0].permission", equalTo("ALLOWED"));
        post("explain-opt-out", 200, "{%s,'entryId':'out','reason':{'code':'TOO_MANY'}}", who)
                .body("outcome", equalTo("RECORDED"));
        post("explain-opt-out", 404, "{%s,'entryId':'yes','reason':'DECLINED'}", who)
                .body("errors.field", contains("entryId"))
                .body("errors.code", contains("NOT_FOUND"));
        String shop = "'businessId':'tour-shop'";
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Bucharest"));
        String days = "'from':'%s','to':'%s'".formatted(today.minusDays(1), today.plusDays(1));
        post("report-reasons", 200, "{%s,%s,'by':'scope'}", shop, days)
                .body("periods.optOuts", contains(1))
                .body("periods[0].reasons.code", contains("TOO_MANY"));
        post("list-changes", 200, "{%s}", shop)
                .body("outcome", equalTo("FOUND"))
                .body("cursor", notNullValue());

        post("read-relation", 200, "{%s}", who)
                .body("outcome", equalTo("FOUND"))
                .body("relation.marketing", equalTo("OPTED_OUT"))
                .body("relation.removal.status", equalTo("IN_PROGRESS"));
        String id = post("list-follow-ups", 200, "{%s}", shop)
                .body("followUps.userId", contains(person))
                .body("followUps.state", contains("OPEN"))
                .body("counts.open", equalTo(1))
                .extract()
                .path("followUps[0].followUpId");
        String resolve = "{%s,'followUpIds':['%s'],'action':'%s','actor':'%s','evidence':'crm/7'}";
        post("resolve-follow-up", 200, resolve, shop, id, "CLAIM", "ana").body("results.outcome", contains("RECORDED"));
        post("resolve-follow-up", 200, resolve, shop, id, "COMPLETE", "ion")
                .body("results.outcome", contains("CONFLICT"));
        post("resolve-follow-up", 200, resolve, shop, id, "COMPLETE", "ana").body("results.state", contains("DONE"));
        post("read-relation", 200, "{%s}", who).body("relation.removal.status", equalTo("DONE"));
        post("remind-follow-ups", 200, "{}").body("reminded", equalTo(0));
        post("record-message", 200, "{%s,'category':'UTILITY','messageId':'m','sentAt':'2026-11-24T00:00:00Z'}", who)
                .body("outcome", equalTo("UNCHANGED"));
        post("report-follow-ups", 200, "{%s,%s}", shop, days).body("total.done", equalTo(1));

        post("request-opt-in", 200, "{%s,'requestId':'in'}", who)
                .body("outcome", equalTo("RECORDED"))
                .body("removal", nullValue())
                .body("relation.marketing", equalTo("OPTED_IN"));
        post("read-ledger", 200, "{%s}", who)
                .body(
                        "entries.kind",
                        contains(
                                "FIRST_CONTACT",
                                "CONSENT_DECISION",
                                "MARKETING_PREFERENCE",
                                "FOLLOW_UP",
                                "OPT_OUT_REASON",
                                "FOLLOW_UP",
                                "FOLLOW_UP",
                                "MARKETING_PREFERENCE",
                                "FOLLOW_UP"))
                .body(
                        "entries.value",
                        contains(
                                "CONTACTED",
                                "CONTINUE",
                                "OPT_OUT",
                                "OPEN",
                                "out",
                                "CLAIM",
                                "COMPLETE",
                                "OPT_IN",
                                "OPEN"))
                .body("entries.work.state", contains("OPEN", "CLAIMED", "DONE", "OPEN"))
                .body("entries.work.version", contains(2, 3, 4, 1));
    }

    @Test
    void nothingIsChangedOrAskedByGet() {
        Http.byAnotherMethod()
                .queryParam("userId", "x")
                .get("/decide-consent")
                .then()
                .contentType("application/json")
                .body("outcome", equalTo("REJECTED"))
                .body("errors[0].field", equalTo("method"))
                .body("errors[0].message", containsString("decide-consent takes a JSON object by POST"));
        Http.byAnotherMethod().delete("/check-permission");
        for (String unknown : List.of("/no-such-function", "/check", "/Check-Permission", "/Docs")) {
            Http.undescribed()
                    .get(unknown)
                    .then()
                    .statusCode(404)
                    .contentType("application/json")
                    .body("errors[0].field", equalTo("path"))
                    .body("errors[0].message", containsString("/docs"));
        }
        for (String unknown : List.of("/no-such-function", "/Check-Permission")) {
            Http.undescribed().body("{}").post(unknown).then().statusCode(404).body("outcome", equalTo("REJECTED"));
        }
    }

    @Test
    void aFormIsToldHowToSendJson() {
        Http.misused()
                .contentType("multipart/form-data")
                .multiPart("businessId", "tour-shop")
                .post("/check-permission")
                .then()
                .statusCode(400)
                .body("errors.field", contains("body"))
                .body("errors.message", contains(containsString("-d and Content-Type: application/json")));
    }

    @Test
    void onOnesOwnMachineOneActsAsAnybodyByAHeader() {
        String person = World.somebody();
        String read = "{'userId':'%s','businessId':'tour-shop'}".formatted(person);
        for (String allowed :
                new String[] {"operator", "business tour-shop", "person " + person, "person " + person + " tour-shop"
                }) {
            Http.post(Http.functions().header("X-Consimt-Caller", allowed), "read-relation", read)
                    .statusCode(200);
        }
        for (String refused : new String[] {
            "business other", "person x", "person " + person + " other", "business", "root", "", "business tour-shop x"
        }) {
            Http.post(Http.functions().header("X-Consimt-Caller", refused), "read-relation", read)
                    .statusCode(403)
                    .body("errors.field", contains("caller"));
        }
        String asOperator = "{'caller':{'kind':'OPERATOR'},'input':" + read + "}";
        Http.post(Http.misused().header("X-Consimt-Caller", "business other"), "read-relation", asOperator)
                .statusCode(403);
    }

    private static ValidatableResponse post(String function, int status, String body, Object... values) {
        return Http.post(Http.functions(), function, body, values)
                .statusCode(status)
                .contentType("application/json");
    }
}
