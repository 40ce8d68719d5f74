package consimt.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A report of reasons as JSON and as a table. */
@QuarkusTest
class ReasonsOverHttpTest {

    @Test
    void aTableIsToldToWhomAsksForIt() {
        Http.functions()
                .body("{\"userId\":\"%s\",\"businessId\":\"table-shop\",\"reason\":{\"code\":\"OTHER\"}}"
                        .formatted(World.somebody()))
                .post("/request-opt-out")
                .then()
                .statusCode(200);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String report = "{\"businessId\":\"table-shop\",\"from\":\"%s\",\"to\":\"%s\",\"by\":\"scope\"}"
                .formatted(today.minusDays(1), today.plusDays(1));
        String first = today.minusDays(1) + "," + today.plusDays(1) + ",all,1,0,0,0,,,OTHER,1,1.0\r\n";
        Http.functions()
                .header("Accept", "text/csv")
                .body(report)
                .post("/report-reasons")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .body(equalTo(
                        "from,to,key,optOuts,optIns,declined,notAsked,medianHoursAfterMessage,p90HoursAfterMessage,reason,count,share\r\n"
                                + first));
        Http.functions()
                .body(report)
                .post("/report-reasons")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("application/json"))
                .body("periods[0].reasons[0].code", equalTo("OTHER"));
        Http.misused()
                .header("Accept", "text/csv")
                .body(report.replace("scope", "day"))
                .post("/report-reasons")
                .then()
                .statusCode(400)
                .header("Content-Type", startsWith("application/json"));
    }
}
