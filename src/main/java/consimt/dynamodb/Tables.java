package consimt.dynamodb;

import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The physical names of the tables: {@code CONSIMT_TABLE_RELATIONS} and so on in a function's environment. */
@Singleton
public record Tables(
        String relations, String ledger, String followUps, String businesses, String revocations, String aside) {

    @Inject
    Tables() {
        this(
                Setting.text("consimt.table.relations"),
                Setting.text("consimt.table.ledger"),
                Setting.text("consimt.table.follow-ups"),
                Setting.text("consimt.table.businesses"),
                Setting.text("consimt.table.revocations"),
                Setting.text("consimt.table.aside"));
    }
}
