package consimt.dynamodb;

import consimt.runtime.Setting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The physical names of the tables: {@code CONSIMT_TABLE_RELATIONS} and so on in a function's environment. */
@Singleton
public class Tables {

    private final String relations;
    private final String ledger;
    private final String followUps;
    private final String businesses;
    private final String revocations;
    private final String aside;

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

    public Tables(
            String relations, String ledger, String followUps, String businesses, String revocations, String aside) {
        this.relations = relations;
        this.ledger = ledger;
        this.followUps = followUps;
        this.businesses = businesses;
        this.revocations = revocations;
        this.aside = aside;
    }

    public String relations() {
        return relations;
    }

    public String ledger() {
        return ledger;
    }

    public String followUps() {
        return followUps;
    }

    public String businesses() {
        return businesses;
    }

    public String revocations() {
        return revocations;
    }

    public String aside() {
        return aside;
    }
}
